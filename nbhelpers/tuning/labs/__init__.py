"""The labs of the chapter on tuning; each stands in a file of its own beside this one."""

from nbhelpers.tuning.labs.claims import claims
from nbhelpers.tuning.labs.maxout import unit as maxout
from nbhelpers.tuning.labs.rate import rate
from nbhelpers.tuning.labs.whiten import whiten

LABS = (claims, maxout, whiten, rate)
