"""How a lab writes numbers and counts: what its sentence, its pictures and its controls have in common.

`say` puts values into a sentence. `printed` is applied to all text that leaves a lab, so that a lab may format with
{value:.3g}; `count`, `number`, `large`, `percent`, `change`, `listed`, `mean_range`, `plus_minus` and `article` say
what no text can know by itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_POWER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)e([+-]?\d+)(?!\w)")
_MINUS = re.compile(r"(?<![\w)\]}⁰¹²³⁴⁵⁶⁷⁸⁹.-])-(?=[\d∞])")
_NOUGHT = re.compile(r"(?<!\w)[−+](?=0(?:\.0+)?(?!\d|\.\d|·))")
_LONG = re.compile(r"(?<![\w.,])\d{5,}(?!\w|,\d)")
FULL = 6  # the largest power of ten that is written in full
FINEST = 9  # decimals, beyond which what differs is rounding
UNITS = ((1e9, "billion"), (1e6, "million"))


class Said(str):
    """A sentence that knows the template it was made from."""

    template: str


def say(template: str, **values: object) -> Said:
    """A whole sentence with its values put in: say("After {steps} the loss is {loss:.3f}.", steps=..., loss=...).

    The template is written out where it is said, so that all sentences of a lab can be found, counted and translated.
    """
    said = Said(template.format(**values))
    said.template = template
    return said


def printed(text: str) -> str:
    """Text with its numbers as a book prints them: −2, 3.1·10⁻⁵, 10⁻⁶, 60,000, and 0.00 without a sign.

    A hyphen is a minus where a number follows and no letter, digit or bracket precedes.
    """
    if text.isalpha():
        return text
    text = _MINUS.sub("−", _POWER.sub(_power, text))
    return _LONG.sub(lambda match: f"{int(match[0]):,}", _NOUGHT.sub("", text))


def _power(match: re.Match) -> str:
    """3.1e-05 as 3.1·10⁻⁵, 1e-06 as 10⁻⁶, 2.4e+04 as 24,000."""
    digits, exponent = match[1], int(match[2])
    if 0 <= exponent <= FULL:
        return f"{float(match[0]):,.0f}"
    if float(digits) == 0:
        return "0"
    power = f"10{str(exponent).translate(_RAISED)}"
    return power if float(digits) == 1 else f"{digits}·{power}"


def count(many: float, noun: str, plural: str | None = None) -> str:
    """A number of things: 1 step, 0 steps, 0.5 steps, 2,416 steps."""
    shown = f"{many:,}" if many == int(many) else number(many)
    return f"{shown.removesuffix('.0')} {noun if many == 1 else plural or noun + 's'}"


def change(before: float, after: float, places: int) -> str:
    """From one number to another, with as many decimals as tell them apart: from 0.1403 to 0.1402."""
    while places < FINEST and before != after and round(before, places) == round(after, places):
        places += 1
    return f"from {before:.{places}f} to {after:.{places}f}"


def number(value: float, digits: int = 3) -> str:
    """A number with as many significant digits, in full up to a million: 0.0312, 2,420, 3.1·10⁻⁵, −0.5."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return printed(f"{value:.{digits}g}")


def large(value: float, digits: int = 3) -> str:
    """A large number in words: 1.23 billion, 14.6 million, 9,216."""
    for unit, name in UNITS:
        if value >= unit * (1 - 0.5 * 10**-digits):
            return f"{number(value / unit, digits)} {name}"
    return f"{value:,.0f}"


def percent(share: float, places: int = 0) -> str:
    """A share in percent: what is not nothing is never 0 %, and what is not all never 100 %."""
    value = round(100 * share, FINEST)
    if value in (0, 100):
        return f"{value:.0f} %"
    if 0 < abs(value) < 10 ** -(places + 2):
        return f"{number(value, 1)} %"
    while places < FINEST and round(value, places) in (0, 100):
        places += 1
    return f"{printed(f'{value:.{places}f}')} %"


def listed(names: Iterable[str]) -> str:
    """Names one after another: Adam; Adam and SGD; Adam, SGD and RMSProp."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def mean_range(values: ArrayLike, digits: int = 3) -> str:
    """The mean of several runs, with the least and the most, with as many decimals: 0.138 (0.120 to 0.151)."""
    return f"{np.mean(values):.{digits}f} ({np.min(values):.{digits}f} to {np.max(values):.{digits}f})"


def plus_minus(values: ArrayLike, digits: int = 3) -> str:
    """The mean of several runs and their standard deviation (of these runs, not of their mean): 0.138 ± 0.012."""
    return f"{np.mean(values):.{digits}f} ± {np.std(values):.{digits}f}"


def article(word: object) -> str:
    """a or an, and what follows it, for the names and digits that the book says: an error, an 8, a unit, a ReLU."""
    said = str(word).lower()
    vowel = said[:1] in "aeio" or said.startswith(("8", "11 ", "18 ")) or said in ("11", "18")
    vowel |= said.startswith(("lstm", "rbm")) or (said.startswith("un") and not said.startswith("uni"))
    return f"{'an' if vowel else 'a'} {word}"
