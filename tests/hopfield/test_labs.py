"""The labs of the Hopfield chapter: their states against the net itself, their sentences, their drawing."""

import itertools

import numpy as np
import pytest

from nbhelpers import hopfield
from nbhelpers.datasets import record
from nbhelpers.hopfield import capacity, dense_capacity, labs, patterns
from nbhelpers.hopfield import dense as hopfield_dense
from nbhelpers.nn import state_map


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_landscape_marks_exactly_the_states_at_rest(count):
    for seed in range(6):
        state = labs.landscape.state(patterns=count, seed=seed)
        kinds, E = np.array(state["kinds"]), state["energies"]
        beside = [[state_map.across(cell, unit) for unit in range(4)] for cell in range(16)]
        minima = np.all(E[:, None] <= E[beside] + 1e-9, axis=1)
        np.testing.assert_array_equal(np.isin(kinds, ("stored", "negative", "stranger")), minima)
        assert (kinds == "stored").sum() + (kinds == "lost").sum() == count == len(set(state["memory"].tolist()))
        assert (kinds == "stored").sum() == (kinds == "negative").sum()


def test_landscape_shows_the_energy_of_each_state_of_hebb_s_net():
    state = labs.landscape.state(patterns=3, seed=2)
    memories = 2 * state_map.states()[state["memory"]] - 1
    agreed = ((2 * state_map.states() - 1) @ memories.T) ** 2  # sum_ij w_ij x_i x_j with the diagonal, times N
    np.testing.assert_allclose(state["energies"], (4 * 3 - agreed.sum(axis=1)) / 8)


def test_landscape_opens_with_the_four_lines_as_valleys():
    """The same four cells that learn in the next three chapters."""
    kinds = np.array(labs.landscape.state()["kinds"])
    lines = state_map.cells(np.array([[0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0]]))
    assert sorted(np.flatnonzero(kinds)) == sorted(lines) and sorted(kinds[lines]) == ["negative"] * 2 + ["stored"] * 2


@pytest.mark.parametrize("seed", range(3))
def test_landscape_walker_goes_down_one_unit_at_a_time_to_a_state_at_rest(seed):
    for start in range(1, 17):
        state = labs.landscape.state(start=start, step=4, patterns=3, seed=seed)
        walk = state["walk"].tolist()
        assert walk[0] == start - 1 and (np.diff(state["energies"][walk]) < 0).all()
        assert all(sum(map(abs, state_map.step(a, b))) == 1 for a, b in itertools.pairwise(walk))
        assert state["rest"] and state["kinds"][walk[-1]] in ("stored", "negative", "stranger")


def test_four_units_have_no_mixtures_by_hebb_s_rule_only_ties():
    """All choices of patterns, each with its negative: what else is at rest is not lower than all its neighbours."""
    beside = [[state_map.across(cell, unit) for unit in range(4)] for cell in range(16)]
    for chosen in itertools.product((False, True), repeat=8):
        if any(chosen):
            stored = hopfield.all_states(4)[:8][list(chosen)]
            E = hopfield.all_energies(hopfield.store(stored))[state_map.rows()]
            strict = np.flatnonzero(np.all(E[:, None] < E[beside] - 1e-9, axis=1))
            assert {*strict} <= {*state_map.cells(stored), *state_map.cells(-stored)}


def test_landscape_speaks_of_the_walker_and_of_what_is_at_rest():
    says = labs.landscape.reading()
    assert says.startswith("The walker has rolled down into stored pattern 2.\nAfter 2 flips E is −1.0, down from 1.0.")
    assert "With 2 patterns stored, 4 of the 16 states are at rest: 2 stored, 2 negatives, 0 states that" in says
    assert "The walker stands at its start; the next flip takes it downhill." in labs.landscape.reading(step=0)
    assert "its next flip lowers E again" in labs.landscape.reading(step=1)
    assert "every state is at rest" in labs.landscape.reading(patterns=4)
    assert "8 states that nobody stored" in labs.landscape.reading(patterns=4)
    assert "The net can't keep 2 of the patterns." in labs.landscape.reading(patterns=3, seed=1)
    assert "into the negative of pattern 2" in labs.landscape.reading(start=8)


