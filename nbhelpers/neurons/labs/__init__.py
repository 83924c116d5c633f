"""The labs of the chapter on neurons; each stands in a file of its own beside this one."""

from nbhelpers.neurons.labs.delta import fit as delta
from nbhelpers.neurons.labs.hebb import held as hebb
from nbhelpers.neurons.labs.line import line
from nbhelpers.neurons.labs.oja import listener as oja

LABS = (line, hebb, oja, delta)
