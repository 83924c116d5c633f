"""Layers as data: a net is a short literal, and shapes, parameters, multiply-adds and receptive fields follow from it.

    summary(net) takes a picture of the shape net.input through the layers and gives one `Row` for each of them

Shapes are (channels, height, width), pictures and kernels are square. A multiply-add is one product of a weight and a
value, added to a sum; normalisation, activation and pooling are not counted among them.
"""
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Shape = tuple[int, int, int]


class Conv(NamedTuple):
    """A convolution of `out` kernels of k x k, stride s, p pixels of zeros around the picture.

    groups: channels are cut into so many groups that do not see each other. table: for each kernel the input
    channels that it sees. norm: batch normalisation after it, with a scale and a shift for each channel.
    """

    name: str
    out: int
    k: int
    s: int = 1
    p: int = 0
    groups: int = 1
    bias: bool = True
    norm: bool = False
    table: tuple[tuple[int, ...], ...] | None = None


class Pool(NamedTuple):
    """Pooling over k x k. ceil: a last, incomplete window counts. weighted: LeNet's, with a coefficient and a bias."""

    name: str
    k: int
    s: int
    p: int = 0
    kind: str = "max"
    ceil: bool = False
    weighted: bool = False


class Dense(NamedTuple):
    """Every unit receives all values before it. fixed: its weights are given, not learned."""

    name: str
    out: int
    bias: bool = True
    fixed: bool = False


class Shortcut(NamedTuple):
    """The identity for a block that changes the shape: every s-th pixel, missing channels are zeros. No weights."""

    name: str
    out: int
    s: int


class Split(NamedTuple):
    """Several paths from one place, joined by "concat" (channels side by side) or "add". () is the identity."""

    name: str
    paths: tuple[tuple, ...]
    join: str


class Repeat(NamedTuple):
    """The same layer `times` times in a row, each with weights of its own."""

    name: str
    times: int
    layer: NamedTuple


class Net(NamedTuple):
    """A name, the shape of the input, the layers; and side heads: (name of the layer they listen to, layers)."""

    name: str
    input: Shape
    layers: tuple
    heads: tuple[tuple[str, tuple], ...] = ()


class Row(NamedTuple):
    """What one layer gives, and what it costs.

    field: how many input pixels across one of its units can see; jump: how many input pixels lie between neighbours;
    depth: weighted layers on the longest way to here; parts: the rows inside a Split or Repeat.
    """

    name: str
    kind: str
    shape: Shape
    parameters: int
    multiply_adds: int
    connections: int
    field: int
    jump: int
    depth: int
    parts: tuple["Row", ...] = ()


def summary(net: Net) -> list[Row]:
    """One row for each layer of the net, from the input to the output (side heads are left out)."""
    return list(_chain(net.layers, input_row(net.input)))


def input_row(shape: Shape) -> Row:
    """The input itself: a pixel sees itself."""
    if len(shape) != 3 or min(shape) < 1 or shape[1] != shape[2]:
        raise ValueError(f"shape = {shape}: allowed is (channels, size, size), each at least 1")
    return Row("input", "input", tuple(shape), 0, 0, 0, 1, 1, 0)


def _chain(layers: Sequence, at: Row) -> Iterator[Row]:
    for layer in layers:
        at = after(layer, at)
        yield at


def after(layer, at: Row) -> Row:
    """The row of `layer` after the row `at`."""
    known = {Conv: _conv, Pool: _pool, Dense: _dense, Shortcut: _shortcut, Split: _split, Repeat: _repeat}
    if type(layer) not in known:
        raise ValueError(f"layer = {layer!r}: allowed are {', '.join(kind.__name__ for kind in known)}")
    return known[type(layer)](layer, at)


