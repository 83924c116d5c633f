"""The same autoencoders in PyTorch: slopes of both errors and both penalties, float64, and a training that follows."""

import itertools
from functools import partial

import numpy as np
import pytest

from nbhelpers import autoencoders
from nbhelpers.autoencoders import sparsity

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle
F = torch.nn.functional
HIDDEN = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def in_torch(net):
    return [torch.tensor(part, requires_grad=True) for layer in net.layers for part in layer]


def torch_error(net, parts, seen, target, error, penalty=None):
    """E (and the penalty) by PyTorch's own functions."""
    A, half = torch.tensor(seen), len(net.layers) // 2
    for place in range(len(net.layers)):
        z = A @ parts[2 * place] + parts[2 * place + 1]
        if place < len(net.layers) - 1:
            A = HIDDEN[net.hidden](z)
        if place == half - 1:
            code = A
    target = torch.tensor(target)
    if error == "cross-entropy":
        E = F.binary_cross_entropy_with_logits(z, target, reduction="sum") / len(seen)
    else:
        out = torch.sigmoid(z) if net.output == "sigmoid" else z
        E = 0.5 * F.mse_loss(out, target, reduction="sum") / len(seen)
    return E + (penalty(code) if penalty else 0)


def kl_in_torch(H, beta, rho):
    wanted = torch.distributions.Bernoulli(torch.tensor(rho, dtype=torch.float64))
    return beta * torch.distributions.kl_divergence(wanted, torch.distributions.Bernoulli(H.mean(dim=0))).sum()


PENALTIES = {
    "none": (None, None),
    "kl": (partial(sparsity.kl_penalty, beta=0.8, rho=0.07), partial(kl_in_torch, beta=0.8, rho=0.07)),
    "l1": (partial(sparsity.l1_penalty, beta=0.3), lambda H: 0.3 * F.l1_loss(H, 0 * H, reduction="sum") / len(H)),
}


@pytest.mark.parametrize("error, output", [("squared", "sigmoid"), ("squared", "linear"), ("cross-entropy", "sigmoid")])
@pytest.mark.parametrize("hidden, penalty", [("sigmoid", "none"), ("sigmoid", "kl"), ("relu", "l1"), ("tanh", "none")])
def test_error_and_slopes(error, output, hidden, penalty):
    rng = np.random.default_rng(0)
    net = autoencoders.new_autoencoder((9, 6, 4), rng, hidden, output)
    seen, target = rng.random((8, 9)), rng.random((8, 9))
    ours, theirs = PENALTIES[penalty]
    parts = in_torch(net)
    E = torch_error(net, parts, seen, target, error, theirs)
    E.backward()
    mine = autoencoders.loss(net, seen, target, error)
    mine += ours(autoencoders.encode(net, seen))[0] if ours else 0
    assert mine == pytest.approx(E.item(), rel=1e-9)
    slopes = [part for layer in autoencoders.gradients(net, seen, target, error, ours) for part in layer]
    for slope, part in zip(slopes, parts, strict=True):
        np.testing.assert_allclose(slope, part.grad.numpy(), rtol=1e-7, atol=1e-10)


@pytest.mark.parametrize("error", autoencoders.ERRORS)
def test_training_follows_adam_of_torch(error):
    """The same mini-batches for ten epochs, denoising: every parameter as in PyTorch."""
    X = np.random.default_rng(1).random((30, 9))
    net = autoencoders.new_autoencoder((9, 4), np.random.default_rng(0))
    parts = in_torch(net)

    def damage(clean, rng):
        return np.clip(clean + rng.normal(0, 0.3, clean.shape), 0, 1)

    options = {"eta": 0.01, "batch": 10, "error": error, "damage": damage}
    *_, ours = itertools.islice(autoencoders.train(net, X, np.random.default_rng(2), **options), 10)
    rng, adam = np.random.default_rng(2), torch.optim.Adam(parts, lr=0.01)
    for _ in range(10):
        order = rng.permutation(30)
        for start in (0, 10, 20):
            clean = X[order[start : start + 10]]
            adam.zero_grad()
            torch_error(net, parts, damage(clean, rng), clean, error).backward()
            adam.step()
    found = [part for layer in ours.layers for part in layer]
    for part, theirs in zip(found, parts, strict=True):
        np.testing.assert_allclose(part, theirs.detach().numpy(), rtol=1e-6, atol=1e-8)
