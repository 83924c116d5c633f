"""The labs of the chapter on attention."""

from nbhelpers.attention.labs.head import head
from nbhelpers.attention.labs.memory import memory
from nbhelpers.attention.labs.recall import recall
from nbhelpers.attention.labs.scale import scale
from nbhelpers.attention.labs.transformer import transformer

__all__ = ["LABS", "head", "memory", "recall", "scale", "transformer"]

LABS = (recall, head, scale, memory, transformer)
