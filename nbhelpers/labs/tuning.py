"""The labs of the chapter on tuning; each stands in a file of its own beside this one."""

from nbhelpers.labs.tuning_claims import claims
from nbhelpers.labs.tuning_maxout import unit as maxout
from nbhelpers.labs.tuning_rate import rate
from nbhelpers.labs.tuning_whiten import whiten

LABS = (claims, maxout, whiten, rate)
