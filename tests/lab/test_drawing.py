"""The picture: parts and whole agree, only roles' colours are used, the stage stays as it was."""

import dataclasses
import io
import re
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from nbhelpers import labs
from nbhelpers.lab import Choice, Lab, Panel, svg
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.style import COLOUR, DARK, RC, css, rgba
from nbhelpers.lab.svg_renderer import Pen
from tests.tiny.rooms.tiny.labs import bowl, lay


@pytest.fixture(scope="module")
def drawing():
    return Drawing(bowl)


def geometry(picture):
    """All path data and texts of an SVG, in order of appearance."""
    return sorted(re.findall(r' d="([^"]*)"|>([^<>]+)</text>', picture))


def test_every_part_has_its_place_in_the_stage(drawing):
    parts = drawing.parts(bowl.state())
    slots = re.findall(r'data-part="([^"]+)"', "".join(drawing.stages))
    assert sorted(slots) == sorted(parts) == ["label", "loss", "path"]


def test_panels_are_well_formed_and_described(drawing):
    for picture, panel in zip(drawing.panels(bowl.state()), bowl.panels, strict=True):
        root = ElementTree.fromstring(picture)
        assert root.get("role") == "img" and root.get("aria-label") == panel.shows
        assert root.get("viewBox") == f"0 0 {panel.width} {panel.height}"


def test_a_state_drawn_later_equals_one_drawn_at_once(drawing):
    """Drawing other states in between leaves nothing behind."""
    for values in ({"eta": 1.1, "step": 10}, {"step": 0}, {"eta": 0.01}):
        drawing.parts(bowl.state(start="left", step=3))
        assert drawing.parts(bowl.state(**values)) == Drawing(bowl).parts(bowl.state(**values))


def test_parts_put_together_are_the_whole_figure():
    drawing = Drawing(bowl)  # of its own, since Matplotlib itself draws it here, and moves its title by a hair
    """The moving parts in their slots hold the same paths as Matplotlib's own rendering of the figure."""
    state = bowl.state(eta=1.0, step=7)
    together = drawing.panels(state)
    bowl.update(drawing.artists, state)
    for figure, picture in zip(drawing.figures, together, strict=True):
        whole = io.StringIO()
        with matplotlib.rc_context({**RC, "svg.hashsalt": bowl.name}):
            figure.savefig(whole, format="svg")
        whole = svg.tidy(whole.getvalue())
        assert geometry(picture) == geometry(whole)


def test_the_same_state_gives_the_same_text():
    assert Drawing(bowl).panels(bowl.state()) == Drawing(bowl).panels(bowl.state())


def test_clip_paths_that_parts_use_are_there(drawing):
    for values in ({"step": 0}, {"step": 10}):
        picture = "".join(drawing.panels(bowl.state(**values)))
        used = set(re.findall(r"url\(#([^)]+)\)", picture))
        assert used and used <= set(re.findall(r'<clipPath id="([^"]+)"', picture))


def test_a_colour_without_a_role_is_refused():
    def gaudy(parabola, course):
        artists = lay(parabola, course)
        artists["path"].set_color("#ff00ff")
        return artists

    with pytest.raises(ValueError, match="#ff00ff, which has no role: allowed are ink #1f2937"):
        Drawing(dataclasses.replace(bowl, setup=gaudy)).parts(bowl.state())


def test_setup_must_return_artists_of_its_figures():
    def wrong(parabola, course):
        return {"path": "a line"}

    with pytest.raises(ValueError, match="setup returned"):
        Drawing(dataclasses.replace(bowl, setup=wrong))


def test_every_colour_becomes_a_variable_with_its_light_value(drawing):
    for picture in drawing.panels(bowl.state()):
        for variable, fallback in re.findall(r"var\(--lab-(\w+),(#\w+)\)", picture):
            assert COLOUR[variable] == fallback
        assert not re.search(r"(?<!,)#[0-9a-f]{6}", re.sub(r"url\([^)]*\)|href=\"#\w+\"", "", picture))


def test_numbers_are_cut_to_a_tenth():
    text = svg.tidy('<path d="M 1.04 -0.04 \nL 2.96 10.0 \n" style="stroke: #1f2937"/>')
    assert text == '<path d="M1 0L3 10" style="stroke:var(--lab-ink,#1f2937)"/>'


