"""The lab `hopfield.recall`: its states against the net, what it says, and drawings of the reader's own."""


import numpy as np
import pytest

from nbhelpers import hopfield
from nbhelpers.hopfield import labs


@pytest.mark.parametrize("cue", ["3", "typical-7", "S"])
@pytest.mark.parametrize("asked", [0, 1, 57, 400, 1600])
def test_recall_shows_a_state_of_the_net_with_its_energy(cue, asked):
    state = labs.recall.state(cue=cue, patterns=4, noise=0.3, asked=asked)
    stored = state["family"][state["stored"]]
    assert len(stored) == 4 and (stored == state["pattern"]).all(axis=1).any()
    units = len(state["x"])
    agreed = np.sum((stored @ state["x"]) ** 2)  # sum_ij w_ij x_i x_j with the diagonal, times N
    assert state["energy"] == pytest.approx((4 * units - agreed) / (2 * units))
    assert state["rest"] == hopfield.is_stable(hopfield.store(stored), state["x"])
    for index in np.flatnonzero(state["stored"]):
        assert state["overlaps"][index] == pytest.approx(np.mean(state["family"][index] == state["x"]) * 2 - 1)


@pytest.mark.parametrize(("noise", "wrong"), [(0.0, 0), (0.25, 100), (1.0, 400)])
def test_recall_starts_with_the_share_of_wrong_units_asked_for(noise, wrong):
    state = labs.recall.state(noise=noise, asked=0)
    assert np.sum(state["x"] != state["pattern"]) == wrong


def test_recall_marks_the_units_that_turned_among_the_last_forty_asked():
    before, after = (labs.recall.state(asked=asked) for asked in (160, 200))
    np.testing.assert_array_equal(after["just"], before["x"] != after["x"])
    assert after["just"].sum() == after["turned"] - before["turned"] > 0


def test_recall_curve_falls_and_ends_at_the_energy_at_rest():
    state = labs.recall.state(asked=1600)
    assert (np.diff(state["depths"]) < 0).all() and (np.diff(state["visits"]) > 0).all()
    assert state["depths"][-1] == pytest.approx(-1)  # in the stored pattern itself


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"asked": 0}, "The net is at its start, 100 pixels away from the stored 3."),
        ({"asked": 0}, "The net of 400 units has made 0 flips in 0 updates. E is −57.1 and will fall."),
        ({"asked": 200}, "The net is still falling, 51 pixels away from the stored 3."),
        ({"asked": 200}, "has made 49 flips in 200 updates. E fell from −57.1 to −122.7 and goes on falling."),
        ({"asked": 1600}, "The net has recalled the stored 3: every pixel is right."),
        ({"asked": 1600, "noise": 0.0}, "No unit turns: the stored 3 is at rest."),
        ({"asked": 1600, "noise": 1.0}, "The negative is exactly as deep as the 3 itself."),
        ({"asked": 1600, "noise": 1.0}, "has made 0 flips in 1,600 updates. E stays at"),
        ({"asked": 1600, "noise": 0.6}, "The net rests in the negative of the 3: every pixel is wrong."),
        ({"asked": 1600, "noise": 0.45}, "a state nobody stored, 98 pixels away from the 3.\nIt is most like the 5:"),
        ({"asked": 1600, "patterns": 1, "noise": 0.45}, "The net has recalled the stored 3: every pixel is right."),
        ({"asked": 1600, "patterns": 10, "cue": "typical-3"}, "The net rests in a state nobody stored"),
        ({"asked": 0, "patterns": 10, "cue": "typical-3", "noise": 0.0}, "in the stored 3, but can't stay there."),
        ({"asked": 1600, "patterns": 6, "cue": "S", "noise": 0.6}, "the negative of the O: overlap −0.92 with the O."),
        ({"asked": 1600, "patterns": 3, "cue": "S", "noise": 0.45}, "The net rests in another memory: the N, not the"),
    ],
)
def test_recall_says_where_it_went(values, says):
    assert says in labs.recall.reading(**values)


def cross(sheet):
    marks = np.zeros((20, 20))
    marks[3:17, 8:12] = marks[8:12, 3:17] = 1
    return marks, labs.recall.control(sheet).pack(marks)


@pytest.mark.parametrize("cue", ["3", "typical-7", "S"])
def test_a_drawing_is_stored_in_the_place_of_the_pattern_and_recalled(cue):
    marks, text = cross("own")
    state, before = (labs.recall.state(cue=cue, own=own, asked=0) for own in (text, ""))
    side = 10 if cue == "S" else 20
    drawn = np.where(marks.reshape(side, 20 // side, side, 20 // side).any(axis=(1, 3)), 1, -1).ravel()
    np.testing.assert_array_equal(state["pattern"], drawn)
    others = np.arange(10) != state["first"]
    np.testing.assert_array_equal(state["family"][others], before["family"][others])
    np.testing.assert_array_equal(state["x"] != drawn, before["x"] != before["pattern"])  # the same noise
    stored = state["family"][state["stored"]]
    end = labs.recall.state(cue=cue, own=text, patterns=2, asked=1600)
    np.testing.assert_array_equal(end["x"], drawn)
    assert state["energy"] == pytest.approx(hopfield.energy(hopfield.store(stored), state["x"]))
    says = labs.recall.reading(cue=cue, own=text, patterns=2, asked=1600)
    assert says.startswith("The net has recalled the stored drawing: every pixel is right.\n")
    assert "Your drawing is stored beside 1 other." in says
    assert "Your drawing alone is stored." in labs.recall.reading(cue=cue, own=text, patterns=1)


def test_own_pattern_and_damage_go_together():
    (marks, text), (_, damage) = cross("own"), cross("drawn")
    state = labs.recall.state(own=text, drawn=damage, noise=0.0, asked=0)
    assert (state["x"] == -1).all() and state["by_hand"] == marks.sum(), "every inked pixel was turned over"


def test_another_seed_is_another_noise():
    one, other = (labs.recall.state(seed=seed, asked=0)["x"] for seed in (0, 9999))
    assert (one != other).any()
