"""The labs of the chapter on attention: states against closed forms and records, sentences at the ends."""

import numpy as np
import pytest

from nbhelpers.attention import labs
from nbhelpers.lab.drawing import Drawing


class TestRecall:
    def test_it_opens_with_the_mean_of_the_two_threes(self):
        state = labs.recall.state()
        assert state["p"][:2].min() > 0.35 and state["p"][2:].max() < 0.1
        assert "a mean of the two 3s: together they have" in labs.recall.reading()

    def test_a_sharp_memory_gives_one_picture_and_a_dull_one_the_mean_of_all(self):
        assert labs.recall.state(beta=32.0)["p"] == pytest.approx([1, 0, 0, 0, 0, 0], abs=1e-3)
        assert "one stored picture: the first 3." in labs.recall.reading(beta=32.0)
        assert "one stored picture: the 7." in labs.recall.reading(beta=12.0, cue="seven", updates="1")
        told = labs.recall.reading(beta=0.5)
        assert "a mean of all six pictures: no weight is above 18 %" in told and "After 300 updates" in told

    def test_a_mixture(self):
        told = labs.recall.reading(updates="1")
        assert "a mixture, in which the first 3 counts most." in told and "After one update at β = 5" in told
        assert "that of the second 3." in labs.recall.reading()
        assert labs.recall.state(cue="half")["cosines"][0] > labs.recall.state(cue="noise")["cosines"][0]


class TestHead:
    def test_it_opens_with_the_case_by_hand(self):
        state, sharp = labs.head.state(), np.exp(3 / np.sqrt(2))
        assert state["p"][2] == pytest.approx(np.array([sharp, 1, 1]) / (sharp + 2))
        assert "“he” looks at “Tom” with 81 % of its weight." in labs.head.reading()

    def test_sentences(self):
        assert "looks at all three words alike" in labs.head.reading(he=0.0)
        assert "looks away from “Tom”: its weight is 6 %" in labs.head.reading(he=-3.0)
        assert "above the diagonal all weights are 0" in labs.head.reading(masked=True)
        assert not np.triu(labs.head.state(masked=True)["p"], 1).any()


class TestScale:
    def test_division_makes_up_for_the_length(self):
        for seed in range(3):
            left = labs.scale.state(seed=seed)["left"]
            assert (np.diff(left[0]) < 0).all() and left[0, -1] < 0.2 and np.ptp(left[1]) < 0.06

    def test_sentences(self):
        assert "One key has 86 % of the weight: the others hardly count." in labs.scale.reading()
        assert "keys of 1 number, not divided" in labs.scale.reading(k=1)
        assert "divided by √k" in labs.scale.reading(divided=True) and "No key has more" in labs.scale.reading(k=4)
        assert "One key has 44 % of the weight." in labs.scale.reading(k=16, seed=1)


class TestMemory:
    def test_the_rivals_are_measured_at_one_task_only(self):
        apart, alike = (labs.memory.state(task=task)["runs"] for task in ("apart", "alike"))
        assert all(found.shape == (4, 5) for found in apart.values())
        assert alike["RNN 1.5"] is None and alike["LSTM 5"] is None and alike["none"].max() < 0.52

    def test_where_the_heads_look(self):
        state = labs.memory.state(task="alike", positions="sinusoids")
        assert state["p"][:, 0].min() > 0.9 and state["p"].sum(axis=1) == pytest.approx(np.ones(4))
        assert state["answers"].tolist() == [0, 1, 2, 3] and len(state["said"]) == 21
        assert (labs.memory.state()["p"][:, 0] > 0.9).sum() == 3
        assert labs.memory.state(task="alike")["p"].max() < 0.1

    def test_sentences(self):
        told = labs.memory.reading()
        assert "finds three letters; where it finds none, it says B." in told
        assert "name 98 % of the letters correctly (88 to 100 % over five seeds)" in told
        assert "The RNN gets 68 %" in told
        assert "looks straight at the first letter" in labs.memory.reading(task="alike", positions="sinusoids")
        assert "The head looks everywhere" in labs.memory.reading(task="alike")

    def test_names_of_lines_stand_apart(self):
        for task in ("apart", "alike"):
            drawing = Drawing(labs.memory)
            drawing.parts(labs.memory.state(task=task))
            heights = sorted(note.get_position()[1] for note in drawing.artists.names if note.get_text())
            assert len(heights) == (4 if task == "apart" else 2) and np.diff(heights).min() > 0.05
