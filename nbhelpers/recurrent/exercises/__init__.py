"""The exercises of the chapter on recurrent nets: two gradients and a cell to write; three numbers."""

from nbhelpers.recurrent.exercises.cell import cell
from nbhelpers.recurrent.exercises.clip import clip
from nbhelpers.recurrent.exercises.numbers import keep_half, slowest_fade, thrown
from nbhelpers.recurrent.exercises.through_time import through_time

EXERCISES = (through_time, slowest_fade, thrown, clip, cell, keep_half)
