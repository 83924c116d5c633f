"""The width of pre-activations: theory against draws, and the notes' variance against their code."""

import numpy as np
import pytest

from nbhelpers.activations import weight_init


@pytest.mark.parametrize("rule", weight_init.RULES)
@pytest.mark.parametrize("n", [4, 100, 2000])
def test_weights_have_the_variance_asked_for(rule, n):
    W = weight_init.initial_weights(n, 20_000 // n + 40, np.random.default_rng(0), rule)
    wanted = {"1": 1, "1/√n": 1 / np.sqrt(n), "1/n": 1 / n}[rule]
    assert W.var() == pytest.approx(wanted, rel=0.05) and abs(W.mean()) < 4 * np.sqrt(wanted / W.size)


def test_the_notes_code_draws_variance_one_over_n():
    n = 784
    noted = np.random.default_rng(3).normal(0.0, pow(n, -0.5), (n, 100))
    np.testing.assert_allclose(noted, weight_init.initial_weights(n, 100, np.random.default_rng(3)), rtol=1e-12)


@pytest.mark.parametrize(("rule", "power"), [("1", 0.5), ("1/√n", 0.25), ("1/n", 0.0)])
@pytest.mark.parametrize("n", [4, 64, 1024])
def test_first_sum_spreads_as_the_power_of_n(rule, power, n):
    draws = [weight_init.initial_weights(n, 400, np.random.default_rng(seed), rule) for seed in range(5)]
    x = [np.random.default_rng(seed + 100).normal(size=(200, n)) for seed in range(5)]
    found = weight_init.rms(np.array([one @ w for w, one in zip(draws, x, strict=True)]))
    assert found == pytest.approx(n**power, rel=0.04)
    assert weight_init.rms_in_theory(n, 1, rule)[0] == pytest.approx(n**power)


def test_inputs_of_any_mean_give_the_same_law():
    """E[u^2] = n v E[x^2]: only the weights need mean 0."""
    rng = np.random.default_rng(0)
    x = rng.random(300) ** 2
    u = x @ weight_init.initial_weights(300, 20_000, rng)
    assert weight_init.rms(u) == pytest.approx(np.sqrt(np.mean(x**2)), rel=0.03)


@pytest.mark.parametrize("rule", weight_init.RULES)
@pytest.mark.parametrize("f", weight_init.UNITS)
def test_four_layers_spread_as_the_theory_says(rule, f):
    nets = [
        [weight_init.rms(u) for u in weight_init.layer_sums(400, 4, np.random.default_rng(seed), rule, f)]
        for seed in range(5)
    ]
    measured = np.sqrt(np.mean(np.square(nets), axis=0))
    np.testing.assert_allclose(measured, weight_init.rms_in_theory(400, 4, rule, f), rtol=0.06)


def test_the_sums_of_a_layer_are_those_of_its_units_one_by_one():
    """The columns of the weights are units; 32 samples unless told."""
    z, rng = next(weight_init.layer_sums(3, 1, np.random.default_rng(4))), np.random.default_rng(4)
    A, W = rng.normal(size=(32, 3)), weight_init.initial_weights(3, 3, rng)
    np.testing.assert_allclose(z, [[sum(w * x) for w in W.T] for x in A])


def test_linear_theory_is_a_power():
    n = np.array([4, 64, 1024])
    assert weight_init.rms_in_theory(1, 1, "1", "linear") == pytest.approx(1)
    np.testing.assert_allclose(
        weight_init.rms_in_theory(n, 3, "1/√n", "linear"), [n**0.25, n**0.5, n**0.75], rtol=1e-6
    )


def test_bad_input_is_named():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="rule = '1/n²': allowed are '1', '1/√n', '1/n'"):
        weight_init.initial_weights(2, 2, rng, "1/n²")
    with pytest.raises(ValueError, match="units = 0"):
        weight_init.initial_weights(3, 0, rng)
    with pytest.raises(ValueError, match="f = 'relu': allowed are 'linear', 'sigmoid'"):
        list(weight_init.layer_sums(4, 2, rng, f="relu"))
    with pytest.raises(ValueError, match="n = 0: allowed are numbers of inputs from 1"):
        weight_init.rms_in_theory([0, 4], 1)
