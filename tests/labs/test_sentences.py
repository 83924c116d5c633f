"""What every lab says and writes into its pictures, proof-read at random settings over all that is offered live.

`tests.slips` says what is looked for; besides, a lab takes the value that a control has, and not one near it.
SETTINGS=200 reads that many settings of every lab; without it, a few.
"""

import os
import re
from itertools import islice
from numbers import Real

import numpy as np
import pytest

from nbhelpers.lab import Pixels, Seed
from nbhelpers.lab.drawing import Drawing
from tests.labs.test_all import LABS
from tests.slips import outside, overlaps, slips

DEAR = {  # labs that compute for a tenth of a second or more
    "activations.dead", "autoencoders.linear", "backprop.accumulated", "backprop.early_stopping", "backprop.escape",
    "backprop.surface", "batches.breaks", "boltzmann.learning", "deep_belief.bound", "deep_belief.dream",
    "deep_belief.layers", "hopfield.landscape", "neurons.spread", "rbm.angle", "rbm.annealing", "rbm.fantasy",
    "tuning.maxout",
}  # fmt: skip
FEW, SOME = 1, 5
AT_REST = {("hopfield.landscape", "step")}  # a walker in a minimum makes no more of the flips that are asked for
AS_MARKS = {("autoencoders.walk", "codes")}  # panels with a cloud of digits that stand for points
TEXT = re.compile(r">([^<>]+)</t(?:ext|span)>")


def settings(lab):
    """Settings drawn evenly from all that is offered, the same ones every time, without end."""
    rng = np.random.default_rng(sum(lab.name.encode()))
    while True:
        yield {control.name: _any(control, rng) for control in lab.controls}


def _any(control, rng):
    if isinstance(control, Seed):
        return int(rng.integers(control.highest + 1))
    if isinstance(control, Pixels):
        return control.pack(rng.random((control.rows, control.columns)) < 0.2) if rng.random() < 0.3 else ""
    return control.offered[rng.integers(len(control.offered))]


def some(lab):
    return islice(settings(lab), int(os.environ.get("SETTINGS", FEW if lab.name in DEAR else SOME)))


def _snapped(lab, values, state):
    """The numbers that a state tells under a control's name, but not as the control has them."""
    told = {name: state[name] for name, value in values.items() if isinstance(value, (int, float)) and name in state}
    off = {name for name, value in told.items() if isinstance(value, Real) and value != values[name]}
    return {(lab.name, name) for name in off if not isinstance(values[name], bool)} - AT_REST


def _standing(drawing):
    """The texts that are there in every state, and the values of the controls."""
    lab = drawing.lab
    words = [lab.title, *(panel.shows for panel in lab.panels), *(control.label for control in lab.controls)]
    shown = [control.show(value) for control in lab.controls for value in control.offered]
    return [*words, *shown, *TEXT.findall("".join(drawing.stages))]


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_a_proof_reader_finds_nothing(lab):
    drawing = Drawing(lab)
    assert not [slip for text in _standing(drawing) for slip in slips(text)]
    for values in some(lab):
        state = lab.state(**values)
        assert not _snapped(lab, values, state)
        written = {text for part in drawing.parts(state).values() for text in TEXT.findall(part)}
        assert not slips(lab.read(state), sentence=True) + [slip for text in written for slip in slips(text)], values
        assert 20 < len(lab.read(state)) < 420, lab.read(state)
        for figure, panel in zip(drawing._figures, lab.panels, strict=True):
            assert not outside(figure), values
            assert (lab.name, panel.name) in AS_MARKS or not overlaps(figure), values
