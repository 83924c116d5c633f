"""Where something is drawn: axes with their ticks, bare axes, a canvas in pixels, a frame around a picture."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import number

TITLE = 30  # pixels above a frame, for its title
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
IN_FULL = 2  # powers of ten up to this one, and down to its inverse, are written in full


def axes(figure: Figure, box: tuple[float, float, float, float], title: str = "", role="ink", **settings) -> Axes:
    """Axes in `box`, (left, bottom, width, height) as shares of the panel, with the settings of `Axes.set`.

    The title has the colour of `role`, if it names what is drawn. Ticks are places, or {place: its text}. On a
    logarithmic axis each tick is written as the book writes numbers, and there are no smaller ones.
    """
    made = figure.add_axes(box)
    ticks = {side: settings.pop(f"{side}ticks", None) for side in "xy"}
    made.set(**settings)
    for side, places in ticks.items():
        scale = getattr(made, f"get_{side}scale")()
        if places is not None:
            _tick(made, side, places, scale)
        if scale == "log":
            getattr(made, f"{side}axis").set_minor_locator(NullLocator())
    if title:
        made.set_title(title, color=COLOUR[role])
    return made


def _tick(axes, side, places, scale):
    if scale == "log" and not isinstance(places, Mapping):
        places = {place: number(place) for place in places}
    labels = list(places.values()) if isinstance(places, Mapping) else None
    getattr(axes, f"set_{side}ticks")(list(places), labels)


def percents(*shares: float) -> dict[float, str]:
    """Ticks at these shares, in percent: 0, 50 %, 100 %."""
    return {share: f"{100 * share:g} %" if share else "0" for share in shares}


def powers(*exponents: int) -> dict[float, str]:
    """Ticks at these powers of ten, as short as an axis needs them: 10⁻⁴, 0.01, 1, 100, 10³."""
    return {float(f"1e{k}"): number(10**k) if abs(k) <= IN_FULL else f"10{str(k).translate(RAISED)}" for k in exponents}


def bare(figure: Figure, xlim, ylim, box=(0.0, 0.0, 1.0, 1.0), title: str = "") -> Axes:
    """Axes without frame, ticks and labels, with y upwards; all of the panel unless `box` says where."""
    made = figure.add_axes(box)
    made.set(xlim=xlim, ylim=ylim)
    made.axis("off")
    if title:
        made.set_title(title)
    return made


def sheet(figure: Figure, left: float, top: float) -> Axes:
    """Axes over the whole panel, a pixel a unit, y upwards; (0, 0) is `left` and `top` pixels from its corner."""
    width, height = figure.get_size_inches() * 72
    return bare(figure, (-left, width - left), (top - height, top))


def canvas(figure: Figure, box=(0.0, 0.0, 1.0, 1.0), title: str = "", width=1.0, height=None, **settings) -> Axes:
    """Axes without ticks or lines, `width` x `height` units from the upper left corner, y downwards."""
    made = figure.add_axes(box)
    made.set(xlim=(0, width), ylim=(width if height is None else height, 0), xticks=(), yticks=())
    made.spines[:].set_visible(False)
    made.set(**settings)
    if title:
        made.set_title(title, pad=5)
    return made


def frame(figure: Figure, title: str, side: float, extent: float = 28) -> Axes:
    """A square in the middle of its panel, `side` pixels wide, `extent` units inside, y downwards, below its title."""
    width, height = figure.get_size_inches() * 72
    made = figure.add_axes(((width - side) / 2 / width, 1 - (TITLE + side) / height, side / width, side / height))
    made.set(xlim=(0, extent), ylim=(extent, 0), xticks=(), yticks=())
    made.set_title(title)
    made.spines[:].set(visible=True, color=COLOUR["grid"])
    return made
