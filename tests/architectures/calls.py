"""Right calls of every public function that takes numbers: the chapter architectures. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers.architectures import residual
from tests.edge.calling import call, rng

X = rng().random((6, 3))
Y = np.eye(2)[[0, 1, 0, 1, 1, 0]]
DIGITS = rng().random((4, 784))
STACK = residual.new_stack(3, 1, rng(), skip=True, ends=(3, 2))

CALLS = {
    "architectures.residual.new_stack": call(width=3, blocks=1, rng=rng, skip=True, start="scaled", ends=(3, 2)),
    "architectures.residual.deepen": call(net=STACK, blocks=2),
    "architectures.residual.signals": call(net=STACK, X=X),
    "architectures.residual.predict": call(net=STACK, X=X),
    "architectures.residual.loss": call(tied="X Y", net=STACK, X=X, Y=Y),
    "architectures.residual.gradients": call(tied="X Y", net=STACK, X=X, Y=Y),
    "architectures.residual.train": call(tied="X Y", net=STACK, X=X, Y=Y, eta=0.1, batch=3, rng=rng),
    "architectures.residual.small_digits": call(images=DIGITS),
    "architectures.mirrored.mirrored": call(width=4, blocks=1, rng=rng, ends=(3, 2)),
    "architectures.kernels.one_kernel": call(k=3, channels=2, size=5),
    "architectures.kernels.stacked_kernels": call(k=3, count=2, channels=2, size=5),
    "architectures.kernels.bottleneck": call(k=3, channels=4, narrow=2, size=5),
}
