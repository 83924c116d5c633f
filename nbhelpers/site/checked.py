"""Behind an equation's number: how it is checked, in three lines that a reader can unfold; no script."""

from __future__ import annotations

import html
import json
from pathlib import Path


def checks(root: Path) -> dict[str, dict]:
    """{label: what its check says}, as `python -m tests.equations.report` wrote it; empty if there is no such file."""
    path = root / "site" / "equations.json"
    return json.loads(path.read_text("utf8")) if path.is_file() else {}


def unfolded(number: str, told: dict) -> str:
    """The number of an equation as a `details`: code, kind of check, and the numbers it gave."""
    code = ", ".join(f"<code>{html.escape(name)}</code>" for name in told["code"])
    some = f"{told['compared']:,} comparisons"
    slips = f"{told['refused']} of {told['slips']}" if told["slips"] > 1 else f"{told['refused']}"
    return (
        f'<details class="checked"><summary>({number})<span class="visually-hidden">: how this is checked</span>'
        f"</summary><div><p>Held against {code}: {html.escape(told['how'])}.</p>"
        f"<p>With seed {told['seed']}, {some} agree; the first: {html.escape(told['example'])}. "
        f"Of slips put in on purpose (a sign, a relation, a fraction), {slips} were refused.</p></div></details>"
    )
