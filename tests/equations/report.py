"""What the page says of each equation's check: `python -m tests.equations.report` writes site/equations.json.

With the name of a chapter, only that chapter's equations are checked again.
"""

import json
import sys
from pathlib import Path

from tests.equations.mutate import missed
from tests.equations.notebook import all_equations
from tests.equations.registry import SEED, registered

REPORT = Path(__file__).parents[2] / "site" / "equations.json"
SIGNS = {r"\approx": "≈", r"\leftarrow": "←", r"\to": "→", r"\le": "≤", r"\ge": "≥", "-": "−"}


def line(label, tex):
    """Code, kind, numbers at seed SEED and slips refused of one equation."""
    entry = registered()[label]
    found = entry.outcome(tex)
    every, through = missed(label, tex)
    example = found.first or ""
    for plain, shown in SIGNS.items():
        example = example.replace(plain, shown)
    return {
        "code": list(entry.code), "how": entry.how, "seed": SEED, "compared": found.compared, "example": example,
        "slips": every, "refused": every - len(through),
    }  # fmt: skip


def report(chapter=None):
    """{label: line} of all equations with an entry; those of other chapters than `chapter` as they stand."""
    known = json.loads(REPORT.read_text("utf8")) if chapter else {}
    told = {}
    for name, found in all_equations().items():
        for label, tex in found.items():
            if label in registered():
                told[label] = known[label] if chapter not in (None, name) else line(label, tex)
    return told


if __name__ == "__main__":
    REPORT.write_text(json.dumps(report(*sys.argv[1:]), ensure_ascii=False, indent=1) + "\n", "utf8")
    print(f"{REPORT}: {len(json.loads(REPORT.read_text('utf8')))} equations")
