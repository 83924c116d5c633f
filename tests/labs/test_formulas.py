"""The formulas under labs: computed anew from the numbers in them, both sides agree, in every lab, in many states."""

import re
from itertools import islice

import numpy as np
import pytest

from nbhelpers import labs
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.formula import Formula, Symbol, number, parts, slots
from tests.labs.conftest import settings

WITH = [lab for lab in labs.registry().values() if lab.formulas]
AT_LEAST = {  # one neuron, a step of back-propagation, the optimizers, a window, batch norm, ΔE, p, CD, attention
    "neurons.line", "backprop.step", "optimizers.anatomy", "convolution.kernel", "convolution.batch_norm",
    "hopfield.landscape", "boltzmann.temperature", "rbm.step", "attention.head",
}  # fmt: skip
PYTHON = [("[", "(("), ("|", ")/("), ("]", "))"), ("^(", "**("), ("·", "*"), ("−", "-"), ("√(", "np.sqrt(")]


def sides(formula):
    """The values of both sides of a formula, by its own signs and the full numbers."""
    written = formula.written
    for sign, python in PYTHON:
        written = written.replace(sign, python)
    names = {"np": np, "e": np.e, "step": lambda u: float(u > 0), "symbols": formula.symbols}
    return [eval(re.sub(r"\{(\w+)\}", r"(symbols['\1'].value)", side), names) for side in written.split("=")]


def test_the_labs_that_need_them_have_formulas():
    assert AT_LEAST <= {lab.name for lab in WITH}


@pytest.mark.parametrize("lab", WITH, ids=lambda lab: lab.name)
def test_both_sides_of_every_formula_agree(lab):
    names = set(Drawing(lab).moving)
    count = {len(list(lab.formulas(lab.state())))}
    for values in [{}, *islice(settings(lab), 20)]:
        state = lab.state(**values)
        formulas = list(lab.formulas(state))
        count.add(len(formulas))
        for formula in formulas:
            if not formula.written or any(isinstance(one.value, str) for one in formula.symbols.values()):
                continue
            left, right = sides(formula)
            assert left == pytest.approx(right, rel=1e-9, abs=1e-9), (values, formula)
            marks = {mark for one in formula.symbols.values() for mark in one.marks}
            assert all(any(part == mark or part.startswith(f"{mark}.") for part in names) for mark in marks)
        assert set(lab.formula_parts(state)) == set(lab.formula_parts(lab.state()))
    assert len(count) == 1


def test_a_number_stands_where_its_symbol_stands():
    formula = Formula("{u} = [{a} · {b}|√({c})] + e^({b})", {
        "u": Symbol("u", 1.5, "sum"), "a": Symbol("a_1", -2, "first"), "b": Symbol("b", -0.25, "second", ("line",)),
        "c": Symbol("c", 4, "third"),
    })  # fmt: skip
    found = parts([formula])
    order = [re.findall(r'data-symbol="(\w+)"', found[f"formula.0.{kind}"]) for kind in ("symbols", "numbers")]
    assert order[0] == order[1] == ["u", "a", "b", "c", "b"]
    assert re.findall(r"<mn>([^<]*)</mn></mrow>", found["formula.0.numbers"]) == ["1.5", "−2", "(−0.25)", "4", "−0.25"]
    assert 'data-symbol="b" data-marks="line"><math><mi>b</mi></math> second' in found["formula.names"]
    assert found["formula.0.symbols"].count("<mfrac>") == 1 and "<msup><mi>e</mi>" in found["formula.0.symbols"]
    assert slots([formula]).count("data-part") == 3 and slots([]) == ""


@pytest.mark.parametrize(
    ("written", "words"),
    [("{a} = {x}", "do not agree about b, x"), ("{a} = 1", "do not agree about b"), ("{a} = ({b}", "'\\)' is missing"),
     ("{a} = {b})", "closes nothing"), ("{a} = [{b}]", r"written \[a\|b\]")],
)  # fmt: skip
def test_a_formula_that_is_none_is_refused(written, words):
    symbols = {"a": Symbol("a", 1, "left"), "b": Symbol("b", 1, "right")}
    with pytest.raises(ValueError, match=words):
        parts([Formula(written, symbols)])


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (-2.0, "−2"), (0.0, "0"), (0.12345, "0.123"), (-12.345, "−12.3"), (1234.5, "1230"), (1.2e-5, "1.2·10⁻⁵"),
     (-2.5e7, "−2.5·10⁷"), (np.float64(0.1), "0.1"), (float("nan"), "?"), (float("-inf"), "−∞"), ("?", "?")],
)  # fmt: skip
def test_numbers_have_three_digits_that_count(value, text):
    assert number(value) == text
