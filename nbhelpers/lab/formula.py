"""A formula that a lab computes, in symbols and, below, with the numbers of the present state in their places.

It is written like `{z} = {w} · {x} + {b}`, each name in braces a `Symbol`; `[a|b]` is a fraction, `√(a)` a root, `^(a)`
an exponent. All hosts show it as MathML, which browsers set and read aloud by themselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import NamedTuple

import numpy as np

TOKEN = re.compile(r"\{(\w+)\}|√\(|\^\(|[\[\]|()]|[A-Za-zα-ωΑ-Ω]+|\d+(?:\.\d+)?|[^\s\w]|\S")
OPEN = {"[": "]", "√(": ")", "^(": ")", "(": ")"}
AFTER = ("=", "(", "[", "|", "√(", "^(", "→", ",")  # after these a minus needs no brackets
DIGITS = 3  # significant ones


class Symbol(NamedTuple):
    """`written` as `w_1` or `ŷ`, its value in this state (a number, or text), what it means, and the moving parts of
    the picture that show it."""

    written: str
    value: float | str
    means: str
    marks: tuple[str, ...] = ()


class Formula(NamedTuple):
    """`written` with names in braces, and the symbol of each."""

    written: str
    symbols: Mapping[str, Symbol]


def parts(formulas: Iterable[Formula]) -> dict[str, str]:
    """The pieces of HTML of a lab's formulas in one state, by the names of their slots."""
    found, known = {}, {}
    for k, formula in enumerate(formulas):
        missing = set(re.findall(r"\{(\w+)\}", formula.written)) ^ set(formula.symbols)
        if missing:
            odd = ", ".join(sorted(missing))
            raise ValueError(f"the formula {formula.written!r} and its symbols do not agree about {odd}")
        found[f"formula.{k}.symbols"] = _math(formula, lambda name, symbol, bare: _symbol(name, symbol))
        found[f"formula.{k}.numbers"] = _math(formula, _value)
        known |= formula.symbols
    if found:
        found["formula.names"] = "".join(_named(name, symbol) for name, symbol in known.items())
    return found


def slots(formulas: Iterable[Formula]) -> str:
    """Where the pieces go, filled: what a figure shows on wish."""
    made = parts(formulas)
    if not made:
        return ""
    names = made.pop("formula.names")
    rows = "".join(f'<div data-part="{name}" tabindex="0">{html}</div>' for name, html in made.items())
    return (
        '<details class="lab-formula"><summary>The formula, with these numbers</summary>'
        f'{rows}<div class="lab-symbols" data-part="formula.names">{names}</div></details>'
    )


def number(value: float | str) -> str:
    """A value with three digits that count and a proper minus; a whole number as it is."""
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "?"
    if float(value).is_integer() and abs(value) < 1e6:
        return f"{int(value)}".replace("-", "−")
    text = np.format_float_positional(value, DIGITS, unique=False, fractional=False, trim="-")
    if 1e-4 <= abs(value) < 1e6:
        return text.replace("-", "−")
    mantissa, power = f"{value:.2e}".split("e")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{float(mantissa):g}·10{raised}".replace("-", "−")


def _named(name: str, symbol: Symbol) -> str:
    """A symbol with what it means: where it is pointed at, it lights up in formula and picture."""
    marks = f' data-marks="{escape(" ".join(symbol.marks))}"' if symbol.marks else ""
    return (
        f'<button type="button" data-symbol="{name}"{marks}><math>{_written(symbol.written)}</math> '
        f"{escape(symbol.means)}</button>"
    )


def _symbol(name: str, symbol: Symbol) -> str:
    return f'<mrow data-symbol="{name}">{_written(symbol.written)}</mrow>'


def _value(name: str, symbol: Symbol, bare: bool) -> str:
    text = number(symbol.value)
    shown = text if bare or not text.startswith("−") else f"({text})"
    return f'<mrow data-symbol="{name}"><mn>{escape(shown)}</mn></mrow>'


def _written(text: str) -> str:
    """`w_1` as a letter with an index; a single letter is slanted by the browser."""
    letter, _, index = text.partition("_")
    kind = "mn" if index.isdigit() else "mi"
    below = f"<{kind}>{escape(index)}</{kind}>"
    return f"<msub><mi>{escape(letter)}</mi>{below}</msub>" if index else f"<mi>{escape(text)}</mi>"


def _math(formula: Formula, show: Callable[[str, Symbol, bool], str]) -> str:
    tokens = list(TOKEN.finditer(formula.written))
    made, rest = _row(tokens, 0, "", formula, show)
    if rest < len(tokens):
        raise ValueError(f"the formula {formula.written!r}: {tokens[rest][0]!r} closes nothing")
    return f'<math displaystyle="true">{made}</math>'


def _row(tokens, at, end, formula, show):
    """(the MathML of the tokens from `at` up to the closing sign `end`, the place after it)."""
    made: list[str] = []
    before = "="
    while at < len(tokens):
        token = tokens[at][0]
        if token == end or (end == "]" and token == "|"):
            return f"<mrow>{''.join(made)}</mrow>", at + 1
        if token in ("]", ")", "|"):
            break
        if token in OPEN:
            piece, at = _group(tokens, at, formula, show)
            if token == "^(":
                piece = f"<msup>{made.pop()}{piece}</msup>"
            made.append(piece)
        else:
            made.append(_one(tokens[at], before in AFTER, formula, show))
            at += 1
        before = token
    if end:
        raise ValueError(f"the formula {formula.written!r}: {end!r} is missing")
    return f"<mrow>{''.join(made)}</mrow>", at


def _group(tokens, at, formula, show):
    kind = tokens[at][0]
    if kind == "[":
        top, at = _row(tokens, at + 1, "]", formula, show)
        if tokens[at - 1][0] != "|":
            raise ValueError(f"the formula {formula.written!r}: a fraction is written [a|b]")
        below, at = _row(tokens, at, "]", formula, show)
        return f"<mfrac>{top}{below}</mfrac>", at
    inside, at = _row(tokens, at + 1, OPEN[kind], formula, show)
    if kind == "√(":
        return f"<msqrt>{inside}</msqrt>", at
    return (inside if kind == "^(" else f"<mrow><mo>(</mo>{inside}<mo>)</mo></mrow>"), at


def _one(token, bare, formula, show):
    """A symbol, a number, a word or a sign."""
    if token[1]:
        return show(token[1], formula.symbols[token[1]], bare)
    text = escape(token[0])
    if token[0][0].isdigit():
        return f"<mn>{text}</mn>"
    return f"<mi>{text}</mi>" if token[0].isalpha() else f"<mo>{text}</mo>"
