"""The exercises of the chapter on restricted Boltzmann machines: conditionals, free energy, a CD slope."""

from nbhelpers.exercises.rbm_free_energy import free_energy
from nbhelpers.exercises.rbm_hidden import hidden
from nbhelpers.exercises.rbm_numbers import by_hand, terms
from nbhelpers.exercises.rbm_slope import slope

EXERCISES = (hidden, free_energy, slope, by_hand, terms)
