"""The machine against scikit-learn's BernoulliRBM: what both compute, and how well both learn the same digits."""

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.rbm.experiments.speed import SETTINGS, fast, theirs
from nbhelpers.rbm.pseudo_likelihood import pseudo_likelihood
from tests.rbm.test_rbm import machine

sklearn = pytest.importorskip(
    "sklearn.neural_network",
    reason="scikit-learn is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle


def in_sklearn(one, seed=0):
    theirs = sklearn.BernoulliRBM(len(one.c), random_state=seed)
    theirs.components_, theirs.intercept_visible_, theirs.intercept_hidden_ = one.W.T, one.b, one.c
    theirs.random_state_ = np.random.RandomState(seed)
    theirs._n_features_out = len(one.c)
    return theirs


@pytest.mark.parametrize("seed", range(3))
def test_hidden_probabilities_and_free_energies(seed):
    one = machine(12, 7, seed)
    v = np.random.default_rng(seed).integers(0, 2, (30, 12)).astype(float)
    assert rbm.hidden_probability(one, v) == pytest.approx(in_sklearn(one).transform(v))
    assert rbm.free_energy(one, v) == pytest.approx(in_sklearn(one)._free_energy(v))


def test_the_pseudo_likelihood_is_the_mean_of_their_draws():
    """scikit-learn turns one unit, drawn by chance, and multiplies by their number."""
    one = machine(12, 7)
    v = np.random.default_rng(0).integers(0, 2, (400, 12)).astype(float)
    model = in_sklearn(one)
    model.random_state = np.random.RandomState(0)  # goes on from call to call
    draws = [model.score_samples(v).mean() for _ in range(200)]
    assert abs(pseudo_likelihood(one, v) - np.mean(draws)) < 4 * np.std(draws) / np.sqrt(200)


@pytest.mark.whole
def test_it_learns_the_digits_no_worse():
    """Same data, size, rate, epochs and mini-batches; five seeds, measured with the same function."""
    X, T = binary_mnist()
    scores = {
        train: [pseudo_likelihood(rbm.RBM(*map(np.float64, train(X.astype("float32"), seed))), T) for seed in range(5)]
        for train in (fast, theirs)
    }
    assert SETTINGS["hidden"] == 100 and SETTINGS["epochs"] == 5
    assert np.mean(scores[fast]) > np.mean(scores[theirs]) and min(scores[fast]) > -140
