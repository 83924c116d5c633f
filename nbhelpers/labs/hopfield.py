"""The labs of the chapter on Hopfield nets."""

from nbhelpers.labs.hopfield_capacity import capacity
from nbhelpers.labs.hopfield_crosstalk import crosstalk
from nbhelpers.labs.hopfield_dense import dense
from nbhelpers.labs.hopfield_landscape import landscape
from nbhelpers.labs.hopfield_recall import recall
from nbhelpers.labs.hopfield_spurious import spurious

__all__ = ["LABS", "capacity", "crosstalk", "dense", "landscape", "recall", "spurious"]

LABS = (recall, landscape, spurious, crosstalk, capacity, dense)
