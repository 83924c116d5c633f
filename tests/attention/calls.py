"""Right calls of every public function that takes numbers: attention. See `tests/edge/calling.py`."""

import numpy as np

from tests.edge.calling import call

N = np.random.default_rng(0).normal
Q, K, V = N(size=(2, 3)), N(size=(4, 3)), N(size=(4, 5))
P = np.full((2, 4), 0.25)

CALLS = {
    "attention.attend": call(tied="Q K V mask", Q=Q, K=K, V=V, mask=np.ones((2, 4)), beta=0.5),
    "attention.backward": call(tied="Q K V p g", Q=Q, K=K, V=V, p=P, g=N(size=(2, 5)), beta=0.5),
    "attention.causal": call(T=3),
}
