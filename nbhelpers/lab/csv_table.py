"""The numbers of a lab's state as one CSV text, blocks under each other, every number with all its digits."""

from __future__ import annotations

import csv
import io
from itertools import product

from nbhelpers.lab.definition import Lab

FORM = (
    "Lines that begin with # are comments; an empty line ends a block, and each block has a row of headings. "
    "Blocks: the controls; single values; lists of one length as columns; "
    "each array of more axes by itself, a row for each place on its first axes, its last axis along the row. "
    "A name a.b is the entry b of a; an empty cell means none."
)


def table(lab: Lab, state: dict, values: dict, reading: str) -> str:
    """The plain `state` (lists, numbers, text, dictionaries) that the lab computed for these control `values`."""
    single, lists, arrays = {}, {}, {}
    for name, value in leaves(state):
        kind = single if not (axes := shape(value)) else lists.setdefault(axes, {}) if len(axes) == 1 else arrays
        kind[name] = value
    blocks = [_block("controls", ["control", "value"], values.items())]
    if single:
        blocks.append(_block("single values", ["name", "value"], single.items()))
    for (count,), columns in lists.items():
        rows = zip(*columns.values(), strict=True)
        blocks.append(_block(f"lists of {count}", list(columns), rows))
    blocks += [_array(name, value) for name, value in arrays.items()]
    head = "".join(f"# {_line(text)}\n" for text in (f"{lab.title} ({lab.name})", *reading.split("\n"), FORM))
    return "\n".join([head, *blocks])


def leaves(value, name: str = ""):
    """(name, value) of everything in a state that is a single value or an array; a dictionary's entries one by one."""
    ragged = isinstance(value, list) and shape(value) is None
    if not isinstance(value, dict) and not ragged:
        yield name, value
        return
    for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(entry, f"{name}.{key}" if name else str(key))


def shape(value) -> tuple[int, ...] | None:
    """The lengths along the axes of nested lists, () of a single value; None of lists that are no array."""
    if isinstance(value, dict):
        return None
    if not isinstance(value, list):
        return ()
    inner = {shape(entry) for entry in value} or {()}
    only = inner.pop()
    return None if inner or only is None else (len(value), *only)


def _array(name: str, value: list) -> str:
    axes = shape(value)
    heading = [f"axis {axis}" for axis in range(len(axes) - 1)] + [str(k) for k in range(axes[-1])]
    rows = ([*place, *_at(value, place)] for place in product(*map(range, axes[:-1])))
    return _block(f"array {name}, {' x '.join(map(str, axes))}", heading, rows)


def _at(value: list, place: tuple[int, ...]) -> list:
    for index in place:
        value = value[index]
    return value


def _block(title: str, heading: list[str], rows) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return f"# {_line(title)}\n{buffer.getvalue()}"


def _line(text: str) -> str:
    return " ".join(str(text).split())
