"""The labs of the chapter on batches; each stands in a file of its own beside this one."""

from nbhelpers.labs.batches_breaks import breaks
from nbhelpers.labs.batches_budget import budget
from nbhelpers.labs.batches_noise import noise
from nbhelpers.labs.batches_path import path

LABS = (path, noise, breaks, budget)
