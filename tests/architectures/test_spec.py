"""Counting layers: against sums by hand, enumeration of windows, and receptive fields found by moving one pixel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.architectures.spec import (
    Conv,
    Dense,
    Net,
    Pool,
    Repeat,
    Row,
    Shortcut,
    Split,
    after,
    count_multiply_adds,
    count_parameters,
    input_row,
    leaves,
    summary,
    window,
)


@given(st.integers(1, 40), st.integers(1, 9), st.integers(1, 5), st.integers(0, 4))
def test_windows_are_counted_as_they_fit(size, k, s, p):
    if size + 2 * p < k:
        with pytest.raises(ValueError, match="a window must fit"):
            window(size, k, s, p)
        return
    begins = [at for at in range(0, size + 2 * p, s) if at + k <= size + 2 * p]
    assert window(size, k, s, p) == len(begins)


@given(st.integers(3, 40), st.integers(1, 3), st.integers(1, 3))
def test_with_ceil_no_pixel_is_left_out_and_no_window_begins_outside(size, k, s):
    count = window(size, k, s, ceil=True)
    last = (count - 1) * s
    assert last < size
    if k >= s:
        assert last + k >= size
    assert count in (window(size, k, s), window(size, k, s) + 1)


def test_a_small_net_by_hand():
    net = Net("small", (2, 8, 8), (Conv("a", 3, 3), Pool("b", 2, 2), Dense("c", 4)))
    a, b, c = summary(net)
    assert [row.shape for row in (a, b, c)] == [(3, 6, 6), (3, 3, 3), (4, 1, 1)]
    assert [row.parameters for row in (a, b, c)] == [3 * (2 * 9 + 1), 0, 27 * 4 + 4]
    assert [row.multiply_adds for row in (a, b, c)] == [36 * 3 * 18, 0, 108]
    assert [row.field for row in (a, b, c)] == [3, 4, 8]
    assert [row.jump for row in (a, b)] == [1, 2]
    assert count_parameters(net) == 57 + 112 and count_multiply_adds(net) == 1944 + 108


def test_whole_rows_by_hand():
    """Behind 3 layers with weights, fields of 5 pixels, 2 apart."""
    at, size7 = (Row("at", "", (2, size, size), 9, 9, 9, 5, 2, 3) for size in (8, 7))
    assert input_row((2, 8, 8)) == Row("input", "input", (2, 8, 8), 0, 0, 0, 1, 1, 0)
    found = after(Conv("c", 4, 3, s=2, p=1), at)
    assert found == Row("c", "3 × 3 convolution", (4, 4, 4), 76, 72 * 16, 76 * 16, 9, 4, 4)
    found = after(Pool("p", 3, 2, kind="sum", weighted=True), at)
    assert found == Row("p", "3 × 3 sum pooling", (2, 3, 3), 4, 18, 10 * 18, 9, 4, 3)
    assert after(Pool("p", 3, 2), at) == Row("p", "3 × 3 max pooling", (2, 3, 3), 0, 0, 0, 9, 4, 3)
    assert after(Dense("d", 10), at) == Row("d", "dense layer", (10, 1, 1), 1290, 1280, 1290, 19, 2, 4)
    found = after(Dense("d", 10, bias=False, fixed=True), at)
    assert found == Row("d", "dense layer, fixed", (10, 1, 1), 0, 1280, 1280, 19, 2, 4)
    assert after(Shortcut("s", 4, 2), size7) == Row("s", "identity", (4, 4, 4), 0, 0, 0, 5, 4, 3)


def test_repeats_and_splits_by_hand():
    at = input_row((2, 8, 8))
    rows = [after(Repeat("r", times, Conv("c", 2, 3)), at) for times in (1, 2, 3)]
    assert [row.kind for row in rows] == ["3 × 3 convolution" + more for more in ("", ", 2 times", ", 3 times")]
    assert [row.shape for row in rows] == [(2, 6, 6), (2, 4, 4), (2, 2, 2)] and rows[0].name == "r"
    kinds = {join: after(Split("s", ((), ()), join), at)[:3] for join in ("concat", "add")}
    assert kinds["concat"] == ("s", "block of parallel paths", (4, 8, 8))
    assert kinds["add"] == ("s", "residual block", (2, 8, 8))


def test_heads_are_counted_if_told():
    net = Net("h", (1, 4, 4), (Conv("c", 1, 1), Dense("d", 1)), heads=(("c", (Dense("x", 2),)),))
    assert [count_parameters(net), count_parameters(net, heads=True)] == [2 + 17, 2 + 17 + 34]


def test_with_ceil_a_window_may_begin_in_the_last_row_of_pixels():
    """Of 3 pixels and a zero at both ends, windows of 2 at stride 3 begin at the first zero and at the last pixel."""
    assert window(3, 2, 3, p=1, ceil=True) == 2


def test_groups_tables_and_normalisation():
    at = input_row((6, 5, 5))
    assert after(Conv("x", 4, 3, groups=2), at).parameters == 4 * (3 * 9 + 1)
    assert after(Conv("x", 2, 3, table=((0, 1), (2, 3, 4))), at).parameters == 5 * 9 + 2
    assert after(Conv("x", 4, 3, bias=False, norm=True), at).parameters == 4 * 6 * 9 + 8
    every = tuple(tuple(range(6)) for _ in range(4))
    assert after(Conv("x", 4, 3, table=every), at)[3:6] == after(Conv("x", 4, 3), at)[3:6]


def test_paths_add_up_and_the_longest_counts():
    block = Split("block", ((Conv("a", 4, 3, p=1), Conv("b", 5, 3, p=1)), ()), "concat")
    row = after(block, input_row((2, 6, 6)))
    assert row.shape == (7, 6, 6) and row.depth == 2 and row.field == 5
    assert row.parameters == sum(part.parameters for part in row.parts)
    assert [part.name for part in leaves([row])] == ["a", "b"]
    thrice = after(Repeat("three", 3, Split("r", ((Conv("c", 2, 3, p=1),), ()), "add")), input_row((2, 6, 6)))
    assert (thrice.depth, thrice.field, thrice.parameters) == (3, 7, 3 * (2 * 2 * 9 + 2))
    assert after(Shortcut("s", 8, 2), input_row((4, 6, 6))).shape == (8, 3, 3)


def see(layers, X):
    """The layers with kernels of ones on a picture, plainly: only where a change arrives matters."""
    for layer in layers:
        k, s, p = layer.k, layer.s, layer.p
        X = np.pad(X, p)
        size = (len(X) - k) // s + 1
        X = np.array([[X[s * i : s * i + k, s * j : s * j + k].sum() for j in range(size)] for i in range(size)])
    return X


CHAINS = [
    (Conv("a", 1, 3), Conv("b", 1, 3)),
    (Conv("a", 1, 5, s=2), Pool("b", 2, 2), Conv("c", 1, 3)),
    (Conv("a", 1, 3, p=1), Pool("b", 3, 2), Conv("c", 1, 3, p=1), Pool("d", 2, 2)),
    (Conv("a", 1, 7, s=2, p=3), Pool("b", 3, 2, p=1), Conv("c", 1, 3, p=1)),
]


@pytest.mark.parametrize("layers", CHAINS, ids=lambda layers: "-".join(f"{one.k}/{one.s}" for one in layers))
def test_receptive_field_by_moving_one_pixel_at_a_time(layers):
    size = 29
    rows = summary(Net("chain", (1, size, size), layers))
    rest = see(layers, np.zeros((size, size)))
    assert rest.shape == rows[-1].shape[1:]
    middle = len(rest) // 2
    seen = []
    for i in range(size):
        X = np.zeros((size, size))
        X[i, size // 2] = 1.0
        seen.append(see(layers, X)[middle].any())
    assert sum(seen) == rows[-1].field
    assert np.ptp(np.flatnonzero(seen)) + 1 == rows[-1].field


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: summary(Net("x", (1, 4, 5), ())) or input_row((1, 4, 5)), "shape = "),
        (lambda: summary(Net("x", (1, 4, 4), (Conv("c", 2, 7),))), "k = 7: a window must fit into 4"),
        (lambda: summary(Net("x", (3, 4, 4), (Conv("c", 2, 3, groups=2),))), "groups = 2 must divide 3"),
        (lambda: summary(Net("x", (3, 4, 4), (Conv("c", 2, 3, table=((0,),)),))), "table has 1 rows"),
        (lambda: summary(Net("x", (3, 4, 4), ("conv",))), "layer = 'conv'"),
        (lambda: after(Split("b", ((Conv("c", 2, 3),), ()), "add"), input_row((3, 4, 4))), "b: paths end in"),
        (lambda: after(Split("b", ((Conv("c", 3, 3),), ()), "concat"), input_row((3, 4, 4))), "b: paths end in"),
        (lambda: after(Split("b", ((Conv("c", 2, 1),), ()), "add"), input_row((3, 4, 4))), "b: paths end in"),
        (lambda: after(Split("b", ((), ()), "times"), input_row((3, 4, 4))), "join = 'times'"),
        (lambda: after(Repeat("b", 0, Conv("c", 2, 3)), input_row((3, 4, 4))), "times = 0"),
        (lambda: window(4, 2, 0), "s = 0"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
