"""The labs of the chapter on neurons; each stands in a file of its own beside this one."""

from nbhelpers.labs.neurons_delta import fit as delta
from nbhelpers.labs.neurons_hebb import growth as hebb
from nbhelpers.labs.neurons_line import line
from nbhelpers.labs.neurons_spread import widths as spread

LABS = (line, spread, hebb, delta)
