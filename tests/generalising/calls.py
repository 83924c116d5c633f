"""Right calls of every public function that takes numbers: the chapter generalising. See `tests/edge/calling.py`."""

import numpy as np

from tests.edge.calling import call, rng

w = rng().random(3)
BUMPS = {"slope": np.cos, "loss": np.sin, "w": 0.5, "eta": 0.1}

CALLS = {
    "generalising.schedules.decay_run": call(w=5.0, eta=0.2, decay=0.9, every=1, rounds=3),
    "generalising.minima.bumpy_loss": call(free="w", w=w),
    "generalising.minima.bumpy_slope": call(free="w", w=w),
    "generalising.minima.descent": call(**BUMPS),
    "generalising.minima.restarts": call(**BUMPS, every=2, rng=rng),
    "generalising.minima.annealing": call(loss=np.sin, w=0.5, temperature=1.0, cooling=0.9, rng=rng, reach=0.4),
    "generalising.minima.noisy_descent": call(**BUMPS, noise=0.1, fading=0.9, rng=rng),
    "generalising.overfitting.truth": call(free="x", x=w),
    "generalising.overfitting.points": call(noise=0.1, rng=rng),
    "generalising.overfitting.wiggly_net": call(rng=rng),
}
