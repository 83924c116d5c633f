"""The exercises of the chapter on generalising and searching: stopping, weight decay, annealing; two numbers."""

from nbhelpers.generalising.exercises.accept import accept
from nbhelpers.generalising.exercises.decay import decay_step
from nbhelpers.generalising.exercises.numbers import decay_alone, where_it_stops
from nbhelpers.generalising.exercises.stop import stop

EXERCISES = (stop, decay_step, decay_alone, accept, where_it_stops)
