"""A net in one row and back: by hand, and for every kind of net in the book."""

from typing import NamedTuple

import numpy as np
import pytest

from nbhelpers.architectures import residual
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import arrays, flat, shaped
from nbhelpers.recurrent import lstm


class Inner(NamedTuple):
    w: np.ndarray
    b: np.ndarray


class Outer(NamedTuple):
    first: Inner | None
    parts: list
    name: str
    skip: bool


INNER = Inner(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([7.0]))
NET = Outer(None, [INNER, (np.array(8.0),)], "relu", True)


def test_by_hand():
    assert flat(NET).tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    again = shaped(NET, np.arange(8) * 10.0)
    assert (again.first, again.name, again.skip) == (None, "relu", True)
    assert isinstance(again.parts[0], Inner) and again.parts[0].w.tolist() == [[0, 10, 20], [30, 40, 50]]
    assert again.parts[0].b.tolist() == [60] and again.parts[1] == (70,)


@pytest.mark.parametrize(
    "net",
    [
        mlp.new_mlp((3, 2, 4), np.random.default_rng(0)),
        lstm.new_lstm((2, 3, 1), np.random.default_rng(0)),
        residual.new_stack(3, 2, np.random.default_rng(0), skip=True, ends=(4, 2)),
        residual.new_stack(3, 2, np.random.default_rng(0), skip=False),
        np.arange(3.0),
    ],
)
def test_there_and_back(net):
    row = flat(net)
    assert row.shape == (sum(part.size for part in arrays(net)),)
    again = shaped(net, 2 * row)
    assert type(again) is type(net)
    for before, after in zip(arrays(net), arrays(again), strict=True):
        np.testing.assert_array_equal(2 * before, after)


@pytest.mark.parametrize("size", [7, 9])
def test_a_row_of_another_length_is_refused(size):
    with pytest.raises(ValueError, match=rf"row has shape \({size},\); allowed: \(8,\)"):
        shaped(NET, np.zeros(size))


def test_a_row_is_as_long_as_count_parameters_says():
    sizes = (6, 4, 3, 4, 6)
    assert len(flat(mlp.new_mlp(sizes, np.random.default_rng(0)))) == mlp.count_parameters(sizes)
