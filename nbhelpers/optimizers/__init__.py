"""Gradient descent in the forms of the chapter. Their one home is `nbhelpers.nn.optimizers`."""

from nbhelpers.nn.optimizers import (
    METHODS,
    Step,
    adagrad,
    adam,
    adamw,
    follow,
    heavy_ball,
    minimize,
    nesterov,
    rmsprop,
    rmsprop_as_noted,
    sgd,
    sgdm,
)

__all__ = [
    "METHODS", "Step", "adagrad", "adam", "adamw", "follow", "heavy_ball", "minimize", "nesterov", "rmsprop",
    "rmsprop_as_noted", "sgd", "sgdm",
]  # fmt: skip