@pytest.mark.parametrize("kind", ["random", "unlike", "typical", "letters"])
@pytest.mark.parametrize("count", [1, 5, 10])
def test_crosstalk_counts_the_units_that_want_to_change(kind, count):
    state = labs.crosstalk.state(kind=kind, patterns=count, seed=1)
    if kind == "random":
        stored = patterns.random_patterns(count, 100, np.random.default_rng(1))
    else:
        ten = {"unlike": patterns.unlike_digits(), "typical": patterns.typical_digits()}.get(kind)
        ten = patterns.letters("PLSXNZTOHE") if ten is None else ten
        stored = ten[np.random.default_rng(1).choice(10, size=count, replace=False)]
    weights = hopfield.store(stored)
    unhappy = np.array([x * hopfield.net_input(weights, x) < -1e-9 for x in stored])
    assert state["wrong"] == unhappy.sum() and state["bits"] == unhappy.size
    assert state["off"].sum() == unhappy.sum(axis=1).max()
    assert state["shares"].sum() == pytest.approx(1)


def test_crosstalk_says_theory_and_count():
    told = labs.crosstalk.reading()
    assert "turns over 136 stored bits; in theory random patterns lose none." in told
    assert "It turns over 8.50 % of 1,600 bits; in theory 0 %." in told
    alone = labs.crosstalk.reading(patterns=1)
    assert alone.startswith("One pattern alone has no crosstalk") and "has standard deviation 0.00" in alone
    assert "turns over none of the 800 stored bits" in labs.crosstalk.reading(patterns=2)
    many = {"kind": "random", "patterns": 10}
    state = next(one for one in (labs.crosstalk.state(**many, seed=seed) for seed in range(50)) if one["wrong"])
    assert labs.crosstalk.read(state).startswith(f"Crosstalk turns over {state['wrong']} of 1,000 stored bits.")


@pytest.mark.parametrize(("share", "digit", "noise"), [(0.0, "2", "0.1"), (0.7, "3", "0.25"), (0.98, "5", "0.25")])
def test_cutting_shows_a_run_of_the_record_and_the_links_that_are_left(share, digit, noise):
    state = labs.cutting.state(share=share, digit=digit, noise=noise)
    found = record("hopfield/cutting")
    at = found["settings"]["shares"].index(share)
    wrong = int(np.sum(state["x"] != state["pattern"]))
    assert wrong == found["cells"][f"{noise}/0"]["wrong"][at][int(digit)]
    every = [found["cells"][f"{noise}/{seed}"]["wrong"][at] for seed in range(5)]
    assert state["here"] == pytest.approx(np.mean(every)) and state["perfect"] == np.sum(np.array(every) == 0)
    linked = np.count_nonzero(labs.cutting.state(share=0.0)["links"][:, 0] + 1)
    assert len(state["links"]) == pytest.approx((1 - share) * linked, abs=20)


def test_cutting_says_what_came_back():
    assert labs.cutting.reading().startswith("70 % of the weights are cut, and the digit comes back whole.\n")
    assert labs.cutting.reading(share=0.0).startswith("No weight is cut: the digit comes back whole.\n")
    assert "the digit comes back with 1 pixel wrong.\n" in labs.cutting.reading(share=0.8)
    assert labs.cutting.reading(share=0.98).startswith("With 98 % of the weights cut the digit is lost: 81 pixels")
    assert "this recall began at the 5 with 100 pixels wrong. Of 30 such recalls 21 end" in labs.cutting.reading()


