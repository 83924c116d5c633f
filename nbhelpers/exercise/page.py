"""The HTML of an exercise: what a notebook keeps, and what the static page shows before its script is there."""

from __future__ import annotations

import json
import math
import re
from html import escape

from nbhelpers.exercise.definition import Exercise
from nbhelpers.exercise.prediction import NO_NUMBER, TWO_WAYS, Prediction
from nbhelpers.exercise.report import Outcome, Report


def prose(text: str) -> str:
    """Paragraphs, `code` and *emphasis* of Markdown as HTML."""
    paragraphs = (" ".join(part.split()) for part in text.strip().split("\n\n"))
    return "".join(f"<p>{_inline(part)}</p>" for part in paragraphs)


def _inline(text: str) -> str:
    pieces = re.split(r"`([^`]+)`", escape(text, quote=False))
    for at, piece in enumerate(pieces):
        pieces[at] = f"<code>{piece}</code>" if at % 2 else re.sub(r"\*([^*\s][^*]*)\*", r"<em>\1</em>", piece)
    return "".join(pieces)


def code(text: str) -> str:
    return f"<pre><code>{escape(text.rstrip(), quote=False)}</code></pre>"


def body(exercise: Exercise | Prediction) -> str:
    """Task, starting code and folded solution: all there is without a script."""
    start = ""
    if isinstance(exercise, Exercise):
        start = f'<div class="exercise-start">{code(exercise.start)}</div>'
    return f'<div class="exercise-task">{prose(exercise.asked)}</div>{start}{folded(exercise)}'


def folded(exercise: Exercise | Prediction) -> str:
    """The solution behind a fold; nothing where there is none."""
    if not exercise.solution:
        return ""
    shown = prose(exercise.solution) if isinstance(exercise, Prediction) else code(exercise.solution)
    return f'<details class="exercise-solution"><summary>Solution</summary>{shown}</details>'


def still(exercise: Exercise | Prediction) -> str:
    """What a notebook keeps of the exercise; the page's builder knows it by its class and name."""
    return f'<div class="exercise" data-exercise="{exercise.name}">{body(exercise)}</div><!-- exercise -->'


def figure(exercise: Exercise | Prediction, python: tuple[str, int] | None = None, editor: str = "") -> str:
    """The exercise as it stands on the static page. Its script adds editor, buttons and report.

    `python` is the address of the list of what live Python loads, and its bytes; without it code can't be checked.
    `editor` is the address of the editor's script.
    """
    kind, data = "code", ""
    if isinstance(exercise, Prediction):
        kind, data = "prediction", f' data-judgement="{escape(judgement(exercise))}"'
    elif python:
        data = f' data-python="{escape(python[0])}" data-python-bytes="{python[1]}" data-editor="{escape(editor)}"'
    return (
        f'<div class="exercise" id="{exercise.short}-exercise" data-exercise="{exercise.name}" data-kind="{kind}"'
        f'{data} role="group" aria-label="Exercise: {escape(exercise.title)}">{body(exercise)}</div>'
    )


def judgement(exercise: Prediction) -> str:
    """All that the page judges a number by, as JSON, in which null stands for no bound."""
    rows = [{**row, **{end: _bound(row[end]) for end in ("low", "high")}} for row in exercise.table]
    kind = {"whole": exercise.whole, "percent": exercise.percent}
    return json.dumps({"rows": rows, **kind, "nothing": NO_NUMBER, "unclear": TWO_WAYS}, ensure_ascii=False)


def _bound(value: float) -> float | None:
    return value if math.isfinite(value) else None


def report(found: Report) -> str:
    """A report as HTML, for the widget in a notebook."""
    parts = [f"<p><b>{_lines(found.summary)}</b></p>"]
    parts += [f"<p>{_lines(found.problem)}</p>"] if found.problem else []
    parts += [f"<ul style='list-style:none;padding:0'>{''.join(map(_outcome, found.outcomes))}</ul>"]
    parts += [f"<p><b>Hint.</b> {_lines(found.hint)}</p>"] if found.hint else []
    parts += [f"<p>Your code printed:</p>{code(found.printed)}"] if found.printed else []
    return "".join(parts)


def _outcome(one: Outcome) -> str:
    rows = (("given", one.given), ("got", one.got), ("wanted", one.wanted))
    shown = "".join(f"<div>{name} <code>{_lines(text)}</code></div>" for name, text in rows if text)
    more = "" if one.passed else f"<div style='margin-left:1.5em'>{shown}{_lines(one.problem)}</div>"
    return f"<li>{'✓' if one.passed else '✗'} {_lines(one.words)}{more}</li>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
