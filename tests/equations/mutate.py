"""Would a slip be seen? Each equation, wrong in one place at a time: `python -m tests.equations.mutate [chapter ...]`.

A mutant has one sign turned, one relation turned round, one fraction upside down (or its stroke made a product), or a
minus after a relation. Nothing is written: the wrong TeX goes to the equation's check, which must refuse it. Ends with
1 if one is let through; those are listed below the table.
"""

import re
import sys
from typing import NamedTuple

from tests.equations.notebook import all_equations
from tests.equations.registry import NOT_YET, registered

TURNED = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le", "+": "-", "-": "+", "/": r"\cdot"}
PLACE = re.compile(r"\\text\{[^{}]*\}|\\[a-zA-Z]+|[<>+/-]")
SAYS = re.compile(r"(?:=|\\approx|\\leftarrow|\\to)(?![a-zA-Z])\s*(?:&\s*)?(?![-\s&]|0(?![.\d]))")
FRACTION = re.compile(r"\\[td]?frac(?![a-zA-Z])\s*")


STILL_TRUE = {  # mutants that are true as well, by label: how many, and why
    "neu-best": (3, "about its minimum E is even: E(w* - v) = E(w* + v)"),
    "rec-hand-back": (1, "the first term is 0: -δ_1 · 0 is as good"),
    "con-drop-mean": (1, "the second term is 0"),
    "bm-energy": (1, "each pair once: w is symmetric, so that i > j is as good as i < j"),
    "tun-moved": (2, "the deviations from the mean add up to 0, so one factor may be x + mu"),
}


class Mutant(NamedTuple):
    """A wrong equation, and where it is wrong."""

    tex: str
    change: str


def mutants(tex):
    """Every mutant of `tex`."""
    return [*_signs(tex), *_minus(tex), *_fractions(tex)]


def _signs(tex):
    for found in PLACE.finditer(tex):
        if found[0] in TURNED:
            new = TURNED[found[0]] + (" " if TURNED[found[0]][0] == "\\" else "")
            yield Mutant(tex[: found.start()] + new + tex[found.end() :], _near(tex, found.start(), new))


def _minus(tex):
    for found in SAYS.finditer(tex):
        if not _below(tex, found.start()):
            yield Mutant(f"{tex[: found.end()]}-{tex[found.end() :]}", _near(tex, found.end(), "-"))


def _below(tex, at):
    """Does place `at` stand in a subscript, as the j=1 under a sum, or in [i = j]?"""
    depth = 0
    for place in range(at - 1, -1, -1):
        depth += (tex[place] in "}]") - (tex[place] in "{[")
        if depth < 0:
            return tex[place] == "[" or tex[place - 1] == "_"
    return False


def _fractions(tex):
    for found in FRACTION.finditer(tex):
        over = _argument(tex, found.end())
        under = _argument(tex, over[1])
        a, b = (_bare(tex[slice(*part)]) for part in (over, under))
        if a.startswith(r"\partial") or a in ("d", b):
            continue  # a slope has no other way up
        new = rf"\frac{{{b}}}{{{a}}}"
        yield Mutant(tex[: found.start()] + new + tex[under[1] :], _near(tex, found.start(), new))


def _bare(argument):
    argument = argument.strip()
    return argument[1:-1] if argument[:1] == "{" else argument


def _argument(tex, at):
    """(start, end) of the argument of a command: {...}, a command, or one sign."""
    while tex[at].isspace():
        at += 1
    if tex[at] == "{":
        depth, end = 1, at + 1
        while depth:
            depth += (tex[end] == "{") - (tex[end] == "}")
            end += 1
        return at, end
    return at, re.compile(r"\\[a-zA-Z]+|.").match(tex, at).end()


def _near(tex, at, new):
    return f"{new} at …{' '.join(tex[max(0, at - 12) : at + 18].split())}…"


def missed(label, tex):
    """(how many mutants there are that are wrong, those that the check of `label` lets through)."""
    entry, found = registered()[label], mutants(tex)
    cases = entry.cases()
    through = [mutant for mutant in found if not entry.outcome(mutant.tex, cases).wrong]
    true = STILL_TRUE.get(label, (0, ""))[0]
    return len(found) - true, through if len(through) != true else []


def main(names):
    """Print the table; True if every slip in every equation is caught."""
    print(f"{'chapter':<15}{'equations':>10}{'mutants':>9}{'caught':>8}{'not':>5}", flush=True)
    through, good = [], True
    for chapter, found in all_equations().items():
        if chapter in NOT_YET or (names and chapter not in names):
            continue
        results = {label: missed(label, tex) for label, tex in found.items() if label in registered()}
        every, slipped = sum(n for n, _ in results.values()), sum(len(some) for _, some in results.values())
        print(f"{chapter:<15}{len(results):>10}{every:>9}{every - slipped:>8}{slipped:>5}", flush=True)
        through += [(label, mutant.change) for label, (_, some) in results.items() for mutant in some]
        good &= all(n and not some for n, some in results.values())
    for label, change in through:
        print(f"not caught: {label:<20} {change}")
    return good


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
