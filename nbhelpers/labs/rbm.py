"""The labs of the chapter on restricted Boltzmann machines."""

from nbhelpers.labs.rbm_angle import angle
from nbhelpers.labs.rbm_annealing import annealing
from nbhelpers.labs.rbm_fantasy import fantasy
from nbhelpers.labs.rbm_filters import filters
from nbhelpers.labs.rbm_gibbs import gibbs
from nbhelpers.labs.rbm_reconstruct import reconstruct

__all__ = ["LABS", "angle", "annealing", "fantasy", "filters", "gibbs", "reconstruct"]

LABS = (gibbs, angle, filters, reconstruct, fantasy, annealing)
