"""The exercises of the chapter on generalising and searching: a step with weight decay; two numbers."""

from nbhelpers.generalising.exercises.decay import decay_step
from nbhelpers.generalising.exercises.numbers import decay_alone, where_it_stops

EXERCISES = (decay_step, decay_alone, where_it_stops)
