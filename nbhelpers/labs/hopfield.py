"""The labs of the chapter on Hopfield nets."""

from nbhelpers.labs.hopfield_capacity import capacity
from nbhelpers.labs.hopfield_crosstalk import crosstalk
from nbhelpers.labs.hopfield_landscape import landscape
from nbhelpers.labs.hopfield_recall import recall

__all__ = ["LABS", "capacity", "crosstalk", "landscape", "recall"]

LABS = (recall, landscape, crosstalk, capacity)
