"""Behind an equation's number: how it is checked, in three lines that a reader can unfold; no script."""

from __future__ import annotations

import json
from pathlib import Path

from nbhelpers.build.templates import render


def checks(root: Path) -> dict[str, dict]:
    """{label: what its check says}, as `python -m tests.equations.report` wrote it; empty if there is no such file."""
    path = root / "site" / "equations.json"
    return json.loads(path.read_text("utf8")) if path.is_file() else {}


def unfolded(number: str, told: dict) -> str:
    """The number of an equation as a `details`: code, kind of check, and the numbers it gave."""
    return render("site/checked", number=number, **told)
