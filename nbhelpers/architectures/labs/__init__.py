"""The labs of the chapter on architectures."""

from nbhelpers.architectures.labs.copy import copy
from nbhelpers.architectures.labs.cost import cost
from nbhelpers.architectures.labs.degradation import degradation
from nbhelpers.architectures.labs.inception import inception_lab as inception
from nbhelpers.architectures.labs.walk import walk

__all__ = ["LABS", "copy", "cost", "degradation", "inception", "walk"]

LABS = (walk, cost, inception, degradation, copy)
