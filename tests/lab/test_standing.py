"""An update that changes what stands still is refused, at the first state or later; one that does not, never."""

from dataclasses import replace

import numpy as np
import pytest

from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.style import COLOUR
from tests.tiny.rooms.tiny.labs import bowl, lay, move


def beside(change, lay=lay):
    """The bowl, with something that its update does besides, to the figures of its panels."""

    def update(artists, state):
        move(artists, state)
        change(artists["path"].axes, artists["loss"].axes, state)

    return replace(bowl, setup=lay, update=update)


def with_guide(parabola, course):
    """A line and a text that setup lays and does not return."""
    artists = lay(parabola, course)
    artists["path"].axes.axhline(1, color=COLOUR["grid"])
    parabola.text(0.5, 0.5, "guide")
    return artists


CHANGES = {
    "the limits of axes 1 in panel 'parabola'": lambda over, along, state: over.set_xlim(0, state["step"] + 1),
    "the limits of axes 1 in panel 'course'": lambda over, along, state: along.set_ylim(0, state["step"] + 1),
    "the title of axes 1 in panel 'course'": lambda over, along, state: along.set_title(f"step {state['step']}"),
    "a label of axes 1 in panel 'parabola'": lambda over, along, state: over.set_xlabel(f"step {state['step']}"),
    "the ticks of axes 1 in panel 'parabola'": lambda over, along, state: over.set_yticks([state["step"]]),
    "something in axes 1 in panel 'parabola'": lambda over, along, state: over.plot([0], [state["step"]]),
    "something in axes 1 in panel 'course'": lambda over, along, state: along.lines[0].remove(),
    "something in panel 'course'": lambda over, along, state: along.figure.suptitle("new"),
    "a Line2D that setup does not return of axes 1": lambda over, along, state: over.lines[2].set_ydata([2, 2]),
    "a Text that setup does not return of panel 'para": lambda over, along, state: over.figure.texts[0].set_text("new"),
    "a Spine that setup does not return of axes 1": lambda over, along, state: over.spines["left"].set_visible(False),
}


@pytest.mark.parametrize("where, change", CHANGES.items(), ids=CHANGES)
def test_what_moves_must_be_returned_by_setup(where, change):
    said = rf"tiny.bowl: update (changed|laid or took off) {where}.*; what moves must be among.* here path, loss, label"
    with pytest.raises(ValueError, match=said):
        Drawing(beside(change, with_guide))
    later = Drawing(beside(lambda over, along, state: state["step"] == 10 and change(over, along, state), with_guide))
    later.parts(bowl.state(step=9))
    with pytest.raises(ValueError, match=said):
        later.parts(bowl.state(step=10))


def test_what_is_set_to_what_it_was_is_no_change():
    def again(over, along, state):
        over.set(xlim=over.get_xlim(), xlabel=over.get_xlabel())
        over.lines[0].set_data(*over.lines[0].get_data())

    drawing, usual = Drawing(beside(again, with_guide)), Drawing(replace(bowl, setup=with_guide))
    for step in range(3):
        assert drawing.parts(bowl.state(step=step)) == usual.parts(bowl.state(step=step))


def test_pictures_that_stand_still_are_looked_at_only_where_they_were_touched(monkeypatch):
    """The check runs at every turn of a control, and a picture may have many pixels."""
    looked = []

    def with_picture(parabola, course):
        artists = lay(parabola, course)
        artists["path"].axes.imshow(np.zeros((50, 50)), extent=(-5, 5, 0, 25), aspect="auto")
        return artists

    def touch(over, along, state):
        if state["step"] == 2:
            over.images[0].set_alpha(1)

    drawing = Drawing(beside(touch, with_picture))
    for look in drawing._standing._looks:
        monkeypatch.setattr(look, "same", lambda artist: looked.append(type(artist).__name__) or True)
    for step in (1, 2, 3):
        drawing._update(bowl.state(step=step))
        assert looked == ([] if step == 1 else ["AxesImage"] * (step - 1))
