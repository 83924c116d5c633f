"""The reader of TeX: what it takes for what, and that it refuses what it can't read."""

import numpy as np
import pytest

from tests.equations.arithmetic import Table
from tests.equations.check import check
from tests.equations.mutate import mutants
from tests.equations.parser import read
from tests.equations.tokens import Unreadable, statements_of, tokens_of

W, V = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])


def value(tex, **env):
    return read(tokens_of(tex), env)(env)


@pytest.mark.parametrize(("tex", "expected"), [
    (r"\frac12 + \frac1N", 0.75),
    (r"-N^2 + 2 \cdot 3", -10),
    (r"\sum_{i=1}^{2} w_{i2}\, v_i", 2 * 5 + 4 * 6),
    (r"\sum_{i \ne 1} v_i - 1", 5),
    (r"\sum_i\sum_{j \ne i} w_{ij}", 5),
    (r"\prod_{i < 2} v_i", 5),
    (r"\lVert v \rVert^2", 61),
    (r"|v|\,|v|", 61),
    (r"\big| 1 - N \big|", 3),
    (r"e^{-\ln N}", 0.25),
    (r"\tanh^2 0 + \sqrt N", 2),
    (r"v^\top w\, v", 5 * 17 + 6 * 39),
    (r"\max(0, N, 1) / N", 1),
    (r"\lceil N / 3 \rceil + \lfloor N / 3 \rfloor", 3),
    (r"\begin{cases} 1 & N > 5 \\ 7 & \text{otherwise} \end{cases}", 7),
    (r"\underbrace{N N}_{16} - 1", 15),
    (r"(w v)_2", 39),
    (r"2 (N - 1)^2", 18),
])  # fmt: skip
def test_reads(tex, expected):
    ranges = {"i": (1, 2), "j": (1, 2)}
    assert value(tex, N=4, w=W, v=V, range=ranges) == pytest.approx(expected)


NO_CASE = r"\begin{cases} 1 & N > 5 \end{cases}"


@pytest.mark.parametrize("tex", ["q", r"N +", r"\frac{N}", r"\wp(N)", r"\max(N)", NO_CASE])
def test_refuses(tex):
    with pytest.raises((Unreadable, IndexError)):
        value(tex, N=4)


def test_an_index_outside_is_no_index_from_the_end():
    with pytest.raises(IndexError, match="index 0"):
        value("v_{N-4}", N=4, v=V)


def test_patterns_have_their_number_above():
    assert value("x_2^1", x=Table([[7.0, 8.0]], upper=1)) == 8


@pytest.mark.parametrize(("tex", "sides"), [
    (r"a = b = c", [3]),
    (r"a = 1 \quad (i \ne j), \qquad b = 0 .", [2, 2]),
    (r"\begin{aligned} a &= b \\ &= c, & d &\le 1 \end{aligned}", [3, 2]),
    (r"\begin{aligned} a &= b \\ &+ c \end{aligned}", [2]),
    (r"\boxed{\; a = f(1, 2) \;}", [2]),
])  # fmt: skip
def test_parts_a_display_into_statements(tex, sides):
    assert [len(found.sides) for found in statements_of(tex)] == sides


def test_a_mean_is_taken_over_the_draws():
    env = {"x": 0, "a": 5.0, "draws": [{"x": 1.0}, {"x": 3.0}]}
    assert not check(r"\mathbb{E}[x^2] = a, \qquad \operatorname{Var}[x] = 1", [env]).wrong


@pytest.mark.parametrize(("tex", "wrong"), [("a = -b", "2 = -2"), (r"a < b", "2 < 2"), ("a", "stands alone")])
def test_tells_what_is_wrong(tex, wrong):
    assert wrong in check(tex, [{"a": 2.0, "b": 2.0}]).wrong


def test_mutants_turn_signs_relations_and_fractions():
    found = {mutant.tex for mutant in mutants(r"a \le \frac{b}{c} - \sum_{j=1}^{n} d_j")}
    assert found == {
        r"a \ge  \frac{b}{c} - \sum_{j=1}^{n} d_j",
        r"a \le \frac{b}{c} + \sum_{j=1}^{n} d_j",
        r"a \le \frac{c}{b} - \sum_{j=1}^{n} d_j",
    }
