"""Check one equation: every statement of its printed form, at values that a check has made with the code."""

import itertools
from typing import NamedTuple

import numpy as np

from tests.equations import arithmetic
from tests.equations.loops import condition
from tests.equations.parser import read
from tests.equations.tokens import Unreadable, statements_of

ARROWS = {r"\leftarrow", r"\to"}


class Outcome(NamedTuple):
    """What a check found."""

    compared: int  # pairs of sides that agreed
    first: str | None  # the first of them
    wrong: str  # the first pair that did not, or what could not be read; empty: all is well


def check(tex, cases, reading=()):
    """Evaluate `tex` in each of `cases`, {name: value}; `reading`: ((as printed, as read), ...) where words are meant.

    A case with "false" is one where the display must not hold; "equals" is what the first side must be (a list: of each
    statement), "this" what sides must be that stand alone.
    """
    for printed, meant in reading:
        tex = tex.replace(printed, f" {meant} ")
    compared, first = 0, None
    for env in cases:
        try:
            found = list(_compare(tex, env))
        except (AssertionError, ArithmeticError, LookupError, TypeError, ValueError) as problem:
            return Outcome(compared, first, f"{type(problem).__name__}: {problem}")
        if env.get("false"):
            found = [(not all(holds for holds, _ in found), f"{found[0][1]} should be false here")]
        for holds, said in found:
            if not holds:
                return Outcome(compared, first, said)
            compared += 1
            first = first or (None if env.get("false") else said)
    return Outcome(compared, first, "" if compared else "nothing was compared")


def _compare(tex, env):
    """(holds, what was compared) for every pair of neighbouring sides, for all values of the free indices."""
    alone = list(env.get("this", ()))
    env = {**dict.fromkeys(env.get("free", ()), 0), **env}
    expected = env.get("equals", [])
    expected = list(expected) if isinstance(expected, list) else [expected]
    for statement in statements_of(tex, env):
        sides = [read(side, _shown(env, statement.relations, at)) for at, side in enumerate(statement.sides)]
        where = condition(statement.condition, env, read) if statement.condition else (lambda env: True)
        given = alone.pop(0) if not statement.relations and alone else None
        if not statement.relations and given is None:
            raise Unreadable(f"{' '.join(statement.sides[0])} stands alone: compare it with `this`, or leave it out")
        equals = expected.pop(0) if expected else None
        letters = {token.lstrip("\\") for side in statement.sides for token in side}
        free = {key: values for key, values in env.get("free", {}).items() if key in letters}
        compared = 0
        for each in itertools.product(*free.values()):
            here = {**env, **dict(zip(free, each, strict=True))}
            if not where(here):
                continue
            with np.errstate(all="ignore"):
                if equals is not None:
                    yield _pair("=", sides[0](here), equals.function(here) if _lazy(equals) else equals, env)
                if not statement.relations:
                    yield _pair("=", sides[0](here), given.function(here) if _lazy(given) else given, env)
                else:
                    yield from _chain(statement.relations, sides, here)
            compared += 1
        if not compared:
            raise Unreadable("an index has no values")
    if alone:
        raise Unreadable(f"{len(alone)} more sides expected that stand alone")


def _lazy(value):
    return isinstance(value, arithmetic.Lazy)


def _shown(env, relations, at):
    """Left of an arrow stands the new value: `new x` for `x`."""
    if at == 0 and relations and relations[0] in ARROWS:
        return {**env, **{key[4:]: value for key, value in env.items() if key.startswith("new ")}}
    return env


def _chain(relations, sides, env):
    values = [side(_shown(env, relations, at)) for at, side in enumerate(sides)]
    if r"\iff" in relations:
        cut = relations.index(r"\iff")
        left, right = (_truth(relations[:cut], values[: cut + 1]), _truth(relations[cut + 1 :], values[cut + 1 :]))
        yield left == right, f"{left} where the bound says {right}"
        return
    for relation, a, b in zip(relations, values, values[1:], strict=False):
        yield _pair(relation, a, b, env)


def _truth(relations, values):
    if not relations:
        return bool(values[0])
    return all(_holds(sign, a, b, 1e-9, 0) for sign, a, b in zip(relations, values, values[1:], strict=False))


def _pair(relation, a, b, env):
    said = f"{_short(a)} {relation} {_short(b)}"
    return _holds(relation, a, b, env.get("tolerance", 1e-9), env.get("about")), said


def _holds(relation, a, b, tolerance, rough):
    if relation in ("=", *ARROWS):
        return arithmetic.close(a, b, tolerance)
    if relation == r"\approx":
        if rough is None:
            raise Unreadable("about equal to what share? give `about`")
        return arithmetic.about(a, b, rough)
    slack = 1e-9 * max(1.0, float(np.max(np.abs(a))) if np.all(np.isfinite(a)) else 1.0)
    tests = {"<": a < b, ">": a > b, r"\le": a <= b + slack, r"\ge": a >= b - slack, r"\ne": a != b}
    return bool(np.all(tests[relation]))


def _short(value):
    """The value, or the first entry of an array, to four places."""
    value = np.asarray(value, dtype=float)
    number = float(value.flat[0]) if value.size else 0.0
    text = "0" if abs(number) < 1e-12 else f"{number:.4g}".replace("inf", "∞")
    return f"({text}, …)" if value.size > 1 else text
