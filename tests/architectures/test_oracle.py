"""The nets built once more from torch.nn and counted by PyTorch; receptive fields and residual stacks by autograd."""
import itertools

import numpy as np
import pytest

from nbhelpers import architectures as nets
from nbhelpers.architectures import residual
from nbhelpers.architectures import spec as kinds
from nbhelpers.architectures.spec import count_multiply_adds, count_parameters, leaves, summary
from nbhelpers.nn import optimizers
from nbhelpers.nn.parameters import flat, shaped

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle
nn = torch.nn


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


class Counted:
    """Runs a module on the meta device: shapes, parameters and multiply-adds of each layer in order of their calls."""

    def __init__(self, model, shape):
        self.rows = []
        hooks = [part.register_forward_hook(self.note) for part in model.modules() if isinstance(part, SEEN)]
        with torch.no_grad():
            self.output = model.to("meta")(torch.empty(1, *shape, device="meta"))
        for hook in hooks:
            hook.remove()

    def note(self, part, given, result):
        adds = 0
        if isinstance(part, nn.Conv2d):
            adds = part.weight[0].numel() * result.numel()
        elif isinstance(part, nn.Linear):
            adds = part.weight.numel()
        self.rows.append((type(part), tuple(result.shape[1:]), sum(p.numel() for p in part.parameters()), adds))

    @property
    def multiply_adds(self):
        return sum(row[3] for row in self.rows)


SEEN = (nn.Conv2d, nn.Linear, nn.MaxPool2d, nn.AvgPool2d, nn.BatchNorm2d)


def conv(c, out, k, s=1, p=0, groups=1):
    return [nn.Conv2d(c, out, k, s, p, groups=groups), nn.ReLU()]


def dense(*sizes):
    parts = [nn.Flatten()]
    for n, out in itertools.pairwise(sizes):
        parts += [nn.Linear(n, out), nn.ReLU()]
    return parts[:-1]


def alexnet():
    return nn.Sequential(
        *conv(3, 96, 11, 4), nn.MaxPool2d(3, 2), *conv(96, 256, 5, 1, 2, 2), nn.MaxPool2d(3, 2),
        *conv(256, 384, 3, 1, 1), *conv(384, 384, 3, 1, 1, 2), *conv(384, 256, 3, 1, 1, 2), nn.MaxPool2d(3, 2),
        *dense(9216, 4096, 4096, 1000),
    )  # fmt: skip


def vgg(plan):
    parts, c = [], 3
    for out in plan:
        parts += [nn.MaxPool2d(2, 2)] if out == "M" else conv(c, out, 3, 1, 1)
        c = c if out == "M" else out
    return nn.Sequential(*parts, *dense(25088, 4096, 4096, 1000))


