"""Drawing without Matplotlib: what a line, a path, a picture and a mark are, beside other ways to have them."""

import io
import json

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from nbhelpers.build import stages
from nbhelpers.lab import Lab, Panel, Range
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.light.drawing import LightDrawing, kept, made
from nbhelpers.lab.light.geometry import MANY, Axis, lines, path
from nbhelpers.lab.light.picture import png
from nbhelpers.lab.light.shapes import Path
from nbhelpers.lab.style import COLOUR

WIDTH, HEIGHT = 100, 50


def told(points):
    return path(lines(np.array(points, dtype=float), WIDTH, HEIGHT))


@pytest.mark.parametrize(
    "points, d",
    [
        ([(1, 2), (3.04, 4), (5, -0.04)], "M1 2L3 4L5 0"),
        ([(1, 2), (np.nan, 4), (5, 6), (7, 8)], "M1 2M5 6L7 8"),
        ([(50, 25), (50, -100)], "M50 25L50 -1"),
        ([(-51, 0), (149, 50)], "M-1 12.5L101 38"),
        ([(10, 10), (10, 1000), (90, 1000), (90, 10)], "M10 10L10 51M90 51L90 10"),
        ([(-10, 10), (-10, 40)], ""),
        ([(200, 10), (90, 10), (80, 10), (-1e9, 10)], "M101 10L90 10L80 10L-1 10"),
        ([(4, 4), (4, 4)], "M4 4L4 4"),
        ([(4, 4), (4, 4), (4.01, 4), (9, 9)], "M4 4L9 9"),
    ],
)
def test_a_line_is_cut_where_its_panel_ends_and_broken_where_a_number_is_missing(points, d):
    assert told(points) == d


@pytest.mark.parametrize("seed", range(3))
def test_a_line_of_many_points_loses_those_that_nobody_would_miss(seed):
    rng = np.random.default_rng(seed)
    x = np.linspace(0, WIDTH, 2000)
    y = HEIGHT / 2 + 15 * np.sin(x / rng.uniform(3, 9)) + 0.3 * (x > 50) * rng.standard_normal(2000)
    (thin,) = lines(np.column_stack([x, y]), WIDTH, HEIGHT)
    assert len(thin) < 1500 and np.abs(np.interp(x[x < 49], *thin.T) - y[x < 49]).max() < 0.15
    few = np.column_stack([x, y])[: MANY - 1]
    np.testing.assert_array_equal(lines(few, WIDTH, HEIGHT)[0], few)


def test_a_logarithm_of_nothing_is_far_below_and_symlog_is_linear_about_0():
    log, symlog = Axis(10.0, 0.0, "log", 10.0), Axis(1.0, 0.0, "symlog", 10.0, 2.0, 1.0)
    np.testing.assert_allclose(log(np.array([1, 100, 0, -5])), [0, 20, -10_000, -10_000])
    near = symlog(np.array([-2, -1, 0, 1, 2]))
    np.testing.assert_allclose(np.diff(near), near[3])
    assert symlog(np.array([20.0])) - symlog(np.array([2.0])) == pytest.approx(2)  # a decade is as long as 2


def test_a_picture_is_a_file_that_others_read():
    pixels = np.random.default_rng(0).integers(0, 256, (3, 5, 4), dtype=np.uint8)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(png(pixels)))), pixels)


@pytest.mark.parametrize("codes, d", [(None, "M0 0L3 0L3 3"), ([1, 2, 79], "M0 0L3 0z"), ([1, 2, 1], "M0 0L3 0M3 3")])
def test_a_path_has_strokes_by_its_codes(codes, d):
    figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72), dpi=72)
    shape = Path([(0, 0), (3, 0), (3, 3)], codes)
    frame = [[1.0, 0.0], [1.0, 0.0], *figure.bbox.size]
    look = {"visible": True, "clip": "", "defs": "", "facecolor": "none", "edgecolor": "none", "alpha": None}
    look |= {"linewidth": 0, "linestyle": "-", "join": "miter", "cap": "butt", "path": [[], None]}
    mark = made({"kind": "PathPatch", "frame": frame, **look}, {})
    mark.set_path(shape)
    assert f'd="{d}"' in mark.svg()
    mark.set_visible(False)
    assert mark.svg() == ""


