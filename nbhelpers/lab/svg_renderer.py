"""Matplotlib's SVG renderer for pieces of a picture: one artist at a time, without a document around it."""

from __future__ import annotations

import io

from matplotlib._path import convert_to_string
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure


class Pen:
    """Draws the artists of one figure. Its renderer is made once, and is as good as new for each of them."""

    def __init__(self, figure: Figure, quick: bool):
        kind = _Quick if quick else _Renderer
        self._buffer = io.StringIO()
        self._renderer = kind(figure.bbox.width, figure.bbox.height, self._buffer, image_dpi=72)
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


class _Quick(_Renderer):
    """Where Python is live: paths in tenths of a pixel at once, half the work of rounding their text.

    A last digit may then hang on the noise of a sum, so recorded and stored pictures are not made with it.
    """

    def _convert_path(self, path, transform=None, clip=None, simplify=None, sketch=None):
        bounds = (0.0, 0.0, self.width, self.height) if clip else None
        codes = [b"M", b"L", b"Q", b"C", b"z"]
        return convert_to_string(path, transform, bounds, simplify, sketch, 1, codes, False).decode("ascii")
