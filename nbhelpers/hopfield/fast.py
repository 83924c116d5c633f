"""`hopfield.settle` once more, for speed and for many starts: the same draws, the same flips, the same states at rest.

What is saved: the net is looked over once and not for every start, the first inputs of all starts are one matrix
product, no state is copied on the way, and a single number is read without making an array of it.
"""

import numpy as np

from nbhelpers.hopfield import as_net, as_patterns, rounding


def settler(weights, thresholds=None):
    """A function settle(states, rng): where the rows of states (S, N), one after the other, come to rest: (S, N).

    It can be called again and again; `weights` and `thresholds` are those of the first moment.
    """
    weights, b = (np.array(part) for part in as_net(weights, thresholds))
    tie, steps = rounding(weights, b), list(2 * weights)

    def settle(states, rng):
        states = as_patterns(states, "states").copy()
        if states.shape[1] != len(b):
            raise ValueError(f"states has shape {states.shape}; this net of {len(b)} units allows (S, {len(b)}) only")
        for x, u in zip(states, states @ weights - b, strict=True):
            while (x * u).min() < -tie:
                _sweep(x, u, steps, -tie, rng.permutation(len(b)))
        return states

    return settle


def _sweep(x, u, steps, limit, order):
    """Update every unit once, in `order`: where x_k u_k < limit it turns. Changes x, and u with it, in place."""
    state, inputs = memoryview(x), memoryview(u)
    for k, own in zip(order.tolist(), x[order].tolist(), strict=True):
        if own * inputs[k] < limit:
            state[k] = -own
            if own > 0:
                u -= steps[k]
            else:
                u += steps[k]
