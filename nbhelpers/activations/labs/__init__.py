"""The labs of the chapter on activation functions."""

from nbhelpers.activations.labs.dead import dead
from nbhelpers.activations.labs.depth import depth
from nbhelpers.activations.labs.functions import functions
from nbhelpers.activations.labs.hinges import hinges
from nbhelpers.activations.labs.regions import regions
from nbhelpers.activations.labs.spread import widths as spread
from nbhelpers.activations.labs.training import training

__all__ = ["LABS", "dead", "depth", "functions", "hinges", "regions", "spread", "training"]

LABS = (depth, functions, hinges, regions, spread, dead, training)
