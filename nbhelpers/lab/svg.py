"""Matplotlib's SVG, made small and ready for the page.

Numbers are cut to a tenth of a pixel, colours become the page's variables (with the light value as
fallback), and what a page has no use for is dropped.
"""

from __future__ import annotations

import html
import re

from nbhelpers.lab.style import COLOUR, FONT

_ROLE = {value: role for role, value in COLOUR.items()}
_NUMBER = re.compile(r"-?\d+\.(?:0(?!\d)|\d(?:\d+(?:e-?\d+)?|e-?\d+))")  # one digit may stay, unless it is 0
_GEOMETRY = re.compile(r'(\s(?:d|x|y|points)=")([^"]*)"')


def _tenth(match: re.Match) -> str:
    text = f"{float(match[0]):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _geometry(match: re.Match) -> str:
    text = " ".join(_NUMBER.sub(_tenth, match[2]).split())
    return match[1] + re.sub(r" ?([MLCQz]) ?", r"\1", text) + '"'


def _colour(match: re.Match) -> str:
    value = match[0].lower()
    if value not in _ROLE:
        allowed = ", ".join(f"{role} {colour}" for role, colour in COLOUR.items())
        raise ValueError(f"a figure uses the colour {value}, which has no role: allowed are {allowed}")
    return f"var(--lab-{_ROLE[value]},{value})"


def _font(match: re.Match) -> str:
    """`font: italic 700 12px 'DejaVu Sans'`, as Matplotlib before 3.10 writes it, in the properties of later ones."""
    words = "".join(f"font-{'weight' if word.isdigit() else 'style'}: {word}; " for word in match[1].split())
    return f"font-size: {match[2]}; {words}".rstrip("; ")


def _style(match: re.Match) -> str:
    text = re.sub(r"\bfont: ((?:\w+ )*?)([\d.]+px)[^;\"]*", _font, match[0])
    text = re.sub(r"font-family:[^;\"]*;?", "", text)
    text = re.sub(r"#[0-9a-fA-F]{6}\b", _colour, text)
    return text.replace("; ", ";").replace(": ", ":")


def tidy(text: str) -> str:
    """A piece of Matplotlib's SVG without what the page doesn't need. `ValueError` for a colour with no role."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>", "", text, flags=re.S)
    text = re.sub(r'<g id="part:([^"]*)"\s*(?:/>|>\s*</g>)', r'<g data-part="\1"></g>', text)
    text = re.sub(r'<g id="[^"]*"', "<g", text)
    text = re.sub(r'(<image\b[^>]*?) id="[^"]*"', r"\1", text)
    text = re.sub(r' transform="rotate\(-?0 [^"]*"', "", text).replace("base64,\n", "base64,")
    text = _GEOMETRY.sub(_geometry, text)
    text = re.sub(r'style="[^"]*"', _style, text)
    return re.sub(r">\s+<", "><", text).strip()


def picture(document: str, defs: str, width: int, height: int, label: str) -> str:
    """A whole SVG document of Matplotlib's as the inline picture of one panel."""
    body = re.search(r"<svg\b[^>]*>(.*)</svg>", document, flags=re.S)[1]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'stroke-linejoin="round" aria-label="{html.escape(label)}" font-family="{FONT}">{tidy(body)}{tidy(defs)}</svg>'
    )
