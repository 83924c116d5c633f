"""Right calls of every public function that takes numbers: the chapter tuning. See `tests/edge/calling.py`."""

import numpy as np

from tests.edge.calling import call, rng

X = rng().random((6, 3))

CALLS = {
    "tuning.maxout.maxout": call(free="z", z=np.tile(X, (1, 2)), pieces=2),
    "tuning.maxout.maxout_backward": call(tied="g z", g=X, z=np.tile(X, (1, 2)), pieces=2),
    "tuning.maxout.random_lines": call(pieces=3, rng=rng),
    "tuning.maxout.learn": call(tied="x y", x=X[:, 0], y=X[:, 1], lines=X[:2], eta=0.1),
    "tuning.maxout.tangents": call(f=np.square, slope=lambda x: 2 * x, low=0.0, high=1.0, pieces=3),
    "tuning.maxout.tangent_error": call(bend=2.0, low=0.0, high=1.0, pieces=3),
    "tuning.maxout.two_units": call(tied="x y", x=np.arange(4.0), y=X[:4, 0]),
    "tuning.random_search.grid_points": call(per_axis=2, axes=2),
    "tuning.random_search.random_points": call(trials=2, axes=2, rng=rng),
    "tuning.random_search.trials_needed": call(share=0.1, sure=0.5),
    "tuning.random_search.winners_luck": call(settings=2, digits=5, accuracy=0.5, rng=rng, times=3),
}
