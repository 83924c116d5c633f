"""A check survives whatever code it is given, and says what was wrong with it."""

import math
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.exercise.checking import LATE

double = Exercise(
    name="test.double",
    title="Double",
    task="Write `double(x, c)`.",
    start="def double(x, c):\n    return ...\n",
    cases=(Case("two numbers", (np.array([1.0, 2.0]), 2.0)), Case("three numbers", (np.array([0.0, -1.0, 3.0]), 1.0))),
    truth=lambda x, c: np.array([c * one + c * one for one in x]),
    hints=(Hint("once", "Twice, not once.", lambda x, c: c * x), Hint("raises", "No.", lambda x, c: x[9])),
    solution="def double(x, c):\n    return 2 * c * x\n",
)


def double_with(body, before=""):
    return f"{before}\ndef double(x, c):\n    {body}\n"


def problem(report):
    assert not report.passed
    return report.problem or " ".join(one.problem for one in report.outcomes)


@pytest.mark.parametrize(
    "code, said",
    [
        ("def double(x, c)\n    return x\n", "Line 1 can't be read as Python: expected ':'.\n    def double(x, c)"),
        ("def double(x, c):\nreturn x\n", "Line 2 can't be read as Python"),
        ("x = '\0'", "can't be read"),
        ("(" * 5000, "can't be read"),
        ("def twice(x, c):\n    return x\n", "defines no function double: keep its name. It defines twice."),
        ("double = 3", "defines no function double"),
        ("", "defines no function double"),
        ("y = 1 / 0\n", "Line 1: ZeroDivisionError: division by zero\n    y = 1 / 0"),
        ("import sys\nsys.exit(3)\n", "Line 2: SystemExit: 3"),
        ("raise SystemExit", "Line 1: SystemExit"),
        ("import nothing_of_that_name", "Line 1: ModuleNotFoundError"),
        (double_with("return y"), "Line 3: NameError: name 'y' is not defined\n    return y"),
        (double_with("return x[7]"), "Line 3: IndexError"),
        (double_with("return double(x, c)"), "RecursionError"),
        (double_with("raise SystemExit"), "Line 3: SystemExit"),
        (double_with("raise GeneratorExit"), "Line 3: GeneratorExit"),
        (double_with("raise Odd", "class Odd(BaseException):\n    def __str__(self):\n        return 1 / 0"), "Odd"),
        ("def double(x):\n    return x\n", "takes 1 positional argument but 2 were given"),
        (double_with("pass"), "returned nothing (None). Does the function end with return?"),
        (double_with("return ..."), "three dots are still there"),
        (double_with("return 'text'"), "It returned a str, not numbers."),
        (double_with("return {}"), "It returned a dict"),
        (double_with("return [[1], [1, 2]]"), "It returned a list that is no array: its parts are no numbers, or"),
        (double_with("return [x, 'a']"), "It returned a list that is no array"),
        (double_with("return np.array(['a', 'b'])"), "It returned an array of text, not of numbers."),
        (double_with("return object()"), "It returned an object, not numbers."),
        (double_with("return [None, 1]"), "There is a None among its numbers."),
        (double_with("return [..., 1]"), "three dots are still there"),
        (double_with("return 1j * x"), "It returned complex numbers; wanted are real ones."),
        (double_with("return 10**400"), "It returned a whole number that is too large to be compared."),
        ("async def double(x, c):\n    return 2 * c * x\n", "It returned a coroutine, not numbers: begin with def,"),
        ("async def double(x, c):\n    yield 2 * c * x\n", "It returned a coroutine, not numbers: begin with def,"),
        (double_with("return x * input()"), "Line 3: EOFError: nobody can type while the code is checked: take"),
        (double_with("return np.ones(10**12)"), "Line 3: MemoryError: Unable to allocate 7.28 TiB"),
        (
            double_with("return Evil()", "class Evil:\n    def __array__(self, *_, **__):\n        raise SystemExit"),
            "Exit",
        ),
        (double_with("return lambda: x"), "It returned a function"),
        (double_with("return np.exp"), "It returned a ufunc, not numbers."),
        (double_with("return x, c"), "It returned 2 values; wanted is 1."),
        (double_with("return 2.0"), "The shape is (); wanted is (2,)."),
        (double_with("return np.zeros((300, 300))"), "The shape is (300, 300)"),
        (double_with("return np.zeros(10**17)"), "MemoryError"),
        (double_with("return x * np.nan"), "There is a NaN in it"),
        (double_with("return 1 / (0 * x)"), "There is an infinite number in it"),
        (double_with("x.resize(1, refcheck=False); return x"), "The shape is (1,)"),
    ],
)
def test_what_went_wrong_is_said(code, said):
    report = double.check(code, seconds=5)
    assert said in problem(report)
    assert len(str(report)) < 5000


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "while True:\n    pass",
        double_with("while True: pass"),
        double_with("return [0 for _ in iter(int, 1)]"),
        double_with("\n    while True:\n        try:\n            c += 1\n        except Exception:\n            pass"),
        double_with("\n    while True: print('again')"),
    ],
)
def test_a_loop_without_end_is_ended(code):
    before = sys.gettrace()
    report = double.check(code, seconds=0.1)
    assert problem(report) == LATE.format("0.1")
    assert sys.gettrace() is before and len(report.printed) < 1100
    assert double.check(double.solution, seconds=60).passed


