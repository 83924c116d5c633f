"""What every lab says and writes into its pictures, proof-read at random settings over all that is offered live.

`tests.slips` says what is looked for. SETTINGS=200 reads that many settings of every lab; without it, a few.
"""

import os
import re
from itertools import islice

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
FEW, SOME = 1, 8
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


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_a_proof_reader_finds_nothing(lab):
    drawing = Drawing(lab)
    for values in some(lab):
        state = lab.state(**values)
        written = {text for part in drawing.parts(state).values() for text in TEXT.findall(part)}
        shown = {control.show(values[control.name]) for control in lab.controls}
        found = slips(lab.read(state), sentence=True) + [slip for text in written | shown for slip in slips(text)]
        assert not found, values
        for figure in drawing._figures:
            assert not overlaps(figure) and not outside(figure), values


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_what_stands_still_is_proof_read_too(lab):
    words = [lab.title, *(panel.shows for panel in lab.panels), *(control.label for control in lab.controls)]
    stages = TEXT.findall("".join(Drawing(lab).stages))
    shown = [control.show(value) for control in lab.controls for value in control.offered]
    assert not [slip for text in (*words, *stages, *shown) for slip in slips(text)]
