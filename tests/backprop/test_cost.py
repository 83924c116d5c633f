"""Products counted by the formula, against the products in a graph of single numbers."""

import itertools

import numpy as np
import pytest

from nbhelpers.backprop import autograd, cost


def product(a, b, made):
    """a b, entered in the list of products."""
    made.append(a * b)
    return made[-1]


def net_of_numbers(sizes):
    """E of a net whose every weight is a `Value` of its own, its products, and its weights."""
    rng, products, weights = np.random.default_rng(0), [], []
    signals = [rng.normal() for _ in range(sizes[0])]  # plain numbers: nobody asks for a derivative in them
    for n, k in itertools.pairwise(sizes):
        w = [[autograd.Value(rng.normal()) for _ in range(k)] for _ in range(n)]
        weights += itertools.chain(*w)
        sums = [autograd.as_value(0.0) for _ in range(k)]
        for h, i in itertools.product(range(k), range(n)):
            sums[h] = sums[h] + product(w[i][h], signals[i], products)
        signals = [autograd.sigmoid(one) for one in sums]
    E = signals[0]
    for one in signals[1:]:
        E = E + one
    return E, products, weights


@pytest.mark.parametrize("sizes", [(2, 2, 1), (3, 5), (4, 3, 2, 5)])
def test_products_are_those_of_a_graph_of_single_numbers(sizes):
    E, made, weights = net_of_numbers(sizes)
    wanted = {id(weight) for weight in weights} | {id(value) for value in autograd.graph(E) if value.parents}
    messages = sum(id(parent) in wanted for one in made for parent, _ in one.parents)
    found = cost.products(sizes)
    assert (found.forward, found.backward) == (len(made), messages)
    parameters = len(weights) + sum(sizes[1:])  # a threshold for each unit
    assert found.differences == 2 * parameters * len(made)


def test_the_net_of_the_digits_by_hand():
    assert cost.products((784, 100, 10)) == (79_400, 2 * 79_400 - 78_400, 2 * 79_510 * 79_400)


@pytest.mark.parametrize("sizes", [(3,), (2, 0, 1)])
def test_too_few_layers_or_units_are_refused(sizes):
    with pytest.raises(ValueError, match="sizes"):
        cost.products(sizes)
