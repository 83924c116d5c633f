"""The labs of the chapter on restricted Boltzmann machines."""

from nbhelpers.rbm.labs.angle import angle
from nbhelpers.rbm.labs.annealing import annealing
from nbhelpers.rbm.labs.fantasy import fantasy
from nbhelpers.rbm.labs.filters import filters
from nbhelpers.rbm.labs.gibbs import gibbs
from nbhelpers.rbm.labs.guide import guide
from nbhelpers.rbm.labs.landscape import landscape
from nbhelpers.rbm.labs.reconstruct import reconstruct
from nbhelpers.rbm.labs.step import step

__all__ = [
    "LABS", "angle", "annealing", "fantasy", "filters", "gibbs", "guide", "landscape", "reconstruct", "step",
]  # fmt: skip

LABS = (gibbs, step, angle, filters, reconstruct, fantasy, landscape, guide, annealing)