VGG = {
    11: [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
    13: [64, 64, "M", 128, 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
    16: [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"],
    19: [64, 64, "M", 128, 128, "M", *[256] * 4, "M", *[512] * 4, "M", *[512] * 4, "M"],
}


class Inception(nn.Module):
    def __init__(self, c, one, r3, three, r5, five, pooled):
        super().__init__()
        self.one = nn.Sequential(*conv(c, one, 1))
        self.three = nn.Sequential(*conv(c, r3, 1), *conv(r3, three, 3, 1, 1))
        self.five = nn.Sequential(*conv(c, r5, 1), *conv(r5, five, 5, 1, 2))
        self.pool = nn.Sequential(nn.MaxPool2d(3, 1, 1), *conv(c, pooled, 1))

    def forward(self, x):
        return torch.cat([self.one(x), self.three(x), self.five(x), self.pool(x)], 1)


def googlenet():
    def pool():
        return nn.MaxPool2d(3, 2, ceil_mode=True)

    return nn.Sequential(
        *conv(3, 64, 7, 2, 3), pool(), *conv(64, 64, 1), *conv(64, 192, 3, 1, 1), pool(),
        Inception(192, 64, 96, 128, 16, 32, 32), Inception(256, 128, 128, 192, 32, 96, 64), pool(),
        Inception(480, 192, 96, 208, 16, 48, 64), Inception(512, 160, 112, 224, 24, 64, 64),
        Inception(512, 128, 128, 256, 24, 64, 64), Inception(512, 112, 144, 288, 32, 64, 64),
        Inception(528, 256, 160, 320, 32, 128, 128), pool(), Inception(832, 256, 160, 320, 32, 128, 128),
        Inception(832, 384, 192, 384, 48, 128, 128), nn.AvgPool2d(7, 1), *dense(1024, 1000),
    )  # fmt: skip


class Block(nn.Module):
    """A residual block: kernels (k, out, stride) in a row, with a projection where the shape changes."""

    def __init__(self, c, kernels, zeros=False):
        super().__init__()
        parts, at, stride = [], c, 1
        for k, out, s in kernels:
            parts += [nn.Conv2d(at, out, k, s, k // 2, bias=False), nn.BatchNorm2d(out), nn.ReLU()]
            at, stride = out, stride * s
        self.main, self.zeros, self.stride, self.more = nn.Sequential(*parts[:-1]), zeros, stride, at - c
        change = stride > 1 or at != c
        self.short = nn.Sequential()
        if change and not zeros:
            self.short = nn.Sequential(nn.Conv2d(c, at, 1, stride, bias=False), nn.BatchNorm2d(at))

    def forward(self, x):
        main, short = self.main(x), self.short(x)
        if self.zeros:
            short = nn.functional.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.more))
        return torch.relu(main + short)


def resnet(counts, deep, stride_in=1):
    parts = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    c = 64
    for stage, count in enumerate(counts):
        out = 64 << stage
        for n in range(count):
            s = 2 if stage and not n else 1
            first, middle = (s, 1) if stride_in == 1 else (1, s)
            kernels = [(1, out, first), (3, out, middle), (1, 4 * out, 1)] if deep else [(3, out, s), (3, out, 1)]
            parts.append(Block(c, kernels))
            c = kernels[-1][1]
    return nn.Sequential(*parts, nn.AvgPool2d(7), *dense(c, 1000))


def cifar(n):
    parts, c = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()], 16
    for out in (16, 32, 64):
        for number in range(n):
            s = 2 if out != c and not number else 1
            parts.append(Block(c, [(3, out, s), (3, out, 1)], zeros=True))
            c = out
    return nn.Sequential(*parts, nn.AvgPool2d(8), *dense(64, 10))


PAIRS = {
    "AlexNet": (nets.alexnet(), alexnet),
    **{f"VGG-{depth}": (nets.vgg(depth), lambda plan=plan: vgg(plan)) for depth, plan in VGG.items()},
    "GoogLeNet": (nets.googlenet(), googlenet),
    "ResNet-18": (nets.resnet(18), lambda: resnet((2, 2, 2, 2), False)),
    "ResNet-34": (nets.resnet(34), lambda: resnet((3, 4, 6, 3), False)),
    "ResNet-50": (nets.resnet(50), lambda: resnet((3, 4, 6, 3), True)),
    "ResNet-50, stride in the 3 x 3": (nets.resnet(50, 3), lambda: resnet((3, 4, 6, 3), True, 3)),
    "ResNet-101": (nets.resnet(101), lambda: resnet((3, 4, 23, 3), True)),
    "ResNet-152": (nets.resnet(152), lambda: resnet((3, 8, 36, 3), True)),
    "ResNet-20": (nets.cifar_resnet(20), lambda: cifar(3)),
    "ResNet-56": (nets.cifar_resnet(56), lambda: cifar(9)),
    "ResNet-110": (nets.cifar_resnet(110), lambda: cifar(18)),
}
OURS = {"convolution": nn.Conv2d, "dense layer": nn.Linear, "max pooling": nn.MaxPool2d, "mean pooling": nn.AvgPool2d}


def in_torchs_words(rows):
    """(kind, shape, parameters, multiply-adds) of every layer; a normalisation stands beside its convolution."""
    for row in leaves(rows):
        for words, kind in OURS.items():
            if row.kind.endswith(words):
                shape = row.shape[:1] if kind is nn.Linear else row.shape
                yield kind, shape, row.parameters, row.multiply_adds


def with_norms_joined(rows):
    joined = []
    for row in rows:
        if row[0] is nn.BatchNorm2d:
            before = joined.pop()
            joined.append((*before[:2], before[2] + row[2], before[3]))
        else:
            joined.append(row)
    return joined


@pytest.mark.parametrize("name", PAIRS)
def test_layer_by_layer(name):
    net, build = PAIRS[name]
    with torch.device("meta"):
        model = build()
    counted = Counted(model, net.input)
    assert list(in_torchs_words(summary(net))) == with_norms_joined(counted.rows)
    assert count_parameters(net) == sum(p.numel() for p in model.parameters())
    assert count_multiply_adds(net) == counted.multiply_adds
    assert tuple(counted.output.shape[1:]) == summary(net)[-1].shape[:1]


def in_torch(layers, c):
    """A chain of our layers as a torch model with positive weights and no activations: every path stays open."""
    parts = []
    for layer in layers:
        if isinstance(layer, kinds.Conv):
            parts.append(nn.Conv2d(c, layer.out, layer.k, layer.s, layer.p, bias=False, dtype=torch.float64))
            nn.init.constant_(parts[-1].weight, 0.01)
            c = layer.out
        else:
            parts.append(nn.AvgPool2d(layer.k, layer.s, layer.p))
    return nn.Sequential(*parts)


@pytest.mark.parametrize("upto", [1, 2, 3, 4, 5, 6, 7])
def test_receptive_field_by_the_gradient(upto):
    """The first layers of AlexNet, thin: the input pixels with a slope for one unit in the middle."""
    chain = [
        layer._replace(out=2, groups=1) if isinstance(layer, kinds.Conv) else layer
        for layer in nets.alexnet().layers[:upto]
    ]
    x = torch.ones(1, 1, 227, 227, dtype=torch.float64, requires_grad=True)
    result = in_torch(chain, 1)(x)
    middle = result.shape[-1] // 2
    result[0, 0, middle, middle].backward()
    seen = int((x.grad[0, 0].abs().sum(dim=0) > 0).sum())
    assert seen == summary(kinds.Net("chain", (1, 227, 227), tuple(chain)))[-1].field


def stack_in_torch(net, X):
    """The outputs of a stack, from its parameters as torch tensors that want a gradient, and those tensors."""
    tensors = [torch.tensor(part, requires_grad=True) for layer in net.layers for part in layer]
    given = iter(tensors)
    h = torch.from_numpy(X)
    if net.first is not None:
        h = torch.relu(h @ next(given) + next(given))
    for _ in net.blocks:
        u = torch.relu(h @ next(given) + next(given)) @ next(given) + next(given)
        h = torch.relu(h + u if net.skip else u)
    return (h if net.last is None else h @ next(given) + next(given)), tensors


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("ends", [None, (7, 3)])
@pytest.mark.parametrize("blocks", [1, 12])
def test_stack_loss_and_gradients(skip, ends, blocks):
    rng = np.random.default_rng(0)
    net = residual.new_stack(6, blocks, rng, skip=skip, start="scaled", ends=ends)
    X = rng.random((8, 7 if ends else 6))
    Y = np.eye(3)[rng.integers(0, 3, 8)] if ends else rng.random((8, 6))
    output, tensors = stack_in_torch(net, X)
    target = torch.from_numpy(Y)
    loss = nn.functional.cross_entropy(output, target) if ends else 0.5 * ((output - target) ** 2).sum(dim=1).mean()
    loss.backward()
    assert residual.loss(net, X, Y) == pytest.approx(loss.item(), rel=1e-12)
    theirs = np.concatenate([tensor.grad.numpy().ravel() for tensor in tensors])
    np.testing.assert_allclose(flat(residual.gradients(net, X, Y)), theirs, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize(("method", "name", "eta"), [("SGD", "SGD", 0.05), ("Adam", "Adam", 0.003)])
def test_stack_trains_like_torch_step_by_step(method, name, eta):
    rng = np.random.default_rng(1)
    net = residual.new_stack(6, 3, rng, skip=True, start="scaled")
    X = rng.random((12, 6))
    run = residual.train(net, X, X, eta=eta, batch=12, rng=np.random.default_rng(0),
                         method=optimizers.METHODS[method])  # fmt: skip
    _, tensors = stack_in_torch(net, X)
    optimizer = getattr(torch.optim, name)(tensors, lr=eta)
    for _ in range(10):
        ours = next(run)
        parts = [tensor.detach().numpy() for tensor in tensors]
        again = shaped(net, np.concatenate([part.ravel() for part in parts]))
        slopes = flat(residual.gradients(again, X, X))
        for tensor, piece in zip(tensors, np.split(slopes, np.cumsum([t.numel() for t in tensors])[:-1]), strict=True):
            tensor.grad = torch.from_numpy(piece.reshape(tuple(tensor.shape)).copy())
        optimizer.step()
        reached = np.concatenate([tensor.detach().numpy().ravel() for tensor in tensors])
        np.testing.assert_allclose(flat(ours), reached, rtol=1e-7, atol=1e-9)
