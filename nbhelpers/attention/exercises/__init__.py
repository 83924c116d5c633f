"""The exercises of the chapter on attention: pieces of a head and of a transformer to write, two numbers to predict."""

from nbhelpers.attention.exercises.attend import attend
from nbhelpers.attention.exercises.by_scores import by_scores
from nbhelpers.attention.exercises.numbers import ahead, counting
from nbhelpers.attention.exercises.transformer import layer_norm, look_back

EXERCISES = (attend, ahead, by_scores, counting, look_back, layer_norm)
