"""Makes the woff2 files of site/motion/static/fonts from Source Sans 3: only the signs of this book, renamed.

What nearly every page needs is a small file of its own; page.css says by `unicode-range` which signs are in it.

Usage: python site/font.py <folder of the npm package source-sans>     (needs fonttools and brotli)
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).parent / "motion" / "static" / "fonts"
BASIC = {*range(0x20, 0x7F), 0xA0, *range(0x300, 0x305), *map(ord, "©¶°±¹²³×·½Ááäéñöüβηθλσ–—‘’“”…′⁻₀₁←→−√≈≤≥▶")}
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "‘’‚“”„†•…‰′″‹›–—€™№\u2009\u200a\u202f\u2011")}
GREEK = {*range(0x391, 0x3CA), *map(ord, "ϑϕ")}
SIGNS = {*map(ord, "←↑→↓↔↖↗↘↙∂∆∏∑−√∞∫≈≠≤≥⅓⅔▶◀●○✓✗ℓ"), *range(0x2070, 0x208F), *map(ord, "¹²³")}
NAMES = {1: "Motion Sans", 3: "MotionSans-{0}", 4: "Motion Sans {0}", 6: "MotionSans-{0}"}
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "calt"]


def reduced(path: Path, signs: set[int], kind: str) -> TTFont:
    """The variable font with only these signs, weights 400 to 700, under its own name."""
    font = TTFont(path)
    subsetter = subset.Subsetter(options())
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    whole = io.BytesIO()
    font.save(whole)
    font = instancer.instantiateVariableFont(TTFont(io.BytesIO(whole.getvalue())), {"wght": (400, 700)})
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID].format(kind)
    return font


def ranges(signs: set[int]) -> str:
    """The signs as `unicode-range` has them."""
    signs, parts = sorted(signs), []
    for sign in signs:
        if parts and sign == parts[-1][1] + 1:
            parts[-1][1] = sign
        else:
            parts.append([sign, sign])
    return ", ".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in parts)


def options() -> subset.Options:
    chosen = subset.Options()
    chosen.layout_features = FEATURES
    chosen.hinting = False
    chosen.name_IDs = [1, 2, 3, 4, 6, 13, 14]
    return chosen


FONTS = (
    ("Upright", "motion-sans", BASIC),
    ("Upright", "motion-sans-latin", LATIN - BASIC),
    ("Upright", "motion-sans-greek", (GREEK | SIGNS) - BASIC - LATIN),
    ("Italic", "motion-sans-italic", BASIC),
    ("Italic", "motion-sans-italic-latin", LATIN - BASIC),
)


def main(package: Path) -> None:
    for kind, name, signs in FONTS:
        font = reduced(package / "VF" / f"SourceSans3VF-{kind}.ttf", signs, kind)
        font.flavor = "woff2"
        font.save(TARGET / f"{name}.woff2")
        print(f"{name}: {ranges(signs)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
