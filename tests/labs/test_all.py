"""What holds for every lab of the book, whatever it shows."""

import random
import re
from pathlib import Path

import numpy as np
import pytest

from nbhelpers import lab as lab_kit
from nbhelpers.lab import Time
from nbhelpers.lab.answers import plain
from nbhelpers.lab.csv_table import table
from nbhelpers.lab.drawing import Drawing
from tests.lab.test_csv_table import missing
from tests.labs.conftest import LABS
from tests.whole import some

SAMPLE = 3
WALK = 3  # states of a lab that are drawn in turn, where not all are


def some_states(lab):
    """A few of the recorded control values, the same ones every time, in an order that jumps about."""
    every = list(lab.recorded())
    chosen = np.random.default_rng(0).permutation(len(every))[:SAMPLE]
    first_and_last = [control.recorded[end] for control in lab.controls for end in (0, -1)]
    ends = [{**lab.defaults, c.name: v} for c, v in zip(np.repeat(lab.controls, 2), first_and_last, strict=True)]
    return [every[index] for index in chosen] + ends


def live_states(lab):
    """A walk through values that the page offers once it is live: one control at a time."""
    chance, values = random.Random(lab.name), dict(lab.defaults)
    for _ in range(SAMPLE):
        control = chance.choice(lab.controls)
        values[control.name] = chance.choice(control.offered)
        yield dict(values)


def test_a_state_is_the_same_and_looks_the_same_whatever_was_shown_before(shown):
    """A walk through states leaves the pictures that the way back leaves, which begins with a fresh drawing."""
    lab = shown.lab
    values = some([*some_states(lab), *live_states(lab)], WALK)
    walk = [shown.state(**one) for one in values]
    there, back = shown.drawing, Drawing(lab)
    seen = [there.parts(state) for state in walk]
    for state, parts in zip(reversed(walk), reversed(seen), strict=True):
        assert back.parts(state) == parts
    np.testing.assert_equal(back.first, there.first)  # each has computed it
    for one, state in some([*zip(values, walk, strict=True)], 0):
        np.testing.assert_equal(lab.state(**one), state)


def test_values_that_were_never_recorded_work_too(shown):
    """Each control's own ends, as they are offered in Jupyter; in the whole run something in between too."""
    for name, grid in ((control.name, control.grid) for control in shown.lab.controls if hasattr(control, "grid")):
        seen = []
        for value in some([grid[0], grid[len(grid) // 3], grid[-1]], 2):
            state = shown.state(**{name: value})
            sentence, parts = shown.lab.read(state), shown.drawing.parts(state)
            assert not [part for part, text in parts.items() if "nan" in text], (name, value)
            assert sentence.endswith(".") and not {"nan", "inf"} & set(sentence.split()), (name, value)
            seen.append((sentence, parts))
        assert seen[0] != seen[-1], f"{name} moves nothing"


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
