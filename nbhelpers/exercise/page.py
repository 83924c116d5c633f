"""The HTML of an exercise that any Python can make: its text, what a notebook keeps of it, and a report."""

from __future__ import annotations

import re
from html import escape

from nbhelpers.exercise.definition import Exercise
from nbhelpers.exercise.prediction import Prediction
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