def test_a_path_of_too_few_codes_is_refused():
    with pytest.raises(ValueError, match="a path of 2 vertices has as many codes, not 1"):
        Path([(0, 0), (1, 1)], [1])


def setup(figure):
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 10), ylim=(0, 10))
    arrow = axes.annotate("", (0, 0), (1, 1), arrowprops={"color": COLOUR["ink"]})
    return {"dot": axes.plot([5], [5], "o", color=COLOUR["weight"])[0], "arrow": arrow, "word": axes.text(5, 5, "")}


def lab(update, lay=setup):
    controls, panels = (Range("x", "x", 0, 10, default=5, recorded=(5,)),), (Panel("only", "a dot"),)
    return Lab("tiny.dot", "A dot", controls, panels, lambda x: {"x": x}, lay, update, lambda state: f"{state.x}")


def drawn(update, part="dot"):
    """A part's SVG at x = 9, where the stage was laid by an update that changes nothing."""
    stage = json.loads(json.dumps(stages.of(lab(lambda artists, state: None))))
    return LightDrawing(lab(update), stage).parts({"x": 9})[part]


def test_a_mark_is_moved_and_looks_otherwise():
    still = drawn(lambda artists, state: None)
    assert 'x="170" y="140"' in still and "var(--lab-weight" in still
    moved = drawn(lambda artists, state: artists.dot.set_data([state.x], [10]))
    assert 'x="306" y="0"' in moved
    red = drawn(lambda artists, state: artists.dot.set(color=COLOUR["error"], markersize=20, alpha=0.5))
    assert "var(--lab-error" in red and "fill-opacity:0.5" in red and "M0 10C" in red
    assert drawn(lambda artists, state: artists.dot.set_visible(False)) == ""


def test_a_word_stands_where_it_is_put_and_nowhere_without_a_place():
    assert drawn(lambda artists, state: artists.word.set(text="<-3", x=state.x), "word").endswith(">&lt;−3</text></g>")
    assert drawn(lambda artists, state: artists.word.set(text="here", y=np.nan), "word") == ""


@pytest.mark.parametrize(
    "update, said",
    [
        (lambda artists, state: artists.word.set_text("one\ntwo"), "a text that moves is one line where Python"),
        (lambda artists, state: artists.dot.set_zorder(3), "a Line has no set_zorder where Python is live; it has"),
        (lambda artists, state: artists.arrow.set_text("a"), "a Fixed has no set_text where Python is live"),
        (lambda artists, state: artists.dot.set(zorder=3), "a Line has no set_zorder"),
        (lambda artists, state: artists.dot.get_data(), "Line has no get_data"),
        (lambda artists, state: artists.dot.set_color("#123456"), "uses the colour #123456, which has no role"),
    ],
)
def test_what_a_mark_cannot_do_is_said(update, said):
    with pytest.raises((AttributeError, ValueError), match=said):
        drawn(update)


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda axes, dot: dot.set_drawstyle("steps-mid"), "drawstyle 'steps-mid'; allowed are 'default' and"),
        (lambda axes, dot: axes.set_yscale("asinh"), "an axis of scale 'asinh'; allowed are linear, log and symlog"),
    ],
)
def test_a_stage_that_cannot_be_described_is_refused(change, said):
    def lay(figure):
        made = setup(figure)
        change(figure.axes[0], made["dot"])
        return made

    with pytest.raises(ValueError, match=said):
        stages.stage(Drawing(lab(lambda artists, state: None, lay)))


def test_a_lab_of_no_page_has_no_stage():
    with pytest.raises(ValueError, match="tiny.dot stands on no page of this book"):
        kept(lab(lambda artists, state: None))
