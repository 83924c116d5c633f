"""The labs of the chapter on Boltzmann machines: their states against enumeration and the record, and what they say."""

import itertools
import math
import re

import numpy as np
import pytest

from nbhelpers import boltzmann, hopfield
from nbhelpers.boltzmann import annealing, labs
from nbhelpers.boltzmann import learning as machine
from nbhelpers.boltzmann.experiments import annealing as experiment
from nbhelpers.datasets import record
from nbhelpers.hopfield import patterns


@pytest.mark.parametrize("T", [0.2, 1.0, 20.0])
def test_cube_s_rings_are_the_probabilities_and_its_discs_the_time_spent(T):
    state = labs.cube.state(T=T, step=3000)
    weights = np.exp(-state["energies"] / T)
    np.testing.assert_allclose(state["p"], weights / weights.sum())
    assert state["visits"].sum() == pytest.approx(1)
    assert state["distance"] == pytest.approx(np.abs(state["p"] - state["visits"]).sum() / 2)
    assert state["distance"] < 0.12


def test_cube_s_energies_are_those_of_its_weights():
    E = labs.cube.state(w12=2.0, w13=-1.0, w23=0.5)["energies"]
    b = (0.5, -0.5, 0.25)
    assert [E[0], E[0b110], E[0b101], E[0b111]] == pytest.approx(
        [0, -2 + b[0] + b[1], 1 + b[0] + b[2], -2 + 1 - 0.5 + sum(b)]
    )


def test_cube_walks_along_edges_only():
    walker = [labs.cube.state(step=step)["here"] for step in range(200)]
    moves = [int(a ^ c).bit_count() for a, c in itertools.pairwise(walker)]
    assert set(moves) == {0, 1}
    trail = labs.cube.state(step=100)["trail"]
    assert 1 < len(trail) <= 7 and (np.abs(np.diff(trail, axis=0)).sum(axis=1) > 0).all()


@pytest.mark.parametrize("T", [0.1, 1.0, 50.0])
def test_temperature_s_states_lie_on_the_line_it_draws(T):
    state = labs.temperature.state(T=T)
    seen = state["p"] > 1e-300
    np.testing.assert_allclose(np.log(state["p"][seen]), -state["E"][seen] / T - state["log_Z"], atol=1e-9)
    assert (np.diff(state["E"]) >= 0).all()
    assert state["shares"].sum() == pytest.approx(1) == state["p"].sum()


def test_temperature_says_when_a_net_is_frozen_and_when_it_is_as_good_as_independent_samples():
    cold = labs.temperature.reading(T=0.1, samples="100000")
    assert cold.startswith("Frozen: the samples miss the exact distribution by 0.17.\n")
    assert cold.endswith("The nets have not come to equilibrium.")
    for T in (1.0, 2.0, 5.0, 50.0):
        state = labs.temperature.state(T=T, samples="100000")
        assert state["distance"] < 1.25 * state["floor"]
        told = labs.temperature.reading(T=T, samples="100000")
        assert "independent samples would have about" in told and "equilibrium" not in told and "Frozen" not in told
        assert f"as broad as {state['effective']:.0f} equally likely states out of 256." in told.splitlines()[0]
    assert labs.temperature.state(T=1.0, samples="100000")["distance"] < 0.02


@pytest.mark.parametrize("count", [100, 10_000])
def test_temperature_draws_as_many_samples_as_it_says(count):
    shares = labs.temperature.state(samples=str(count), net=0)["shares"]
    np.testing.assert_allclose(shares * count, np.round(shares * count), atol=1e-6)


@pytest.mark.parametrize("way", ["cooled", "held"])
@pytest.mark.parametrize("sweeps", ["1", "30"])
def test_annealing_starts_stuck_and_ends_at_rest_with_the_energy_of_the_signs(way, sweeps):
    W = hopfield.store(patterns.letters("PLS"))
    first, last = (labs.annealing.state(way=way, sweeps=sweeps, moment=moment) for moment in (0, 10))
    assert (first["x"] == annealing.stuck_letters().state).all() and first["kind"] == 2
    assert hopfield.is_stable(W, 2 * last["x"] - 1) and last["end"]
    for state in (first, last):
        assert state["E"] == pytest.approx(hopfield.energy(W, 2 * state["x"] - 1))
        assert state["m"] == pytest.approx([hopfield.overlap(2 * state["x"] - 1, s) for s in patterns.letters("PLS")])


