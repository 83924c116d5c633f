"""The labs of the chapter on Hopfield nets."""

from nbhelpers.hopfield.labs.capacity import capacity
from nbhelpers.hopfield.labs.crosstalk import crosstalk
from nbhelpers.hopfield.labs.cutting import cutting
from nbhelpers.hopfield.labs.dense import dense
from nbhelpers.hopfield.labs.landscape import landscape
from nbhelpers.hopfield.labs.recall import recall
from nbhelpers.hopfield.labs.spurious import spurious

__all__ = ["LABS", "capacity", "crosstalk", "cutting", "dense", "landscape", "recall", "spurious"]

LABS = (recall, landscape, spurious, crosstalk, cutting, capacity, dense)
