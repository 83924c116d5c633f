"""The labs of the chapter on activation functions."""

from nbhelpers.labs.activations_dead import dead
from nbhelpers.labs.activations_depth import depth
from nbhelpers.labs.activations_functions import functions
from nbhelpers.labs.activations_training import training

__all__ = ["LABS", "dead", "depth", "functions", "training"]

LABS = (depth, functions, dead, training)
