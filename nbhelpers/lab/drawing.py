"""A lab's figures: the stage is laid once, then only the artists that move are drawn again."""

from __future__ import annotations

import io
import re
import threading
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from nbhelpers.lab import svg
from nbhelpers.lab.artist_state import Look
from nbhelpers.lab.declared import brief
from nbhelpers.lab.definition import Lab, Named, State
from nbhelpers.lab.dots import Dots
from nbhelpers.lab.pixels import Pixels
from nbhelpers.lab.points import Point
from nbhelpers.lab.standing import Standing
from nbhelpers.lab.style import RC
from nbhelpers.lab.svg_renderer import Pen

# Matplotlib's settings are global, so one drawing at a time.
_ONE = threading.RLock()


class Drawing:
    """The figures of one lab: `parts` draws the moving pieces of a state, `panels` the whole pictures.

    `first` is the state of the defaults, `moving` the artists that move by their parts' names, `artists` the same as
    `setup` returned them.
    """

    def __init__(self, lab: Lab):
        self.lab = lab
        self._rc = {**RC, "svg.hashsalt": lab.name}
        with _ONE, self._settings():
            self.figures = [Figure(figsize=(p.width / 72, p.height / 72), dpi=72) for p in lab.panels]
            for figure in self.figures:
                FigureCanvasSVG(figure)
            self._pens = {figure: Pen(figure) for figure in self.figures}
            self.artists = Named.of(lab.setup(*self.figures), f"{lab.name}: setup")
            self.moving = self._named()
            self._check_held()
            self._standing = Standing(lab, self.figures, self.moving)
            self.first = lab.state()
            self._update(self.first)
            self.stages = [self._stage(index) for index in range(len(self.figures))]
            self._standing.learn()
        self._known = set(re.findall(r'<clipPath id="([^"]+)"', "".join(self.stages)))
        self._last: dict[str, tuple[Look, str, str]] = {}

    def _settings(self):
        """Matplotlib's settings, lent for a drawing."""
        return matplotlib.rc_context(self._rc)

    def _named(self) -> dict[str, Artist]:
        """The moving artists under their part names: `path`, or `path.0`, `path.1` ... for a list."""
        found = {}
        for name, entry in self.artists.items():
            several = isinstance(entry, list | tuple | np.ndarray)
            for index, artist in enumerate(entry if several else [entry]):
                if not self._can_move(artist):
                    raise ValueError(
                        f"{self.lab.name}: setup returned {brief(artist)} as {name!r}; allowed are artists in axes or "
                        "figures of its own, or lists of them"
                    )
                found[f"{name}.{index}" if several else name] = artist
        parts = {id(artist): part for part, artist in found.items()}
        twice = [part for part, artist in found.items() if parts[id(artist)] != part]
        if twice:
            other = parts[id(found[twice[0]])]
            raise ValueError(f"{self.lab.name}: setup returned one artist as {twice[0]!r} and as {other!r}")
        return found

    def _can_move(self, artist: Any) -> bool:
        whole = isinstance(artist, Axes | Axis | Figure)
        return isinstance(artist, Artist) and not whole and _figure_of(artist) in self.figures

    def _check_held(self) -> None:
        """Points and grids lie in the first axes of their panels."""
        for held in (*self.lab.points, *self.lab.grids):
            if not self._figure(held.panel).axes:
                kind = type(held).__name__.lower()
                raise ValueError(
                    f"{self.lab.name}: the {kind} {held.label!r} lies in {held.panel!r}, where setup laid no axes"
                )

    def _figure(self, panel: str) -> Figure:
        return self.figures[[one.name for one in self.lab.panels].index(panel)]

    def _update(self, state: State) -> None:
        self.lab.update(self.artists, state)
        self._standing.check()

    def _stage(self, index: int) -> str:
        """One panel with everything that stands still, and an empty group where each moving part goes."""
        figure, panel = self.figures[index], self.lab.panels[index]
        here = {part: artist for part, artist in self.moving.items() if _figure_of(artist) is figure}
        buffer = io.StringIO()
        for part, artist in here.items():
            artist.draw = _slot(part)
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        for artist in here.values():
            del artist.draw
        document, clips, pen = buffer.getvalue(), {}, self._pens[figure]
        for artist in here.values():
            clips.update(pen.draw(artist)[1])
        known = re.findall(r'<clipPath id="([^"]+)"', document)
        defs = pen.clip_paths({key: clip for key, clip in clips.items() if clip[1] not in known})
        return svg.picture(document, defs, panel.width, panel.height, panel.shows)

    def _fragment(self, artist: Artist) -> str:
        pen = self._pens[_figure_of(artist)]
        drawn, clips = pen.draw(artist)
        new = {key: clip for key, clip in clips.items() if clip[1] not in self._known}
        return drawn + (pen.clip_paths(new) if new else "")

    def clip(self, artist: Artist) -> tuple[str, str]:
        """The id of the path that an artist is clipped by, "" for none, and its SVG if no stage defines it."""
        with _ONE, self._settings():
            return self._pens[_figure_of(artist)].clip(artist, self._known)

    def shown(self, artist: Artist) -> str:
        """The artist's SVG, as if it could be seen."""
        with _ONE, self._settings():
            seen = artist.get_visible()
            artist.set_visible(True)
            drawn = svg.tidy(self._fragment(artist))
            artist.set_visible(seen)
        return drawn

    def _part(self, part: str, artist: Artist) -> str:
        """The part's SVG; drawn again only if the artist looks different, tidied only if it then is."""
        look, drawn, tidied = self._last.get(part, (None, "", ""))
        if look and look.same(artist):
            return tidied
        fresh = self._fragment(artist)
        if look is None or fresh != drawn:
            drawn, tidied = fresh, svg.tidy(fresh)
        self._last[part] = (Look(artist), drawn, tidied)
        return tidied

    def parts(self, state: State) -> dict[str, str]:
        """Part name -> SVG of that part in this state."""
        with _ONE, self._settings():
            state = State.of(state, f"{self.lab.name}: compute")
            self._update(state)
            drawn = {part: self._part(part, artist) for part, artist in self.moving.items()}
        return drawn | self.lab.formula_parts(state)

    def points(self, state: State) -> list[dict]:
        """Where the lab's points are, and how long a unit is along each axis, in pixels of their panel."""
        return [self._place(point, state) for point in self.lab.points]

    def _place(self, point: Point, state: State) -> dict:
        index = [panel.name for panel in self.lab.panels].index(point.panel)
        axes, at = self.figures[index].axes[0], point.at(state)
        if np.shape(at) != (2,):
            raise ValueError(f"{self.lab.name}: the point {point.label!r} is at {brief(at)}; allowed is (x, y)")
        origin, one, (x, y) = axes.transData.transform([(0, 0), (1, 1), at])
        return {"panel": index, "at": [x, self.lab.panels[index].height - y], "unit": (one - origin).tolist()}

    def grids(self) -> list[dict]:
        """Each grid to draw on: its name, its panel, and its box there in pixels: left, top, width, height."""
        return [self._box(grid) for grid in self.lab.grids]

    def _box(self, grid: Pixels | Dots) -> dict:
        index = [panel.name for panel in self.lab.panels].index(grid.panel)
        (left, top), (right, bottom) = self.figures[index].axes[0].transData.transform(grid.corners)
        box = [left, self.lab.panels[index].height - top, right - left, top - bottom]
        return {"name": grid.name, "panel": index, "box": box}

    def panels(self, state: State) -> list[str]:
        """The whole pictures, one SVG a panel, of this state."""
        return svg.filled(self.stages, self.parts(state))


def _figure_of(artist: Artist) -> Figure | None:
    """The figure an artist stands in (Matplotlib before 3.10 has no `get_figure(root=True)`)."""
    figure = artist.get_figure()
    return figure if figure is None or isinstance(figure, Figure) else figure.figure


def _slot(part: str):
    def draw(renderer):
        renderer.open_group("part", gid=f"part:{part}")
        renderer.close_group("part")

    return draw