def test_annealing_and_the_quench_beside_it_start_from_the_damaged_letter():
    """The quench falls from the cue by Hopfield's rule, and stays where the warmed net begins."""
    W, stuck = hopfield.store(patterns.letters("PLS")), annealing.stuck_letters()
    state = labs.annealing.state(moment=0)
    assert (state["x_quenched"] == stuck.state).all() and (state["x"] == state["x_quenched"]).all()
    deep = -hopfield.energy(W, 2 * stuck.memories[0] - 1)
    ends = [hopfield.energy(W, 2 * x - 1) / deep for x in (stuck.cue, stuck.state)]
    assert [state["fall"][0], state["fall"][-1]] == pytest.approx(ends) and (np.diff(state["fall"]) < 0).all()
    assert state["E_quenched"] == pytest.approx(ends[-1] * deep)
    assert labs.annealing.state()["x_quenched"].tolist() == stuck.state.tolist()


def test_annealing_shows_the_record():
    found = record("boltzmann/annealing")["cells"]
    state = labs.annealing.state(way="held", hottest="2.0", sweeps="10")
    cells = [found[f"held/2.0/10/{seed}"] for seed in range(8)]
    assert state["times"][state["at"]] == 10 and state["runs"] == 200
    assert state["found"][state["at"]] == pytest.approx([cell["asked"] + cell["other"] for cell in cells])
    assert state["asked"][state["at"]] == pytest.approx([cell["asked"] for cell in cells])


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"moment": 0}, "Quenched, the damaged P is stuck in a mixture of the letters."),
        ({"moment": 5}, "The warmed net is in no memory now, most like the P.\n"),
        ({"moment": 5}, "The quench leaves E at −36.3; the warmed net has E = −44.8 and the overlap +0.96 with the P."),
        ({"moment": 5}, "It has had 15 of 30 sweeps, cooling from T₀ = 0.8."),
        ({"hottest": "2.0", "sweeps": "3", "moment": 8}, "Melted: the warmed net is hardly like any of the"),
        ({"sweeps": "10", "seed": 1, "moment": 8}, "The warmed net has come into the P, every pixel right."),
        ({}, "Quenched, the net ends in a mixture; warmed first, in the P, as asked.\n"),
        ({"sweeps": "300", "seed": 1}, "ends in a mixture; warmed first, in the negative of the S.\n"),
        ({"hottest": "0.3", "sweeps": "1", "seed": 1}, "Quenched or warmed first, the net ends in no memory.\n"),
        ({"way": "held", "sweeps": "10", "moment": 10}, "It was held at T₀ = 0.8 for 10 sweeps, then quenched."),
    ],
)  # fmt: skip
def test_annealing_says_where_the_net_is(values, says):
    assert says in labs.annealing.reading(**values)


def test_cube_says_the_share_of_the_lowest_corner():
    state = labs.cube.state()
    told, best = labs.cube.reading(), int(np.argmin(state["energies"]))
    seen, p = (f"{100 * state[name][best]:.0f} %" for name in ("visits", "p"))
    assert told.startswith(f"The walker spent {seen} of its time at the lowest corner; predicted: {p}.\n")
    assert f"its shares are {state['distance']:.3f} from the prediction (total variation)." in told
    assert state["distance"] < 0.06  # as the title says
    assert labs.cube.reading(step=0).startswith("The walker stands where it starts, at corner ")


@pytest.mark.parametrize("cell", [("cooled", 0.3, 3, 5), ("held", 2.0, 10, 0), ("cooled", 1.2, 30, 7)])
def test_a_piece_of_the_stored_measurement_comes_out_again(cell):
    assert record("boltzmann/annealing")["cells"]["/".join(map(str, cell))] == experiment.measure(*cell)


def test_the_stored_measurement_is_that_of_the_settings():
    found = record("boltzmann/annealing")
    assert found["settings"] == experiment.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


def test_slow_cooling_always_frees_and_holding_hot_does_not():
    cooled, held = (labs.annealing.state(way=way, hottest="2.0", sweeps="300") for way in ("cooled", "held"))
    assert cooled["found"][-1].min() == 1 and held["found"][-1].mean() < 0.95
    assert abs(cooled["asked"][2:].mean() - 1 / 6) < 0.05


def test_learning_s_two_climbs_start_alike_and_the_beliefs_are_distributions():
    state = labs.learning.state(step=800)
    assert state["exact"][0] == state["sampled"][0]
    assert state["p"].sum() == pytest.approx(1) == state["p_sampled"].sum()
    L = sum(share * math.log(p) for share, p in zip(state["p_data"], state["p"], strict=True) if share)
    assert L == pytest.approx(state["exact"][-1]) and L < state["ceiling"]


