"""The labs of the chapter on deep belief nets."""

from nbhelpers.deep_belief.labs.bound import bound
from nbhelpers.deep_belief.labs.dream import dream
from nbhelpers.deep_belief.labs.labels import labels
from nbhelpers.deep_belief.labs.landscape import landscape
from nbhelpers.deep_belief.labs.layers import layers

__all__ = ["LABS", "bound", "dream", "labels", "landscape", "layers"]

LABS = (dream, bound, layers, labels, landscape)
