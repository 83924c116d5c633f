"""The labs of the chapter on convolution: their states against SciPy, counting and closed forms; their sentences."""

import itertools

import numpy as np
import pytest
from scipy import signal

from nbhelpers.convolution import labs
from nbhelpers.convolution.labs.images import digit
from nbhelpers.lab.drawing import Drawing
from tests.slips import outside, texts


@pytest.mark.parametrize("lab", labs.LABS, ids=lambda lab: lab.short)
def test_every_line_is_of_whole_sentences_without_broken_numbers(lab):
    for values in list(lab.recorded())[::3]:
        sentence = lab.reading(**values)
        for line in sentence.split("\n"):
            assert line.endswith(".") and (line[0].isupper() or line[0] in "γ"), values
        assert not {"nan", "inf", "-0", "−0.0"} & set(sentence.replace(",", " ").replace(";", " ").split()), values


class TestKernel:
    @pytest.mark.parametrize("kernel", ["across", "outline", "blur"])
    @pytest.mark.parametrize("stride", [1, 3])
    @pytest.mark.parametrize("padding", ["valid", "same"])
    def test_the_map_is_scipys(self, kernel, stride, padding):
        state = labs.kernel.state(kernel=kernel, stride=stride, padding=padding, row=12, column=17)
        if stride == 1:  # with a stride, "same" may put its zeros elsewhere than SciPy
            assert state["y"] == pytest.approx(signal.correlate2d(digit("3"), state["w"], padding))
        i, j = state["unit"]
        assert state["sum"] == pytest.approx(state["y"][i, j])

    @pytest.mark.parametrize("row, column", [(0, 0), (27, 27), (14, 3)])
    @pytest.mark.parametrize("stride", [1, 2, 4])
    @pytest.mark.parametrize("padding", ["valid", "same"])
    def test_the_window_is_there_wherever_it_is_put(self, row, column, stride, padding):
        state = labs.kernel.state(row=row, column=column, stride=stride, padding=padding)
        assert state["pixels"].shape == (3, 3)
        top, left = state["corner"]
        assert abs(top + 1 - row) <= max(stride, 3) and abs(left + 1 - column) <= max(stride, 3)
        i, j = state["unit"]
        assert state["sum"] == pytest.approx(state["y"][i, j])


    def test_the_headline_says_which_side_has_more_ink(self):
        for values in labs.kernel.recorded():
            state, told = labs.kernel.state(**values), labs.kernel.reading(**values)
            if values["kernel"] == "across" and state["pixels"].any() and abs(state["sum"]) >= 0.005:
                right, left = state["pixels"] @ [0, 0, 1] @ [1, 2, 1], state["pixels"] @ [1, 0, 0] @ [1, 2, 1]
                wanted = "on the right outweighs ink on the left" if right > left else "on the left outweighs"
                assert wanted in told, values

    def test_an_empty_window_and_one_without_an_edge(self):
        assert "no ink in this window" in labs.kernel.reading(row=0, column=0)
        assert "no edge here" in labs.kernel.reading(stride=2, row=9, column=16)


class TestSize:
    def test_counts(self):
        assert labs.size.state(size=12, kernel=5, stride=2, padding="valid")["count"] == 4
        assert labs.size.state(size=12, kernel=5, stride=2, padding="same")["count"] == 6
        assert labs.size.state(size=12, kernel=5, stride=2, padding="1")["count"] == 5

    def test_no_window_is_said(self):
        told = labs.size.reading(size=2, kernel=5, padding="valid").split("\n")
        assert told[0] == "The kernel of 5 is larger than the row of 2: no window fits."
        assert told[1] == "VALID gives ⌈(2 − 5 + 1)/2⌉ = −1."
        assert "row of 4" in labs.size.reading(size=2, kernel=5, padding="1")

    def test_the_noted_form_is_named_where_it_fails(self):
        told = labs.size.reading(size=12, kernel=5, stride=2, padding="valid")
        assert "Without the round brackets it would be 8" in told
        assert "Without" not in labs.size.reading(size=12, kernel=5, stride=1, padding="valid")

    def test_gaps(self):
        told = labs.size.reading(size=12, kernel=1, stride=3, padding="valid")
        assert "4 windows, leaving 8 pixels unseen" in told and "a gap of 2 places" in told


