"""CD-1 of `rbm.train` once more, for speed: the same draws and the same steps, without a new array anywhere.

What is saved: every array is made once and written into (`out=`), the hidden probabilities of the data serve both the
chain and the slope, both halves of the slope are one matrix product, and float32 halves the bytes.
"""

from collections.abc import Iterator

import numpy as np

from nbhelpers.guards import random, takes
from nbhelpers.nn.training import minibatches
from nbhelpers.rbm import RBM, as_units


@takes(batch=1, rng=random)
def train(rbm: RBM, v, *, eta: float, batch: int, rng, dtype=np.float32) -> Iterator[RBM]:
    """CD-1 over mini-batches without end: yields a copy of the machine after every epoch.

    With float64 these are the machines of `rbm.train` up to rounding; `batch` must divide the number of samples.
    """
    if dtype not in (np.float32, np.float64):
        raise ValueError(f"dtype = {dtype}: allowed are numpy.float32 and numpy.float64")
    v = as_units("v", v, len(rbm.b)).astype(dtype)
    if batch < 1 or len(v) % batch:
        raise ValueError(f"batch = {batch}: allowed are the divisors of {len(v)}, the number of samples")
    rbm = RBM(*(np.array(part, dtype=dtype) for part in rbm))
    step = _stepper(rbm, batch, dtype(eta), dtype)
    while True:
        for rows in minibatches(len(v), batch, rng):
            step(v, rows, rng)
        yield RBM(*(part.copy() for part in rbm))


def _stepper(rbm, m, eta, dtype):
    """A function that takes one CD-1 step on the rows given; all its arrays are made here, once."""
    W, b, c = rbm
    V, P = np.empty((2 * m, len(b)), dtype), np.empty((2 * m, len(c)), dtype)
    v, end, p, q = V[:m], V[m:], P[:m], P[m:]
    h, drawn_h, drawn_v, slope = np.empty_like(p), np.empty_like(p), np.empty_like(v), np.empty_like(W)

    def step(data, rows, rng):
        np.take(data, rows, axis=0, out=v)
        _sigmoid_of(v, W, c, out=p)
        rng.random(out=drawn_h, dtype=dtype)
        np.less(drawn_h, p, out=h)
        _sigmoid_of(h, W.T, b, out=end)
        rng.random(out=drawn_v, dtype=dtype)
        np.less(drawn_v, end, out=end)
        _sigmoid_of(end, W, c, out=q)
        np.negative(q, out=q)
        np.multiply(P, eta / dtype(m), out=P)
        np.add(W, np.dot(V.T, P, out=slope), out=W)
        np.add(c, P.sum(axis=0), out=c)
        np.add(b, (eta / dtype(m)) * (v.sum(axis=0) - end.sum(axis=0)), out=b)

    return step


def _sigmoid_of(x, W, bias, out):
    """1 / (1 + exp(-(x W + bias))), written with tanh, into `out`."""
    np.dot(x, W, out=out)
    out += bias
    out *= 0.5
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5
