"""Paired intervals against the t distribution itself (integrated) and against their own promise; the rule's words."""

import math

import numpy as np
import pytest

from nbhelpers.stats.paired_t import T975, Interval, judge, t_interval, verdict


@pytest.mark.parametrize("freedom", T975)
def test_the_table_against_the_integrated_density(freedom):
    c = math.gamma((freedom + 1) / 2) / (math.sqrt(freedom * math.pi) * math.gamma(freedom / 2))
    x = np.linspace(0, T975[freedom], 200_001)
    density = c * (1 + x**2 / freedom) ** (-(freedom + 1) / 2)
    area = (density[1:] + density[:-1]).sum() / 2 * x[1]
    assert 0.5 + area == pytest.approx(0.975, abs=2e-5)


def test_by_hand():
    assert t_interval([1, 2, 3, 4, 5]) == pytest.approx((3, 3 - 2.776 * math.sqrt(2.5 / 5), 3 + 2.776 * math.sqrt(0.5)))


def test_it_covers_the_truth_in_95_of_100_experiments():
    draws = np.random.default_rng(0).normal(1.0, 2.0, (4000, 5))
    hits = [low <= 1.0 <= high for _, low, high in map(t_interval, draws)]
    assert np.mean(hits) == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize("given", [[1.0], np.zeros((2, 2)), np.zeros(11)])
def test_bad_differences_are_named(given):
    with pytest.raises(ValueError, match="differences have shape"):
        t_interval(given)


@pytest.mark.parametrize("kind, interval, expected", [
    ("better", (1, 0.2, 1.8), "yes"), ("better", (0.1, -0.5, 0.7), "no"), ("better", (1, -1, 3), "open"),
    ("clearly better", (3, 1, 5), "yes"), ("clearly better", (1, 0.5, 1.5), "no"),
    ("clearly better", (1, -3, 5), "open"),
    ("slightly better", (1, 0.5, 1.5), "yes"), ("slightly better", (5, 4, 6), "no"),
    ("slightly better", (-2, -3, -1), "no"), ("slightly better", (0, -1, 1), "open"),
    ("the same", (0.5, -0.5, 1.5), "yes"), ("the same", (5, 4, 6), "no"), ("the same", (-3, -7, 1), "open"),
    ("the same", (1.5, 0.5, 2.5), "open"),
    ("better", (1, 0, 2), "open"), ("clearly better", (2, 1, 3), "yes"), ("clearly better", (1, 0, 2), "open"),
    ("slightly better", (2, 1, 3), "no"), ("slightly better", (1, 0, 2), "open"),
    ("slightly better", (-1, -2, 0), "open"), ("the same", (3, 0, 6), "open"),
    ("the same", (-3, -6, 0), "open"), ("the same", (0, -2, 1), "open"),
    ("the same", (0, -1, 2), "open"), ("the same", (2, 1, 3), "no"),
    ("slightly better", (3, -1, 7), "open"), ("better", (0.5, 0, 1), "no"),
    ("clearly better", (3, 0, 6), "open"), ("slightly better", (3, 0, 6), "open"),
])  # fmt: skip
def test_the_rule(kind, interval, expected):
    assert judge(kind, Interval(*interval), margin=2.0) == expected


def test_two_differences_are_enough_and_ten_are_not_too_many():
    assert t_interval([1.0, 2.0]).mean == 1.5 and t_interval(np.arange(10)).mean == 4.5


def test_a_margin_may_be_small():
    assert judge("the same", Interval(0, -0.4, 0.4), margin=0.5) == "yes"


def test_verdicts():
    assert verdict(["yes", "yes"]) == "holds"
    assert verdict(["yes", "no", "open"]) == "depends"
    assert verdict(["no", "open"]) == "does not hold"
    assert verdict(["yes", "open"]) == "open"


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="kind = 'best'"):
        judge("best", Interval(0, 0, 0))
    with pytest.raises(ValueError, match="margin = 0"):
        judge("better", Interval(0, 0, 0), margin=0)
    with pytest.raises(ValueError, match="judged is empty"):
        verdict([])