@pytest.mark.parametrize("seed", range(3))
def test_learning_parity_needs_a_hidden_unit(seed):
    without = labs.learning.state(hidden=0, seed=seed, step=800)
    assert without["exact"][-1] == pytest.approx(-math.log(8), abs=1e-3)
    assert labs.learning.reading(hidden=0, seed=seed, step=800).startswith("Pairs of units can't tell even from odd")
    with_two = labs.learning.state(hidden=2, seed=seed, step=800)
    assert with_two["exact"][-1] > -1.65


def test_learning_says_when_the_steps_are_too_long():
    assert "on the way, below −ln 8" not in labs.learning.reading(eta=0.2, hidden=4, step=800)
    too_long = labs.learning.reading(eta=4.0, hidden=4, step=800)
    assert "The sampled climb fell to −4.58 on the way, below −ln 8." in too_long
    assert labs.learning.reading(eta=4.0, hidden=0, step=800).startswith("The sampled climb fell to −2.60 on the way")


def test_learning_says_where_rounding_decides_and_only_there():
    told, state = (read(eta=4.0, hidden=4, step=800) for read in (labs.learning.reading, labs.learning.state))
    assert told.startswith("Rounding decides which way the exact climb goes.\n") and "10⁻¹² away" in told
    assert f"{state['exact'][state['at']]:.3f}" not in told.replace("−", "-")
    assert "never occur" not in told
    assert not labs.learning.state(eta=4.0, hidden=4, step=0)["parted"]
    for hidden in (0, 1, 2, 4):
        assert not labs.learning.state(eta=0.7, hidden=hidden, step=800)["parts"]


def test_learning_s_sampled_climb_needs_no_twin(steps=200):
    """The coins fall as they fell, where a weight is 10⁻¹² away; the exact climb has lost its twin by then."""
    apart = []
    for learn in (machine.learn, lambda *given: machine.learn_from_samples(*given, np.random.default_rng(1))):
        pair = [machine.new_machine(3, 4, np.random.default_rng(0), 1.0) for _ in range(2)]
        pair[1].weights[[0, 1], [1, 0]] += 1e-12
        ends = [next(itertools.islice(learn(one, machine.parity(3), 4.0), steps, None)) for one in pair]
        apart.append(np.abs(np.subtract(*map(machine.visible_distribution, ends))).max())
    assert apart[0] > 1e-6 > 1e-10 > apart[1]


def test_price_is_in_terms_operations_and_years():
    state = labs.price.state(units=50, rate=9.0)
    assert state["terms"] == 2**50 and state["operations"] == 2**50 * 1276
    years = 2**50 * 1276 / 1e9 / (365.25 * 86400)
    assert state["log_years"] == pytest.approx(math.log10(years))
    assert labs.price.reading().startswith(f"Computing Z for 50 units takes {years:.0f} years.\n")
    assert state["sampled"] == 1000 * 20 * 50 * 51


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"units": 3}, "8 terms and takes 56 operations"),
        ({"units": 20}, "milliseconds|seconds"),
        ({"units": 40}, "takes 10.4 days"),
        ({"units": 100}, r"takes longer than the universe has existed\.\n.* 2\.0·10¹⁷ years"),
        ({"units": 50, "rate": 18.0}, "takes 1.4 seconds"),
    ],
)
def test_price_says_the_time(values, says):
    assert re.search(says, labs.price.reading(**values))


@pytest.mark.parametrize(
    ("lab", "values", "says"),
    [
        ("cube", {"T": 0.0}, "T .*0.0.* from 0.1 to 20"),
        ("cube", {"w12": 9}, "w12 .*9.* from -3 to 3"),
        ("temperature", {"samples": "7"}, "samples .*'7'.* '100', '1000'"),
        ("annealing", {"hottest": "9"}, "hottest .*'9'.* '0.3', '0.5'"),
        ("learning", {"hidden": 9}, "hidden .*9.* from 0 to 4"),
        ("price", {"units": 200}, "units .*200.* from 1 to 120"),
    ],
)
def test_bad_values_are_named_with_what_is_allowed(lab, values, says):
    with pytest.raises(ValueError, match=says):
        getattr(labs, lab).state(**values)


def test_the_default_net_has_two_valleys_of_nearly_one_depth():
    """What the chapter says of it: seed 2."""
    weights, b = boltzmann.random_net(8, np.random.default_rng(2))
    E = boltzmann.energy(weights, boltzmann.all_states(8), b)
    minima = np.flatnonzero((E[np.arange(256)[:, None] ^ (1 << np.arange(8))] > E[:, None]).all(axis=1))
    assert len(minima) == 2 and np.ptp(E[minima]) < 0.1
