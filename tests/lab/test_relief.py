"""The landscape of blocks: heights, pictures, walks over its edges, and that no block hides another."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.path import Path

from nbhelpers.lab.kit import relief
from nbhelpers.nn import state_map

LEVELS = np.linspace(0, 1, 16)


@pytest.fixture
def drawn():
    figure = Figure(figsize=(relief.WIDE / 72, relief.HIGH / 72), dpi=72)
    axes, artists = relief.relief(figure, "E", name="E ")
    relief.rise(artists, state_map.states(), LEVELS, [f"{one:.2f}" for one in LEVELS], "E ")
    return axes, artists


def shapes(artist):
    """The corners of each polygon of an artist."""
    path = artist.get_path()
    starts = np.flatnonzero(path.codes == Path.MOVETO)
    return [part[:-1] for part in np.split(path.vertices, starts[1:])]


def test_a_block_is_as_high_as_its_level(drawn):
    heights = [np.ptp(front[:, 1]) for front in shapes(drawn[1]["E fronts"])]
    np.testing.assert_allclose(np.diff(heights), np.diff(heights)[0], atol=0.11)
    assert heights[0] == relief.LOWEST and heights[-1] == relief.HIGHEST
    assert [text.get_text() for text in drawn[1]["E heights"]][::15] == ["0.00", "1.00"]


def test_each_picture_inks_the_units_that_are_on(drawn):
    frames, ink = (shapes(drawn[1][f"E {name}"]) for name in ("frames", "ink"))
    assert len(frames) == 64 and len(ink) == state_map.states().sum()
    inked = [any(np.array_equal(frame, one) for one in ink) for frame in frames]
    np.testing.assert_array_equal(np.array(inked).reshape(16, 4), state_map.states() > 0)
    x, y = np.array([frame.mean(axis=0) for frame in frames]).reshape(16, 2, 2, 2).transpose(3, 0, 1, 2)
    assert (np.diff(x, axis=2) > 0).all() and (np.diff(y, axis=1) < 0).all()  # units 1 and 2 above 3 and 4


def test_no_block_hides_another_at_any_height():
    """Whatever the levels, blocks stay in boxes of their own, in the panel, and above the number in front."""
    for row in range(4):
        low, high = (relief.front(4 * row, 0)[:, 1].min(), relief.on_lid(4 * row, 1, (0, 1))[1])
        assert high - low + 13 <= relief.DOWN and high <= 1
    right = relief.on_lid(1, 1, (1, 1))[0]
    assert right <= relief.on_lid(2, 0, (0, 0))[0] and relief.on_lid(3, 1, (1, 1))[0] + relief.LEFT < relief.WIDE


def test_levels_stop_at_the_ends():
    np.testing.assert_allclose(relief.level([-9, -2, -1, 0, 5], -2, 0), [0, 0, 0.5, 1, 1])


def test_a_walk_goes_from_lid_to_lid_and_breaks_at_the_edge():
    spots = relief.spots(LEVELS, relief.BELOW)
    np.testing.assert_allclose(np.array(relief.path([5, 6, 10], LEVELS, state_map.step)).T, spots[[5, 6, 10]])
    for cells, axis, ends in (
        ((7, 4), 0, (329, -14)), ((4, 7), 0, (-14, 329)), ((13, 1), 1, (-344, 7)), ((1, 13), 1, (7, -344))
    ):  # fmt: skip
        x = np.array(relief.path(cells, LEVELS, state_map.step)).T
        assert x.shape == (5, 2) and np.isnan(x[2]).all()
        np.testing.assert_allclose(x[[0, 4]], spots[list(cells)])
        np.testing.assert_allclose(x[[1, 3], axis], ends, atol=2.5)
        np.testing.assert_allclose(x[[1, 3], 1 - axis], x[[0, 4], 1 - axis])


def test_triangles_have_areas_as_the_shares_and_show_up_or_down():
    shares = np.zeros(16)
    shares[[2, 7]] = 0.1, 0.4
    small, large = relief.triangles(shares, LEVELS)
    area = [0.5 * np.ptp(one[:, 0]) * np.ptp(one[:, 1]) for one in (small, large)]
    assert area[1] / area[0] == pytest.approx(4) and large[2, 1] > large[0, 1]
    down = relief.triangles(shares, LEVELS, relief.ABOVE, down=True)[0]
    assert down[2, 1] < down[0, 1] and down[:, 1].mean() > small[:, 1].mean()


def test_strokes_stand_before_the_fronts_with_gaps_between():
    x, y = relief.strokes(LEVELS, over=0)
    tops = np.array([relief.front(cell, at)[2:][::-1] for cell, at in enumerate(LEVELS)])
    np.testing.assert_allclose(np.column_stack([x, y]).reshape(16, 3, 2)[:, :2], tops)
    assert np.isnan(x[2::3]).all()
