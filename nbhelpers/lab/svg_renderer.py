"""Matplotlib's SVG renderer for pieces of a picture: one artist at a time, without a document around it."""

from __future__ import annotations

import io

from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure


class Pen:
    """Draws the artists of one figure. Its renderer is made once, and is as good as new for each of them."""

    def __init__(self, figure: Figure):
        self._buffer = io.StringIO()
        self._renderer = _Renderer(figure.bbox.width, figure.bbox.height, self._buffer, image_dpi=72)
        self._start = self._buffer.tell()
        # What it counts and what it knows to stand in the document already.
        self._new = {key: value for key, value in vars(self._renderer).items() if isinstance(value, (int, dict))}

    def _renew(self) -> None:
        self._buffer.seek(self._start)
        self._buffer.truncate()
        for key, value in self._new.items():
            setattr(self._renderer, key, value.copy() if isinstance(value, dict) else value)

    def _written(self) -> str:
        return self._buffer.getvalue()[self._start :]

    def draw(self, artist: Artist) -> tuple[str, dict]:
        """The artist's SVG, and the clip paths it refers to, as `clip_paths` takes them."""
        self._renew()
        artist.draw(self._renderer)
        return self._written(), self._renderer._clipd

    def clip(self, artist: Artist, known: set[str]) -> tuple[str, str]:
        """The id of the path that clips an artist, "" for none, and the SVG that defines it unless it is `known`."""
        self._renew()
        context = self._renderer.new_gc()
        artist._set_gc_clip(context)
        self._renderer._get_clip_attrs(context)
        clips = self._renderer._clipd
        name = next((name for _, name in clips.values()), "")
        return name, self.clip_paths(clips) if name and name not in known else ""

    def clip_paths(self, clips: dict) -> str:
        """The SVG that defines these clip paths."""
        self._renew()
        self._renderer._clipd = clips
        self._renderer._write_clips()
        return self._written()


class _Renderer(RendererSVG):
    """Matplotlib's, for a piece of a picture: it says nothing about the document."""

    def _write_metadata(self, metadata):
        pass

