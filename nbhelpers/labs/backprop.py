"""The labs of the chapter on back-propagation, in the order of its sections."""
from nbhelpers.labs.backprop_accumulated import accumulated
from nbhelpers.labs.backprop_decay import decay
from nbhelpers.labs.backprop_early_stopping import early_stopping
from nbhelpers.labs.backprop_escape import escape
from nbhelpers.labs.backprop_step import step
from nbhelpers.labs.backprop_surface import surface
from nbhelpers.labs.backprop_write import write

LABS = (step, surface, accumulated, early_stopping, escape, decay, write)
