"""Numbers as readers type them: `2,416`, `2.5·10⁻⁵`, `x = 0,5`, `about 1/4`, `50 %`, `10 steps`.

`web/typed.js` reads the same for the page; one table of typed forms holds the two together.
"""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import product

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_FRACTION = re.compile("[¼-¾⅐-⅞]")  # one character, such as ½
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_PLAIN = str.maketrans("−–‒‐’‘ʼ`。∼⁄∕÷×⋅∙•·", "----''''.~///*****")
_WORDS = (
    "about|approximately|approx|around|roughly|circa|ca|nearly|almost|exactly|it|is|its|the|answer|result|i|think|"
    "guess|say|maybe|perhaps|after|below|above|under|over|up|to|at|least|most|by|a|an|factor|of|probability|so"
)
_CHINESE = "大约|大概|大致|差不多|约|答案|等于|是|为"
_BEFORE = re.compile(rf"^(?:.*[=≈≃≅])?(?:[^0-9]*[~<>≤≥:])?\s*(?:(?:(?:{_WORDS})\b\.?|{_CHINESE})\s*)*", re.I)
_RUN = "(?:[0-9]+(?:[ ,.'_][0-9]+)*[.,]?|[.,][0-9]+)"
_POWER = r"\s*(?:\^|\*\*)\s*[({]?\s*([-+]?[0-9]{1,4})\s*[)}]?"
_NUMBER = re.compile(
    rf"^([-+])?\s*(?:([0-9]+) (?=[0-9]{{1,2}}\s*/))?({_RUN})"
    rf"(?:\s*e\s*([-+]?[0-9]{{1,4}})|\s*[*x]\s*10{_POWER}|{_POWER}|\s*/\s*({_RUN}))?",
    re.I,
)
_SCALE = re.compile(r"^(?:\s*(%|per ?cent|thousand|million|billion|万|亿)s?|([kM])(?![A-Za-z]))")
_SCALES = {"thousand": 3, "k": 3, "万": 4, "million": 6, "M": 6, "亿": 8, "billion": 9}
_AFTER = re.compile(r"^(?![a-z](?![a-z]))[^0-9*/^=<>~≈%±+π√]*$", re.I)
_CHANGES = re.compile(r"\b(?:half|halves|thirds?|quarters?|tenths?|hundreds?|dozens?|squared|pi|e)\b", re.I)


def readings(text: str, percent: bool = False) -> dict[str, float]:
    """All numbers that a text can mean, each under what it is read as; more than one for `2,416`, none for `a`.

    50 % is 0.5, but 50 where the answer is asked in `percent`.
    """
    text = _BEFORE.sub("", plain(text), count=1)
    match = _NUMBER.match(text)
    if match is None:
        return {}
    after = text[match.end() :]
    scale = _SCALE.match(after)
    after = after[scale.end() :] if scale else after
    if not _AFTER.match(after) or _CHANGES.search(after):
        return {}
    return _values(match, _shift(scale, percent))


def plain(text: str) -> str:
    """The text with one sign for each thing: ASCII digits and minus, `^` before what is raised, single spaces."""
    text = _RAISED.sub(lambda found: f"^{found[0]}", _UNSEEN.sub("", text))
    text = unicodedata.normalize("NFKC", _FRACTION.sub(lambda found: f" {found[0]}", text)).translate(_PLAIN)
    text = re.sub(r"\bminus\b\s*", "-", text, flags=re.I)
    return " ".join(text.split()).strip(" ()[]{}$\"“”")


def _shift(scale: re.Match | None, percent: bool) -> int:
    """The power of ten in a word or sign behind a number."""
    if scale is None:
        return 0
    word = scale[1] or scale[2]
    return _SCALES.get(word, 0 if percent else -2)


def _values(match: re.Match, shift: int) -> dict[str, float]:
    sign, whole, run, exponent, tens, power, below = match.groups()
    found, e = {}, exponent or tens
    for top, bottom in product(decimals(run), decimals(below) if below else [""]):
        shown, value = f"{top}e{e}" if e else top, float(f"{top}e{int(e or 0) + shift}")
        if power and top == "10":
            shown, value = f"1e{power}", float(f"1e{int(power) + shift}")
        elif power:
            shown, value = f"{top}^{power}", _power(float(top), int(power)) * 10.0**shift
        elif bottom:
            ratio = float(top) / float(bottom) if float(bottom) else math.nan
            shown, value = f"{top}/{bottom}", (int(whole or 0) + ratio) * 10.0**shift
        if math.isfinite(value):
            found[f"−{shown}" if sign == "-" else shown] = -value if sign == "-" else value
    return found


def _power(base: float, power: int) -> float:
    try:
        return base**power
    except (OverflowError, ZeroDivisionError):
        return math.nan


def decimals(run: str) -> list[str]:
    """What digits with commas, points, spaces and apostrophes between them can mean, in plain decimals."""
    found = []
    for point, other in (".,", ",."):
        digits = rf"[0-9]+|[1-9][0-9]{{0,2}}([ '_{other}])(?:[0-9]{{2,3}}\2)*[0-9]{{3}}"
        match = re.match(rf"^({digits})?(?:[{point}]((?:[0-9]{{3}} )+[0-9]{{3}}|[0-9]+))?$", run.rstrip(".,"))
        if match:
            front, behind = (re.sub("[^0-9]", "", part or "") for part in (match[1], match[3]))
            found.append(f"{front or 0}.{behind}" if behind else front)
    return list(dict.fromkeys(found))