class TestReceptive:
    def test_theory_is_what_was_measured(self):
        for values in labs.receptive.recorded():
            state = labs.receptive.state(**values)
            assert state["predicted"] == state["found"], values

    @pytest.mark.parametrize("layers", [1, 2, 3, 4])
    def test_threes_grow_by_two(self, layers):
        assert labs.receptive.state(layers=layers, kernel=3)["r"][-1] == 2 * layers + 1

    def test_nothing_left_to_pool(self):
        state = labs.receptive.state(layers=4, stride=2, pooled=True)
        assert state["blocks"] == 2 and "nothing left to pool" in labs.receptive.reading(
            layers=4, stride=2, pooled=True
        )


class TestBatchNorm:
    def test_the_linear_part_by_simulation(self):
        z = np.random.default_rng(0).normal(4, 2, 400_000)
        state = labs.batch_norm.state(mean=4.0, spread=2.0)
        f = 1 / (1 + np.exp(-z))
        assert state["slopes"][0] == pytest.approx((f * (1 - f)).mean(), rel=0.01)
        assert state["linear"][0] == pytest.approx((abs(z) <= 1).mean(), rel=0.03)

    def test_what_goes_wrong_is_said_first(self):
        def headline(**values):
            return labs.batch_norm.reading(**values).split("\n")[0]

        assert "out of saturation" in headline(mean=4.0)
        assert "saturated as before" in headline(mean=4.0, beta=-4.0)
        assert "now the sigmoid is saturated" in headline(mean=0.0, beta=-4.0)
        assert "undo" in headline(mean=4.0, spread=2.0, gamma=2.0, beta=4.0)
        assert "comes out as 1.0 or −1.0" in headline(batch=2)
        assert "so small a batch" in headline(batch=4) and "so small a batch" not in headline(batch=32)

    def test_gamma_and_beta_undo_it(self):
        state = labs.batch_norm.state(mean=4.0, spread=2.0, gamma=2.0, beta=4.0)
        assert state["undone"] and state["before"] == pytest.approx(state["after"])

    def test_two_samples_become_plus_and_minus_one(self):
        one = labs.batch_norm.state(batch=2, spread=2.0)["one"]
        assert np.median(abs(one)) == pytest.approx(1, abs=0.001) and abs(one).max() < 1

    def test_larger_batches_agree_better(self):
        widths = [np.std(labs.batch_norm.state(batch=batch)["one"]) for batch in (4, 32, 256)]
        assert widths[0] > 1.5 * widths[1] > 3 * widths[2]


class TestPooling:
    def test_what_becomes_of_a_line(self):
        assert np.ptp(labs.pooling.state(patch="bright", kind="max")["y"]) == 9
        assert np.ptp(labs.pooling.state(patch="dark", kind="max")["y"]) == 0
        for patch in ("bright", "dark"):
            assert np.ptp(labs.pooling.state(patch=patch, kind="mean")["y"]) == 4.5

    def test_the_headline_says_what_becomes_of_a_line(self):
        assert "wipes out the dark line" in labs.pooling.reading(patch="dark", kind="max")
        assert "bright line at its full 9" in labs.pooling.reading(patch="bright", kind="max")
        assert "falls from 9 to 4.5" in labs.pooling.reading(patch="dark", kind="mean")

    def test_errors_are_kept_whole(self):
        for values in labs.pooling.recorded():
            state = labs.pooling.state(**values)
            assert state["dx"].sum() == pytest.approx(state["g"].sum())
            assert (state["dx"] != 0).sum() == (4 if values["kind"] == "max" else 16)


