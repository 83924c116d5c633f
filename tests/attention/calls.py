"""Right calls of every public function that takes numbers: the chapter NAME. See `tests/edge/calling.py`."""

from tests.edge.calling import call

CALLS = {
    "NAME.path": call(w=0.5, start=1.0, steps=3),
    "NAME.fixed_point": call(w=0.5),
}
