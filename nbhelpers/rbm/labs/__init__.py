"""The labs of the chapter on restricted Boltzmann machines."""

from nbhelpers.rbm.labs.angle import angle
from nbhelpers.rbm.labs.annealing import annealing
from nbhelpers.rbm.labs.fantasy import fantasy
from nbhelpers.rbm.labs.filters import filters
from nbhelpers.rbm.labs.gibbs import gibbs
from nbhelpers.rbm.labs.landscape import landscape
from nbhelpers.rbm.labs.reconstruct import reconstruct

__all__ = ["LABS", "angle", "annealing", "fantasy", "filters", "gibbs", "landscape", "reconstruct"]

LABS = (gibbs, angle, filters, reconstruct, fantasy, annealing, landscape)
