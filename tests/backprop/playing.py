"""States of the playground for its tests, computed once."""

from functools import cache

import pytest

from nbhelpers.backprop.labs import playground

SEEDS = range(5)
LONG = [0, *(pytest.param(seed, marks=pytest.mark.whole) for seed in SEEDS[1:])]  # whole trainings


@cache
def state(**values):
    return playground.state(**values)


def headline(**values):
    return playground.reading(**values).partition("\n")[0]


def wrong(**values):
    return int(state(**values).wrong.sum())
