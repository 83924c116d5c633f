"""Data that travel with the book: 6,000 handwritten digits and a few measured results.

Where the digits come from, and their licence, is written in `SOURCE.md` beside this file.
"""
import functools
import hashlib
import io
import json
import zipfile
from importlib import resources
from typing import NamedTuple

import numpy as np

MNIST_FILE = "mnist_6k.npz"
MNIST_SHA256 = "271556569f7708e53301b1216731a683b9f3ec17018dd99a9622a6598b14fc6d"
MEND = "Fetch the file again with `git checkout -- nbhelpers/data`, or install nbhelpers anew."


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
    """The measured results stored as `<name>.json` in this folder, with the settings that made them."""
    file = f"{name}.json"
    try:
        return json.loads(_read(file))
    except json.JSONDecodeError as error:
        raise DataError(f"nbhelpers/data/{file} is damaged: not JSON ({error}). {MEND}") from error


@functools.cache
def arrays(name: str) -> tuple[list[np.ndarray], dict]:
    """The arrays stored as `<name>.npz` in this folder, as float64, and what made them."""
    file = f"{name}.npz"
    try:
        with np.load(io.BytesIO(_read(file)), allow_pickle=False) as found:
            made = json.loads(str(found["made"]))
            return [found[f"arr_{k}"].astype(float) for k in range(len(found.files) - 1)], made
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DataError(f"nbhelpers/data/{file} is damaged: {error}. {MEND}") from error


def _read(file: str, sha256: str | None = None) -> bytes:
    """The bytes of a file of this package; with `sha256`, checked against it."""
    path = resources.files(__name__) / file
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DataError(f"nbhelpers/data/{file} is missing (looked for {path}). {MEND}") from error
    if sha256 is not None and (found := hashlib.sha256(content).hexdigest()) != sha256:
        raise DataError(
            f"nbhelpers/data/{file} is damaged: {len(content)} bytes with SHA-256 {found[:12]}…, "
            f"not {sha256[:12]}… as it should be. {MEND}"
        )
    return content


def _digits(content: bytes) -> Digits:
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            parts = [arrays[name] for name in ("train_images", "train_labels", "test_images", "test_labels")]
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DataError(f"nbhelpers/data/{MNIST_FILE} is damaged: {error}. {MEND}") from error
    images = [part.reshape(len(part), 784) / 255.0 for part in parts[::2]]
    labels = [part.astype(np.int64) for part in parts[1::2]]
    digits = Digits(images[0], labels[0], images[1], labels[1])
    for array in digits:
        array.flags.writeable = False
    return digits
