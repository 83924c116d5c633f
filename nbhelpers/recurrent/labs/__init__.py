"""The labs of the chapter on recurrent nets."""

from nbhelpers.recurrent.labs.clip import clip
from nbhelpers.recurrent.labs.gradient import gradient
from nbhelpers.recurrent.labs.memory import memory
from nbhelpers.recurrent.labs.reader import reader
from nbhelpers.recurrent.labs.unrolled import unrolled

__all__ = ["LABS", "clip", "gradient", "memory", "reader", "unrolled"]

LABS = (reader, unrolled, gradient, clip, memory)
