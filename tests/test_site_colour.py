"""The colours of formulas: which symbols get one, and that nothing else changes."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbhelpers.lab.style import COLOUR
from nbhelpers.site.colour import LAYERS, ROLES, coloured


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"w x", r"{\textcolor{weight}{w}} {\textcolor{activation}{x}}"),
        (r"g_j", r"{\textcolor{error}{g_{\textcolor{ink}{j}}}}"),
        (r"w_{hj}'", r"{\textcolor{weight}{w_{\textcolor{ink}{hj}}'}}"),
        (r"\hat y_j - y_j^k", r"{\textcolor{activation}{\hat y_{\textcolor{ink}{j}}}} - "
                              r"{\textcolor{target}{y_{\textcolor{ink}{j}}^{\textcolor{ink}{k}}}}"),
        (r"\frac{\partial E}{\partial w}",
         r"\frac{\partial {\textcolor{energy}{E}}}{\partial {\textcolor{weight}{w}}}"),
        (r"\frac w2", r"\frac {\textcolor{weight}{w}}2"),
        (r"e_{n-1}' e^{x}", r"{\textcolor{error}{e_{\textcolor{ink}{n-1}}'}} e^{x}"),
        (r"\sqrt[3]{x}", r"\sqrt[3]{{\textcolor{activation}{x}}}"),
    ],
)  # fmt: skip
def test_a_symbol_gets_the_colour_of_its_role_and_its_indices_stay_ink(tex, expected):
    assert coloured(tex, LAYERS) == expected


def test_a_key_may_name_the_subscript_or_the_superscript():
    roles = {"x": "activation", "x^s": "target", "x_k^2": "activation", "x^2": "target", "b_h": "activation"}
    assert coloured("x_i^s", roles).startswith(r"{\textcolor{target}")
    assert coloured("x^{s}_i", roles).startswith(r"{\textcolor{target}")
    assert coloured("x_k^2", roles).startswith(r"{\textcolor{activation}")
    assert coloured("b_i", roles) == "b_i"


@pytest.mark.parametrize(
    "tex",
    [
        r"e^{-w x}",  # Euler's number, and no colours in exponents
        r"\text{the weight w_{hj} of input x}",
        r"\operatorname{E} \mathrm{w} \mathcal{E}",
        r"\begin{array}{xx} 1 & 2 \end{array}",
        r"\label{w} \tag{x}",
        r"\sum_{x} \eta \wedge \xi",  # w and x inside names of commands
        r"x_",
        "{",
    ],
)
def test_what_is_no_symbol_stays_as_it_is(tex):
    assert coloured(tex, {k: v for k, v in LAYERS.items() if (k, tex) != ("x", "x_")}) == tex


PIECES = ["w", "x", r"\hat y", "y_j", "g_{j}", "e^", "_h", "^{2}", r"\frac", "{", "}", r"\text{w x}", "1", "+",
          r"\beta", " ", r"\sqrt", "[", "]", r"\begin{aligned}", "&", r"\\", "'", "E"]  # fmt: skip


@example("\\\\[")
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_colouring_never_fails_and_changes_nothing_but_colour(tex):
    """Taking every \\textcolor and every brace and blank out again leaves the formula as it was."""
    bare = re.sub(r"\\textcolor\{[a-z]+\}", "", coloured(tex, LAYERS))
    assert re.sub(r"[{}\s]", "", bare) == re.sub(r"[{}\s]", "", tex)


def test_every_role_is_one_of_the_figures_and_every_page_exists():
    contents = (Path(__file__).parents[1] / "_toc.yml").read_text("utf8")
    for page, roles in ROLES.items():
        assert f"file: {page}\n" in contents
        assert set(roles.values()) <= set(COLOUR)
