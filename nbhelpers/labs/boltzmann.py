"""The labs of the chapter on Boltzmann machines."""

from nbhelpers.labs.boltzmann_annealing import annealing
from nbhelpers.labs.boltzmann_cube import cube
from nbhelpers.labs.boltzmann_learning import learning
from nbhelpers.labs.boltzmann_price import price
from nbhelpers.labs.boltzmann_temperature import temperature

__all__ = ["LABS", "annealing", "cube", "learning", "price", "temperature"]

LABS = (cube, temperature, annealing, learning, price)
