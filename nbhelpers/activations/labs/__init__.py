"""The labs of the chapter on activation functions."""

from nbhelpers.activations.labs.dead import dead
from nbhelpers.activations.labs.depth import depth
from nbhelpers.activations.labs.functions import functions
from nbhelpers.activations.labs.training import training

__all__ = ["LABS", "dead", "depth", "functions", "training"]

LABS = (depth, functions, dead, training)
