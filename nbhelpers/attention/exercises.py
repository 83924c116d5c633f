"""The exercises of the chapter "Attention": one step, the value that stays, the distance to it."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

WEIGHTS = np.array([0.5, -0.5, 0.9, 2.0])
VALUES = np.array([0.0, 1.0, -2.0, 3.0])

step = Exercise(
    name="attention.step",
    title="One step",
    task="Write `step(w, x)`: the next value w x + 1, for arrays `w` and `x` of shape (n,).",
    start="def step(w, x):\n    new = ...\n    return new\n",
    cases=(Case("four values", (WEIGHTS, VALUES)), Case("weights of 0", (np.zeros(2), VALUES[:2]))),
    truth=lambda w, x: np.array([np.polyval([a, 1.0], b) for a, b in zip(w, x, strict=True)]),
    hints=(Hint("no input", "The 1 that comes in at every step is missing.", lambda w, x: w * x),),
    solution="def step(w, x):\n    return w * x + 1\n",
)

stays = Exercise(
    name="attention.stays",
    title="The value that stays",
    task="Write `stays(w)`: the value x with w x + 1 = x, for an array `w` of shape (n,) without a 1 in it.",
    start="def stays(w):\n    x = ...\n    return x\n",
    cases=(Case("four weights", (WEIGHTS,)), Case("a weight of 0", (np.zeros(1),))),
    truth=lambda w: np.linalg.solve(np.eye(len(w)) - np.diag(w), np.ones(len(w))),
    hints=(Hint("sign", "You wrote 1 + w below the line: w x has to go to the other side.", lambda w: 1 / (1 + w)),),
    solution="def stays(w):\n    return 1 / (1 - w)\n",
)

left = Exercise(
    name="attention.left",
    title="What is left of the distance",
    task="Write `left(w, t)`: the share of the distance to the fixed point that is left after `t` steps.",
    start="def left(w, t):\n    share = ...\n    return share\n",
    cases=(Case("one half, three steps", (0.5, 3)), Case("a negative weight", (-0.8, 3)), Case("no step", (0.3, 0))),
    truth=lambda w, t: float(np.prod(np.full(t, w))),
    hints=(Hint("one step", "That is the share after a single step; each step multiplies again.", lambda w, t: w),),
    solution="def left(w, t):\n    return w ** t\n",
)

EXERCISES = (step, stays, left)
