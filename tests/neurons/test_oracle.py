"""A layer, the sigmoid's slope and the delta rule in PyTorch."""

import numpy as np
import pytest

from nbhelpers import neurons
from nbhelpers.neurons import delta

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle


def double(array):
    return torch.tensor(np.asarray(array), dtype=torch.float64)


def test_layer_is_linear_and_sigmoid():
    rng = np.random.default_rng(0)
    X, W, theta = rng.normal(size=(6, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)
    theirs = torch.sigmoid(torch.nn.functional.linear(double(X), double(W.T), -double(theta)))
    np.testing.assert_allclose(neurons.layer(X, W, theta), theirs.numpy(), rtol=1e-12)


def test_sigmoid_slope_is_autograds():
    u = torch.linspace(-30, 30, 61, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(torch.sigmoid(u).sum(), u)
    np.testing.assert_allclose(neurons.sigmoid_slope(u.detach().numpy()), slope.numpy(), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("eta", [0.01, 0.3])
def test_mean_path_is_torchs_sgd_on_half_the_mean_square(eta):
    rng = np.random.default_rng(1)
    X, y, w = rng.normal(size=(20, 3)), rng.normal(size=20), rng.normal(size=3)
    theirs = double(w).requires_grad_()
    optimizer = torch.optim.SGD([theirs], lr=eta)
    for at in delta.mean_path(X, y, w, eta, 50):
        np.testing.assert_allclose(at, theirs.detach().numpy(), rtol=1e-9, atol=1e-12)
        optimizer.zero_grad()
        (0.5 * (double(X) @ theirs - double(y)) ** 2).mean().backward()
        optimizer.step()


def test_without_the_slope_a_sigmoid_unit_descends_cross_entropy_not_the_squared_error():
    rng = np.random.default_rng(2)
    x, y, w = double(rng.normal(size=3)), double(1.0), double(rng.normal(size=3)).requires_grad_()
    y_hat = torch.sigmoid(w @ x)
    noted = (y - y_hat) * x
    (squared,) = torch.autograd.grad(0.5 * (y - y_hat) ** 2, w, retain_graph=True)
    (entropy,) = torch.autograd.grad(torch.nn.functional.binary_cross_entropy(y_hat, y), w)
    np.testing.assert_allclose(noted.detach().numpy(), -entropy.numpy(), rtol=1e-12)
    np.testing.assert_allclose((noted * y_hat * (1 - y_hat)).detach().numpy(), -squared.numpy(), rtol=1e-12)
