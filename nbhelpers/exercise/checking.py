"""Judge an answer to an exercise: every case against the truth, then the hint for the mistake it looks like."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nbhelpers.exercise.answers import Answer, close, read_value
from nbhelpers.exercise.definition import Case, Exercise
from nbhelpers.exercise.report import Outcome, Report
from nbhelpers.exercise.running import Failed, Pad, TooLong, deadline, file_of, guarded, load, quiet
from nbhelpers.exercise.showing import show_given, show_parts, show_two

CHANGED = "It changed its argument {}. Work on a copy: {}.copy()."


def check(exercise: Exercise, answer: str | Callable, seconds: float | None = None) -> Report:
    """The report on an answer: code as text, or a function. Nothing a reader's code does raises here."""
    if not (isinstance(answer, str) or callable(answer)):
        raise ValueError(f"an answer is code (a string) or a function, not {answer!r}")
    wanted, _ = exercise.wanted, exercise.mistaken  # before the reader's code can spoil anything
    pad, code = Pad(), answer if isinstance(answer, str) else None
    answers: list[tuple[Answer, str]] = []
    try:
        with quiet(pad), deadline(seconds if code is not None else None):
            function = answer if code is None else load(code, exercise.function)
            for case in exercise.cases:
                answers.append(_call(exercise, function, case))
    except Failed as failed:
        return Report(False, "The code could not be run.", problem=str(failed), printed=pad.shown)
    except TooLong:
        problem = f"It did not end within {seconds:g} s. Is there a loop that never stops?"
        return Report(False, "Stopped.", problem=problem, printed=pad.shown)
    return _report(exercise, answers, wanted, pad)


def _call(exercise: Exercise, function: Callable, case: Case) -> tuple[Answer, str]:
    """The answer to one case, and the name of an argument that the function changed."""
    arguments = case.arguments()
    try:
        value = guarded(lambda: read_value(function(*arguments)), (), file_of(function))
    except Failed as failed:
        value = Answer(problem=str(failed), kind=failed.kind)
    pairs = zip(exercise.parameters, arguments, case.given, strict=True)
    changed = [name for name, now, before in pairs if not np.array_equal(now, before)]
    return value, changed[0] if changed else ""


def _report(exercise: Exercise, answers, wanted: list[Answer], pad: Pad) -> Report:
    judged = [
        _outcome(exercise, case, got, changed, right)
        for case, (got, changed), right in zip(exercise.cases, answers, wanted, strict=True)
    ]
    right, count = sum(one.passed for one in judged), len(judged)
    passed = right == count
    summary = "All cases pass. Well done!" if passed else f"{right} of {count} cases pass."
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
    """One case in words. A changed argument is a mistake even where the numbers are right."""
    given = show_given(exercise.parameters, case.given)
    if got.problem:
        return Outcome(case.words, False, given, "", show_parts(wanted.parts), got.problem)
    passed = got.same(wanted) and not changed
    shown = (show_parts(wanted.parts),) * 2 if passed else show_two(got.parts, wanted.parts)
    return Outcome(case.words, passed, given, *shown, "" if passed else _problem(got, wanted, changed))


def _problem(got: Answer, wanted: Answer, changed: str) -> str:
    if len(got.parts) != len(wanted.parts):
        return f"It returned {len(got.parts)} values; wanted are {len(wanted.parts)}."
    if got.shapes != wanted.shapes:
        pairs = zip(got.shapes, wanted.shapes, strict=True)
        return " ".join(f"The shape is {have}; wanted is {want}." for have, want in pairs if have != want)
    if np.isnan(got.flat).any() and not np.isnan(wanted.flat).any():
        return "There is a NaN in it: somewhere 0/0, inf - inf, or the root of a negative number."
    return CHANGED.format(changed, changed) if changed and got.same(wanted) else ""


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
    if all(_reshaped(one, right) for one, right in zip(got, wanted, strict=True)):
        return "The numbers are right, their shape is not."
    return ""


def _reshaped(got: Answer, wanted: Answer) -> bool:
    return got.flat.size == wanted.flat.size and close(got.flat, wanted.flat)


def _factor(got: list[Answer], wanted: list[Answer]) -> str:
    """Words for answers that are all the same multiple of the truth."""
    have, want = (np.concatenate([one.flat for one in side]) for side in (got, wanted))
    scale = float(want @ want)
    factor = float(have @ want) / scale if scale else math.nan
    if not math.isfinite(factor) or abs(factor) < 1e-6 or abs(factor - 1) < 1e-3 or not close(have, factor * want):
        return ""
    if math.isclose(factor, -1, rel_tol=1e-5):
        return "Every number has the wrong sign."
    return f"Every number is {factor:.4g} times what it should be: look for a missing factor."
