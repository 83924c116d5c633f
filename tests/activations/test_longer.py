"""The longer runs: side by side the nets learn as one by one, and the record begins where `deep` ends."""

import itertools

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.activations import normalised
from nbhelpers.activations.experiments import longer
from nbhelpers.nn import mlp


def test_the_record_was_made_with_the_settings_of_the_experiment():
    record = datasets.record("activations/longer")
    assert record["settings"] == longer.SETTINGS
    assert list(record["cells"]) == ["/".join(cell) for cell in longer.cells()]


def test_after_250_steps_they_stand_where_the_nets_of_deep_stand():
    deep = datasets.record("activations/deep")["cells"]
    for name in ("sigmoid", "tanh", "relu"):
        now = np.array(datasets.record("activations/longer")["cells"][name]["accuracy"][0])
        then = np.array([deep[f"{name}/LeCun/normalised/0.1/{seed}"]["accuracy"] for seed in range(5)])
        error = np.hypot(then.std(ddof=1), now.std(ddof=1)) / np.sqrt(5)
        assert abs(now.mean() - then.mean()) < 4 * error


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("normal", [False, True])
def test_a_step_side_by_side_is_a_step_of_each(hidden, normal):
    rng = np.random.default_rng(0)
    each = [mlp.new_mlp((5, 4, 6, 3), rng, hidden=hidden) for _ in range(2)]
    X, Y = rng.normal(size=(2, 8, 5)), mlp.one_hot(rng.integers(3, size=16), 3).reshape(2, 8, 3)
    w = [np.stack([net.layers[k].weights for net in each]) for k in range(3)]
    b = [np.zeros((2, 1, one.shape[2])) for one in w]
    longer._descend(w, b, X, Y, hidden, normal)
    gradients = normalised.gradients if normal else mlp.gradients
    for i, k in itertools.product(range(2), range(3)):
        now = mlp.descend(each[i], gradients(each[i], X[i], Y[i]), longer.SETTINGS["eta"]).layers[k]
        assert w[k][i] == pytest.approx(now.weights, abs=1e-12)
        assert b[k][i, 0] == pytest.approx(now.bias, abs=1e-12)
