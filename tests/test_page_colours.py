"""The colours of the page around the figures, as its style sheets name them: text can be read in light and in dark."""

import re
from pathlib import Path

import pytest
from coloraide import Color

from nbhelpers.lab.style import COLOUR, DARK
from tests.sight import MODES

STATIC = Path(__file__).parents[1] / "site" / "motion" / "static"
TEXTS = ("ink", "muted", "accent", "code-word", "code-text", "code-number")


def variables(mode: str) -> dict[str, str]:
    """The page's variables in a mode; those of the labs' roles lead."""
    sheets = "".join((STATIC / name).read_text("utf8") for name in ("page.css", "code.css"))
    blocks = re.findall(r":root {([^}]*)}", sheets)
    if mode == "dark":
        blocks += re.findall(r'html\[data-theme="dark"\] {([^}]*)}', sheets)
    roles = {f"--lab-{role}": value for role, value in MODES[mode].items()}
    found = re.findall(r"--([\w-]+): (?:var\((--lab-\w+), )?(#[0-9a-f]{6})", " ".join(blocks))
    return {name: roles[role] if role else value for name, role, value in found}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_of_the_page_can_be_read(mode, ground, text):
    found = variables(mode)
    assert Color(found[text]).contrast(Color(found[ground]), method="wcag21") >= 4.5


def test_the_modes_are_those_of_the_figures():
    assert variables("light")["paper"] == COLOUR["paper"] and variables("dark")["paper"] == DARK["paper"]
    assert variables("light")["code-word"] != variables("dark")["code-word"]
