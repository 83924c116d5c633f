"""Numbers as people type them are read alike by Python and by the page, and the right one is taken in every form."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from nbhelpers.build.exercise_pages import figure, judgement
from nbhelpers.exercise import Near, Prediction
from nbhelpers.exercise.page import still
from nbhelpers.exercise.prediction import NO_NUMBER
from nbhelpers.exercise.typed import readings
from nbhelpers.exercises import registry
from nbhelpers.site.katex import node_program
from tests.exercises.forms import NOTHING, READ, forms

PREDICTIONS = [one for one in registry().values() if isinstance(one, Prediction)]
SCRIPT = Path(__file__).parents[2] / "nbhelpers/lab/web/typed.js"
ASK = f"""import {{ readings, judge }} from {json.dumps(SCRIPT.as_uri())};
import {{ readFileSync }} from "node:fs";
const {{ texts, judged }} = JSON.parse(readFileSync(0, "utf8"));
const read = texts.map((text) => [...readings(text)]);
const said = judged.map(([judgement, texts]) => texts.map((text) => judge(text, judgement)));
console.log(JSON.stringify({{ read, said }}));"""

spread = Prediction("test.spread", "A spread", "?", lambda: 2.236, (Near(4.472, "Too much."), Near(5.0, "That is 5.")))
count = Prediction("test.count", "A count", "?", lambda: 2416, (Near(2400, "Biases!"),), wanted=0)
share = Prediction("test.share", "A share", "In percent?", lambda: 50, (), unit="%")
SAID = {
    spread: {
        "2,236": "Read as 2.236. Right: it is 2.236.",
        "2.24": "Right: it is 2.236.",
        "2.2": "Right: it is 2.236.",
        "2": "Right as far as it goes. Give two digits.",
        "3": "Not yet: it is less than that.",
        "4,472": "Read as 4.472. Too much.",
        "4.472": "Too much.",
        "1,234": "That can be read in two ways. Write 1234, or 1.234 with a point.",
        "-1,234": "Not yet: it is more than that.",
        "1.234": "Not yet: it is more than that.",
        "3,456": "Not yet: it is less than that.",
        "two": NO_NUMBER,
    },
    count: {
        "2,416": "Right: it is 2,416.",
        "2.416": "Right: it is 2,416.",
        "2 416": "Right: it is 2,416.",
        "2,400": "Biases!",
        "3,100": "Not yet: it is less than that.",
        "2416.5": "Not yet: it is less than that.",
        "12,5": "Not yet: it is more than that.",
    },
    share: {"50 %": "Right: it is 50 %.", "50": "Right: it is 50 %.", "0.5": "Not yet: it is more than that."},
}


@pytest.fixture(scope="module")
def page():
    """What the page's script makes of all texts of this module."""
    judged = [(json.loads(judgement(one)), forms(one.value, one.wanted)) for one in PREDICTIONS]
    judged += [(json.loads(judgement(one)), list(said)) for one, said in SAID.items()]
    asked = json.dumps({"texts": [*READ, *NOTHING], "judged": judged})
    command = [node_program(), "--input-type=module", "--eval", ASK]
    return json.loads(subprocess.run(command, input=asked.encode(), capture_output=True, check=True, timeout=60).stdout)


@pytest.mark.parametrize("text", READ)
def test_what_people_write_is_read(text):
    assert list(readings(text).values()) == pytest.approx(READ[text], rel=1e-12)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_number_is_none(text):
    assert readings(text) == {}


def test_the_page_reads_the_same(page):
    for text, there in zip([*READ, *NOTHING], page["read"], strict=True):
        here = readings(text)
        assert [shown for shown, _ in there] == list(here), text
        assert [value for _, value in there] == pytest.approx(list(here.values()), rel=1e-12), text


def test_a_right_number_is_right_however_it_is_written_here_and_on_the_page(page):
    for one, there in zip(PREDICTIONS, page["said"], strict=False):
        for text, said in zip(forms(one.value, one.wanted), there, strict=True):
            report = one.check(text)
            assert report.passed, (one.name, text, report.summary)
            assert (said["right"], said["words"]) == (True, report.summary), (one.name, text)


def test_what_can_be_read_in_two_ways_is_taken_if_one_is_known_and_else_asked_back(page):
    for (one, wanted), there in zip(SAID.items(), page["said"][len(PREDICTIONS) :], strict=True):
        assert {text: one.check(text).summary for text in wanted} == wanted
        assert {text: said["words"] for text, said in zip(wanted, there, strict=True)} == wanted


@pytest.mark.parametrize("number", [2.416, np.float64(2.416), 2416, np.int64(2416)])
def test_a_number_is_not_a_text(number):
    assert count.check(number).passed == (number == 2416)


@pytest.mark.parametrize("one", PREDICTIONS, ids=lambda one: one.name)
def test_a_typical_mistake_gets_its_words_in_as_many_digits_as_are_asked(one):
    for near in one.hints:
        digits = one.wanted or 12
        assert one.check(f"{near.number:.{digits}g}").summary == near.words
        assert one.check(f"{near.number:.{digits + 2}g}").summary == near.words


@pytest.mark.parametrize("one", PREDICTIONS, ids=lambda one: one.name)
def test_how_many_digits_are_wanted_stands_in_every_host(one):
    words = "digits are enough.)" if one.wanted else "(A whole number.)"
    assert one.wanted or one.value == pytest.approx(round(one.value))
    assert all(words in text for text in (figure(one), still(one), repr(one)))


@pytest.mark.parametrize(
    "change, said", [({"wanted": 9}, "wanted is 9; allowed"), ({"tolerance": 0.5}, "tolerance is 0.5; allowed")]
)
def test_a_wrong_declaration_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        Prediction("test.one", "One", "?", lambda: 1.0, (), **change)

