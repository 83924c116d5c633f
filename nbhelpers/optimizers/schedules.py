"""Schedules: the share s_t of the learning rate that step t of a training of `steps` steps uses.

`lambda t: eta * cosine(t, steps)` is a learning rate for any of `nbhelpers.nn.optimizers`. The exponential decay of
the notes is `nbhelpers.nn.training.decayed_rate`.
"""

import numpy as np

from nbhelpers.guards import whole
from nbhelpers.nn.training import decayed_rate

WARM, LAST = 0.1, 0.01  # of the steps are warm-up; of the learning rate are left where it decays


def warm_up(t, warm):
    """min(t / warm, 1): the share rises in a straight line for `warm` steps, and stays (Goyal et al. 2017)."""
    return min(whole("t", t, 0) / whole("warm", warm), 1.0)


def cosine(t, steps, warm=0):
    """(1 + cos(pi (t - warm) / (steps - warm))) / 2 from t = warm on: half a wave from 1 to 0, which stays there.

    Before that it is `warm_up(t, warm)`. ValueError unless warm < steps. (Loshchilov and Hutter 2017)
    """
    whole("steps", steps), whole("warm", warm, 0, steps - 1), whole("t", t, 0)
    if t < warm:
        return warm_up(t, warm)
    way = min((t - warm) / (steps - warm), 1.0)
    return float(1 + np.cos(np.pi * way)) / 2


SCHEDULES = {  # those that the chapter compares: the share at step t of so many steps
    "constant": lambda t, steps: 1.0,
    "warm-up": lambda t, steps: warm_up(t, int(WARM * steps)),
    "exponential": lambda t, steps: decayed_rate(1.0, LAST, t, steps),
    "cosine": cosine,
    "warm-up and cosine": lambda t, steps: cosine(t, steps, int(WARM * steps)),
}
