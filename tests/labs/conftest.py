"""For what holds for every lab: one drawing of each, and each of its states, serve several tests."""

from itertools import islice

import numpy as np
import pytest

from nbhelpers import labs
from nbhelpers.lab import Dots, Pixels, Seed, Text
from nbhelpers.lab.drawing import Drawing

LABS = [lab for name, lab in labs.registry().items() if not name.startswith("tiny.")]
DEAR = {  # labs that compute for more than half a second: without being asked for more, at no random setting
    "backprop.accumulated", "backprop.playground", "backprop.surface", "boltzmann.learning", "deep_belief.bound",
    "deep_belief.dream", "generalising.early_stopping", "activations.spread", "rbm.annealing",
    "autoencoders.workshop",
}  # fmt: skip
EARLY = {"backprop.playground": {"epoch": 5}}  # where the ends of its controls are tried: what comes later costs more
SOME = 3


def settings(lab):
    """Settings drawn evenly from all that is offered, the same ones every time, without end."""
    rng = np.random.default_rng(sum(lab.name.encode()))
    while True:
        yield {control.name: _any(control, rng) for control in lab.controls}


def _any(control, rng):
    if isinstance(control, Seed):
        return int(rng.integers(control.highest + 1))
    if isinstance(control, Pixels):
        places = rng.random((control.rows, control.columns)) < 0.2
        inks = rng.integers(1, len(control.inks) + 1, places.shape) if len(control.inks) > 1 else 1
        return control.pack(places * inks) if rng.random() < 0.3 else ""
    if isinstance(control, Dots):
        count = int(rng.integers(control.most)) if rng.random() < 0.3 else 0
        points, classes = rng.uniform(*control.box, (count, 2)), rng.integers(0, max(1, len(control.classes)), count)
        return control.pack(points, classes) if count else ""
    if isinstance(control, Text):
        return "".join(rng.choice(list(control.alphabet), rng.integers(control.longest + 1)))
    return control.offered[rng.integers(len(control.offered))]


def few(lab):
    """The settings at which every lab is tried; of the dear ones only how they open."""
    return [lab.defaults] if lab.name in DEAR else list(islice(settings(lab), SOME))


def ends(lab):
    """Each control at both ends of what it offers, the others as they open: (name, values), pair by pair."""
    others = lab.defaults | EARLY.get(lab.name, {})
    for control in lab.controls:
        if hasattr(control, "grid"):
            yield from ((control.name, {**others, control.name: control.grid[end]}) for end in (0, -1))


class Shown:
    """A lab, a drawing of it, and its states, which are computed once."""

    def __init__(self, lab):
        self.lab, self.drawing = lab, Drawing(lab)
        self._states = {self._key(lab.defaults): self.drawing.first}

    def _key(self, values):
        return tuple((name, values[name]) for name in self.lab.defaults)

    def state(self, **values):
        values = {**self.lab.defaults, **values}
        key = self._key(values)
        if key not in self._states:
            self._states[key] = self.lab.state(**values)
        return self._states[key]


@pytest.fixture(scope="session", params=LABS, ids=lambda lab: lab.name)
def shown(request):
    """Each lab in turn: the tests of one lab run after each other."""
    return Shown(request.param)
