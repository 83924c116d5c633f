"""The labs of the chapter on autoencoders."""

from nbhelpers.labs.autoencoders_code import code
from nbhelpers.labs.autoencoders_denoise import denoise
from nbhelpers.labs.autoencoders_linear import linear
from nbhelpers.labs.autoencoders_sparse import sparse
from nbhelpers.labs.autoencoders_stacked import stacked
from nbhelpers.labs.autoencoders_strangers import strangers
from nbhelpers.labs.autoencoders_walk import walk

__all__ = ["LABS", "code", "denoise", "linear", "sparse", "stacked", "strangers", "walk"]

LABS = (walk, code, linear, strangers, denoise, sparse, stacked)
