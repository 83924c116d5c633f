"""Right calls of every public function that takes numbers: the nets of all chapters. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers.architectures import residual
from nbhelpers.nn import mlp, optimizers
from nbhelpers.nn.parameters import flat
from tests.edge.calling import call, rng

X = rng().random((6, 3))
Y = np.eye(2)[[0, 1, 0, 1, 1, 0]]
LABELS = np.array([0, 1, 0, 1, 1, 0])
NET = mlp.new_mlp((3, 4, 2), rng())
DIGITS = rng().random((4, 784))
STACK = residual.new_stack(3, 1, rng(), skip=True, ends=(3, 2))
w = rng().random(3)
WALK = {"grad": lambda w: w, "w": w, "eta": 0.1}

CALLS = {
    "nn.activations.sigmoid": call(free="z", z=X),
    "nn.activations.sigmoid_slope": call(free="z", z=X),
    "nn.activations.tanh": call(free="z", z=X),
    "nn.activations.relu": call(free="z", z=X),
    "nn.activations.leaky_relu": call(free="z", z=X, leak=0.1),
    "nn.activations.leaky": call(leak=0.1),
    "nn.activations.activation": call(name="leaky", leak=0.1),
    "nn.activations.dead_units": call(B=X),
    "nn.activations.saturated": call(free="Z", name="tanh", Z=X, part=0.1),
    "nn.mlp.softmax": call(free="z", z=X),
    "nn.mlp.cross_entropy": call(tied="z Y", z=X[:, :2], Y=Y),
    "nn.mlp.new_mlp": call(sizes=(3, 2), rng=rng, hidden="tanh", output="linear", gain=1.0),
    "nn.mlp.forward": call(net=NET, X=X),
    "nn.mlp.weighted_sums": call(net=NET, X=X),
    "nn.mlp.predict": call(net=NET, X=X),
    "nn.mlp.loss": call(tied="X Y", net=NET, X=X, Y=Y, weight_decay=0.1),
    "nn.mlp.as_targets": call(tied="Y", output="linear", Y=Y, shape=(6, 2)),
    "nn.mlp.output_errors": call(tied="Y_hat Y", output="linear", Y_hat=X[:, :2], Y=Y),
    "nn.mlp.gradients": call(tied="X Y", net=NET, X=X, Y=Y, weight_decay=0.1),
    "nn.mlp.one_hot": call(labels=LABELS, classes=2),
    "nn.mlp.accuracy": call(tied="X labels", net=NET, X=X, labels=LABELS),
    "nn.digit_classifier.sheet": call(ink=DIGITS[0].reshape(28, 28)),
    "nn.digit_classifier.centred": call(small=DIGITS[0, :300].reshape(20, 15)),
    "nn.photographs.digit": call(grey=1 - 0.6 * (DIGITS.reshape(56, 56) > 0.8)),
    "nn.photographs.pattern": call(grey=1 - 0.6 * (DIGITS.reshape(56, 56) > 0.8)),
    "nn.photographs.off_the_paper": call(grey=1 - 0.6 * (DIGITS.reshape(56, 56) > 0.8)),
    "nn.digit_classifier.like_mnist": call(marks=DIGITS[0].reshape(28, 28) > 0.5),
    "nn.digit_classifier.overlaps": call(k=3, n=5),
    "nn.digit_classifier.center_of_mass": call(image=DIGITS[0].reshape(28, 28)),
    "nn.digit_classifier.shift": call(image=DIGITS[0].reshape(28, 28), down=2, right=1),
    "nn.digit_classifier.input_errors": call(tied="X Y", net=NET, X=X, Y=Y),
    "nn.parameters.shaper": call(like=STACK),
    "nn.parameters.shaped": call(tied="row", like=STACK, row=flat(STACK)),
    "nn.state_map.cells": call(state=np.eye(4)),
    "nn.state_map.across": call(cell=3, unit=1),
    "nn.state_map.step": call(cell=3, other=0),
    "nn.training.decayed_rate": call(eta=0.1, decay=0.9, t=3, every=2),
    "nn.training.minibatches": call(m=6, size=3, rng=rng),
    "nn.training.endless_minibatches": call(m=6, size=3, rng=rng),
    "nn.training.fit": call(net=NET, slopes=lambda net, rows: net, m=6, batch=3, rng=rng, every=2, eta=0.1),
    "nn.training.train": call(
        tied="X Y", net=NET, X=X, Y=Y, eta=0.1, batch=3, rng=rng, decay=0.9, weight_decay=0.1
    ),
    "nn.training.early_stopping": call(nets=[1, 2], error=float, patience=1),
    "nn.training.shift_digits": call(X=DIGITS, rng=rng, reach=1),
    **{f"nn.optimizers.{name}": call(free="w", **WALK) for name in ("sgd", "rmsprop_as_noted")},
    **{f"nn.optimizers.{name}": call(free="w", **WALK, beta=0.5)
       for name in ("sgdm", "heavy_ball", "nesterov", "rmsprop")},
    "nn.optimizers.adagrad": call(free="w", **WALK, eps=1e-9),
    "nn.optimizers.adam": call(free="w", **WALK, beta1=0.9, beta2=0.99, eps=1e-9),
    "nn.optimizers.adamw": call(free="w", **WALK, beta1=0.9, beta2=0.99, eps=1e-9, weight_decay=0.1),
    "nn.optimizers.minimize": call(free="w", method=optimizers.sgd, grad=WALK["grad"], w=w, steps=3),
    "nn.optimizers.follow": call(method=optimizers.sgd, signal=w),
}
