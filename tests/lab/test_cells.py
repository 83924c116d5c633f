"""Cells of the kit: one path for all of a mask."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from nbhelpers.lab.kit.cells import cells, outline, show


@pytest.mark.parametrize("side", [10, 20])
def test_cells_draw_exactly_the_mask(side):
    mask = np.random.default_rng(0).random((side, side)) < 0.5
    axes = Figure().add_axes((0, 0, 1, 1))
    artist = cells(axes, "#1f2937")
    show(artist, mask, 180, left=7, top=180)
    ends = artist.get_path().vertices.reshape(-1, 2, 2)
    cell, drawn = 180 / side, np.zeros_like(mask)
    for (start, y), (end, _) in ends:
        row, first, last = round((180 - y) / cell - 0.5), round((start - 7.5) / cell), round((end - 6.5) / cell)
        assert not drawn[row, first:last].any()
        drawn[row, first:last] = True
    np.testing.assert_array_equal(drawn, mask)
    outline(artist, mask, 180, top=180)
    assert len(artist.get_path().vertices) == 5 * mask.sum()
