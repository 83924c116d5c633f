"""Optimizers in one frame: gradient g_t, moments m_t and V_t, step eta_t, then w_{t+1} = w_t - eta_t.

Each method is a generator with one signature, `method(grad, w, eta, ...)`, and one loop shape, so that
two of them can be compared line by line. Each turn of the loop yields one `Step`. The learning rate is a number, or
a function of the step t = 1, 2, ... Arguments are looked at when the first step is asked for.
"""

from itertools import count, islice, repeat
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, number


class Step(NamedTuple):
    """One turn of the four-step frame; every array has the shape of the parameters."""

    w: np.ndarray  # the parameters after the step
    step: np.ndarray  # what was taken off them, eta_t
    g: np.ndarray  # gradient g_t at the parameters before the step
    m: np.ndarray  # first moment m_t
    V: np.ndarray  # second moment V_t
    m_hat: np.ndarray | None = None  # bias-corrected moments: Adam only
    V_hat: np.ndarray | None = None


def sgd(grad, w, eta=0.01):
    """m_t = g_t, V_t = 1: eta_t = eta g_t (Cauchy 1847; with a random g_t, Robbins and Monro 1951)."""
    w = _start(grad, w, eta=eta)
    V = np.ones_like(w)
    for rate in _rates(eta):
        g = _gradient(grad, w)
        m = g
        step = rate * m / np.sqrt(V)
        w = w - step
        yield Step(w, step, g, m, V)


def sgdm(grad, w, eta=0.01, beta=0.9):
    """m_t = beta m_{t-1} + (1 - beta) g_t, V_t = 1: an average of gradients."""
    w = _start(grad, w, eta=eta, beta=beta)
    m, V = np.zeros_like(w), np.ones_like(w)
    for rate in _rates(eta):
        g = _gradient(grad, w)
        m = beta * m + (1 - beta) * g
        step = rate * m / np.sqrt(V)
        w = w - step
        yield Step(w, step, g, m, V)


def heavy_ball(grad, w, eta=0.01, beta=0.9):
    """m_t = beta m_{t-1} + g_t, V_t = 1: the libraries' momentum (Polyak 1964)."""
    w = _start(grad, w, eta=eta, beta=beta)
    m, V = np.zeros_like(w), np.ones_like(w)
    for rate in _rates(eta):
        g = _gradient(grad, w)
        m = beta * m + g
        step = rate * m / np.sqrt(V)
        w = w - step
        yield Step(w, step, g, m, V)


def nesterov(grad, w, eta=0.01, beta=0.9):
    """m_t = beta m_{t-1} + (1 - beta) g_t, V_t = 1, and a step along beta m_t + (1 - beta) g_t (Nesterov 1983)."""
    w = _start(grad, w, eta=eta, beta=beta)
    m, V = np.zeros_like(w), np.ones_like(w)
    for rate in _rates(eta):
        g = _gradient(grad, w)
        m = beta * m + (1 - beta) * g
        step = rate * (beta * m + (1 - beta) * g) / np.sqrt(V)
        w = w - step
        yield Step(w, step, g, m, V)


def adagrad(grad, w, eta=0.01, eps=1e-10):
    """m_t = g_t, V_t = V_{t-1} + g_t^2: all squares (Duchi et al. 2011)."""
    w = _start(grad, w, eta=eta, eps=eps)
    V = np.zeros_like(w)
    for rate in _rates(eta):
        g = _gradient(grad, w)
        m, V = g, V + g**2
        step = rate * m / (np.sqrt(V) + eps)
        w = w - step
        yield Step(w, step, g, m, V)


def rmsprop(grad, w, eta=0.01, beta=0.9, eps=1e-8):
    """m_t = g_t, V_t = beta V_{t-1} + (1 - beta) g_t^2 (Tieleman 2012)."""
    w = _start(grad, w, eta=eta, beta=beta, eps=eps)
    V = np.zeros_like(w)
    for rate in _rates(eta):
        g = _gradient(grad, w)
        m, V = g, beta * V + (1 - beta) * g**2
        step = rate * m / (np.sqrt(V) + eps)
        w = w - step
        yield Step(w, step, g, m, V)


def adam(grad, w, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8, corrected=True):
    """eta_t = eta m_hat / (sqrt(V_hat) + eps), moments with their bias corrected.

    m_t and V_t are those of `sgdm` and `rmsprop`, each with its own beta
    (Kingma and Ba 2015). `corrected=False` shows what the correction is for.
    """
    w = _start(grad, w, eta=eta, beta1=beta1, beta2=beta2, eps=eps)
    m, V = np.zeros_like(w), np.zeros_like(w)
    for t, rate in enumerate(_rates(eta), start=1):
        g = _gradient(grad, w)
        m, V = beta1 * m + (1 - beta1) * g, beta2 * V + (1 - beta2) * g**2
        m_hat, V_hat = m, V
        if corrected:
            m_hat, V_hat = m / (1 - beta1**t), V / (1 - beta2**t)
        step = rate * m_hat / (np.sqrt(V_hat) + eps)
        w = w - step
        yield Step(w, step, g, m, V, m_hat, V_hat)


