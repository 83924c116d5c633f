"""The exercises of the chapter on tuning: maxout's way back, a paired interval, preprocessing; three numbers."""

from nbhelpers.exercises.tuning_gcn import gcn
from nbhelpers.exercises.tuning_maxout import maxout_back
from nbhelpers.exercises.tuning_numbers import false_alarm, pieces_needed, random_trials
from nbhelpers.exercises.tuning_paired import paired
from nbhelpers.exercises.tuning_zca import zca

EXERCISES = (paired, false_alarm, maxout_back, pieces_needed, gcn, zca, random_trials)
