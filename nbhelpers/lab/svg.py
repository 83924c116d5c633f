"""Matplotlib's SVG, made small and ready for the page.

Numbers are cut to a tenth of a pixel, colours become the page's variables (with the light value as
fallback), and what a page has no use for is dropped.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from nbhelpers.lab.style import FONT, variable
from nbhelpers.lab.words import printed

_NUMBER = re.compile(r"-?\d+\.(?:0(?!\d)|\d(?:\d+(?:e-?\d+)?|e-?\d+))")  # one digit may stay, unless it is 0
_FONT = re.compile(r"\bfont: ((?:\w+ )*?)([\d.]+px)[^;\"]*")
_FAMILY = re.compile(r"font-family:[^;\"]*;?")
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_PATH = re.compile(r'(\sd=")([^"]*)')
_STEP = re.compile(r"([MLCQz])([^MLCQz]*)")
_SLOT = re.compile(r'(?<=<g data-part=")([^"]+)">(?=</g>)')


def _tenth(match: re.Match) -> str:
    text = f"{float(match[0]):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _geometry(match: re.Match) -> str:
    text = " ".join(_NUMBER.sub(_tenth, match[2]).split())
    for command in "MLCQz":
        text = text.replace(f" {command}", command).replace(f"{command} ", command)
    return match[1] + text + '"'


def _colour(match: re.Match) -> str:
    return variable(match[0].lower())


def _font(match: re.Match) -> str:
    """`font: italic 700 12px 'DejaVu Sans'`, as Matplotlib before 3.10 writes it, in the properties of later ones."""
    words = "".join(f"font-{'weight' if word.isdigit() else 'style'}: {word}; " for word in match[1].split())
    return f"font-size: {match[2]}; {words}".rstrip("; ")


def _style(match: re.Match) -> str:
    return _styled(match[0])


def _words(match: re.Match) -> str:
    return printed(match[0])


@lru_cache(maxsize=1024)  # the same few styles come again and again
def _styled(style: str) -> str:
    text = _FONT.sub(_font, style)
    text = _FAMILY.sub("", text)
    text = _HEX.sub(_colour, text)
    return text.replace("; ", ";").replace(": ", ":")


# What is changed wherever its first word stands in the text: (word, pattern, replacement).
_CHANGES = [
    (word, re.compile(pattern, flags=re.S), replacement)
    for word, pattern, replacement in (
        ("<!--", r"<!--.*?-->", ""),
        ("<metadata>", r"<metadata>.*?</metadata>", ""),
        ("<style", r"<defs>\s*<style.*?</style>\s*</defs>", ""),
        ('"part:', r'<g id="part:([^"]*)"\s*(?:/>|>\s*</g>)', r'<g data-part="\1"></g>'),
        ("<g id", r'<g id="[^"]*"', "<g"),
        ("<image", r'(<image\b[^>]*?) id="[^"]*"', r"\1"),
        ("rotate(", r' transform="rotate\(-?0 [^"]*"', ""),
        ("base64,\n", "base64,\n", "base64,"),
        ('="', r'(\s(?:d|x|y|points)=")([^"]*)"', _geometry),
        ("style=", r'style="[^"]*"', _style),
        ("</text>", r"(?<=>)[^<>]+(?=</t(?:ext|span)>)", _words),
        ("<", r">\s+<", "><"),
    )
]


def tidy(text: str) -> str:
    """A piece of Matplotlib's SVG without what the page doesn't need. `ValueError` for a colour with no role."""
    for word, pattern, replacement in _CHANGES:
        if word in text:
            text = pattern.sub(replacement, text)
    return text.strip()


def filled(stages: list[str], parts: dict[str, str]) -> list[str]:
    """Whole pictures: every stage with each of its parts in the place that is left for it."""
    return [_SLOT.sub(lambda match: f'{match[1]}">{parts[match[1]]}', stage) for stage in stages]


def relative(text: str) -> str:
    """Tidy SVG with each point of a path told from where the pen stands: a fourth smaller, once it is compressed."""
    return _PATH.sub(lambda path: path[1] + _relative(path[2]), text)


def _relative(path: str) -> str:
    start = pen = (0, 0)
    told, last = "", ""
    for command, numbers in _STEP.findall(path):
        tenths = [round(10 * float(number)) for number in numbers.split()]  # whole, so that no error adds up
        steps = " ".join(_short(value - pen[k % 2]) for k, value in enumerate(tenths))
        letter = command.lower() if told else command
        told += f" {steps}" if letter == last and letter != "m" else letter + steps
        pen = tuple(tenths[-2:]) or start
        start = pen if command == "M" else start
        last = letter
    return told.replace(" -", "-")


def _short(tenths: int) -> str:
    text = f"{tenths / 10:.1f}".removesuffix(".0")
    return text.replace("0.", ".") if 0 < abs(tenths) < 10 else text


def picture(document: str, defs: str, width: int, height: int, label: str) -> str:
    """A whole SVG document of Matplotlib's as the inline picture of one panel."""
    body = re.search(r"<svg\b[^>]*>(.*)</svg>", document, flags=re.S)[1]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'stroke-linejoin="round" aria-label="{html.escape(label)}" font-family="{FONT}">{tidy(body)}{tidy(defs)}</svg>'
    )
