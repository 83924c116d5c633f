"""The labs of the chapter on recurrent nets."""

from nbhelpers.labs.recurrent_clip import clip
from nbhelpers.labs.recurrent_gradient import gradient
from nbhelpers.labs.recurrent_memory import memory
from nbhelpers.labs.recurrent_unrolled import unrolled

__all__ = ["LABS", "clip", "gradient", "memory", "unrolled"]

LABS = (gradient, unrolled, clip, memory)
