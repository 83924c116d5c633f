"""The exercises of the chapter on attention: a head and a gradient to write, two numbers to predict."""

from nbhelpers.attention.exercises.attend import attend
from nbhelpers.attention.exercises.by_scores import by_scores
from nbhelpers.attention.exercises.numbers import ahead, counting

EXERCISES = (attend, ahead, by_scores, counting)
