"""What tools/bench_maths.py compares: each function prepares the same work twice and checks that both do it alike."""

import itertools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from hopfieldnetwork import HopfieldNetwork

from nbhelpers import datasets, hopfield
from nbhelpers.convolution import cnn
from nbhelpers.convolution.experiments import lenet
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.hopfield.fast import settler
from nbhelpers.hopfield.patterns import add_noise, random_patterns
from nbhelpers.nn import mlp, optimizers
from nbhelpers.optimizers import test_functions
from nbhelpers.rbm.experiments import speed

SGD_RATE, STEPS, CUES = 0.1, 1000, 40
NETS = ((100, 5, 0.1), (400, 20, 0.1), (400, 20, 0.25), (784, 40, 0.25))  # units, patterns, share of wrong bits


class Row(NamedTuple):
    """One comparison: `ours` and `theirs` do the same work, `parts` pieces of it in a call."""

    name: str
    ours: Callable
    theirs: Callable
    parts: int
    target: float | None = None  # None: only for comparison
    turns: int = 9


def mlp_step():
    """Ours: mlp.gradients and mlp.descend. Theirs: nn.Sequential, cross_entropy, backward, torch.optim.SGD.

    Both float32, sigmoid and softmax, from the same weights; forward, backward and update of 32 digits.
    """
    digits, count = datasets.mnist(), 300
    X, labels = digits.train_images[:32].astype(np.float32), digits.train_labels[:32]
    Y = mlp.one_hot(labels, 10).astype(np.float32)
    start = mlp.new_mlp((784, 100, 10), np.random.default_rng(0))
    start = start._replace(layers=tuple(mlp.Layer(*(p.astype(np.float32) for p in layer)) for layer in start.layers))

    def ours():
        net = start
        for _ in range(count):
            net = mlp.descend(net, mlp.gradients(net, X, Y), SGD_RATE)
        return net

    def theirs():
        net = in_torch(start)
        optimizer, x, y = torch.optim.SGD(net.parameters(), lr=SGD_RATE), torch.from_numpy(X), torch.tensor(labels)
        for _ in range(count):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
        return net

    alike("weights", ours().layers[0].weights, theirs()[0].weight.detach().numpy().T, 1e-4)
    yield Row("MLP 784-100-10, batch 32: one step", ours, theirs, count, 1.0)


def in_torch(net):
    """The same net in PyTorch; softmax is left to the loss."""
    first, second = (torch.nn.Linear(*layer.weights.shape) for layer in net.layers)
    for linear, layer in zip((first, second), net.layers, strict=True):
        linear.weight.data, linear.bias.data = torch.tensor(layer.weights.T.copy()), torch.tensor(layer.bias)
    return torch.nn.Sequential(first, torch.nn.Sigmoid(), second)


def lenet_epoch():
    """Ours: cnn.train. Theirs: nn.Conv2d and the rest, torch.optim.Adam. Both float32, 100 batches of
    50 digits, drawn anew in each epoch."""
    digits, rng = datasets.mnist(), np.random.default_rng(0)
    X, batch = digits.train_images.astype(np.float32), lenet.SETTINGS["batch"]
    ours = cnn.train(cnn.lenet(rng), X, digits.train_labels, batch=batch, rng=rng, eta=0.001)
    theirs = lenet.torch_epochs(lenet.torch_lenet(), 0, 0.001)
    yield Row("LeNet, 5,000 digits: one epoch", lambda: next(ours), lambda: next(theirs), 1, 1.5, turns=5)


def optimizer_path():
    """Ours: optimizers.minimize with the surface's gradient. Theirs: torch.optim, the gradient once by autograd and
    once computed by hand into w.grad. All float64 on the bent valley, all keep the path."""
    surface = test_functions.SURFACES["valley"]
    methods = {"Adam": (optimizers.adam, torch.optim.Adam, 0.01), "SGD": (optimizers.sgd, torch.optim.SGD, 0.01)}
    for name, (method, rival, eta) in methods.items():

        def ours(method=method, eta=eta):
            return optimizers.minimize(method, surface.gradient, surface.start, STEPS, eta=eta)

        for how, gradient in (("autograd", by_autograd), ("gradient by hand", by_hand)):

            def theirs(rival=rival, eta=eta, gradient=gradient):
                return torch_path(rival, surface.start, eta, gradient)

            alike("paths", ours(), theirs(), 1e-6)
            yield Row(f"{name}, 2 parameters: 1,000 steps, torch with {how}", ours, theirs, 1, 0.1)


