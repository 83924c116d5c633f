"""The recurrent net and the LSTM against torch.nn.RNN and torch.nn.LSTM: forward and backward, double precision."""

import numpy as np
import pytest

from nbhelpers import recurrent
from nbhelpers.recurrent import lstm
from nbhelpers.recurrent.clipping import clip

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle

T, SAMPLES, SIZES = 12, 5, (3, 6, 2)
NEAR = {"rel": 1e-6, "abs": 1e-12}


def in_torch(module, W_x, W_h, b):
    with torch.no_grad():
        module.weight_ih_l0.copy_(torch.from_numpy(W_x.T.copy()))
        module.weight_hh_l0.copy_(torch.from_numpy(W_h.T.copy()))
        module.bias_ih_l0.copy_(torch.from_numpy(b))
        module.bias_hh_l0.zero_()
    return module


def theirs(module, net, x, y):
    """Outputs, and the gradients of half the squared error, found by torch alone."""
    W_hy, c = (torch.tensor(part, requires_grad=True) for part in (net.W_hy, net.c))
    states, _ = module(torch.from_numpy(x))
    y_hat = states @ W_hy + c
    (0.5 * ((y_hat - torch.from_numpy(y)) ** 2).sum()).backward()
    parts = (module.weight_ih_l0, module.weight_hh_l0, module.bias_ih_l0, W_hy, c)
    found = [part.grad.numpy() for part in parts]
    return states.detach().numpy(), y_hat.detach().numpy(), [found[0].T, found[1].T, *found[2:]]


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("kind", ["RNN", "LSTM"])
def test_forward_and_backward(kind, scale):
    rng = np.random.default_rng(0)
    ours = recurrent if kind == "RNN" else lstm
    make = recurrent.new_rnn if kind == "RNN" else lstm.new_lstm
    net = make(SIZES, rng, scale)
    net = net._replace(b=rng.normal(size=net.b.shape), c=rng.normal(size=2))
    x, y = rng.normal(size=(T, SAMPLES, 3)), rng.normal(size=(T, SAMPLES, 2))
    module = in_torch(getattr(torch.nn, kind)(3, 6, dtype=torch.float64), *net[:3])
    their_h, their_y_hat, their_gradients = theirs(module, net, x, y)

    states = ours.forward(net, x)
    assert states.h[1:] == pytest.approx(their_h, **NEAR) and states.y_hat == pytest.approx(their_y_hat, **NEAR)
    back = ours.backward(net, x, states, states.y_hat - y)
    for name, mine, other in zip(net._fields, back.net, their_gradients, strict=True):
        assert mine == pytest.approx(other, **NEAR), name


def test_clipping():
    g = np.random.default_rng(1).normal(size=9)
    for threshold in (0.1, 1.0, 100.0):
        p = torch.zeros(9, dtype=torch.float64, requires_grad=True)
        p.grad = torch.from_numpy(g.copy())
        torch.nn.utils.clip_grad_norm_([p], threshold)
        assert clip(g, threshold) == pytest.approx(p.grad.numpy(), rel=1e-5)  # torch adds 1e-6 to the length
