"""The labs of the chapter on Boltzmann machines."""

from nbhelpers.boltzmann.labs.annealing import annealing
from nbhelpers.boltzmann.labs.cube import cube
from nbhelpers.boltzmann.labs.landscape import landscape
from nbhelpers.boltzmann.labs.learning import learning
from nbhelpers.boltzmann.labs.price import price
from nbhelpers.boltzmann.labs.temperature import temperature

__all__ = ["LABS", "annealing", "cube", "landscape", "learning", "price", "temperature"]

LABS = (cube, temperature, annealing, learning, price, landscape)
