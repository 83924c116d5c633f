"""The 16 states of four units as a map: 4 x 4 cells, and a step to the next cell turns one unit over.

Down the map units 1 and 2 run through 00, 01, 11, 10, and across it units 3 and 4: a Gray code each way (Gray 1953,
US patent 2632058), in which neighbours differ in one digit, the last and the first as well. So the edges wrap round,
and each state has its four flips beside it: above, below, left and right. Cells are counted from 0, row by row. The
states are drawn as 2 x 2 pixels: units 1 and 2 above units 3 and 4.
"""

import numpy as np

from nbhelpers.guards import takes, whole_number

SIDE, CELLS = 4, 16
GRAY = (0, 1, 3, 2)


def states() -> np.ndarray:
    """The state of every cell, of 0 and 1: (16, 4)."""
    return (rows()[:, None] >> np.arange(3, -1, -1) & 1).astype(float)


def rows() -> np.ndarray:
    """The number of every cell's state, read as binary digits, unit 1 first: (16,).

    A list of all states in binary order, and whatever stands beside it, comes into the order of the map by `[rows()]`.
    """
    return np.add.outer(4 * np.array(GRAY), GRAY).ravel()


@takes(state="m 4")
def cells(state: np.ndarray) -> np.ndarray:
    """The cell of each state of 0 and 1, or of -1 and +1: (m, 4) -> (m,) whole numbers."""
    return np.argsort(rows())[(np.asarray(state) > 0) @ np.array([8, 4, 2, 1])]


@takes(cell=whole_number(0, CELLS - 1), unit=whole_number(0, 3))
def across(cell: int, unit: int) -> int:
    """The cell beside `cell` in which unit `unit` (from 0) is turned over."""
    return int(np.flatnonzero(rows() == rows()[cell] ^ 8 >> unit)[0])


@takes(cell=whole_number(0, CELLS - 1), other=whole_number(0, CELLS - 1))
def step(cell: int, other: int) -> tuple[int, int]:
    """(down, right) of the step to a neighbour, one of them -1 or 1, over the edge too."""
    way = np.subtract(divmod(other, SIDE), divmod(cell, SIDE))
    down, right = ((way + 1) % SIDE - 1).tolist()
    if abs(down) + abs(right) != 1:
        raise ValueError(f"other = {other} is no neighbour of cell {cell}; allowed are states with one unit turned")
    return down, right
