"""A picture of pixels with the setters of Matplotlib's AxesImage, and the file that it is in an SVG."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np

from nbhelpers.lab.light.look import fine
from nbhelpers.lab.light.marks import Mark


class Image(Mark):
    """Matplotlib's AxesImage without interpolation: RGBA, (rows, columns, 4), or numbers with a map of colours."""

    def set_data(self, pixels) -> None:
        self._put("pixels", np.asarray(pixels))

    def draw(self) -> str:
        if not len(self.look["pixels"]):
            raise ValueError("a picture has no pixels; an update must set_data of every picture that can be seen")
        pixels = self._rgba(np.asarray(self.look["pixels"]))
        left, right, bottom, top = self.look["extent"]
        (x0, y0), (x1, y1) = self.frame([(left, bottom), (right, top)]).tolist()
        if self.look["upper"]:
            y0, y1 = y1, y0  # the first row is at y0
        if x1 < x0:
            pixels, x0, x1 = pixels[:, ::-1], x1, x0
        if y1 < y0:
            pixels, y0, y1 = pixels[::-1], y1, y0
        rows, columns = pixels.shape[:2]
        url = "data:image/png;base64," + base64.b64encode(png(pixels)).decode("ascii")
        matrix = " ".join(map(fine, ((x1 - x0) / columns, 0, 0, (y1 - y0) / rows, x0, y0)))
        crisp = 'style="image-rendering:crisp-edges;image-rendering:pixelated"'
        image = f'<image xlink:href="{url}" width="{columns}" height="{rows}" transform="matrix({matrix})" {crisp}/>'
        return f"<g{self._clip()}>{image}</g>" if self.look["clip"] else image

    def _rgba(self, values) -> np.ndarray:
        """(rows, columns, 4) of whole numbers to 255."""
        if values.ndim == 2:
            low, high, shades = self.look["map"]
            places = np.nan_to_num((values - low) / (high - low)) * len(shades)
            missing = np.isnan(values)
            values = np.asarray(shades, dtype=np.uint8)[np.clip(places.astype(int), 0, len(shades) - 1)]
            values[missing] = 0
        return values if values.dtype == np.uint8 else np.clip(255 * values, 0, 255).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """A PNG file of (rows, columns, 4) bytes."""
    rows, columns = pixels.shape[:2]
    rows_of_bytes = np.concatenate([np.zeros((rows, 1), dtype=np.uint8), pixels.reshape(rows, -1)], axis=1)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows_of_bytes.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
