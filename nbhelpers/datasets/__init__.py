"""Data that travel with the book: 6,000 handwritten digits, and the measured results of each chapter.

A chapter's results lie in its folder `data`. Where all come from, and the licence of the digits, is written in
`SOURCE.md` beside this file.
"""
import functools
import hashlib
import io
import json
import zipfile
from importlib import resources
from typing import NamedTuple

import numpy as np

MNIST_FILE = "datasets/mnist_6k.npz"
MNIST_SHA256 = "271556569f7708e53301b1216731a683b9f3ec17018dd99a9622a6598b14fc6d"
MEND = "Fetch the file again with `git checkout -- nbhelpers`, or install nbhelpers anew."


class DataError(RuntimeError):
    """A data file of the package is missing or damaged."""


class Digits(NamedTuple):
    """Handwritten digits: one image a row, every pixel from 0 (paper) to 1 (ink)."""

    train_images: np.ndarray  # (5000, 784) float64 in [0, 1]
    train_labels: np.ndarray  # (5000,) int64, 0 to 9
    test_images: np.ndarray  # (1000, 784) float64 in [0, 1]
    test_labels: np.ndarray  # (1000,) int64, 0 to 9


@functools.cache
def mnist() -> Digits:
    """5,000 digits to learn from and 1,000 to test on, read once; the arrays are read-only.

    Raises `DataError` naming the file, what is wrong and what to do if it is missing or damaged.
    """
    return _digits(_read(MNIST_FILE, MNIST_SHA256))


def record(name: str) -> dict:
    """The measured results of a chapter, "<chapter>/<what>", with the settings that made them."""
    file = _place(name, "json")
    try:
        return json.loads(_read(file))
    except json.JSONDecodeError as error:
        raise DataError(f"nbhelpers/{file} is damaged: not JSON ({error}). {MEND}") from error


@functools.cache
def arrays(name: str) -> tuple[list[np.ndarray], dict]:
    """The arrays of a chapter, "<chapter>/<what>", as float64, and what made them."""
    file = _place(name, "npz")
    try:
        with np.load(io.BytesIO(_read(file)), allow_pickle=False) as found:
            made = json.loads(str(found["made"]))
            return [found[f"arr_{k}"].astype(float) for k in range(len(found.files) - 1)], made
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DataError(f"nbhelpers/{file} is damaged: {error}. {MEND}") from error


def _place(name: str, kind: str) -> str:
    """The file below the package that holds "<chapter>/<what>"."""
    chapter, _, what = name.partition("/")
    if not what:
        raise ValueError(f"name must be '<chapter>/<what>', as 'hopfield/capacity', got {name!r}")
    return f"{chapter}/data/{what}.{kind}"


def _read(file: str, sha256: str | None = None) -> bytes:
    """The bytes of a file of this package; with `sha256`, checked against it."""
    path = resources.files("nbhelpers") / file
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DataError(f"nbhelpers/{file} is missing (looked for {path}). {MEND}") from error
    if sha256 is not None and (found := hashlib.sha256(content).hexdigest()) != sha256:
        raise DataError(
            f"nbhelpers/{file} is damaged: {len(content)} bytes with SHA-256 {found[:12]}…, "
            f"not {sha256[:12]}… as it should be. {MEND}"
        )
    return content


def _digits(content: bytes) -> Digits:
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            parts = [arrays[name] for name in ("train_images", "train_labels", "test_images", "test_labels")]
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DataError(f"nbhelpers/{MNIST_FILE} is damaged: {error}. {MEND}") from error
    images = [part.reshape(len(part), 784) / 255.0 for part in parts[::2]]
    labels = [part.astype(np.int64) for part in parts[1::2]]
    digits = Digits(images[0], labels[0], images[1], labels[1])
    for array in digits:
        array.flags.writeable = False
    return digits
