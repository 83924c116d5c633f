"""The labs of the chapter on generalising and searching, in the order of its sections."""

from nbhelpers.generalising.labs.augment import augment
from nbhelpers.generalising.labs.decay import decay
from nbhelpers.generalising.labs.early_stopping import early_stopping
from nbhelpers.generalising.labs.escape import escape

LABS = (early_stopping, augment, escape, decay)
