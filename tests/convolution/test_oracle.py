"""The same layers in PyTorch: forward, backward, running statistics, a whole net; float64, relative 1e-6."""

import numpy as np
import pytest

from nbhelpers.convolution import cnn, conv2d, conv2d_backward, pooling
from nbhelpers.convolution.dropout import dropout
from nbhelpers.convolution.experiments.lenet import torch_lenet
from nbhelpers.convolution.layers import BatchNorm, Conv, Dense

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle
F = torch.nn.functional


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def leaf(array):
    return torch.tensor(array, requires_grad=True)


def close(ours, theirs):
    return ours == pytest.approx(theirs.detach().numpy(), rel=1e-6, abs=1e-9)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("stride, padding", [(1, 0), (1, 2), (2, 1), (3, 0), (1, "same")])
def test_convolution(stride, padding):
    rng = np.random.default_rng(0)
    x, w, b = (rng.normal(size=shape) for shape in ((3, 2, 9, 8), (4, 2, 3, 4), (4,)))
    tx, tw, tb = map(leaf, (x, w, b))
    ty = F.conv2d(tx, tw, tb, stride, padding)
    y = conv2d(x, w, b, stride, padding)
    assert close(y, ty)
    g = rng.normal(size=y.shape)
    ty.backward(torch.tensor(g))
    for ours, theirs in zip(conv2d_backward(g, x, w, stride, padding), (tx, tw, tb), strict=True):
        assert close(ours, theirs.grad)


@pytest.mark.parametrize("kind, theirs", [("max", F.max_pool2d), ("mean", F.avg_pool2d)])
@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("ties", [False, True])
def test_pooling(kind, theirs, size, ties):
    rng = np.random.default_rng(1)
    x = rng.integers(0, 3, (2, 3, 7, 8)).astype(float) if ties else rng.normal(size=(2, 3, 7, 8))
    tx = leaf(x)
    ty = theirs(tx, size)
    forward, back = pooling.POOLS[kind]
    y = forward(x, size)
    assert close(y, ty)
    g = rng.normal(size=y.shape)
    ty.backward(torch.tensor(g))
    assert close(back(g, x, y, size), tx.grad)


@pytest.mark.parametrize("shape, theirs", [((6, 3), torch.nn.BatchNorm1d), ((4, 3, 5, 2), torch.nn.BatchNorm2d)])
def test_batch_norm(shape, theirs):
    rng = np.random.default_rng(2)
    layer, other = BatchNorm(3), theirs(3, dtype=torch.float64)
    gamma, beta = rng.normal(size=3), rng.normal(size=3)
    layer.parameters = {"gamma": gamma, "beta": beta}
    with torch.no_grad():
        other.weight.copy_(torch.tensor(gamma))
        other.bias.copy_(torch.tensor(beta))
    for _ in range(3):
        x, g = rng.normal(2, 3, shape), rng.normal(size=shape)
        tx = leaf(x)
        other.zero_grad()
        ty = other(tx)
        assert close(layer.forward(x, training=True), ty)
        ty.backward(torch.tensor(g))
        assert close(layer.backward(g), tx.grad)
        assert close(layer.slopes["gamma"], other.weight.grad) and close(layer.slopes["beta"], other.bias.grad)
    assert close(layer.mean, other.running_mean) and close(layer.var, other.running_var)
    other.eval()
    assert close(layer.forward(x), other(tx))


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
def test_dropouts_mean_and_spread(p):
    x = np.ones(400_000)
    torch.manual_seed(0)
    ours, theirs = dropout(x, p, np.random.default_rng(0)), F.dropout(torch.tensor(x), p).numpy()
    assert ours.mean() == pytest.approx(theirs.mean(), abs=0.02)
    assert ours.std() == pytest.approx(theirs.std(), rel=0.02)
    assert ours.max() == pytest.approx(theirs.max())


def test_lenet_as_a_whole():
    """Outputs, loss and every slope of the whole net, on random images."""
    rng = np.random.default_rng(3)
    net, other = cnn.lenet(rng, dtype=np.float64), torch_lenet().double()
    pairs = zip(
        [layer for layer in net.layers if isinstance(layer, (Conv, Dense))],
        [layer for layer in other if hasattr(layer, "weight")],
        strict=True,
    )
    pairs = list(pairs)
    with torch.no_grad():
        for ours, theirs in pairs:
            w = ours.parameters["w"]
            theirs.weight.copy_(torch.tensor(w.T.copy() if w.ndim == 2 else w))
            theirs.bias.copy_(torch.tensor(ours.parameters["b"]))
    X, labels = rng.random((5, 1, 28, 28)), rng.integers(0, 10, 5)
    E = F.cross_entropy(other(torch.tensor(X)), torch.tensor(labels))
    E.backward()
    assert close(net.forward(X), other(torch.tensor(X)))
    assert cnn.slopes(net, X, labels)[0] == pytest.approx(E.item(), rel=1e-9)
    for ours, theirs in pairs:
        dw = ours.slopes["w"]
        assert close(dw.T if dw.ndim == 2 else dw, theirs.weight.grad) and close(ours.slopes["b"], theirs.bias.grad)
