"""What holds for every lab of the book, whatever it shows."""

import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from nbhelpers import lab as lab_kit
from nbhelpers.lab import Time
from nbhelpers.lab.answers import plain
from nbhelpers.lab.csv_table import table
from nbhelpers.lab.drawing import Drawing
from tests.lab.test_csv_table import missing
from tests.labs.conftest import LABS, ends, few
from tests.whole import WHOLE, some

JUMPS = 9


def walk(lab):
    """States in an order that jumps about; in the whole run recorded ones too."""
    every = list(lab.recorded()) if WHOLE else []
    jumps = np.random.default_rng(0).permutation(len(every))[:JUMPS]
    at_random = few(lab) if WHOLE else few(lab)[:1]
    return [*(every[index] for index in jumps), *at_random, *some([values for _, values in ends(lab)], 2)]


def test_a_state_is_the_same_and_looks_the_same_whatever_was_shown_before(shown):
    """A walk through states leaves the pictures that the way back leaves, which begins with a fresh drawing."""
    lab, values = shown.lab, walk(shown.lab)
    states = [shown.state(**one) for one in values]
    there, back = shown.drawing, Drawing(lab)
    seen = [there.parts(state) for state in states]
    for state, parts in zip(reversed(states), reversed(seen), strict=True):
        assert back.parts(state) == parts
    np.testing.assert_equal(back.first, there.first)  # each has computed it
    for one, state in some([*zip(values, states, strict=True)], 0):
        np.testing.assert_equal(lab.state(**one), state)


def test_values_that_were_never_recorded_work_too(shown):
    """Each control's own ends, as they are offered in Jupyter."""
    seen = defaultdict(list)
    for name, values in ends(shown.lab):
        state = shown.state(**values)
        sentence, parts = shown.lab.read(state), shown.drawing.parts(state)
        assert not [part for part, text in parts.items() if "nan" in text], values
        assert sentence.endswith(".") and not {"nan", "inf"} & set(sentence.split()), values
        seen[name].append((sentence, parts))
    assert [name for name, (low, high) in seen.items() if low == high] == [], "moves nothing"


def test_nothing_of_its_state_is_lost_in_its_numbers_as_csv(shown):
    lab, computed = shown.lab, shown.drawing.first
    state = plain(computed)
    assert missing(state, table(lab, state, lab.defaults, lab.read(computed))) == []


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_every_control_refuses_nonsense_by_name(lab):
    for control in lab.controls:
        with pytest.raises(ValueError, match=control.name):
            lab.state(**{control.name: object()})


def test_every_run_is_played_within_ten_seconds():
    fastest = int(re.search(r"FASTEST = (\d+);", (Path(lab_kit.__file__).parent / "web" / "player.js").read_text())[1])
    moments = {(lab.name, len(one.recorded)) for lab in LABS for one in lab.controls if isinstance(one, Time)}
    assert moments and [run for run in moments if run[1] * fastest > 10_000] == []
