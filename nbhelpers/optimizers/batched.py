"""Several optimizers at once: each is a row of numbers in the frame of `optimizers`, and one loop moves all rows.

    m_t = a m_{t-1} + b g_t,   V_t = u V_{t-1} + v g_t^2,   eta_t = eta m_hat_t / (sqrt(V_hat_t) + eps)

with m_hat_t = m_t / (1 - a^t) and V_hat_t = V_t / (1 - u^t) for Adam, m_t and V_t themselves for the others.
It gives what `optimizers.minimize` gives for each method by itself, to the last bit, in a fraction of the time;
only a path that runs away, past 1e150, may end a step sooner. A method that a reader has changed (`yours`) runs alone.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers import yours
from nbhelpers.guards import number
from nbhelpers.nn.optimizers import METHODS, _gradient, _start, minimize


class Row(NamedTuple):
    """One method in the frame: its a, b, u, v and eps, V at the start, and whether its moments are corrected."""

    a: float
    b: float
    u: float
    v: float
    eps: float
    V: float = 0.0
    corrected: bool = False


ROWS = {
    "SGD": lambda: Row(0, 1, 1, 0, eps=0, V=1),
    "SGDM": lambda beta=0.9: Row(beta, 1 - beta, 1, 0, eps=0, V=1),
    "Adagrad": lambda eps=1e-10: Row(0, 1, 1, 1, eps),
    "RMSProp": lambda beta=0.9, eps=1e-8: Row(0, 1, beta, 1 - beta, eps),
    "Adam": lambda beta1=0.9, beta2=0.999, eps=1e-8: Row(beta1, 1 - beta1, beta2, 1 - beta2, eps, corrected=True),
}


def minimize_all(methods, grad, w, steps, eta):
    """The paths of several methods from one start: shape (steps + 1, len(methods), *w.shape).

    `methods` gives each name of ROWS its settings: {"SGD": {}, "Adam": {"beta1": 0.9}}. `grad` takes all their
    parameters at once, shape (len(methods), *w.shape), and gives that shape. A path that is no longer finite has
    ended; its remaining rows are NaN.
    Raises ValueError for a method that is not in ROWS, for `steps` < 1, and for what `optimizers` refuses.
    """
    unknown = [name for name in methods if name not in ROWS]
    if unknown or not methods:
        raise ValueError(f"methods must name some of {', '.join(ROWS)}, got {', '.join(unknown) or 'none'}")
    if isinstance(steps, bool) or not isinstance(steps, (int, np.integer)) or steps < 1:
        raise ValueError(f"steps must be an integer >= 1, got {steps!r}")
    w = np.array([_start(grad, w, eta=eta, **settings) for settings in methods.values()])
    number("eta", eta)  # not a function: all steps have one rate
    rows = [ROWS[name](**settings) for name, settings in methods.items()]
    column = (len(rows), *[1] * (w.ndim - 1))
    a, b, u, v, eps, V, _ = (np.array(numbers, dtype=float).reshape(column) for numbers in zip(*rows, strict=True))
    shares = [(np.reshape(r, column), np.reshape(s, column)) for r, s in _shares(rows, steps)]
    path = np.empty((steps + 1, *w.shape))
    path[0], m = w, 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for t, (r, s) in enumerate(shares, start=1):
            g = _gradient(grad, w)
            m, V = a * m + b * g, u * V + v * g**2
            w = w - eta * (m / r) / (np.sqrt(V / s) + eps)
            path[t] = w
    inside = np.isfinite(path).all(axis=tuple(range(2, path.ndim)))
    path[~np.logical_and.accumulate(inside)] = np.nan
    for k, (name, settings) in enumerate(methods.items()):
        if yours.is_yours(METHODS[name]):
            own = lambda one, k=k: grad(np.array([one] * len(rows)))[k]  # noqa: E731
            path[:, k] = minimize(METHODS[name], own, path[0, k], steps, eta=eta, **settings)
    return path


def _shares(rows, steps):
    """What of a moment is there after each step, for every row: 1 - a^t and 1 - u^t, or 1."""
    for t in range(1, steps + 1):
        yield zip(*((1 - row.a**t, 1 - row.u**t) if row.corrected else (1.0, 1.0) for row in rows), strict=True)
