"""What holds for every lab of the book, whatever it shows."""

import random
import re
from pathlib import Path

import numpy as np
import pytest

from nbhelpers import lab as lab_kit
from nbhelpers import labs
from nbhelpers.lab import Time
from nbhelpers.lab.drawing import Drawing
from tests.whole import some

LABS = [lab for name, lab in labs.registry().items() if not name.startswith("tiny.")]
SAMPLE = 3
WALK = 4  # states of a lab that are drawn in turn, where not all are


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


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_a_state_is_the_same_and_looks_the_same_whatever_was_shown_before(lab):
    """A walk through states leaves the pictures that the way back leaves; the last is that of a fresh drawing."""
    values = some([*some_states(lab), *live_states(lab)], WALK)
    walk = [lab.state(**one) for one in values]
    there, back = Drawing(lab), Drawing(lab)
    seen = [there.parts(state) for state in walk]
    for state, parts in zip(reversed(walk), reversed(seen), strict=True):
        assert back.parts(state) == parts
    assert Drawing(lab).parts(walk[0]) == seen[0]
    for one, state in some([*zip(values, walk, strict=True)], 1):
        np.testing.assert_equal(lab.state(**one), state)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_values_that_were_never_recorded_work_too(lab):
    """Each control's own ends, as they are offered in Jupyter; in the whole run something in between too."""
    drawing = Drawing(lab)
    for control in lab.controls:
        grid = getattr(control, "grid", None)
        for value in some([grid[0], grid[len(grid) // 3], grid[-1]], 2) if grid else []:
            parts = drawing.parts(lab.state(**{control.name: value}))
            assert not [part for part, text in parts.items() if "nan" in text], (control.name, value)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_every_control_refuses_nonsense_by_name(lab):
    for control in lab.controls:
        with pytest.raises(ValueError, match=control.name):
            lab.state(**{control.name: object()})


def test_every_run_is_played_within_ten_seconds():
    fastest = int(re.search(r"FASTEST = (\d+);", (Path(lab_kit.__file__).parent / "web" / "player.js").read_text())[1])
    moments = {(lab.name, len(one.recorded)) for lab in LABS for one in lab.controls if isinstance(one, Time)}
    assert moments and [run for run in moments if run[1] * fastest > 10_000] == []
