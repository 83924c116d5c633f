"""The labs of the chapter on optimizers; each stands in a file of its own beside this one."""

from nbhelpers.labs.optimizers_anatomy import anatomy
from nbhelpers.labs.optimizers_digits import digits
from nbhelpers.labs.optimizers_momentum import momentum
from nbhelpers.labs.optimizers_noted import noted
from nbhelpers.labs.optimizers_race import race

LABS = (race, noted, momentum, anatomy, digits)
