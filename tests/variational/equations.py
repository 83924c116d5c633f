"""The equations of the chapter "Variational"."""

from nbhelpers import variational
from tests.equations.arithmetic import Table
from tests.equations.registry import equation

STEPS = 4


@equation("variational-step", "variational.path")
def step(rng):
    w, start = rng.uniform(-1.5, 1.5), rng.normal()
    x = Table(variational.path(w, start, STEPS), origin=0)
    return {"w": w, "x": x, "free": {"t": range(1, STEPS + 1)}}


@equation("variational-fixed", "variational.fixed_point")
def fixed(rng):
    w = rng.uniform(-0.9, 0.9)
    return {"w": w, "x^*": variational.fixed_point(w)}
