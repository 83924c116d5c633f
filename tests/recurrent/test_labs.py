"""The labs of the chapter on recurrent nets: states against bounds and closed forms, sentences at the ends."""

import sys

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.lab.drawing import Drawing
from nbhelpers.recurrent import letters, recall_task, trained
from nbhelpers.recurrent.experiments import recall as experiment
from nbhelpers.recurrent.labs import clip, gradient, unrolled
from nbhelpers.recurrent.labs import memory as memory_lab
from nbhelpers.recurrent.labs import reader as reader_lab

reader_module = sys.modules["nbhelpers.recurrent.labs.reader"]


class TestGradient:
    def test_no_recorded_gradient_passes_its_bound(self):
        for values in gradient.recorded():
            state = gradient.state(**values)
            bound = np.log(state["sigma"]) * np.arange(state["length"] + 1)
            assert (np.log(state["norms"]) <= bound + 1e-6).all(), values

    def test_linear_and_orthogonal_is_the_power_of_the_scale(self):
        for scale in (0.5, 1.0, 2.0):
            state = gradient.state(kind="orthogonal", activation="linear", scale=scale)
            assert state["norms"] == pytest.approx(scale ** np.arange(101.0))
            assert state["rho"] == pytest.approx(scale) == pytest.approx(state["sigma"])

    def test_the_eigenvalues_are_those_of_a_real_matrix(self):
        state = gradient.state()
        values = state["real"] + 1j * state["imaginary"]
        assert len(values) == 20 and abs(values).max() == pytest.approx(state["rho"])
        assert sum(values).imag == pytest.approx(0, abs=1e-12)

    def test_sentences(self):
        told = gradient.reading(kind="orthogonal", activation="linear", scale=0.5)
        assert told.startswith("The gradient vanishes") and "a factor of 0.500 a step" in told
        told = gradient.reading(kind="orthogonal", activation="linear", scale=1.0)
        assert "The gradient survives: 100 steps back it is 1.00 times as long.\n" in told
        assert "a factor of 1.000 a step" in told
        assert "The gradient explodes" in gradient.reading(kind="gaussian", activation="linear", scale=2.0)
        told = gradient.reading(kind="orthogonal", scale=0.5)
        assert "the largest singular value of the recurrent weights, σ = 0.50." in told and "σ is below 1" in told
        assert "σ is below 1" not in gradient.reading(kind="orthogonal", scale=1.0)

    def test_even_the_smallest_and_largest_scale_have_a_sentence(self):
        for scale in (0.1, 2.5):
            for activation in ("tanh", "relu", "linear"):
                assert gradient.reading(scale=scale, activation=activation).endswith(".")


class TestUnrolled:
    def test_both_tellings_differ_in_the_first_letter_alone(self):
        first, second = unrolled.state(step=20)["letters"]
        assert first[0] != second[0] and first[1:] == second[1:]

    def test_without_recurrent_weights_one_step_forgets_everything(self):
        state = unrolled.state(scale=0.0, step=2)
        assert state["known"][0] == 1 and (state["known"][1:] == 1e-4).all()
        assert state["h"][0, 2] == pytest.approx(state["h"][1, 2])

    def test_below_one_the_difference_is_under_the_power_of_the_scale(self):
        known = unrolled.state(scale=0.6, step=20)["known"]
        assert (known <= np.maximum(0.6 ** np.arange(20), 1e-4) * (1 + 1e-9)).all()

    def test_sentences(self):
        assert unrolled.reading(step=0).startswith("The net has received nothing yet")
        assert unrolled.reading(step=1).startswith("One sequence began with A, the other with B")
        assert "all but forgotten" in unrolled.reading(scale=0.6, step=20)
        assert "have drifted apart" in unrolled.reading(scale=2.5, seed=1, step=20)


class TestClip:
    def test_no_clipped_step_is_longer_than_eta_times_the_threshold(self):
        for values in clip.recorded():
            longest = clip.state(**values)["longest"]
            assert longest[1] <= values["eta"] * values["threshold"] * (1 + 1e-6) + 1e-8

    def test_a_bound_that_is_never_reached_changes_nothing(self):
        state = clip.state(threshold=1000.0)
        assert (state["paths"][0] == state["paths"][1]).all()

    def test_what_the_chapter_says_about_the_cliff(self):
        free, bound = (losses[-1] for losses in clip.state(threshold=0.3, eta=0.3, start="floor")["losses"])
        assert free > 0.5 and bound < 1e-6
        assert "The cliff throws the unclipped path out; the clipped one walks on into the valley" in clip.reading()
        assert "the cliff throws both paths out" in clip.reading(threshold=10.0)
        assert "the gradient has vanished" in clip.reading(start="shelf")
        assert "the two paths are one" in clip.reading(threshold=1000.0)

    def test_the_last_bit_of_a_tanh_is_not_seen(self, monkeypatch):
        """Other machines round otherwise: a gradient that is off in its last digits leads to the very same path."""
        from nbhelpers.recurrent import clipping
        from nbhelpers.recurrent.labs.clip import STARTS, path

        wanted = {start: path(0.3, 0.3, start) for start in STARTS}
        exact = clipping.cliff_gradient
        monkeypatch.setattr(clipping, "cliff_gradient", lambda at: exact(at) * (1 + 1e-14 * np.array([1, -1])))
        path.cache_clear()
        for start, known in wanted.items():
            assert path(0.3, 0.3, start) == pytest.approx(known, abs=3e-9)
        path.cache_clear()