def torch_path(rival, start, eta, gradient):
    """The path of a method of torch.optim, (STEPS + 1, 2)."""
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer, path = rival([w], lr=eta), [w.detach().numpy().copy()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        gradient(w)
        optimizer.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


def by_autograd(w, b=5.0):
    ((1 - w[0]) ** 2 + b * (w[1] - w[0] ** 2) ** 2).backward()


def by_hand(w, b=5.0):
    w1, w2 = w.tolist()
    wall = w2 - w1**2
    w.grad = torch.tensor([-2 * (1 - w1) - 4 * b * w1 * wall, 2 * b * wall], dtype=torch.float64)


def rbm_epoch():
    """Ours: rbm_fast.train (CD-1). Theirs: BernoulliRBM (persistent CD). Both float32, 784 x 100 units, 5,000 digits in
    batches of 50, 5 epochs a turn; the clear code float64. Both sample as many units and take as many steps."""
    X, epochs, seeds = binary_mnist()[0].astype(np.float32), speed.SETTINGS["epochs"], itertools.count()

    def turn(train):
        return lambda: train(X, next(seeds))

    for name, ours, target in (("", speed.fast, 0.7), (", clear code", speed.clear, None)):
        yield Row(f"RBM 784-100: one epoch{name}", turn(ours), turn(speed.theirs), epochs, target, turns=5)


def hopfield_recall():
    """Ours: hopfield_fast.settler, 40 noisy cues in one call; it keeps all inputs and changes them at each flip.
    Theirs: HopfieldNetwork.update_neurons(sweeps, "async"), which sums the inputs of a unit each time it is asked.
    Same weights, same cues; every unit is asked in random order in as many sweeps as ours needed to come to rest."""
    for units, count, noise in NETS:
        rng = np.random.default_rng(0)
        stored = random_patterns(count, units, rng)
        cues = np.array([add_noise(stored[k % count], noise, rng) for k in range(CUES)])
        yield from recall_rows(stored, cues, f"Hopfield {units}, {count} patterns, {noise:.0%} noise: a recall")


def recall_rows(stored, cues, name):
    weights, net = hopfield.store(stored), HopfieldNetwork(stored.shape[1])
    net.train_pattern(stored.T.astype(np.int8))
    alike("weights", weights, net.w, 1e-12)
    settle, sweeps = settler(weights), sweeps_needed(weights, cues)

    def fast():
        return settle(cues, np.random.default_rng(1))

    def clear():
        rng = np.random.default_rng(1)
        return np.array([hopfield.settle(weights, cue, rng) for cue in cues])

    def theirs():
        np.random.seed(1)  # noqa: NPY002 (they draw from NumPy's old generator)
        ends = []
        for cue, number in zip(cues, sweeps, strict=True):
            net.set_initial_neurons_state(cue.astype(np.int8))
            net.update_neurons(number, "async")
            ends.append(net.S)
        return np.array(ends)

    alike("ends of our two", fast(), clear(), 0)
    shared = (fast() == theirs()).mean()
    if shared < 0.98:  # another order may end in another state, now and then
        raise SystemExit(f"{name}: only {shared:.1%} of the units end alike")
    yield Row(name, fast, theirs, len(cues), 0.1)
    yield Row(f"{name}, clear code", clear, theirs, len(cues))


def sweeps_needed(weights, cues):
    """How many times each cue's units were all asked, with the draws of the rows above."""
    rng, units = np.random.default_rng(1), len(weights)
    visits = [max((flip.visit for flip in hopfield.recall(weights, cue, rng)), default=0) for cue in cues]
    return [-(-visit // units) for visit in visits]


def alike(what, one, other, allowed):
    """SystemExit unless both results agree: a comparison of different work would be worth nothing."""
    apart = np.abs(np.asarray(one) - np.asarray(other)).max()
    if not apart <= allowed:
        raise SystemExit(f"the {what} differ by {apart:.2g}; allowed here is {allowed:g}")


COMPARISONS = {
    "mlp": mlp_step,
    "lenet": lenet_epoch,
    "optimizers": optimizer_path,
    "rbm": rbm_epoch,
    "hopfield": hopfield_recall,
}
