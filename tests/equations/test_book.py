"""Each numbered equation of the book holds as printed, against the code that it is about."""

import json
import re
import sys
from contextlib import contextmanager

import pytest

from tests.equations.mutate import missed, mutants
from tests.equations.notebook import all_equations
from tests.equations.registry import NOT_YET, function_of, registered
from tests.equations.report import REPORT, line
from tests.equations.seeds import SEEDS, wrong

EQUATIONS = registered()
PRINTED = {label: tex for found in all_equations().values() for label, tex in found.items()}
CHECKED = [label for label in PRINTED if label in EQUATIONS]
FEW = [label for label in CHECKED if 3 <= len(mutants(PRINTED[label])) <= 8]
SAMPLE = [one[0] for found in all_equations().values() if (one := [label for label in FEW if label in found])]
TOLD = json.loads(REPORT.read_text("utf8"))
AGAIN = "run `python -m tests.equations.report <chapter>`"
WRITE = """{label} has no check. In tests/{chapter}/equations.py write

    from tests.equations.registry import equation

    @equation("{label}", "module.function")   # of nbhelpers, what computes it
    def _(rng):
        return {{...}}                        # each name of the equation: a random value, or what the code answers

for

    {tex}

and then run `python -m tests.equations.report`. (CONTRIBUTING.md, "Add an equation". A chapter of which no equation
has a check yet can wait in NOT_YET of tests/equations/registry.py.)"""


@pytest.mark.parametrize("chapter", [chapter for chapter in all_equations() if chapter not in NOT_YET])
def test_every_numbered_equation_has_a_check(chapter):
    missing = {label: tex for label, tex in all_equations()[chapter].items() if label not in EQUATIONS}
    assert not missing, "\n\n\n".join(WRITE.format(label=k, chapter=chapter, tex=tex) for k, tex in missing.items())


def test_every_check_has_its_equation_in_its_chapter():
    book = all_equations()
    gone = [f"{each.label} is checked in tests/{each.chapter}/equations.py, but no equation of its notebook "
            "has that label: take the check out" for each in EQUATIONS.values()
            if each.label not in book.get(each.chapter, {})]  # fmt: skip
    assert not gone, "\n".join(gone)


def test_chapters_that_wait_have_no_check_at_all():
    begun = sorted({each.chapter for each in EQUATIONS.values()} & set(NOT_YET))
    assert not begun, f"{begun} have checks: take them out of NOT_YET in tests/equations/registry.py"


def test_labels_are_told_once():
    labels = [label for found in all_equations().values() for label in found]
    assert len(labels) == len(set(labels)) == len(PRINTED)


@pytest.mark.parametrize("label", CHECKED)
def test_the_printed_equation_holds_and_its_check_runs_the_code_that_it_names_as_the_page_tells(label):
    entry = EQUATIONS[label]
    unseen = {_code_of(function_of(name)): name for name in entry.code}
    assert unseen, f"{label} names no function"
    with _heard(unseen):
        found = entry.outcome(PRINTED[label])
    assert not found.wrong, f"{label}: {found.wrong}\n\n{PRINTED[label]}"
    assert not unseen, f"the check of {label} never calls nbhelpers.{', nbhelpers.'.join(unseen.values())}"
    now = {"code": list(entry.code), "how": entry.how, "compared": found.compared}
    told = TOLD.get(label, {})
    assert now == {key: told.get(key) for key in now}, f"{label}: {AGAIN}"


@pytest.mark.whole
@pytest.mark.parametrize("seed", SEEDS)
def test_they_hold_whatever_the_seed(seed):
    assert wrong(seed) == {}


@contextmanager
def _heard(unseen):
    """Takes out of `unseen` what is called; once all are, calls are heard no more, which costs as much as the check."""

    def hear(frame, event, _):
        if unseen.pop(frame.f_code, None) and not unseen:
            sys.setprofile(None)

    sys.setprofile(hear)
    try:
        yield
    finally:
        sys.setprofile(None)


def _code_of(function):
    return getattr(function, "__wrapped__", function).__code__


@pytest.mark.parametrize("label", SAMPLE)
def test_a_slip_in_the_text_is_refused_as_the_page_tells(label):
    now, told = line(label, PRINTED[label]), TOLD[label]
    assert now["slips"] == now["refused"] > 0, missed(label, PRINTED[label])
    assert told["slips"] == now["slips"] and told["refused"] == now["refused"], AGAIN
    assert _numbers(told["example"]) == pytest.approx(_numbers(now["example"]), rel=1e-3), AGAIN


def test_the_page_tells_of_every_check():
    assert list(TOLD) == CHECKED, AGAIN


def _numbers(text):
    return [abs(float(number)) for number in re.findall(r"\d+(?:\.\d+)?(?:e[+−-]?\d+)?", text.replace("−", "-"))]
