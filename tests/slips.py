"""What a proof-reader finds in the sentences and pictures of labs: slips of language, and texts in each other's way.

`slips` looks for a singular after a number other than one and a plural after one, a wrong article, a hyphen as minus,
e-notation, a signed nought, "0.0 million", 0.0 % and 100.0 % (of something that is not nothing or not all:
`words.percent` writes a true nought without decimals), a change from one number to the same, odd brackets, doubled
words, spaces and points, a sentence that begins small or does not end, and nan, inf and None.
"""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np

THINGS = (
    "batch|bit|block|channel|corner|dead unit|digit|dream|epoch|factor|feature|filter|flip|layer|map|memory|minimum|"
    "neuron|parameter|path|pattern|pixel|place|point|question|round|run|sample|seed|sequence|state|step|sweep|symbol|"
    "tangent|temperature|time|unit|value|weight|window|mistake|error|kind|example|chain|picture|number|negative"
)
IRREGULAR = {"batch": "batches", "memory": "memories", "minimum": "minima"}
MANY = "|".join(IRREGULAR.get(thing, f"{thing}s") for thing in THINGS.split("|"))
ADJECTIVES = "(?:(?:hidden|random|stored|half|test|training|silent|dead|wrong|new|other|more|spurious) )?"
VOWEL = r"(?:[ai8η]|e(?!u)|o(?!f\b|ne\b|nce\b)|1[18]\b|un(?!i)|h\b|[AEFHILMNORSX](?![a-z])|[AEIO])"
SLIPS = {
    "plural after one": rf"(?<![\w.,/·×⁰-⁹^−-])(?<!× )(?<!to )(?:1|[Oo]ne) {ADJECTIVES}(?:{MANY})\b",
    "plural verb after one": rf"(?<![\w.,])(?<!of )1 (?:(?:{THINGS}) )?(?:are|were|have|differ)\b",
    "singular after many": rf"(?<![\w.,×])(?<!-)(?!1 )\d[\d,]* {ADJECTIVES}(?:{THINGS})\b(?!-|'s)",
    "article": rf"(?:\b|^)(?:a (?={VOWEL})|an (?!{VOWEL}))",
    "hyphen for minus": r"(?<![\w)\]⁰-⁹.-])-(?=\d|∞)",
    "e-notation": r"\d[eE][+-]?\d",
    "signed nought": r"(?<!\w)[−+-]0(?:\.0+)?(?!\d|\.\d|·)",
    "nothing of something": r"(?<![\d.,])0(?:\.0+)? (?:million|billion)|(?<![\d.])(?<!± )(?:0|100)\.0+ %",
    "change without change": r"\bfrom (\S*\d\S*) to \1(?=[ ,;.:)]|$)",
    "brackets": r"\([^()]*$|^[^()]*\)|\(\s|\s\)|\(that\b",
    "doubled": r"\b(?i:([a-z]+) \1)\b|\s\s|(?<!\.)[.,;:]\s?[.,;](?!\.)|\s[.,;:!?](?![\d.])",
    "not a number": r"\b(?:nan|inf|None|NaN|True|False)\b",
    "thousands": r"(?<![\w.,])\d{5,}",
    "to the power 0 or 1": r"10[⁰¹](?![⁰-⁹¹²³])",
}
SENTENCE = {"beginning": r"^[a-z]\w", "end": r"(?<![.!?])$"}
_SLIPS = {name: re.compile(pattern) for name, pattern in SLIPS.items()}
_SENTENCE = {name: re.compile(pattern) for name, pattern in SENTENCE.items()}
SHARE = 0.25  # of the lower text's height; less is the empty part of its box
BEYOND = 1.5  # px by which a text may stand out of its panel: its box is wider than its letters


def slips(text: str, sentence: bool = False) -> list[str]:
    """The slips in a text, each as its kind and the place."""
    looked = {**_SLIPS, **(_SENTENCE if sentence else {})}
    return [
        f"{kind}: {text[max(0, found.start() - 30) : found.end() + 20]!r}"
        for kind, pattern in looked.items()
        for found in pattern.finditer(text)
    ]


def texts(figure) -> list:
    """All texts of a figure that are drawn, with their boxes in pixels."""
    found = [*figure.texts]
    for axes in figure.axes:
        if axes.get_visible():
            found += [*axes.texts, axes.title, axes._left_title, axes._right_title]
            found += axes.get_legend().get_texts() if axes.get_legend() else []
            found += _ticks(axes) if axes.axison else []
    shown = [text for text in found if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent()) for text in shown]


def _ticks(axes):
    """The labels of both axes and of their ticks, as far as they are drawn, where they would be drawn."""
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_visible():
            axis._update_label_position(axes.figure._get_renderer())
            yield axis.label
            yield from (tick.label1 for tick in axis._update_ticks() if tick.label1.get_visible())


def overlaps(found: list) -> list[tuple[str, str]]:
    """Pairs of `texts` of a figure that stand in each other's way."""
    return [(one[0], other[0]) for one, other in combinations(found, 2) if _clash(one[1], other[1])]


def _clash(one, other) -> bool:
    width, height = (np.minimum(one.max, other.max) - np.maximum(one.min, other.min)).tolist()
    return width > 1 and height > SHARE * min(one.height, other.height)


def outside(found: list, room) -> list[str]:
    """Those of the `texts` of a figure that leave it; `room` is its box."""
    return [
        text for text, box in found if (box.min < room.min - BEYOND).any() or (box.max > room.max + BEYOND).any()
    ]
