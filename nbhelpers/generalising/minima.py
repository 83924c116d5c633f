"""A loss of one weight with several minima, and three ways out of the wrong one.

Every method is a generator of `Visit`s, so that a host can show each step and stop at any.
"""
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import floats, random, real, takes

LOW, HIGH = -4.0, 4.0  # where the weight lives


class Visit(NamedTuple):
    """One step of a search: where it stands and the best place seen so far."""

    w: float
    best: float
    temperature: float = 0.0  # of annealing; the noise's size in the noisy gradient


def bumpy_loss(w):
    """E(w) = 1 + w^2 / 16 + sin(3 w + 1) / 2 + w / 20: a bowl with ripples, four minima in [-4, 4]."""
    w = w if isinstance(w, float) else floats("w", w)
    return 1 + w**2 / 16 + np.sin(3 * w + 1) / 2 + w / 20


def bumpy_slope(w):
    """dE/dw = w / 8 + (3 / 2) cos(3 w + 1) + 1 / 20 of `bumpy_loss`."""
    w = w if isinstance(w, float) else floats("w", w)
    return w / 8 + 1.5 * np.cos(3 * w + 1) + 0.05


def descent(slope: Callable, loss: Callable, w: float, eta: float) -> Iterator[Visit]:
    """w <- w - eta dE/dw: rolls into the minimum of its own basin and stays."""
    best = w
    while True:
        yield Visit(w, best)
        w = w - eta * slope(w)
        best = _better(loss, best, w)


@takes(every=1, rng=random)
def restarts(slope: Callable, loss: Callable, w: float, eta: float, every: int, rng) -> Iterator[Visit]:
    """Descent that begins anew after `every` steps, at a place drawn evenly from [LOW, HIGH]."""
    best = w
    while True:
        for _ in range(every):
            yield Visit(w, best)
            w = w - eta * slope(w)
            best = _better(loss, best, w)
        w = rng.uniform(LOW, HIGH)
        best = _better(loss, best, w)


@takes(rng=random, temperature=real(least=0), cooling=real(above=0), reach=real(above=0))
def annealing(
    loss: Callable, w: float, temperature: float, cooling: float, rng, reach=0.4
) -> Iterator[Visit]:
    """A random move is taken if E falls, else with probability exp(-Delta E / T); T <- cooling * T each step.

    A move is normal with standard deviation `reach`; one that leaves [LOW, HIGH] is not taken.
    """
    best = w
    while True:
        yield Visit(w, best, temperature)
        new = w + reach * rng.normal()
        rise = loss(new) - loss(w)
        if LOW <= new <= HIGH and (rise <= 0 or rng.random() < _chance(rise, temperature)):
            w = new
        best = _better(loss, best, w)
        temperature = temperature * cooling


@takes(rng=random)
def noisy_descent(
    slope: Callable, loss: Callable, w: float, eta: float, noise: float, fading: float, rng
) -> Iterator[Visit]:
    """w <- w - eta (dE/dw + noise N(0, 1)); noise <- fading * noise each step.

    A gradient measured on few samples is such a noisy gradient. A step out of [LOW, HIGH] ends at its edge.
    """
    best = w
    while True:
        yield Visit(w, best, noise)
        w = float(np.clip(w - eta * (slope(w) + noise * rng.normal()), LOW, HIGH))
        best = _better(loss, best, w)
        noise = noise * fading


def _chance(rise: float, temperature: float) -> float:
    """exp(-rise / T); at T = 0 no rise is ever taken."""
    return float(np.exp(-rise / temperature)) if temperature > 0 else 0.0


def _better(loss: Callable, best: float, w: float) -> float:
    return w if loss(w) < loss(best) else best
