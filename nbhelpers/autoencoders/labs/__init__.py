"""The labs of the chapter on autoencoders."""

from nbhelpers.autoencoders.labs.code import code
from nbhelpers.autoencoders.labs.denoise import denoise
from nbhelpers.autoencoders.labs.linear import linear
from nbhelpers.autoencoders.labs.plane import plane
from nbhelpers.autoencoders.labs.sparse import sparse
from nbhelpers.autoencoders.labs.stacked import stacked
from nbhelpers.autoencoders.labs.strangers import strangers
from nbhelpers.autoencoders.labs.walk import walk
from nbhelpers.autoencoders.labs.workshop import workshop

__all__ = ["LABS", "code", "denoise", "linear", "plane", "sparse", "stacked", "strangers", "walk", "workshop"]

LABS = (walk, code, plane, linear, strangers, denoise, sparse, workshop, stacked)
