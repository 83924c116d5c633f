"""Several optimizers in one loop: each path is the one that the method walks by itself, bit for bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.nn.optimizers import METHODS, minimize
from nbhelpers.optimizers.batched import ROWS, minimize_all
from nbhelpers.optimizers.test_functions import SURFACES

SHARES = st.floats(0, 0.999)


@given(st.sampled_from(sorted(SURFACES)), st.floats(1e-3, 0.5), SHARES, SHARES, st.integers(1, 60))
def test_each_path_is_that_of_the_method_alone(surface, eta, beta, beta2, steps):
    land = SURFACES[surface]
    settings = {"SGDM": {"beta": beta}, "RMSProp": {"beta": beta2}, "Adam": {"beta1": beta, "beta2": beta2}}
    methods = {name: settings.get(name, {}) for name in METHODS}
    paths = minimize_all(methods, land.gradient, land.start, steps, eta)
    for k, (name, own) in enumerate(methods.items()):
        alone = minimize(METHODS[name], land.gradient, land.start, steps, eta=eta, **own)
        inside = np.abs(alone).max(axis=1) < 1e100  # NaN is not inside
        end = len(alone) if inside.all() else int(inside.argmin())
        assert np.array_equal(paths[:end, k], alone[:end]), name


def test_all_methods_have_their_row():
    assert list(ROWS) == list(METHODS)


def test_a_path_that_left_the_numbers_ends_in_nan_and_the_others_go_on():
    paths = minimize_all({"SGD": {}, "Adam": {}}, lambda w: w**3, [10.0, 0.0], 40, eta=1.0)
    ended = np.isnan(paths).any(axis=2)
    assert np.array_equal(ended, np.isnan(paths).all(axis=2))
    assert ended[-1].tolist() == [True, False] and not ended[0].any()
    assert (np.diff(ended.astype(int), axis=0) >= 0).all()


@pytest.mark.parametrize(
    "change, message",
    [
        ({"methods": {"Adamax": {}}}, "methods must name some of SGD, .*, got Adamax"),
        ({"methods": {}}, "got none"),
        ({"methods": {"SGDM": {"beta": 1}}}, "beta must be a number with 0 <= beta < 1, got 1"),
        ({"eta": 0}, "eta must be a finite number > 0, got 0"),
        ({"eta": lambda t: 0.1}, "eta = .*: allowed are finite numbers"),
        ({"steps": 0}, "steps must be an integer >= 1, got 0"),
        ({"w": [np.inf]}, "w must be finite"),
        ({"grad": lambda w: w[0]}, r"must have the shape of w, \(1, 1\), got \(1,\)"),
    ],
)
def test_bad_input_is_named(change, message):
    asked = {"methods": {"SGD": {}}, "grad": lambda w: w, "w": [1.0], "steps": 1, "eta": 0.1} | change
    with pytest.raises(ValueError, match=message):
        minimize_all(**asked)