def window(size: int, k: int, s: int, p: int = 0, ceil: bool = False) -> int:
    """How many windows of k at stride s fit into `size` with p zeros at both ends: floor((size + 2p - k) / s) + 1."""
    if min(size, k, s) < 1 or p < 0:
        raise ValueError(f"size = {size}, k = {k}, s = {s}, p = {p}: allowed are sizes from 1 and p from 0")
    room = size + 2 * p - k
    if room < 0:
        raise ValueError(f"k = {k}: a window must fit into {size} + 2 * {p} pixels")
    if not ceil:
        return room // s + 1
    count = -(-room // s) + 1
    return count - 1 if (count - 1) * s >= size + p else count  # no window that begins outside


def _conv(layer: Conv, at: Row) -> Row:
    channels, size, _ = at.shape
    if channels % layer.groups or layer.out % layer.groups:
        raise ValueError(f"{layer.name}: groups = {layer.groups} must divide {channels} and {layer.out} channels")
    if layer.table is not None and (len(layer.table) != layer.out or layer.groups != 1):
        raise ValueError(f"{layer.name}: table has {len(layer.table)} rows; allowed is one for each of {layer.out}")
    seen = channels // layer.groups * layer.out if layer.table is None else sum(map(len, layer.table))
    weights, biases = seen * layer.k**2, layer.out if layer.bias else 0
    size = window(size, layer.k, layer.s, layer.p)
    return Row(
        layer.name, f"{layer.k} × {layer.k} convolution", (layer.out, size, size),
        weights + biases + (2 * layer.out if layer.norm else 0), weights * size**2, (weights + biases) * size**2,
        at.field + (layer.k - 1) * at.jump, at.jump * layer.s, at.depth + 1,
    )  # fmt: skip


def _pool(layer: Pool, at: Row) -> Row:
    channels, size, _ = at.shape
    size = window(size, layer.k, layer.s, layer.p, layer.ceil)
    units, weighted = channels * size**2, int(layer.weighted)
    return Row(
        layer.name, f"{layer.k} × {layer.k} {layer.kind} pooling", (channels, size, size),
        2 * channels * weighted, units * weighted, (layer.k**2 + 1) * units * weighted,
        at.field + (layer.k - 1) * at.jump, at.jump * layer.s, at.depth,
    )  # fmt: skip


def _dense(layer: Dense, at: Row) -> Row:
    channels, size, _ = at.shape
    weights, biases = channels * size**2 * layer.out, layer.out if layer.bias else 0
    kind = "dense layer, fixed" if layer.fixed else "dense layer"
    parameters = 0 if layer.fixed else weights + biases
    field = at.field + (size - 1) * at.jump
    return Row(layer.name, kind, (layer.out, 1, 1), parameters, weights, weights + biases, field, at.jump, at.depth + 1)


def _shortcut(layer: Shortcut, at: Row) -> Row:
    size = window(at.shape[1], 1, layer.s)
    return Row(layer.name, "identity", (layer.out, size, size), 0, 0, 0, at.field, at.jump * layer.s, at.depth)


def _split(layer: Split, at: Row) -> Row:
    paths = [tuple(_chain(path, at)) for path in layer.paths]
    ends = [path[-1] if path else at for path in paths]
    sizes, channels = {end.shape[1:] for end in ends}, [end.shape[0] for end in ends]
    if len(sizes) > 1 or (layer.join == "add" and len(set(channels)) > 1):
        raise ValueError(f"{layer.name}: paths end in {[end.shape for end in ends]}, which can't be joined")
    if layer.join not in ("concat", "add"):
        raise ValueError(f"{layer.name}: join = {layer.join!r}; allowed are 'concat', 'add'")
    total = sum(channels) if layer.join == "concat" else channels[0]
    kind = "block of parallel paths" if layer.join == "concat" else "residual block"
    return _together(layer.name, kind, (total, *sizes.pop()), [row for path in paths for row in path], ends)


def _repeat(layer: Repeat, at: Row) -> Row:
    if layer.times < 1:
        raise ValueError(f"{layer.name}: times = {layer.times}; allowed are whole numbers from 1")
    rows = list(_chain([layer.layer] * layer.times, at))
    times = f", {layer.times} times" if layer.times > 1 else ""
    return _together(layer.name, rows[0].kind + times, rows[-1].shape, rows, rows[-1:])


def _together(name, kind, shape, rows, ends) -> Row:
    cost = (sum(getattr(row, what) for row in rows) for what in ("parameters", "multiply_adds", "connections"))
    reach = (max(getattr(end, what) for end in ends) for what in ("field", "jump", "depth"))
    return Row(name, kind, shape, *cost, *reach, tuple(rows))


def leaves(rows: Sequence[Row]) -> Iterator[Row]:
    """The single layers inside the rows, in order."""
    for row in rows:
        if row.parts:
            yield from leaves(row.parts)
        else:
            yield row


def count_parameters(net: Net, heads: bool = False) -> int:
    """All numbers that the net learns; with `heads`, those of its side heads too."""
    rows = summary(net)
    total = sum(row.parameters for row in rows)
    if heads:
        at = {row.name: row for row in rows}
        total += sum(row.parameters for name, layers in net.heads for row in _chain(layers, at[name]))
    return total


def count_multiply_adds(net: Net) -> int:
    """All multiply-adds for one picture."""
    return sum(row.multiply_adds for row in summary(net))
