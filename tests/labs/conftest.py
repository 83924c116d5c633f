"""For what holds for every lab: one drawing of each, and each of its states, serve several tests."""

import pytest

from nbhelpers import labs
from nbhelpers.lab.drawing import Drawing

LABS = [lab for name, lab in labs.registry().items() if not name.startswith("tiny.")]


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
