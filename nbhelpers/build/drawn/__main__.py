"""Writes the drawings of nets into book/drawn: python -m nbhelpers.build.drawn"""

from pathlib import Path

from nbhelpers.build.drawn.drawings import DRAWINGS
from nbhelpers.files import write

FOLDER = Path(__file__).parents[3] / "book" / "drawn"


def main() -> None:
    for drawing in DRAWINGS:
        write(drawing.svg(), FOLDER / f"{drawing.name}.svg")


if __name__ == "__main__":
    main()
