"""The labs of the chapter on deep belief nets."""

from nbhelpers.labs.deep_belief_bound import bound
from nbhelpers.labs.deep_belief_dream import dream
from nbhelpers.labs.deep_belief_labels import labels
from nbhelpers.labs.deep_belief_layers import layers

__all__ = ["LABS", "bound", "dream", "labels", "layers"]

LABS = (dream, bound, layers, labels)