def adamw(grad, w, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
    """eta_t = eta (m_hat / (sqrt(V_hat) + eps) + weight_decay w_t): the moments never see the decay.

    (Loshchilov and Hutter 2019)
    """
    number("weight_decay", weight_decay, least=0)
    w = _start(grad, w, eta=eta, beta1=beta1, beta2=beta2, eps=eps)
    m, V = np.zeros_like(w), np.zeros_like(w)
    for t, rate in enumerate(_rates(eta), start=1):
        g = _gradient(grad, w)
        m, V = beta1 * m + (1 - beta1) * g, beta2 * V + (1 - beta2) * g**2
        m_hat, V_hat = m / (1 - beta1**t), V / (1 - beta2**t)
        step = rate * (m_hat / (np.sqrt(V_hat) + eps) + weight_decay * w)
        w = w - step
        yield Step(w, step, g, m, V, m_hat, V_hat)


def rmsprop_as_noted(grad, w, eta=0.01, beta=0.9):
    """eta_t = eta m_t sqrt(V_t): RMSProp with the root on the wrong side. Kept to show how it fails."""
    w = _start(grad, w, eta=eta, beta=beta)
    V = np.zeros_like(w)
    for rate in _rates(eta):
        g = _gradient(grad, w)
        m, V = g, beta * V + (1 - beta) * g**2
        step = rate * m * np.sqrt(V)
        w = w - step
        yield Step(w, step, g, m, V)


def _rates(eta):
    """The learning rate of each step, without end: eta, or eta(1), eta(2), ... where it is a function."""
    return (_rate(eta(t)) for t in count(1)) if callable(eta) else repeat(eta)


METHODS = {"SGD": sgd, "SGDM": sgdm, "Adagrad": adagrad, "RMSProp": rmsprop, "Adam": adam}


def minimize(method, grad, w, steps, **settings):
    """The start and where a method is after each of its steps: shape (steps + 1, *w.shape).

    Once a parameter is no longer finite the path has ended; its remaining rows are NaN.
    Raises ValueError where `steps` is not an integer >= 0, and for whatever the method refuses.
    """
    if isinstance(steps, bool) or not isinstance(steps, (int, np.integer)) or steps < 0:
        raise ValueError(f"steps must be an integer >= 0, got {steps!r}")
    w = doubles("w", w)
    path = np.full((steps + 1, *np.shape(w)), np.nan)
    path[0] = w
    with np.errstate(over="ignore", invalid="ignore"):
        for t, turn in enumerate(islice(method(grad, w, **settings), steps), start=1):
            path[t] = turn.w
            if t % 16 == 0 and not np.isfinite(turn.w).all():  # now and then: looking costs as much as a step
                break
    inside = np.isfinite(path).reshape(steps + 1, -1).all(axis=1)
    path[~np.logical_and.accumulate(inside)] = np.nan
    return path


def follow(method, signal, **settings):
    """Feed a method the gradients `signal`, shape (T,), whatever its w: its T steps, stacked in one `Step`.

    Fields of the result have shape (T,); m_hat and V_hat are None where the method has none.
    """
    signal = doubles("signal", signal)
    if signal.ndim != 1 or signal.size == 0:
        raise ValueError(f"signal must be a row of T >= 1 gradients, shape (T,), got shape {signal.shape}")
    gradients = iter(signal)
    turns = islice(method(lambda w: next(gradients), 0.0, **settings), signal.size)
    return Step(*(None if column[0] is None else np.array(column) for column in zip(*turns, strict=True)))


def _start(grad, w, *, eta, eps=1.0, **betas):
    """The starting point as a fresh float array, after a look at every argument."""
    if not callable(grad):
        raise ValueError(f"grad must be a function of w that returns the gradient there, got {grad!r}")
    if not (callable(eta) or (np.isscalar(eta) and np.isfinite(eta) and eta > 0)):
        raise ValueError(f"eta must be a finite number > 0, got {eta!r} (a function of the step would do as well)")
    if not (np.isscalar(eps) and np.isfinite(eps) and eps > 0):
        raise ValueError(f"eps must be a finite number > 0 (it keeps 0 / 0 away), got {eps!r}")
    for name, beta in betas.items():
        if not (np.isscalar(beta) and 0 <= beta < 1):
            raise ValueError(f"{name} must be a number with 0 <= {name} < 1, got {beta!r}")
    w = np.array(doubles("w", w))
    if not np.isfinite(w).all():
        raise ValueError(f"w must be finite everywhere, got {w}")
    return w


def _rate(eta):
    """A learning rate that a function gave: it may fall to 0."""
    if isinstance(eta, str) or not (np.isscalar(eta) and np.isfinite(eta) and eta >= 0):
        raise ValueError(f"eta(t) must be a finite number >= 0, got {eta!r}")
    return eta


def _gradient(grad, w):
    """grad(w) as floats of the shape of w."""
    g = np.asarray(grad(w), dtype=float)
    if g.shape != w.shape:
        raise ValueError(f"grad(w) must have the shape of w, {w.shape}, got {g.shape}")
    return g
