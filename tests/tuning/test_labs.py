"""The labs of the chapter on tuning: their states against the record and closed forms, their sentences at the ends."""

import numpy as np
import pytest

from nbhelpers import tuning
from nbhelpers.tuning.labs import LABS, claims, maxout, rate, whiten
from nbhelpers.tuning.labs.maxout import LIMIT, X, run
from tests.whole import some


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.short)
def test_every_sentence_is_one_sentence_without_broken_numbers(lab):
    for values in some(lab.recorded(), 40):
        sentence = lab.reading(**values)
        assert (sentence.endswith(".") and not sentence[0].islower()) or sentence[0] == "η", values
        assert not {"nan", "inf", "-0.00"} & set(sentence.replace(",", " ").split()), (values, sentence)


class TestClaims:
    @pytest.mark.parametrize("claim", tuning.CLAIMS)
    def test_the_sentence_says_the_verdict_of_the_record(self, claim):
        told = {"holds": "holds here", "depends": "it depends", "does not hold": "does not hold", "open": "settle it"}
        assert told[tuning.judged(tuning.CLAIMS[claim])] in claims.reading(claim=claim)

    def test_rows_are_settings_and_pairs(self):
        state = claims.state(claim="kernels")
        assert state["settings"] == ["1", "2", "4", "8", "16", "32"] and state["scores"].shape == (6, 5)
        assert state["pairs"][0] == "2 − 1" and state["intervals"].shape == (5, 3)
        assert (state["intervals"][:, 1] <= state["intervals"][:, 0]).all()

    def test_everything_is_on_the_axes(self):
        for claim in tuning.CLAIMS:
            state = claims.state(claim=claim)
            assert 0 <= state["scores"].min() and state["scores"].max() < 96
            assert abs(state["intervals"]).max() < 90, claim


class TestRate:
    def test_means_and_runs_are_the_records(self):
        state = rate.state(eta="0.1", batch="8")
        assert state["here"] == pytest.approx(tuning.runs("base", "base", 0.1, 8))
        assert state["means"][0, 2] == pytest.approx(state["here"].mean())

    def test_seeds_that_were_lost_are_counted(self):
        for values in rate.recorded():
            state = rate.state(**values)
            assert state["lost"] == sum(one < 20 for one in state["here"])
            assert ("went dead" in rate.read(state) or "away from guessing" in rate.read(state)) == (state["lost"] > 0)


class TestMaxout:
    def test_learning_brings_the_edge_closer(self):
        for shape in ("parabola", "exponential", "corner"):
            state = maxout.state(shape=shape, step=400)
            assert state["miss"] < 0.5 * state["start"]

    def test_the_edge_is_the_largest_line_and_descent_went_down(self):
        state = maxout.state(step=100)
        assert (state["edge"] == state["lines"].max(axis=1)).all()
        losses = [np.mean((np.max(np.outer(X, w[0]) + w[1], axis=1) - X**2 / 2) ** 2) for w in run("parabola", 4, 0)]
        assert losses[-1] < 0.02 * losses[0]

    def test_convex_targets_are_within_reach_and_the_wave_is_not(self):
        assert all(LIMIT[shape] < 1e-12 for shape in ("parabola", "exponential", "corner"))
        for values in maxout.recorded():
            if values["shape"] == "wave":
                assert maxout.state(**values)["miss"] >= LIMIT["wave"]

    def test_idle_pieces_are_told(self):
        state = maxout.state(pieces=8, step=0)
        winners = {int(np.argmax(row)) for row in state["lines"]}
        assert state["idle"] == 8 - len(winners) and "nowhere the largest" in maxout.read(state)

    def test_one_piece_is_a_line(self):
        state = maxout.state(shape="parabola", pieces=1, step=400)
        assert np.diff(state["edge"], 2) == pytest.approx(np.zeros(79), abs=1e-12) and state["idle"] == 0


class TestWhiten:
    @pytest.mark.parametrize("eps", [1e-4, 0.1, 10.0])
    def test_the_spread_left_is_lambda_over_lambda_plus_eps(self, eps):
        state = whiten.state(kind="zca", eps=eps)
        raw = state["spread before"][:100]
        assert state["spread"][:100] == pytest.approx(raw / (raw + eps), rel=1e-6)

    def test_whitening_leaves_a_pixel_alone_with_its_variance(self):
        assert whiten.state(kind="raw")["others"] > 0.5 > 0.1 > whiten.state(kind="zca", eps=1e-4)["others"]

    def test_contrast_is_one_for_every_digit(self):
        for digit in range(3):
            after = whiten.state(kind="gcn", digit=digit)["after"]
            assert (after.mean(), after.std()) == pytest.approx((0, 1))

    def test_both_ends_of_epsilon_are_told(self):
        assert "noise are blown up" in whiten.reading(kind="zca", eps=1e-4)
        assert "little is whitened" in whiten.reading(kind="zca", eps=10.0)
        assert whiten.reading(kind="raw", eps=1e-4) == whiten.reading(kind="raw", eps=10.0)
