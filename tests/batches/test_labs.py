"""The labs of the chapter on batches: their states against closed forms and the records, their sentences."""

import itertools

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.batches import stability
from nbhelpers.batches.experiments import breaks as experiments_breaks
from nbhelpers.batches.experiments import digits as experiment
from nbhelpers.batches.experiments import order, scale, seconds
from nbhelpers.batches.labs import LABS, breaks, budget, noise, path
from nbhelpers.batches.labs.path import LOSSES, apart, known, run
from nbhelpers.nn.parameters import flat

RECORDS = {
    "batches/mnist": (experiment, experiment.cells()),
    "batches/breaks": (experiments_breaks, experiments_breaks.cells()),
    "batches/order": (order, order.cells()),
    "batches/scale": (scale, [(seed,) for seed in scale.SETTINGS["seeds"]]),
}


def some(lab, count=60):
    """Recorded values, the same ones every time, from all over."""
    every = list(lab.recorded())
    return [every[i] for i in np.random.default_rng(1).permutation(len(every))[:count]]


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.short)
def test_every_reading_is_a_headline_and_details_without_broken_numbers(lab):
    for values in some(lab):
        reading = lab.reading(**values)
        headline, details = reading.split("\n")
        assert headline.endswith(".") and details.endswith(".") and len(reading) < 420, values
        assert headline[0].isupper() and details[0] in "ABEHTW", (values, reading)
        assert not {"nan", "inf", "-0.00"} & set(reading.replace(",", " ").split()), (values, reading)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.short)
def test_both_ends_of_every_control_say_something_else(lab):
    for control in lab.controls:
        ends = control.recorded[0], control.recorded[-1]
        states = [repr(lab.state(**{control.name: end})) for end in ends]
        assert states[0] != states[1], control.name


class TestPath:
    def test_all_at_once_is_the_closed_form_and_needs_no_seed(self):
        _, _, w, _, H = known()
        shrink = np.linalg.matrix_power(np.eye(2) - 0.5 * H, 4)
        for seed in range(5):
            state = path.state(batch=32, eta=0.5, seed=seed, seen=128)
            assert state["trail"][-1] - w == pytest.approx(shrink @ (np.array([-1.4, 2.2]) - w))

    def test_a_batch_must_be_read_before_it_moves(self):
        assert path.state(batch=32, seen=31)["steps"] == 0
        reading = path.reading(batch=32, seen=31)
        assert reading.startswith("No step yet: a batch of 32 must be read before the first one.")
        assert "after 31 samples (0.969 epochs) and 0 steps" in reading
        assert path.state(batch=4, seen=31)["steps"] == 7

    def test_a_full_step_of_one_sample_ends_on_its_line(self):
        """Rows of length one at eta = 1: after the step that sample is content."""
        state = path.state(batch=1, eta=1.0, seen=1)
        (one, other), w = state["lines"][0], state["trail"][-1]
        assert np.linalg.det([other - one, w - one]) == pytest.approx(0, abs=1e-9)

    @pytest.mark.parametrize(("batch", "eta", "away"), [(1, 2.3, True), (32, 2.3, False), (1, 1.8, False)])
    def test_who_runs_away_is_decided_by_the_bound(self, batch, eta, away):
        for seed in range(5):
            state = path.state(batch=batch, eta=eta, seed=seed, seen=384)
            assert state["away"] == away == (eta > state["bound"])
        assert path.reading(batch=batch, eta=eta, seen=384).startswith("Too fast: the path has run away.") == away

    def test_beyond_its_bound_the_full_batch_comes_near_and_leaves_again(self):
        excess = run(32, 2.8, 0)[1]
        assert excess[-1] > 3 * excess.min() and (np.diff(excess[-5:]) > 0).all()
        reading = path.reading(batch=32, eta=2.8, seen=384)
        assert reading.startswith("Too fast: this path will run away.") and "η is above 2.52" in reading

    def test_the_bounds_are_those_of_theory(self):
        _, _, _, _, H = known()
        state = path.state(batch=1)
        assert state["bound"] == pytest.approx(2)
        assert state["full"] == pytest.approx(2 / np.linalg.eigvalsh(H).max())

    def test_small_batches_are_ahead_after_an_epoch_and_behind_in_the_end(self):
        for seed in range(5):
            one, few, every = (run(batch, 0.5, seed)[1] for batch in (1, 4, 32))
            assert one[32] < few[8] < every[1]
        late = [np.mean([run(batch, 1.5, seed)[1][-3:].mean() for seed in range(5)]) for batch in (1, 8, 32)]
        assert late == sorted(late, reverse=True) and late[0] > 100 * late[2]

    def test_names_keep_their_distance(self):
        placed = apart([1e-4, 1.1e-4, None, 30.0])
        assert placed[2] is None and placed[1] / placed[0] >= 2.5 - 1e-9
        assert all(LOSSES[0] <= height <= LOSSES[1] for height in placed if height)


class TestNoise:
    def test_measured_lies_at_theory(self):
        for how, place in itertools.product(("with", "without"), ("far", "minimum")):
            for batch in (1, 4, 16):
                state = noise.state(batch=batch, how=how, place=place, seed=3)
                assert state["here"] == pytest.approx(state["theory"], rel=0.12)

    def test_all_samples_without_replacement_are_the_gradient(self):
        state = noise.state(batch=32, how="without")
        assert state["here"] == state["theory"] == 0
        assert np.ptp(state["cloud"], axis=0) == pytest.approx(0, abs=1e-12)
        assert noise.read(state).startswith("Every batch holds all the samples, and its gradient is the gradient.")

    def test_at_the_minimum_there_is_no_gradient(self):
        assert "all that a batch reports is noise" in noise.reading(place="minimum")