def test_capacity_curves_have_their_shape_and_the_sentence_its_region():
    for units in ("100", "200", "400", "800", "1000"):
        state = labs.capacity.state(units=units)
        assert state["recalled"].shape == state["wrong"].shape == (8, 18)
        assert (state["recalled"][:, 0] == 1).all() and (state["wrong"][:, 0] == 0).all()
        assert state["recalled"].mean(axis=0)[-1] < 0.1 < 0.15 < state["wrong"].mean(axis=0)[-1]
    assert "theory promises large nets no error at all" in labs.capacity.reading(load=0.01)
    assert "memories with a few wrong bits" in labs.capacity.reading(load=0.1)
    assert "the blackout" in labs.capacity.reading(load=0.3)
    assert "between two measured ones" in labs.capacity.reading(load=0.09)
    assert "between two measured ones" not in labs.capacity.reading(load=0.1)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"load": 0.01}, "Every pattern comes back to the last bit.\nIn none of 8 nets is a bit wrong"),
        ({}, "81.6 % of the patterns come back to the last bit.\nOver 8 nets it is 72.5 to 92.5 %; on average"),
        ({"load": 0.18}, "Recall mostly fails: only 4.5 % of the patterns come back whole.\nOver 8 nets it is"),
        ({"load": 0.3}, "The memory is gone: no pattern comes back, 30.5 % of the bits are wrong.\nOver 8 nets"),
    ],
)
def test_capacity_says_how_much_comes_back(values, says):
    assert labs.capacity.reading(**values).startswith(says)


def test_large_nets_rise_more_steeply_at_the_blackout():
    rise = {}
    for units in ("100", "1000"):
        state = labs.capacity.state(units=units)
        wrong = state["wrong"].mean(axis=0)
        rise[units] = np.interp(0.2, state["loads"], wrong) - np.interp(0.13, state["loads"], wrong)
    assert rise["1000"] > 3 * rise["100"]


def test_both_capacities_sink_with_the_size_and_stay_on_their_side_of_theory():
    state = labs.capacity.state()
    exact, black = state["exact"].mean(axis=0), state["black"].mean(axis=0)
    assert state["exact"].shape == state["black"].shape == (8, 5)
    assert (np.diff(exact) < 0).all() and (np.diff(black) < 0).all()
    assert (exact > [capacity.error_free_load(N) for N in (100, 200, 400, 800, 1000)]).all()
    assert (black > capacity.BLACKOUT).all() and black[-1] == pytest.approx(capacity.BLACKOUT, abs=0.015)
    told = f"99 % come back whole up to P/N = {exact[2]:.3f} ± {state['exact'][:, 2].std():.3f};"
    assert told in labs.capacity.reading()


def test_strangers_come_to_lie_deeper_than_the_memories_well_before_the_blackout():
    for units in ("400", "800", "1000"):
        state = labs.capacity.state(units=units)
        loads, gap = state["depth_loads"], state["memories"] - state["strangers"]
        assert gap.shape == (5, len(loads)) and (gap[:, loads <= 0.04] < 0).all() and (gap[:, loads >= 0.1] > 0).all()
        assert (0.04 < state["deepest"]).all() and (state["deepest"] < 0.1).all()
        told = f"strangers lie deeper from {state['deepest'].mean():.3f} ± {state['deepest'].std():.3f} on"
        assert told in labs.capacity.reading(units=units)


def test_a_dense_net_is_one_switch_away_and_brings_back_what_the_classic_one_blurs():
    values = {"cue": "typical-3", "patterns": 10, "asked": 1600}
    assert "in a state nobody stored, 107 pixels away from the 3" in labs.recall.reading(**values)
    assert "has recalled the stored 3: every pixel is right" in labs.recall.reading(net="dense", **values)
    start, dense = (labs.recall.state(net=net, **{**values, "asked": 0}) for net in ("classic", "dense"))
    np.testing.assert_array_equal(start["x"], dense["x"])
    for asked in (0, 57, 1600):
        state = labs.recall.state(net="dense", **{**values, "asked": asked})
        stored = patterns.typical_digits()
        assert state["energy"] == pytest.approx(hopfield_dense.energy(stored, state["x"], "exp"))
        assert state["rest"] == hopfield_dense.is_stable(stored, state["x"], "exp")
    assert "The net rests in another memory" in labs.recall.reading(net="dense", noise=0.6, asked=1600)


