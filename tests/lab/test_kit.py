"""The pieces of pictures: what is asked for is what Matplotlib then holds."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from nbhelpers.lab import kit
from nbhelpers.lab.style import COLOUR, rgba


@pytest.fixture
def figure():
    return Figure(figsize=(3, 3), dpi=72)


def _labels(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def test_ticks_of_a_logarithmic_axis_are_written_as_the_book_writes_numbers(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8), "loss", yscale="log", ylim=(1e-12, 1e5), yticks=(1e-12, 0.01, 1))
    assert _labels(axes.yaxis) == ["10⁻¹²", "0.01", "1"]
    assert len(axes.yaxis.get_minorticklocs()) == 0
    assert axes.get_title(loc="left") == "loss" or axes.get_title() == "loss"


def test_a_title_has_the_colour_of_what_it_names(figure):
    box = (0.1, 0.1, 0.8, 0.8)
    axes = [kit.axes(figure, box, "E", "energy"), kit.axes(figure, box, "E")]
    titles = [text for one in axes for text in one.findobj(Text) if text.get_text() == "E"]
    assert [title.get_color() for title in titles] == [COLOUR["energy"], COLOUR["ink"]]


def test_ticks_take_the_text_they_are_given(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8), ylim=(0, 1), yticks=kit.percents(0, 0.25, 1), xticks=(0, 2))
    assert _labels(axes.yaxis) == ["0", "25 %", "100 %"]
    assert list(axes.get_xticks()) == [0, 2]


def test_powers_of_ten_are_written_in_full_near_1_and_raised_far_from_it():
    ticks = kit.powers(-12, -2, 0, 2, 3)
    assert ticks == {1e-12: "10⁻¹²", 0.01: "0.01", 1.0: "1", 100.0: "100", 1000.0: "10³"}


def test_a_canvas_runs_downwards_and_has_no_lines(figure):
    axes = kit.canvas(figure, width=28, height=14)
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 28), (14, 0))
    assert not any(spine.get_visible() for spine in axes.spines.values())


def test_bare_axes_show_nothing_but_their_title(figure):
    axes = kit.bare(figure, (0, 240), (-1, 1), title="a title")
    assert (axes.get_xlim(), axes.get_ylim(), axes.axison) == ((0, 240), (-1, 1), False)
    assert axes.get_position().bounds == (0, 0, 1, 1)
    assert "a title" in (axes.get_title(), axes.get_title(loc="left"))


def test_a_frame_is_a_square_of_its_size_in_the_middle(figure):
    box = kit.frame(figure, "digit", 108).get_position()
    assert np.allclose([box.width * 216, box.height * 216, box.x0 + box.x1], [108, 108, 1])


def test_marks_wait_empty_in_the_colour_of_their_role(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8))
    for mark in (kit.line(axes, "weight"), kit.dots(axes, "weight")):
        assert (len(mark.get_xdata()), mark.get_color()) == (0, COLOUR["weight"])
    assert kit.dots(axes, "weight").get_linestyle() == "None"
    ring = kit.ring(axes, "error")
    assert (ring.get_markerfacecolor(), ring.get_markeredgecolor()) == ("none", COLOUR["error"])


def test_what_update_puts_is_there(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8))
    dot, wall, text = kit.dots(axes, "weight"), kit.line(axes, "muted"), kit.note(axes, 0, 0, "here")
    kit.put(dot, 2, 3), kit.put(text, 4, 5), kit.upright(wall, 7, -1, 1)
    assert (list(dot.get_xdata()), list(dot.get_ydata()), text.get_position()) == ([2], [3], (4, 5))
    assert (list(wall.get_xdata()), list(wall.get_ydata())) == ([7, 7], [-1, 1])


def test_a_band_goes_there_above_and_back_below(figure):
    surface = kit.band(kit.axes(figure, (0.1, 0.1, 0.8, 0.8)), "energy")
    kit.around(surface, np.array([0, 1]), np.array([2, 3]), np.array([4, 5]))
    assert surface.get_xy()[:4].tolist() == [[0, 2], [1, 3], [1, 5], [0, 4]]
    kit.outline(surface, [0, 1, 2], [5, 6])
    assert surface.get_xy()[:6].tolist() == [[0, 0], [0, 5], [1, 5], [1, 6], [2, 6], [2, 0]]


def test_a_rectangle_is_an_outline_and_a_square_unless_it_has_a_height(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8))
    square, wide = kit.rectangle(axes, "grid", 1, 2, 3), kit.rectangle(axes, "weight", width=3, height=1, lw=2.2)
    assert (square.get_bbox().bounds, wide.get_bbox().bounds) == ((1, 2, 3, 3), (0, 0, 3, 1))
    assert (square.get_linewidth(), wide.get_linewidth(), square.get_fill()) == (1, 2.2, False)


def test_labels_are_spread_in_their_order_and_within_their_bounds():
    rng = np.random.default_rng(0)
    for _ in range(50):
        heights = rng.uniform(0, 10, 6)
        placed = kit.spread_labels(heights, 1.5, 0, 10)
        assert (np.argsort(placed) == np.argsort(heights)).all()
        assert np.diff(np.sort(placed)).min() > 1.5 - 1e-12
        assert placed.max() <= 10
    assert kit.spread_labels([3.0, 1.0], 0.5).tolist() == [3, 1]


def test_shades_say_sign_and_size_and_leave_nothing_where_nothing_is():
    shades = kit.shade([[1.0, 0.0, -2.0]], positive="error", negative="noise")
    assert shades[0, 0].tolist() == list(rgba("error"))
    assert shades[0, 1].tolist() == [0, 0, 0, 0]
    assert shades[0, 2].tolist() == list(rgba("noise"))


def test_a_mosaic_has_a_gap_between_its_pictures():
    whole = kit.mosaic(np.ones((3, 2, 2)), 2, gap=1)
    assert whole.tolist() == [[1, 1, 0, 1, 1], [1, 1, 0, 1, 1], [0] * 5, [1, 1, 0, 0, 0], [1, 1, 0, 0, 0]]


def test_columns_and_strokes_stand_at_their_places_with_their_heights(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8), ylim=(0, 1))
    shares, means = kit.columns(axes, "activation", 3, 15), kit.strokes(axes, "target", 3, 0.3, lw=2)
    bars = axes.bar(range(3), np.zeros(3))
    kit.grow(shares, [0.1, 0.5, 0.4]), kit.grow(bars, [0.3, 0.2, 0.1])
    kit.lift(means, [0.2, 0.6, 0.3])
    assert [mark.get_xydata().tolist() for mark in shares[::2]] == [[[0, 0], [0, 0.1]], [[2, 0], [2, 0.4]]]
    assert [bar.get_height() for bar in bars] == [0.3, 0.2, 0.1]
    np.testing.assert_allclose(means[1].get_xydata(), [[0.7, 0.6], [1.3, 0.6]])
    assert [marks[0].get_linewidth() for marks in (shares, means)] == [15, 2]


def test_whiskers_are_strokes_with_gaps_between_them(figure):
    mark = kit.line(kit.canvas(figure), "weight")
    kit.whiskers(mark, [1, 2], np.array([3, 4]), np.array([5, 7]))
    np.testing.assert_array_equal(mark.get_xydata(), [[1, 3], [1, 5], [1, np.nan], [2, 4], [2, 7], [2, np.nan]])


def test_the_chosen_place_is_a_stripe_of_full_height(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8), xlim=(1, 9), ylim=(5, 8))
    stripe = kit.chosen(axes, 6)
    kit.upright(stripe, 4)
    figure.canvas.draw()
    box, drawn = axes.get_window_extent(), stripe.get_path().transformed(stripe.get_transform()).vertices
    np.testing.assert_allclose(drawn[:, 1], [box.y0, box.y1])
    np.testing.assert_allclose(drawn[:, 0], axes.transData.transform((4, 5))[0])
    assert (stripe.get_linewidth(), stripe.get_color()) == (6, COLOUR["grid"])


def test_a_sheet_is_measured_in_pixels_from_its_origin(figure):
    sheet = kit.sheet(figure, 4, 30)
    border = kit.rectangle(sheet, "grid", 0, -100, 50, 100)
    figure.canvas.draw()
    np.testing.assert_allclose(border.get_window_extent().bounds, (4, 216 - 130, 50, 100))
