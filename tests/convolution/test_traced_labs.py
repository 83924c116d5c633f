"""The kernel of one's own, and the way from the digit to the answer: states against SciPy, and their sentences."""

import itertools

import numpy as np
import pytest
from scipy import signal

from nbhelpers.convolution import cnn, labs
from nbhelpers.convolution.labs.images import digit
from nbhelpers.convolution.labs.own_kernel import PLACES
from nbhelpers.convolution.traced import outputs
from nbhelpers.convolution.trained import trained_lenet
from nbhelpers.lab.drawing import Drawing


class TestOwnKernel:
    @pytest.mark.parametrize("seed", range(3))
    def test_the_map_is_scipys(self, seed):
        drawn = np.random.default_rng(seed).choice(np.arange(-4, 5) / 2, 9)
        state = labs.own_kernel.state(image="8", **dict(zip(PLACES, drawn, strict=True)))
        assert state["w"].ravel() == pytest.approx(drawn)
        assert state["y"] == pytest.approx(signal.correlate2d(digit("8"), drawn.reshape(3, 3), "valid"))

    def test_what_is_said_of_the_kernel(self):
        nothing = dict.fromkeys(PLACES, 0.0)

        def told(**weights):
            return labs.own_kernel.reading(**{**nothing, **weights})

        assert "All weights are 0" in told()
        assert "pixel is multiplied by 2" in told(middle=2.0) and "correlation agree" in told(middle=2.0)
        assert "nothing below zero" in told(n=1.0, e=1.0) and "nothing above zero" in told(n=-1.0)
        assert "add up to 0" in told(w=-1.0, e=1.0) and "all signs changed" in told(w=-1.0, e=1.0)
        assert "multiplied by 0.5" in told(w=-1.0, middle=1.5) and "another map" in told(w=-1.0, middle=1.5)

    def test_the_headline_is_true_of_every_recorded_map(self):
        for values in labs.own_kernel.recorded():
            state, told = labs.own_kernel.state(**values), labs.own_kernel.reading(**values)
            y, even = np.round(state["y"], 9), float((np.ones((3, 3)) * state["w"]).sum())
            assert "below zero:" not in told
            assert ("nothing below zero" not in told or y.min() >= 0) and ("nothing above" not in told or y.max() <= 0)
            assert "add up to 0" not in told or even == 0


class TestDigitToAnswer:
    @pytest.mark.parametrize("image", ["3", "8", "5"])
    def test_the_maps_are_scipys_and_the_answer_is_the_nets(self, image):
        """The whole net once more, by SciPy's correlation and plain sums."""
        state, parts = labs.digit_to_answer.state(image=image), trained_lenet().layers
        x = digit(image)[None]
        for at, mode, name, pooled in ((0, "same", "first", "pooled"), (4, "valid", "second", "last")):
            w, b = (parts[at].parameters[part] for part in "wb")
            z = np.array([sum(map(lambda a, c: signal.correlate2d(a, c, mode), x, one)) for one in w])
            norm = parts[at + 1]
            scale = norm.parameters["gamma"] / np.sqrt(norm.var + norm.eps)
            z = (z + b[:, None, None] - norm.mean[:, None, None]) * scale[:, None, None]
            maps = np.maximum(z + norm.parameters["beta"][:, None, None], 0)
            assert state[name] == pytest.approx(maps)
            x = maps.reshape(len(maps), maps.shape[1] // 2, 2, -1, 2).max(axis=(2, 4))
            assert state[pooled] == pytest.approx(x)
        z = cnn.predict(trained_lenet(), digit(image)[None, None])[0]
        assert state["logits"] == pytest.approx(z) and state["outputs"] == pytest.approx(np.exp(z) / np.exp(z).sum())

    def test_what_is_shown_of_a_number_is_how_it_came_about(self):
        for values in list(labs.digit_to_answer.recorded())[::7]:
            s = labs.digit_to_answer.state(**values)
            i, j = s["unit"]
            assert s["products"] == pytest.approx(s["window"] * s["weights"])
            assert s["products"].sum() == pytest.approx(s["sums"][s["most"]])
            assert s["sums"].sum() == pytest.approx(s["sum"])
            assert s["sum"] + s["bias"] == pytest.approx(s["z"])
            assert s["scale"] * s["z"] + s["shift"] == pytest.approx(s["normed"])
            assert s["activation"] == s["map"][i, j]
            assert s["best"] == (s["pooled"], s["last"])[s["block"]][s["k"], i // 2, j // 2]
            (top, bottom), (left, right) = s["field"]
            if s["block"] == 0:
                assert (top, left) == (max(i - 2, 0), max(j - 2, 0)) and s["corner"] == (i - 2, j - 2)
                inside = s["x"][top : bottom + 1, left : right + 1]
                assert inside.sum() == pytest.approx(s["window"].sum())
            else:
                assert s["window"] == pytest.approx(s["pooled"][s["most"], i : i + 5, j : j + 5])

    def test_the_frame_on_the_digit_holds_all_pixels_that_count(self):
        """Ink outside of the frame leaves the traced number as it is; ink inside moves it."""
        state = labs.digit_to_answer.state(kernel="2-14", row=9, column=13)
        (top, bottom), (left, right) = state["field"]
        i, j = state["unit"]
        for place in np.ndindex(28, 28):
            x = digit("3").copy()
            x[place] += 0.5
            z = outputs(trained_lenet(), x[None])[4][13, i, j]
            if not (top <= place[0] <= bottom and left <= place[1] <= right):
                assert z == pytest.approx(state["z"], abs=1e-12)
        assert bottom - top == right - left == 13

    def test_every_place_of_the_second_block_can_be_chosen_without_python(self):
        places = {tuple(labs.digit_to_answer.state(**values)["unit"]) for values in labs.digit_to_answer.recorded()
                  if values["kernel"] == "2-14"}  # fmt: skip
        assert places == set(itertools.product(range(10), range(10)))

    def test_the_point_lies_in_the_square_of_its_number(self):
        drawing = Drawing(labs.digit_to_answer)
        for kernel, row, column in (("1-2", 27, 0), ("2-3", 0, 27), ("2-3", 13, 12)):
            state = labs.digit_to_answer.state(kernel=kernel, row=row, column=column)
            drawing.parts(state)
            left, top, width, height = drawing.artists["unit"].get_bbox().bounds
            x, y = labs.digit_to_answer.points[0].at(state)
            assert (x, y) == pytest.approx((left + width / 2, top + height / 2))

    def test_headlines_and_the_readers_own_digit(self):
        assert "products are all 0" in labs.digit_to_answer.reading(row=0, column=0)
        assert "make it 3.18" in labs.digit_to_answer.reading()
        assert "ReLU it is 0" in labs.digit_to_answer.reading(row=15, column=15)
        marks = np.zeros((28, 28), dtype=bool)
        marks[5:23, 13:15] = True
        drawn = labs.digit_to_answer.control("drawn").pack(marks)
        assert "In your drawing the net sees a 1" in labs.digit_to_answer.reading(drawn=drawn)
        blank = labs.digit_to_answer.control("drawn").pack(np.zeros((28, 28), dtype=bool))
        assert np.isfinite(labs.digit_to_answer.state(drawn=blank)["pull"]).all()

    def test_the_saliency_is_that_of_the_answer(self):
        state = labs.digit_to_answer.state(image="8")
        up = digit("8").copy()
        up[12, 15] += 1e-6
        change = (cnn.predict(trained_lenet(), up[None, None])[0, 8] - state["logits"][8]) / 1e-6
        assert state["pull"][12, 15] == pytest.approx(change, abs=1e-4)
