"""The exercises of the chapter on tuning: maxout's way back, a paired interval, preprocessing; three numbers."""

from nbhelpers.tuning.exercises.gcn import gcn
from nbhelpers.tuning.exercises.maxout import maxout_back
from nbhelpers.tuning.exercises.numbers import false_alarm, pieces_needed, random_trials
from nbhelpers.tuning.exercises.paired import paired
from nbhelpers.tuning.exercises.zca import zca

EXERCISES = (paired, false_alarm, maxout_back, pieces_needed, gcn, zca, random_trials)
