"""The activation functions of the book, each with its slope. Their one home is `nbhelpers.nn.activations`."""

from nbhelpers.nn.activations import (
    ACTIVATIONS,
    GREATEST_SLOPE,
    LEAK,
    Activation,
    activation,
    dead_units,
    leaky,
    leaky_relu,
    relu,
    saturated,
    sigmoid,
    sigmoid_slope,
    tanh,
)

__all__ = [
    "ACTIVATIONS", "GREATEST_SLOPE", "LEAK", "Activation", "activation", "dead_units", "leaky", "leaky_relu", "relu",
    "saturated", "sigmoid", "sigmoid_slope", "tanh",
]  # fmt: skip