class TestDropout:
    @pytest.mark.parametrize("p", [0.2, 0.5, 0.8])
    @pytest.mark.parametrize("scale", ["none", "inverted"])
    def test_mean_and_spread(self, p, scale):
        """Var of a masked sum: p (1 - p) sum a^2 / (sum a)^2, and that over (1 - p)^2 when scaled."""
        a = np.abs(np.sin(1.0 + np.arange(100)))
        sd = np.sqrt(p * (1 - p) * (a**2).sum()) / a.sum() / (1 if scale == "none" else 1 - p)
        for seed in range(5):
            state = labs.dropout.state(p=p, scale=scale, seed=seed)
            assert state["mean"] == pytest.approx(state["expected"], abs=4 * sd / np.sqrt(500))
            assert state["sd"] == pytest.approx(sd, rel=0.15)


    def test_the_headline_says_whether_training_and_test_agree(self):
        assert "0.50 on average in training, but 1 at test time" in labs.dropout.reading(p=0.5, scale="none")
        assert "in training, and 1 at test time" in labs.dropout.reading(p=0.5, scale="inverted")
        assert "one draw says little" in labs.dropout.reading(p=0.8, scale="inverted", units=9)
        assert "no unit is left" in labs.dropout.reading(p=0.95, scale="inverted", units=9)
        assert "No unit is left out" in labs.dropout.reading(p=0.0)


class TestFeatures:
    def test_stages_follow_from_one_another(self):
        found = {name: labs.features.state(stage=name) for name in ("norm", "relu", "pool")}
        for block in ("first", "second"):
            norm, relu, pool = (found[name][block] for name in ("norm", "relu", "pool"))
            assert (relu == np.maximum(norm, 0)).all()
            count, rows, columns = relu.shape
            assert (pool == relu.reshape(count, rows // 2, 2, columns // 2, 2).max(axis=(2, 4))).all()

    def test_it_reads_the_recorded_digits(self):
        for values in labs.features.recorded():
            state = labs.features.state(**values)
            assert state["outputs"].sum() == pytest.approx(1)
            assert np.argmax(state["outputs"]) == int(values["image"])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"size": 9, "kernel": 1, "stride": 2, "padding": "valid"}, "leaving 4 pixels unseen.\nVALID"),
        ({"size": 12, "kernel": 5, "stride": 2, "padding": "1"}, ", and every pixel is seen."),  # a zero is left over
        ({"size": 12, "kernel": 5, "stride": 2, "padding": "valid"}, "leaving 1 pixel unseen.\nVALID"),
    ],
)
def test_the_sentence_of_the_windows_tells_what_is_not_seen(values, words):
    assert words in labs.size.reading(**values)


@pytest.mark.parametrize("padding", ["valid", "same", "1", "2"])
def test_the_pixels_that_no_window_sees_are_counted_one_by_one(padding):
    for size, kernel, stride in itertools.product((1, 2, 9, 12), (1, 2, 5), (1, 2, 3, 5)):
        s = labs.size.state(size=size, kernel=kernel, stride=stride, padding=padding)
        seen = [
            any(0 <= at + s["before"] - stride * i < kernel for i in range(s["count"])) for at in range(size)
        ]
        told = labs.size.reading(size=size, kernel=kernel, stride=stride, padding=padding).split("\n")[0]
        wanted = "every pixel is seen" if all(seen) else f"leaving {seen.count(False)} pixel"
        assert (wanted if s["count"] else "no window fits") in told, (size, kernel, stride)


def test_how_sure_the_net_is_of_each_digit_stays_in_its_panel():
    drawing = Drawing(labs.features)
    for image in labs.features.control("image").offered:
        drawing.parts(labs.features.state(image=image))
        assert outside(texts(drawing.figures[2]), drawing.figures[2].bbox) == [], image
