"""A reader's table: comma-separated values (or semicolons, tabs, spaces), with a row of headings or without."""

from __future__ import annotations

import csv
import math
from typing import NamedTuple

ROWS, COLUMNS = 5000, 50


class Table(NamedTuple):
    """The headings, and the rows under them, all of one length, as text."""

    names: list[str]
    rows: list[list[str]]

    def column(self, place: int) -> list[str]:
        return [row[place] for row in self.rows]

    def numeric(self) -> list[int]:
        """The places of the columns that hold numbers alone."""
        return [place for place in range(len(self.names)) if all(map(is_number, self.column(place)))]


def is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def table(text: str) -> Table:
    """The table of a text; lines that are empty or begin with # are passed over. `ValueError` names the line where
    it is none, or says that it is too large."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        raise ValueError("there is no row in it; allowed is a table, one row a line")
    if len(lines) > ROWS + 1:
        raise ValueError(f"it has {len(lines):,} rows; allowed are {ROWS:,}")
    between = _separator([line for _, line in lines[:20]])
    rows = [(number, _cells(line, between, number)) for number, line in lines]
    width = len(rows[0][1])
    if not 2 <= width <= COLUMNS:
        raise ValueError(f"line {rows[0][0]} has {width} columns; allowed are 2 to {COLUMNS}, with commas between")
    for number, row in rows:
        if len(row) != width:
            raise ValueError(f"line {number} has {len(row)} columns, the first has {width}; allowed are equally many")
    cells = [row for _, row in rows]
    headed = not any(map(is_number, cells[0])) and len(cells) > 1
    names = cells[0] if headed else [f"column {place}" for place in range(1, width + 1)]
    return Table(names, cells[1:] if headed else cells)


def _separator(lines: list[str]) -> str:
    """The sign that parts every one of these lines into as many cells; of several the first in this order."""
    for sign in "\t;,":
        if len({line.count(sign) for line in lines}) == 1 and sign in lines[0]:
            return sign
    return next((sign for sign in "\t;," if any(sign in line for line in lines)), " ")


def _cells(line: str, between: str, number: int) -> list[str]:
    try:
        (row,) = csv.reader([line], delimiter=between, skipinitialspace=True, strict=True)
    except csv.Error as error:
        raise ValueError(f"line {number} is no row of a table: {error}") from None
    row = [cell.strip() for cell in row]
    return [cell.replace(",", ".") for cell in row] if between == ";" else row  # 0,5 where commas part nothing