def in_another_thread(work):
    """What `work` gives in a thread, where no alarm rings."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_a_loop_without_end_is_ended_in_a_thread_too():
    report = in_another_thread(lambda: double.check(double_with("while True: pass"), seconds=0.1))
    assert problem(report) == LATE.format("0.1")
    assert in_another_thread(lambda: double.check(double.solution, seconds=60)).passed


@pytest.mark.parametrize("code", ["import time\ntime.sleep(60)\n", double_with("\n    import time; time.sleep(60)")])
def test_a_pause_is_ended(code):
    handler, timer = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
    assert problem(double.check(code, seconds=0.1)) == LATE.format("0.1")
    assert signal.getsignal(signal.SIGALRM) is handler and signal.getitimer(signal.ITIMER_REAL) == timer


def test_a_loop_that_swallows_the_alarm_is_told_again():
    loop = double_with("\n    try:\n        while True: pass\n    except BaseException:\n        while True: pass")
    assert problem(double.check(loop, seconds=0.1)) == LATE.format("0.1")


def test_a_stop_by_the_reader_goes_through():
    with pytest.raises(KeyboardInterrupt):
        double.check(double_with("raise KeyboardInterrupt"))


def test_prints_are_kept_short_and_do_not_reach_the_page(capsys):
    report = double.check(double_with("print('z' * 10**6); return 2 * c * x"))
    assert report.passed and report.printed.startswith("zzz") and len(report.printed) < 1100
    assert capsys.readouterr().out == ""


def test_a_printed_answer_is_recognised():
    assert double.check(double_with("print(2 * c * x)")).hint == "The function prints its answer. It has to return it."


def test_arguments_are_new_for_every_check():
    double.check(double_with("x[:] = 0; return x"))
    assert double.check(double.solution).passed
    assert double.cases[0].given[0].tolist() == [1.0, 2.0]


def test_an_argument_may_be_changed_unless_the_task_forbids_it():
    changes = double_with("x *= 2; return x * c")
    assert double.check(changes).passed
    report = replace(double, keeps=("x",)).check(changes)
    assert problem(report) == "It changed its argument x. Work on a copy: x.copy()."


def test_warnings_of_numpy_are_not_the_reader_s_business():
    report = double.check(double_with("return x / 0"))
    assert not report.passed and "inf" in report.outcomes[0].got


def test_a_function_is_judged_like_its_code():
    assert double.check(lambda x, c: 2 * c * x).passed
    assert double.check(lambda x, c: c * x).hint == "Twice, not once."
    report = double.check(lambda x, c: x[9])
    assert report.hints == ("raises",) and "IndexError" in str(report)
    with pytest.raises(ValueError, match="an answer is code"):
        double.check(3)


@given(st.floats(-50, 50).filter(lambda factor: abs(factor) > 0.01))
def test_a_wrong_factor_is_named(factor):
    report = double.check(lambda x, c: factor * 2 * c * x)
    if math.isclose(factor, 1, rel_tol=1e-5):
        assert report.passed
    elif math.isclose(factor, 0.5, rel_tol=1e-4) or math.isclose(factor, 1, rel_tol=2e-3):
        assert not report.passed
    elif math.isclose(factor, -1, rel_tol=1e-4):
        assert "sign" in report.hint or "-1 times" in report.hint
    else:
        assert f"{factor:.4g} times" in report.hint


def test_the_right_numbers_in_another_shape_are_recognised():
    assert double.check(lambda x, c: (2 * c * x)[:, None]).hint == "The numbers are right, their shape is not."


def test_the_report_shows_given_got_and_wanted():
    text = str(double.check(lambda x, c: x))
    assert "0 of 2 cases pass." in text
    assert "given   x = [1, 2], c = 2" in text and "got     [1, 2]" in text and "wanted  [4, 8]" in text


def test_numbers_that_differ_late_are_shown_with_more_digits():
    outcome = double.check(lambda x, c: 2 * c * x * (1 + 5e-5)).outcomes[0]
    assert (outcome.got, outcome.wanted) == ("[4.0002, 8.0004]", "[4, 8]")


def test_a_prediction_says_what_is_no_number():
    one = Prediction("test.one", "One", "?", lambda: 1.0, (Near(2, "That is two."),), "{truth}")
    assert one.check("two").summary.startswith("That can’t be read as one number")
    assert one.check("1.04").passed and not one.check("1.06").passed
    assert one.check("2").summary == "That is two."


@pytest.mark.parametrize(
    "change, said",
    [
        ({"name": "Double"}, "an exercise's name is '<chapter>.<exercise>'"),
        ({"cases": ()}, "at least one case"),
        ({"hints": double.hints[:1] * 2}, "two hints have one name"),
        ({"start": "def double(x"}, "the start must be Python code"),
        ({"solution": "x = 1"}, "the solution must be Python code"),
        ({"keeps": ("y",)}, "keeps names .'y'.; allowed are .'x', 'c'."),
    ],
)
def test_a_wrong_declaration_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        replace(double, **change)
