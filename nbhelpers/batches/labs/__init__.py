"""The labs of the chapter on batches; each stands in a file of its own beside this one."""

from nbhelpers.batches.labs.breaks import breaks
from nbhelpers.batches.labs.budget import budget
from nbhelpers.batches.labs.noise import noise
from nbhelpers.batches.labs.path import path

LABS = (path, noise, breaks, budget)
