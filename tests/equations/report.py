"""What the page says of each equation's check: `python -m tests.equations.report` writes site/equations.json."""

import json
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


def report():
    """{label: line} of all equations with an entry."""
    labels = {label: tex for found in all_equations().values() for label, tex in found.items() if label in registered()}
    return {label: line(label, tex) for label, tex in labels.items()}


if __name__ == "__main__":
    REPORT.write_text(json.dumps(report(), ensure_ascii=False, indent=1) + "\n", "utf8")
    print(f"{REPORT}: {len(json.loads(REPORT.read_text('utf8')))} equations")
