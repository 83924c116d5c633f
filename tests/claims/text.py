"""Where claims stand in the chapters: behind each, folded, how we know it. It is written there by

    python -m tests.claims.text [CHAPTER]

and so every host shows it: the page, Jupyter, GitHub, a download.
"""

import json
import re
import sys
from pathlib import Path

from nbhelpers.files import write
from tests.claims.registry import Claim, registered

BOOK = Path(__file__).parents[2] / "book"
BLOCK = re.compile(r'<details class="known" id="known-([\w-]+)">.*?</details>', re.DOTALL)


def fold(one: Claim) -> str:
    """How we know it, as it stands in the text."""
    return (
        f'<details class="known" id="known-{one.label}"><summary>How do we know?</summary>\n\n'
        f"*Measured:* {one.measure().told}\n\n*Control:* {one.control}\n\n*Longer:* {one.longer}\n\n"
        f"*It would be wrong if* {one.refuted}.\n\n</details>"
    )


def texts(chapter: str) -> list[str]:
    """The texts of a chapter, cell by cell."""
    notebook = json.loads((BOOK / f"{chapter}.ipynb").read_text("utf8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def standing() -> dict[str, tuple[str, str, str]]:
    """{label: (chapter, the text before the fold, the fold)} of all folds in the book."""
    found = {}
    for path in sorted(BOOK.glob("*.ipynb")):
        for text in texts(path.stem):
            for block in BLOCK.finditer(text):
                assert block[1] not in found, f"{block[1]} stands twice"
                found[block[1]] = (path.stem, text[: block.start()], block[0])
    return found


def written(text: str, claims: list[Claim]) -> str:
    """A text with the folds of its claims as they are now: each after the paragraph that has its sentence."""
    for one in claims:
        if f'id="known-{one.label}"' in text:
            text = BLOCK.sub(lambda block, one=one: fold(one) if block[1] == one.label else block[0], text)
        elif one.sentence in text:
            end = text.find("\n\n", text.index(one.sentence))
            at = len(text) if end < 0 else end
            text = f"{text[:at].rstrip()}\n\n{fold(one)}{text[at:]}"
    return text


def main(chapters):
    for chapter in sorted({one.chapter for one in registered().values()}):
        if chapters and chapter not in chapters:
            continue
        path = BOOK / f"{chapter}.ipynb"
        notebook = json.loads(path.read_text("utf8"))
        own = [one for one in registered().values() if one.chapter == chapter]
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = written("".join(cell["source"]), own).splitlines(keepends=True)
        write(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", path)
        print(f"{chapter}: {len(own)} claims")


if __name__ == "__main__":
    main(sys.argv[1:])
