"""The labs of the chapter on architectures."""

from nbhelpers.labs.architectures_copy import copy
from nbhelpers.labs.architectures_cost import cost
from nbhelpers.labs.architectures_degradation import degradation
from nbhelpers.labs.architectures_inception import inception_lab as inception
from nbhelpers.labs.architectures_walk import walk

__all__ = ["LABS", "copy", "cost", "degradation", "inception", "walk"]

LABS = (walk, cost, inception, degradation, copy)
