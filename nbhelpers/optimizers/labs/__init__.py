"""The labs of the chapter on optimizers; each stands in a file of its own beside this one."""

from nbhelpers.optimizers.labs.anatomy import anatomy
from nbhelpers.optimizers.labs.digits import digits
from nbhelpers.optimizers.labs.momentum import momentum
from nbhelpers.optimizers.labs.race import race
from nbhelpers.optimizers.labs.schedules import schedules

LABS = (race, momentum, anatomy, schedules, digits)
