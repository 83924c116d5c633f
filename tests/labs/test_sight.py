"""Every lab's lines and marks: strong enough to be seen, and never told apart by colour alone."""

from tests.labs.conftest import ends
from tests.sight import by_colour_alone, contrast, marks
from tests.whole import some

# panels in which strength is a value, which stands in an outline or beside a number
STRENGTH = {("activations.dead", "units"), ("backprop.step", "net")}


def drawn(shown):
    """The lab's drawing in its first state, then at an end of a control, or of all."""
    for values in [{}, *some([values for _, values in ends(shown.lab)], 1)]:
        shown.lab.update(shown.drawing.artists, shown.state(**values))
        yield shown.drawing, values


def faint(drawing):
    """Lines and marks below a contrast of 3 to 1 (WCAG 1.4.11); `grid` draws guides that nobody has to see."""
    for figure, panel in zip(drawing.figures, drawing.lab.panels, strict=True):
        if (drawing.lab.name, panel.name) not in STRENGTH:
            for mark in (mark for axes in figure.axes for mark in marks(axes)):
                if mark.role not in ("grid", "paper") and contrast(mark.role, mark.alpha) < 3:
                    yield panel.name, mark.role, mark.alpha


def test_lines_are_seen_whatever_the_eyes(shown):
    for drawing, values in drawn(shown):
        assert set(faint(drawing)) == set(), values
        assert by_colour_alone(drawing) == set(), values
