"""The equations of the chapter "Attention"."""

from nbhelpers import attention
from tests.equations.arithmetic import Table
from tests.equations.registry import equation

STEPS = 4


@equation("attention-step", "attention.path")
def step(rng):
    w, start = rng.uniform(-1.5, 1.5), rng.normal()
    x = Table(attention.path(w, start, STEPS), origin=0)
    return {"w": w, "x": x, "free": {"t": range(1, STEPS + 1)}}


@equation("attention-fixed", "attention.fixed_point")
def fixed(rng):
    w = rng.uniform(-0.9, 0.9)
    return {"w": w, "x^*": attention.fixed_point(w)}