class TestBreaks:
    @pytest.mark.parametrize("weights", ["2", "8"])
    @pytest.mark.parametrize("batch", [1, 4, 32])
    def test_runs_end_high_beyond_the_bound_and_low_before_it(self, weights, batch):
        state = breaks.state(weights=weights, batch=batch, epochs=48)
        etas = np.round(np.geomspace(0.05, 8, 45), 4)
        beyond, before = etas > 1.5 * state["bound"], etas < 0.6 * state["bound"]
        assert (state["band"][0][beyond] > state["start"]).all()
        assert (state["band"][1][before] < state["start"]).all()

    def test_the_bounds_by_hand(self):
        state = breaks.state(weights="8", batch=1)
        assert state["bound"] == pytest.approx(2 / 4) and state["single"] < 0.3 * state["full"]

    def test_the_rows_say_where_runs_end_lower_and_where_higher(self):
        for epochs in (1, 12):
            state = breaks.state(weights="8", batch=4, epochs=epochs)
            (low, high), etas = state["edges"][2], np.round(np.geomspace(0.05, 8, 45), 4)
            assert (state["band"][1][etas < low] <= state["start"]).all() and low <= high
            assert (state["band"][0][etas > high] > state["start"]).all()
            assert state["failed"] == etas[etas > low][0]
        edges = breaks.state(weights="8", epochs=12)["edges"]
        assert (np.diff(edges, axis=0) >= 0).all()  # the larger the batch, the larger the rate it bears

    @pytest.mark.parametrize(("batch", "says"), [(1, "Single samples break from η = 0.5 on: every run"),
                                                 (4, "Batches of 4 break from η = 1.4 on: some runs")])  # fmt: skip
    def test_headlines(self, batch, says):
        assert breaks.reading(batch=batch).startswith(says)

    def test_bisection_agrees_with_theory(self):
        """Five seeds: where the mean square turns lies within 2 % of the bound, a single run breaks no earlier."""
        for key, found in datasets.record("batches/breaks")["cells"].items():
            weights, batch, _ = key.split("/")
            bound = stability.largest_eta(experiments_breaks.tide_of(weights)[0], int(batch))
            assert found["mean square"] == pytest.approx(bound, rel=0.02), key
            assert found["one run"] > 0.98 * bound, key


class TestBudget:
    def test_table_and_sentence_hold_the_numbers_of_the_record(self):
        cells = datasets.record("batches/mnist")["cells"]
        took = [cells[f"0.0625/16/{seed}"]["epochs"] for seed in range(5)]
        state = budget.state(batch="16", eta=0.0625)
        assert state["epochs"] == took
        assert f"it takes {np.mean(took):.3g} epochs" in budget.reading(batch="16", eta=0.0625)
        assert f"need {np.mean(took) / state['fewest']:.2g} times the epochs" in budget.reading(batch="16", eta=0.0625)

    def test_only_the_rates_of_the_record_are_offered(self):
        with pytest.raises(ValueError, match="one of 0.00390625"):
            budget.state(eta=0.3)

    def test_steps_are_samples_divided_by_the_batch(self):
        samples, steps = (budget.state(batch="64", axis=axis) for axis in ("samples", "steps"))
        assert samples["x"] == pytest.approx(64 * steps["x"])
        assert samples["mean"] == pytest.approx(steps["mean"])

    def test_the_scaling_rule_holds_for_small_batches_and_ends(self):
        took = {B: np.mean(budget.state(batch=str(B), eta=B / 1024)["epochs"]) for B in (4, 16, 64, 1024)}
        assert took[4] == pytest.approx(took[16], rel=0.1) == pytest.approx(took[64], rel=0.1)
        assert took[1024] > 2 * took[64]


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_complete_and_made_with_these_settings(name):
    module, cells = RECORDS[name]
    record = datasets.record(name)
    assert record["settings"] == module.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in cells]


def test_the_record_of_seconds_says_where_it_was_made():
    record = datasets.record("batches/seconds")
    assert "OMP_NUM_THREADS=1" in record["settings"]["machine"]
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in seconds.cells()]
    assert all(cell["seconds"] > 0 for cell in record["cells"].values())


def test_a_run_can_be_measured_again():
    recorded = datasets.record("batches/mnist")["cells"]["1.0/256/3"]
    again = experiment.measure(1.0, 256, 3)
    assert again["loss"][0] == recorded["loss"][0]
    assert again["loss"][11] == pytest.approx(recorded["loss"][11], rel=0.05)


def test_the_scatter_of_a_net_is_that_of_single_gradients():
    """Two samples by hand: mean of squares over the square of the mean, less one."""
    X, Y = (part[:2] for part in experiment.digits())
    net = experiment.new_mlp((784, 3, 10), np.random.default_rng(0))
    one, other = (flat(experiment.gradients(net, X[k : k + 1], Y[k : k + 1])) for k in (0, 1))
    g = (one + other) / 2
    expected = np.mean([np.sum((part - g) ** 2) for part in (one, other)]) / (g @ g)
    assert scale.simple_noise_scale(net, X, Y, 2) == pytest.approx(expected)


def test_orders_of_the_digits():
    labels = np.array([2, 0, 1] * 16)
    rng = np.random.default_rng(0)
    first = next(order.rows("sorted", labels, rng))
    assert (labels[first] == 0).all()
    turns = [np.concatenate(list(itertools.islice(order.rows("one shuffle", labels, rng), 3)))]
    assert sorted(turns[0]) == list(range(48))
