"""The labs of the chapter on back-propagation, in the order of its sections."""

from nbhelpers.backprop.labs.accumulated import accumulated
from nbhelpers.backprop.labs.graph import graph
from nbhelpers.backprop.labs.playground import playground
from nbhelpers.backprop.labs.step import step
from nbhelpers.backprop.labs.surface import surface
from nbhelpers.backprop.labs.write import write

LABS = (playground, graph, step, surface, accumulated, write)