class TestMemory:
    def test_the_record_is_complete_and_made_with_these_settings(self):
        record = datasets.record("recurrent/memory")
        assert record["settings"] == experiment.SETTINGS
        assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]

    @pytest.mark.parametrize("cell", [(16, "RNN 1.0", 5, 0), (8, "LSTM 3", 5, 1)])
    def test_the_record_can_be_measured_again(self, cell):
        recorded, again = (
            datasets.record("recurrent/memory")["cells"]["/".join(map(str, cell))],
            experiment.measure(*cell),
        )
        assert again["success"] == pytest.approx(recorded["success"], abs=0.03)
        assert again["reach"] == pytest.approx(recorded["reach"], rel=0.02)

    def test_the_state_has_the_numbers_of_the_record(self):
        cells = datasets.record("recurrent/memory")["cells"]
        state = memory_lab.state(net="LSTM 3", hidden="8", distance="20")
        assert state["seeds"][2].tolist() == [cells[f"8/LSTM 3/20/{seed}"]["success"] for seed in range(5)]

    def test_the_headline_counts_the_runs_that_learned(self):
        cells = datasets.record("recurrent/memory")["cells"]
        for net, distance in (("RNN 0.5", "40"), ("RNN 1.0", "40"), ("LSTM 3", "40")):
            learned = sum(cells[f"16/{net}/{distance}/{seed}"]["success"] >= 0.9 for seed in range(5))
            wanted = {0: "no run learned", 5: "Every run learned"}.get(learned, f"{learned} of 5 runs learned")
            assert wanted in memory_lab.reading(net=net, hidden="16", distance=distance).split("\n")[0]

    def test_the_lab_knows_every_net(self):
        assert list(memory_lab.control("net").options) == list(recall_task.NETS)


class TestReader:
    def test_the_chances_are_those_of_the_letters_that_came(self):
        state = reader_lab.state(sentence="majesty")
        for net, kind in zip(state["nets"], letters.KINDS, strict=True):
            read = letters.read(trained.reader(kind, 4), letters.codes("'i beg pardon, your majesty,' "))
            surprise = letters.surprise(read[:-1], letters.codes("i beg pardon, your majesty,' "))
            assert -np.log(net["right"]) == pytest.approx(surprise) and net["nats"] == pytest.approx(surprise.mean())

    def test_guesses_stand_in_their_order_from_ten_percent_on(self):
        for net, kind in zip(reader_lab.state()["nets"], letters.KINDS, strict=True):
            read = letters.read(trained.reader(kind, 4), letters.codes("'i beg pardon, your majesty,' "))
            chances = np.exp(read) / np.exp(read).sum(axis=1, keepdims=True)
            for found, row, came in zip(net["guesses"], chances, "i beg pardon, your majesty,' ", strict=False):
                wanted = [n for n in np.argsort(-row)[:3] if row[n] >= 0.1]
                assert [n for n in found if n >= 0] == wanted
                assert letters.ALPHABET[row.argmax()] != came or row.max() < 0.1 or found[0] == letters.codes(came)
            hits = np.take(net["guesses"], 0, axis=1) == letters.codes("i beg pardon, your majesty,' ")
            assert (net["hits"][:, 0] == hits).all()

    def test_every_sentence_fits_and_is_told_of(self):
        assert {len(text) for text in reader_module.SENTENCES.values()} == {reader_module.LENGTH}
        assert {*reader_module.SENTENCES} == {*reader_module.TOLD}
        learned, held_out = letters.text()
        assert reader_module.SENTENCES["alice"] in learned
        assert reader_module.SENTENCES["majesty"] in held_out and reader_module.SENTENCES["majesty"] not in learned

    def test_sentences(self):
        told = reader_lab.reading()
        assert told.startswith("The LSTM guesses 52 % of the letters right, the RNN 45 %.")
        assert reader_lab.reading(checkpoint=0).startswith("Neither net has learned anything")
        assert reader_lab.reading(sentence="noise").startswith("On this sentence both nets fail")
        assert "The RNN guesses" in reader_lab.reading(sentence="alice")
        assert "After 400 updates" in reader_lab.reading(checkpoint=2)

    def test_a_reader_s_own_sentence_is_read_in_the_place_of_the_book_s(self):
        typed = reader_lab.state(own="Alice was beginning")
        assert typed.words == "alice was beginning" and "The sentence is your own." in reader_lab.read(typed)
        whole = reader_lab.state(sentence="alice")
        for short, long in zip(typed.nets, whole.nets, strict=True):  # what comes after can change nothing
            np.testing.assert_allclose(short["right"], long["right"][: len(short["right"])])
        drawing = Drawing(reader_lab)
        drawing.parts(typed)
        shown = "".join(text.get_text() for text in drawing.artists.letters0)
        assert shown == "alice·was·beginning"
        assert reader_lab.state(own="a").words == reader_module.SENTENCES["majesty"]  # nothing to guess in one letter

    def test_what_it_writes_hangs_on_the_seed_and_the_temperature(self):
        lines = [reader_lab.state(**values)["nets"][0]["written"] for values in (
            {}, {"seed": 1}, {"temperature": 1.5}, {})]  # fmt: skip
        assert lines[0] == lines[3] and lines[0] != lines[1] and lines[0] != lines[2]
        assert {len(line) for line in lines[0]} == {reader_module.WIDE}
