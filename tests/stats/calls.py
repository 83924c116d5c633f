"""Right calls of every public function that takes numbers: the chapter stats. See `tests/edge/calling.py`."""

from tests.edge.calling import call, rng

w = rng().random(3)

CALLS = {
    "stats.paired_t.t_interval": call(differences=w),
}
