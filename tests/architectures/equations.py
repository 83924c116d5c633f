"""Architectures: sizes, weights, work and fields of convolutions; residual blocks."""

import numpy as np

from nbhelpers.architectures import kernels, residual, spec
from nbhelpers.nn import activations
from tests.equations.arithmetic import Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation


def numbers(rng, *bounds):
    return [int(rng.integers(low, high)) for low, high in bounds]


@equation("arc-parameters", "architectures.kernels.shared")
def parameters(rng):
    c, k, out = numbers(rng, (1, 9), (1, 6), (1, 20))
    return {"c": c, "k": k, "c'": out, "parameters": kernels.shared((c, 12, 12), out, k)}


@equation("arc-work", "architectures.kernels.cost")
def work(rng):
    c, k, out, n = numbers(rng, (1, 9), (1, 6), (1, 20), (8, 30))
    found = kernels.cost((spec.Conv("one", out, k),), (c, n, n))
    return {"c": c, "k": k, "c'": out, "n'": spec.window(n, k, 1), "multiply-adds": found.multiply_adds}


@equation("arc-stack-field", "architectures.kernels.stacked_kernels")
def stack_field(rng):
    L = int(rng.integers(2, 7))
    return {"L": L, "r_L": kernels.stacked_kernels(3, L, 2, 20).field}


@equation(
    "arc-stack-cost",
    "architectures.kernels.stacked_kernels",
    "architectures.kernels.one_kernel",
    how="the stack, and the one kernel with its field",
)
def stack_cost(rng):
    L, c = numbers(rng, (2, 6), (1, 9))
    costs = [kernels.stacked_kernels(3, L, c, 20), kernels.one_kernel(2 * L + 1, c, 20)]
    return {"L": L, "c": c, "equals": [cost.parameters for cost in costs]}


@equation("arc-reduce", "architectures.kernels.cost", how="weights with and without the narrow layer")
def reduce(rng):
    c, few, out, k = numbers(rng, (2, 20), (1, 9), (1, 20), (2, 6))
    direct, down, then = (spec.Conv("one", *shape, bias=False) for shape in ((out, k), (few, 1), (out, k)))
    this = [kernels.cost(layers, (c, 12, 12)).parameters for layers in ((direct,), (down, then))]
    return {"c": c, "c_1": few, "c'": out, "k": k, "this": this}


@equation("arc-block", "architectures.residual.signals", "activations.relu", how="one block on a random input")
def block(rng):
    net = residual.new_stack(4, 1, rng, skip=True)
    h = np.abs(rng.normal(size=4))
    inner, outer = (layer.weights for layer in net.blocks[0])
    env = {"h": h, "h'": residual.predict(net, h[None])[0], "W_1": inner, "W_2": outer, "relu": activations.relu}
    return {**env, "F": lambda h: activations.relu(h @ inner) @ outer, "tolerance": 1e-9}


def positive(rng, blocks=4, width=3):
    """A residual stack whose branches are never negative, so that the outer relu does nothing."""
    net = residual.new_stack(width, blocks, rng, skip=True, start="scaled")
    some = tuple(one._replace(outer=one.outer._replace(weights=np.abs(one.outer.weights))) for one in net.blocks)
    net = net._replace(blocks=some)

    def branches(h):
        alone = (residual.predict(net._replace(blocks=(one,)), h[None])[0] - h for one in some)
        return list(alone)

    h = np.abs(rng.normal(size=width)) + 0.1
    states = [state[0] for state in residual.signals(net, h[None])[0]]
    env = {"h": Table(states, origin=0), "F": branches, "l": 1, "L": blocks, "origin": 0}
    return {**env, "I": np.eye(width), "tolerance": ROUGH}, net, states


@equation("arc-sum", "architectures.residual.signals", how="a stack whose branches are never negative")
def whole(rng):
    return positive(rng)[0]


@equation("arc-gradient", "architectures.residual.predict", how="central differences of E and of the branches",
          reading=((r"\Big( 1", r"\Big( I"),))  # fmt: skip
def gradient(rng):
    env, net, states = positive(rng)
    y = rng.normal(size=len(states[0]))
    rest = net._replace(blocks=net.blocks[env["l"] :])

    def by_start(sides):
        def value(start):
            path = [state[0] for state in residual.signals(rest, start[None])[0]]
            return sides({"h": Table([*states[: env["l"]], *path], origin=0)})

        return slopes(value, states[env["l"]])

    def error(h):
        return 0.5 * float(np.sum((h - y) ** 2))

    first = slopes(lambda h: error(residual.predict(rest, h[None])[0]), states[env["l"]])
    ends = {env["l"]: first, env["L"]: slopes(error, states[-1])}
    return {**env, "dE/dh": Table(ends), "d/dh_l": by_start}