def strokes(path):
    """What a pen does for the path data of an SVG, as another library reads it; in tenths of a pixel."""
    pen = RecordingPen()
    parse_path(path, pen)
    return [(done, [(round(10 * x, 6), round(10 * y, 6)) for x, y in points]) for done, points in pen.value]


def test_a_path_told_in_steps_is_the_same_path(drawing):
    random = np.random.default_rng(0)
    numbers = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}
    paths = re.findall(r'\sd="([^"]+)"', "".join(drawing.panels(bowl.state())))
    for _ in range(200):
        commands = "M" + "".join(random.choice(list("MLLLQCz"), size=12))
        commands = re.sub("z(?!M)", "zM", commands) + "z"  # as Matplotlib writes: after a closed one, a new one
        ends = (random.choice([1, 30, 3000]) * random.normal(size=numbers[command]) for command in commands)
        texts = (" ".join(svg._tenth([str(float(value))]) for value in values) for values in ends)
        paths.append("".join(map(str.__add__, commands, texts)))
    assert len(paths) > 210
    for path in paths:
        (told,) = re.findall('d="(.*)"', svg.relative(f'<path d="{path}"/>'))
        assert strokes(told) == strokes(path), path


def test_a_path_told_in_steps_is_short():
    told = svg.relative('<path id="M1 1" d="M1 2L3 4L3.5 3.5C1 2 3 4 -5 -6.1zM0 0L0 10.1L-0.5 10"/>')
    assert told == '<path id="M1 1" d="M1 2l2 2 .5-.5c-2.5-1.5-.5 .5-8.5-9.6zm-1-2l0 10.1-.5-.1"/>'


def test_css_names_every_role_twice():
    for role in COLOUR:
        assert css().count(f"--lab-{role}:") == 3
    assert set(COLOUR) == set(DARK)


def test_rgba_of_an_unknown_role_lists_the_roles():
    assert rgba("paper", 0.5) == (1.0, 1.0, 1.0, 0.5)
    with pytest.raises(ValueError, match="no colour role 'pink': allowed are ink, muted"):
        rgba("pink")


def test_a_text_that_changes_its_weight_is_drawn_again():
    """A text keeps its font in an object of its own, which changes in place."""

    def setup(figure):
        return {"word": figure.text(0.5, 0.5, "word", fontsize=12)}

    def update(artists, state):
        artists["word"].set_fontweight(state["weight"])

    panels, heard = (Panel("one", "a word in the middle", 120, 80),), "It is a word of some weight."
    weight = Choice("weight", "weight", {"normal": "normal", "bold": "bold"}, default="normal")
    functions = lambda weight: {"weight": weight}, setup, update, lambda state: heard
    lab = Lab("tiny.bold", "A word", (weight,), panels, *functions)
    used = Drawing(lab)
    for weight in ("normal", "bold", "normal"):
        assert ("700" in used.parts({"weight": weight})["word"]) == (weight == "bold")


def test_a_picture_of_the_same_numbers_is_not_drawn_again(monkeypatch):
    used, drawn = Drawing(labs.get("optimizers.momentum")), []
    draw = Pen.draw
    monkeypatch.setattr(Pen, "draw", lambda self, artist: drawn.append(type(artist).__name__) or draw(self, artist))
    state = used.lab.state(reach=1.0)
    used.parts(state)
    assert "AxesImage" in drawn
    drawn.clear()
    used.parts(used.lab.state(reach=0.5))
    assert drawn and "AxesImage" not in drawn
    used.parts(used.lab.state(kappa=25))
    assert "AxesImage" in drawn


def test_states_and_artists_are_read_by_name_and_say_what_there_is():
    state = bowl.state()
    name = next(iter(state))
    assert getattr(state, name) is state[name]
    with pytest.raises(AttributeError, match=f"there is no 'nothing'; there are {name}"):
        state.nothing  # noqa: B018
    with pytest.raises(ValueError, match="'values'.*take another"):
        dataclasses.replace(bowl, compute=lambda **controls: {"values": 1}).state()
