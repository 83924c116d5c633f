"""The exercises of the chapter on recurrent nets: two gradients and a cell to write; three numbers."""

from nbhelpers.exercises.recurrent_cell import cell
from nbhelpers.exercises.recurrent_clip import clip
from nbhelpers.exercises.recurrent_numbers import keep_half, slowest_fade, thrown
from nbhelpers.exercises.recurrent_through_time import through_time

EXERCISES = (through_time, slowest_fade, thrown, clip, cell, keep_half)
