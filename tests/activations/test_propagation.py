"""Sizes through layers: closed forms, Gauss-Hermite and Stein's identity, and random nets of five seeds."""
import itertools
import math

import numpy as np
import pytest

from nbhelpers.activations import propagation
from nbhelpers.nn.activations import ACTIVATIONS, activation

SEEDS = range(5)


def test_the_three_rules_by_hand():
    assert propagation.init_variance("LeCun", 50, 200) == 1 / 50
    assert propagation.init_variance("Xavier", 50, 200) == 2 / 250
    assert propagation.init_variance("He", 50, 200) == 2 / 50
    assert propagation.init_variance("Xavier", 80, 80) == propagation.init_variance("LeCun", 80, 80)


@pytest.mark.parametrize("q", [0.01, 0.3, 1.0])
@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_gaussian_means_are_those_of_gauss_hermite(name, q):
    x, p = np.polynomial.hermite_e.hermegauss(150)
    one, z = activation(name), math.sqrt(q) * x
    expected = [p @ g(z) ** 2 / math.sqrt(2 * math.pi) for g in (one.f, one.slope)]
    assert propagation.mean_squares(name, q) == pytest.approx(expected, rel=1e-9)


def test_without_spread_a_mean_is_the_value_at_zero():
    assert propagation.gauss_mean(np.cos, 0) == pytest.approx(1)


def test_an_error_goes_back_through_the_slopes_of_its_own_layer():
    """Two layers that keep variances: the sums of the first have mean square 1."""
    assert propagation.theory("tanh", [4, 4, 4], "LeCun").errors[0] == propagation.mean_squares("tanh", 1.0)[1]


def test_eight_samples_are_measured_unless_told():
    one, other = (propagation.measured("tanh", [5, 5], "He", np.random.default_rng(0), **named)
                  for named in ({}, {"samples": 8}))  # fmt: skip
    assert one.activations.tolist() == other.activations.tolist()


@pytest.mark.parametrize("q", [0.5, 10.0, 300.0])
def test_gaussian_means_obey_stein(q):
    """E[z f(z)] = q E[f'(z)] for z ~ N(0, q), however steep f is in units of its spread."""
    f = np.tanh
    left = propagation.gauss_mean(lambda z: z * f(z), q)
    assert left == pytest.approx(q * propagation.gauss_mean(lambda z: 1 - f(z) ** 2, q), rel=1e-9)


@pytest.mark.parametrize(("name", "leak"), [("relu", 0.01), ("leaky", 0.01), ("leaky", 0.4)])
def test_the_closed_forms_of_relus_are_means_over_many_draws(name, leak):
    z = 1.7 * np.random.default_rng(0).normal(size=400_000)
    one = activation(name, leak)
    found = np.mean(one.f(z) ** 2), np.mean(one.slope(z) ** 2)
    assert propagation.mean_squares(name, 1.7**2, leak) == pytest.approx(found, rel=0.01)


def test_relu_and_he_keep_every_size():
    sizes = propagation.theory("relu", [64] * 31, "He")
    np.testing.assert_allclose(sizes.activations, 1)
    np.testing.assert_allclose(sizes.errors, 1)
    halved = propagation.theory("relu", [64] * 31, "LeCun")
    np.testing.assert_allclose(halved.activations, 0.5 ** np.arange(31))
    np.testing.assert_allclose(halved.errors, 0.5 ** np.arange(29, -1, -1))


@pytest.mark.parametrize("gain", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("rule", ["LeCun", "Xavier"])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_theory_is_the_mean_of_random_nets(name, rule, gain):
    """Ten layers of unequal widths; logarithms averaged over five nets."""
    widths = [300, 150, 300, 200, 100, 200, 300, 150, 300, 200, 150]
    theory = propagation.theory(name, widths, rule, gain)
    nets = [propagation.measured(name, widths, rule, np.random.default_rng(seed), gain) for seed in SEEDS]
    for part in ("activations", "errors"):
        logs = np.mean([np.log(getattr(net, part)) for net in nets], axis=0)
        assert abs(logs - np.log(getattr(theory, part))).max() < 0.5, part


def test_measured_errors_are_the_slopes_of_a_loss():
    """With the loss -A_L . r the errors e_1 are its slopes in z_1: central differences of a net of the same seed."""
    widths, rng = [4, 5, 6, 3], np.random.default_rng(2)
    x = rng.normal(size=(1, 4))
    x /= np.sqrt(np.mean(x**2))
    W = [rng.normal(0, n**-0.5, (n, k)) for n, k in itertools.pairwise(widths)]
    r = rng.normal(size=(1, 3))

    def last_sum(z):
        for weights in W[1:]:
            z = np.tanh(z) @ weights
        return float(np.sum(z * r))

    z = x @ W[0]
    steps = [(last_sum(z + h) - last_sum(z - h)) / 2e-6 for h in 1e-6 * np.eye(5)]
    sizes = propagation.measured("tanh", widths, "LeCun", np.random.default_rng(2), samples=1)
    assert sizes.errors[0] == pytest.approx(np.mean(np.square(steps)) / np.mean(r**2), rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_input_of_a_measured_net_has_size_1(seed):
    """One input unit is then -1 or 1, and a wide layer of ReLUs halves its square."""
    sizes = propagation.measured("relu", [1, 4000], "LeCun", np.random.default_rng(seed), samples=1)
    assert sizes.activations == pytest.approx([1, 0.5], rel=0.1)


def test_rate_reads_off_an_exponential():
    assert propagation.rate(0.81 ** np.arange(9)) == pytest.approx(0.9)
    assert propagation.rate([1, 0.25]) == pytest.approx(0.5)
    assert propagation.rate(np.r_[7, 3, 4.0 ** np.arange(5)], skip=2) == pytest.approx(2)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: propagation.init_variance("Bengio", 3, 3), "rule = 'Bengio': allowed are 'LeCun', 'Xavier', 'He'"),
        (lambda: propagation.init_variance("He", 0, 3), "n_in = 0: allowed are whole numbers from 1"),
        (lambda: propagation.gauss_mean(np.tanh, -1), "square = -1: allowed is a mean square from 0 on"),
        (lambda: propagation.theory("relu", [5], "He"), r"widths = \(5,\): allowed are two or more layers"),
        (lambda: propagation.theory("step", [5, 5], "He"), "activation = 'step'"),
        (lambda: propagation.rate([1.0], skip=1), "sizes has 0 layers left, least 0: allowed"),
        (lambda: propagation.rate([1.0, 0.0]), "sizes has 2 layers left, least 0: allowed are 2 or more"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
