"""The labs of the chapter on tuning: their states against the record and closed forms, their sentences at the ends."""

import numpy as np
import pytest

from nbhelpers import tuning
from nbhelpers.lab.drawing import Drawing
from nbhelpers.tuning.labs import LABS, claims, maxout, rate, whiten
from nbhelpers.tuning.labs.maxout import LIMIT, X, run
from tests.whole import some


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.short)
def test_every_reading_is_whole_sentences_without_broken_numbers(lab):
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
        assert state["pairs"][0] == "2 instead of 1" and state["intervals"].shape == (5, 3)
        assert (state["intervals"][:, 1] <= state["intervals"][:, 0]).all()

    def test_no_accuracy_lies_right_of_the_axis_and_what_lies_off_it_is_written(self):
        for claim in tuning.CLAIMS:
            state = claims.state(claim=claim)
            assert 0 <= state["scores"].min() and state["scores"].max() < 93.5
            lines = Drawing(claims).parts(state)
            for mean in state["scores"].mean(axis=1):
                assert any(f">{mean:.1f}<" in part for part in lines.values()), (claim, mean)

    def test_every_comparison_is_written_with_its_mean_and_its_verdict(self):
        lines = "".join(Drawing(claims).parts(claims.state(claim="inputs")).values())
        for line in ("0 … 1 instead of 0 … 255: +40.8, yes", "ZCA instead of 0 … 1: −1.2, no"):
            assert f">{line}<" in lines, line

    def test_how_many_say_what(self):
        assert "Of 5 comparisons 1 says yes, 3 say no and 1 stays open." in claims.reading(claim="kernels")
        assert "A comparison says yes if the interval lies within ±2 points." in claims.reading(claim="batch")


class TestRate:
    def test_means_and_runs_are_the_records(self):
        state = rate.state(eta="0.1", batch="8")
        assert state["here"] == pytest.approx(tuning.runs("base", "base", 0.1, 8))
        assert state["means"][0, 2] == pytest.approx(state["here"].mean())

    def test_seeds_that_were_lost_are_counted(self):
        for values in rate.recorded():
            state = rate.state(**values)
            assert state["lost"] == sum(one < 20 for one in state["here"])
            assert ("little better than guessing" in rate.read(state)) == (state["lost"] > 0)

    @pytest.mark.parametrize(
        ("eta", "batch", "says"),
        [
            ("0.01", "512", "η = 0.01 is too small: the best rate is 63.3 points better."),
            ("0.1", "8", "η = 0.1 does nearly as well as the best rate, η = 0.3."),
            ("1", "32", "η = 1 is the best of the six rates for mini-batches of 32."),
            ("3", "512", "η = 3 is too large: the best rate is 13.0 points better."),
            ("3", "32", "Much depends on the seed here: the accuracy goes from 10.0 to 85.7 %."),
            ("3", "8", "η = 3 is too large: no seed gets far beyond guessing."),
        ],
    )
    def test_headlines(self, eta, batch, says):
        assert rate.reading(eta=eta, batch=batch).startswith(says + "\n")


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

    @pytest.mark.parametrize(
        ("values", "says"),
        [
            ({"step": 0}, "Before it has learned, the unit misses the parabola by up to 1.627."),
            ({"pieces": 1}, "One piece is a straight line: it misses the parabola by up to 1.315."),
            ({"pieces": 2}, "With 2 pieces the unit comes closer to the parabola than tangents: to 0.350."),
            ({"pieces": 3}, "With 3 pieces the unit still misses the parabola by up to 0.323."),
            ({"pieces": 4}, "The edge is made of only 3 of the 4 pieces; the rest is idle."),
            ({"shape": "corner", "pieces": 2, "step": 400}, "The unit has become the corner, to three decimals."),
            ({"shape": "wave"}, "A maxout unit is always convex: it misses the wave by up to 1.281."),
        ],
    )
    def test_headlines(self, values, says):
        assert maxout.reading(**values).startswith(says + "\n")


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
        assert "noise is blown up" in whiten.reading(kind="zca", eps=1e-4)
        assert "little is whitened" in whiten.reading(kind="zca", eps=10.0)
        assert whiten.reading(kind="raw", eps=1e-4) == whiten.reading(kind="raw", eps=10.0)

    def test_what_the_middle_pixel_shares_is_told(self):
        assert "Neighbouring pixels say nearly the same" in whiten.reading(kind="raw")
        assert "Neighbouring pixels still say nearly the same" in whiten.reading(kind="gcn")
        assert "Partly whitened: the middle pixel now shares 38 % of its variance, down from 67 %." in whiten.reading()
        assert "nearly alone and shares at most 12 % of its variance" in whiten.reading(kind="zca", eps=0.01)