def test_spurious_counts_the_net_shown_and_the_nets_of_the_record():
    found = record("hopfield/spurious")
    for units, count, seed in (("10", 1, 0), ("12", 6, 3), ("14", 4, 2)):
        state = labs.spurious.state(units=units, patterns=count, seed=seed)
        cell = found["cells"][f"{units}/{seed}"]
        memories, negatives, mixtures, others = cell["minima"][count - 1]
        counts = [state["here"][kind][0] for kind in ("memory", "mixture", "other")]
        assert counts == [memories + negatives, mixtures, others]
        assert sum(share for _, share in state["here"].values()) == pytest.approx(1)
        assert state["starts"].sum(axis=1) == pytest.approx(np.ones(7), abs=1e-4)
    says = labs.spurious.reading(patterns=1)
    assert says.startswith("Every start ends in a memory or in the negative of one.\n")
    assert "has stored 1 pattern in 14 units. Of its 16,384 starts 100 % end in 2 memories and negatives. Over" in says
    strangers = labs.spurious.reading(patterns=4, seed=2)
    assert strangers.startswith("16 valleys that nobody stored catch 31.3 % of all starts.\n")
    assert "29.9 % end in 12 mixtures of three, 1.4 % end in 4 other minima." in strangers


def test_dense_capacity_follows_its_theory_and_its_power():
    slopes = {}
    for power in (2, 3, 4):
        for units in (50, 100):
            state = labs.dense.state(power=str(power), units=str(units))
            assert state["here"].mean() == pytest.approx(dense_capacity.predicted_count(units, power), rel=0.15)
        assert state["slope"] == pytest.approx(state["expected"], abs=0.25)
        slopes[power] = state["slope"]
    assert 0.9 < slopes[3] - slopes[2] < 1.5 and 0.9 < slopes[4] - slopes[3] < 1.5
    assert "too large to measure here" in labs.dense.reading(power="4", units="200")
    unmeasured = labs.dense.reading(power="4", units="200")
    assert unmeasured.startswith("In theory the fourth power keeps about 35,257 patterns in 200 units.\n")
    assert labs.dense.reading().startswith("The cube keeps about 235 patterns in 100 units.\nUp to P = 235 ± 12.4 (")
    assert "a hill, no longer a valley" in labs.dense.reading(power="3")
    assert "as deep as the memory" in labs.dense.reading(power="2")


@pytest.mark.parametrize(
    ("lab", "values", "says"),
    [
        ("recall", {"noise": 1.5}, "noise .*1.5.* from 0 to 1"),
        ("recall", {"patterns": 0}, "patterns .*0.* whole number from 1 to 10"),
        ("recall", {"cue": "Q"}, "cue .*'Q'.* one of '0', '1'"),
        ("recall", {"asked": 1601}, "asked .*1601.* from 0 to 1600"),
        ("landscape", {"start": 17}, "start .*17.* from 1 to 16"),
        ("recall", {"net": "deep"}, "net .*'deep'.* 'classic', 'dense'"),
        ("dense", {"power": "7"}, "power .*'7'.* '2', '3', '4'"),
        ("cutting", {"share": 0.55}, "share .*0.55.* one of 0, 0.2"),
        ("spurious", {"patterns": 8}, "patterns .*8.* from 1 to 7"),
        ("capacity", {"units": "123"}, "units .*'123'.* '100', '200'"),
        ("crosstalk", {"size": 3}, "no control 'size'.* kind, patterns, seed"),
    ],
)
def test_bad_values_are_named_with_what_is_allowed(lab, values, says):
    with pytest.raises(ValueError, match=says):
        getattr(labs, lab).state(**values)
