"""The exercises of the chapter on restricted Boltzmann machines: conditionals, free energy, a CD slope."""

from nbhelpers.rbm.exercises.free_energy import free_energy
from nbhelpers.rbm.exercises.hidden import hidden
from nbhelpers.rbm.exercises.numbers import by_hand, terms
from nbhelpers.rbm.exercises.slope import slope

EXERCISES = (hidden, free_energy, slope, by_hand, terms)
