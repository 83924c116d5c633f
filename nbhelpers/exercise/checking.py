"""Judge an answer to an exercise: every case against the truth, then the hint for the mistake it looks like."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nbhelpers.exercise.answers import Answer, close, read_value
from nbhelpers.exercise.formatting import show_given, show_parts, show_two
from nbhelpers.exercise.report import Outcome, Report
from nbhelpers.exercise.restore import Kept
from nbhelpers.exercise.runner import FILE, Deadline, Failed, Pad, TooLong, Unusable, file_of, guarded, load, quiet

if TYPE_CHECKING:
    from nbhelpers.exercise.definition import Case, Exercise

CHANGED = "It changed its argument {}. Work on a copy: {}.copy()."
LATE = "It did not end within {} s. Is there a loop that never stops, or a pause (time.sleep)?"


def check(exercise: Exercise, answer: str | Callable, seconds: float | None = None) -> Report:
    """The report on an answer: code as text, or a function. Nothing a reader's code does raises here.

    Code is given up after `seconds`, if that is set. What it changes around itself is put back; a function belongs
    to a session that may want its changes.
    """
    if not (isinstance(answer, str) or callable(answer)):
        raise ValueError(f"an answer is code (a string) or a function, not {answer!r}")
    wanted, _ = exercise.wanted, exercise.mistaken  # before the reader's code can spoil anything
    given, pad = [case.arguments() for case in exercise.cases], Pad()
    try:
        if isinstance(answer, str):
            with quiet(pad), Kept(), Deadline(seconds):
                function = load(answer, exercise.function)
                found = [_call(function, *pair, FILE) for pair in zip(given, wanted, strict=True)]
        else:
            with quiet(pad):
                found = [_call(answer, *pair, file_of(answer)) for pair in zip(given, wanted, strict=True)]
    except (Failed, Unusable) as failed:
        return Report(False, "The code could not be run.", problem=str(failed), printed=pad.shown)
    except TooLong:
        if seconds is None:
            raise  # a deadline of somebody else's
        return Report(False, "Stopped.", problem=LATE.format(f"{seconds:g}"), printed=pad.shown)
    changed = [_changed(exercise, *pair) for pair in zip(given, exercise.cases, strict=True)]
    return _report(exercise, list(zip(map(_said, found), changed, strict=True)), wanted, pad)


def _call(function: Callable, arguments: tuple, wanted: Answer, file: str) -> Answer | Failed:
    """The answer to one case, read in the way of the answer that is wanted."""
    try:
        return guarded(lambda: read_value(function(*arguments), wanted.shapes), (), file)
    except Failed as failed:
        return failed


def _said(found: Answer | Failed) -> Answer:
    return Answer(problem=str(found), kind=found.kind) if isinstance(found, Failed) else found


def _changed(exercise: Exercise, arguments: tuple, case: Case) -> str:
    """The name of an argument that had to be left as it was, and was not."""
    pairs = zip(exercise.parameters, arguments, case.given, strict=True)
    names = [name for name, now, before in pairs if name in exercise.keeps and not np.array_equal(now, before)]
    return names[0] if names else ""


def _report(exercise: Exercise, answers, wanted: list[Answer], pad: Pad) -> Report:
    judged = [
        _outcome(exercise, case, got, changed, right)
        for case, (got, changed), right in zip(exercise.cases, answers, wanted, strict=True)
    ]
    right, count = sum(one.passed for one in judged), len(judged)
    passed = right == count
    passes = "passes" if right == 1 else "pass"
    summary = "All cases pass. Well done!" if passed else f"{right} of {count} cases {passes}."
    problem, judged = _common(judged)
    got = [answer for answer, _ in answers]
    hints = () if passed else matching(exercise, got)
    words = {hint.name: hint.words for hint in exercise.hints}
    hint = "" if passed else words[hints[0]] if hints else _general(got, wanted, pad)
    return Report(passed, summary, tuple(judged), hint, hints, problem, pad.shown)


def _common(judged: list[Outcome]) -> tuple[str, list[Outcome]]:
    """A problem that all cases share is said once, instead of with each of them."""
    problems = {one.problem for one in judged}
    if len(judged) == 1 or len(problems) > 1 or problems == {""}:
        return "", judged
    return problems.pop(), [replace(one, problem="") for one in judged]


def _outcome(exercise: Exercise, case: Case, got: Answer, changed: str, wanted: Answer) -> Outcome:
    """One case in words. Where an argument must stay as it is, a change is a mistake though the numbers are right."""
    given = show_given(exercise.parameters, case.given)
    if got.problem:
        return Outcome(case.words, False, given, "", show_parts(wanted.parts), got.problem)
    passed = got.same(wanted) and not changed
    shown = (show_parts(wanted.parts),) * 2 if passed else show_two(got.parts, wanted.parts)
    return Outcome(case.words, passed, given, *shown, "" if passed else _problem(got, wanted, changed))


def _problem(got: Answer, wanted: Answer, changed: str) -> str:
    if len(got.parts) != len(wanted.parts):
        return f"It returned {_values(got)}; wanted {'is' if len(wanted.parts) == 1 else 'are'} {len(wanted.parts)}."
    if got.shapes != wanted.shapes:
        pairs = zip(got.shapes, wanted.shapes, strict=True)
        return " ".join(f"The shape is {have}; wanted is {want}." for have, want in pairs if have != want)
    if np.isnan(got.flat).any() and not np.isnan(wanted.flat).any():
        return "There is a NaN in it: somewhere 0/0, inf - inf, or the root or logarithm of a negative number."
    if np.isinf(got.flat).any() and not np.isinf(wanted.flat).any():
        return "There is an infinite number in it: somewhere a division by 0, a logarithm of 0, or too large an exp."
    return CHANGED.format(changed, changed) if changed and got.same(wanted) else ""


def _values(answer: Answer) -> str:
    count = len(answer.parts)
    return f"{count} value{'' if count == 1 else 's'}"


def matching(exercise: Exercise, got: list[Answer]) -> tuple[str, ...]:
    """The names of all hints whose mistake answers every case as the reader did."""
    return tuple(
        name
        for name, answers in exercise.mistaken.items()
        if all(mine.same(theirs) for mine, theirs in zip(got, answers, strict=True))
    )


def _general(got: list[Answer], wanted: list[Answer], pad: Pad) -> str:
    """A hint that needs no knowledge of the exercise; empty if nothing is known."""
    if all(not one.parts and not one.kind for one in got) and pad.text:
        return "The function prints its answer. It has to return it."
    if any(one.problem for one in got):
        return ""
    if all(one.shapes == right.shapes for one, right in zip(got, wanted, strict=True)):
        return _factor(got, wanted)
    if not all(_reshaped(one, right) for one, right in zip(got, wanted, strict=True)):
        return ""
    if all(len(one.parts) == len(right.parts) for one, right in zip(got, wanted, strict=True)):
        return "The numbers are right, their shape is not."
    return f"The numbers are right. Return them as {_values(wanted[0])}."


def _reshaped(got: Answer, wanted: Answer) -> bool:
    return got.flat.size == wanted.flat.size and close(got.flat, wanted.flat, got.rounding)


def _factor(got: list[Answer], wanted: list[Answer]) -> str:
    """Words for answers that are all the same multiple of the truth."""
    have, want = (np.concatenate([one.flat for one in side]) for side in (got, wanted))
    if not np.isfinite(have).all():
        return ""
    scale = float(want @ want)
    factor = float(have @ want) / scale if scale else math.nan
    if not math.isfinite(factor) or abs(factor) < 1e-6 or abs(factor - 1) < 1e-3 or not close(have, factor * want):
        return ""
    if math.isclose(factor, -1, rel_tol=1e-5):
        return "Every number has the wrong sign."
    return f"Every number is {factor:.4g} times what it should be: look for a missing factor."
