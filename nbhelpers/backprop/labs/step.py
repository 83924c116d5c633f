"""Lab: one back-propagation step of a 2-2-1 net, number by number."""

import numpy as np

from nbhelpers.backprop import backward, changes, forward, squared_error
from nbhelpers.backprop import step as take_step
from nbhelpers.backprop.example import START
from nbhelpers.backprop.labs.step_picture import LAST, pair, setup, update
from nbhelpers.lab import Choice, Lab, Panel, Range, Time
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.words import change, percent, say

SAMPLES = {"10": ((1, 0), 1), "01": ((0, 1), 1), "11": ((1, 1), 0), "00": ((0, 0), 0)}  # exclusive or


def state(sample: str, eta: float, stage: int) -> dict:
    """All numbers of one step; `stage` says which of them are shown."""
    inputs, target = SAMPLES[sample]
    x, y = np.array(inputs, dtype=float), np.array([target], dtype=float)
    before = forward(START, x)
    errors = backward(START, before, y)
    delta, new = changes(x, before, errors, eta), take_step(START, x, y, eta)
    after = forward(new, x)
    falls = sum(float(np.sum(change**2)) for change in delta) / eta  # eta times the sum of squared derivatives
    return {
        "stage": stage, "eta": eta, "x": x, "y": target, "alpha": before.alpha, "b": before.b,
        "beta": float(before.beta[0]), "y_hat": float(before.y_hat[0]), "g": float(errors.g[0]), "e": errors.e,
        "delta_v": delta.v, "delta_gamma": delta.gamma, "delta_w": delta.w[:, 0], "delta_theta": float(delta.theta[0]),
        "v": new.v, "gamma": new.gamma, "w": new.w[:, 0], "theta": float(new.theta[0]),
        "b_after": after.b, "y_hat_after": float(after.y_hat[0]),
        "E": float(squared_error(before.y_hat, y)), "E_after": float(squared_error(after.y_hat, y)), "falls": falls,
    }  # fmt: skip


def read(state: dict):
    """What this stage found, in words and in numbers."""
    yield (*_forward_headlines(state), *_backward_headlines(state))[state.stage]
    yield from _details(state)[state.stage]


def _forward_headlines(state):
    return (
        say("A sample arrives; the net should answer {y}.", y=state.y),
        say("The two hidden units answer {b1:.2f} and {b2:.2f}.", b1=state.b[0], b2=state.b[1]),
        say("The net answers {y_hat:.2f}, where {y} is wanted.", y_hat=state.y_hat, y=state.y),
        say("The answer misses its target by {miss:.2f}.", miss=abs(state.y_hat - state.y)),
    )


def _backward_headlines(state):
    up = state.g < 0  # E falls as the pre-activation grows
    return (
        say("The output should have been larger." if up else "The output should have been smaller."),
        say("Hidden unit 1 should have answered more, hidden unit 2 less." if up else
            "Hidden unit 1 should have answered less, hidden unit 2 more."),
        say("The two weights into the output change, and so does its threshold."),
        _moved_weights(*state.x),
        _verdict(state),
    )  # fmt: skip


def _moved_weights(x1, x2):
    if x1 and x2:
        return say("All four weights from the inputs change.")
    if not x1 and not x2:
        return say("Both inputs are 0: only the thresholds of the hidden units change.")
    return say("Input {silent} is 0, and the weights from it do not change.", silent=2 if x1 else 1)


def _verdict(state):
    """What the step did to E, beside what the derivatives promised."""
    return say("The step helps: E falls by {share} of what the derivatives promised." if state.falls <= state.E else
               "The promise fails: E falls by {share} of what the derivatives promised.",
               share=percent((state.E - state.E_after) / state.falls))  # fmt: skip


def _details(state):
    """For each stage its sentences with all digits."""
    return (
        [say("Its inputs are x = {x}, its target is y = {y}.", x=f"({state.x[0]:.0f}, {state.x[1]:.0f})", y=state.y)],
        [say("They are b = {b}.", b=pair(state.b))],
        [say("Its answer is ŷ = f(β − θ) = {y_hat:.4f}.", y_hat=state.y_hat)],
        [say("Half the square of this is the loss: E = {E:.4f}.", E=state.E)],
        [say("The output's error is g = {g:.4f}.", g=state.g)],
        [say("The output's error, passed back through w, gives the hidden errors e = {e}.", e=pair(state.e))],
        [say("At η = {eta:g} the weights change by {w}, the threshold θ by {theta:.4f}.",
             eta=state.eta, w=pair(state.delta_w), theta=state.delta_theta)],
        [say("The weights from input 1 change by {v1}, those from input 2 by {v2}, the thresholds γ by {gamma}.",
             v1=pair(state.delta_v[0]), v2=pair(state.delta_v[1]), gamma=pair(state.delta_gamma))],
        [say("At η = {eta:g} the step takes E {change}.", eta=state.eta, change=change(state.E, state.E_after, 4)),
         say("The derivatives promised {promise:.4f}." if state.falls <= state.E else
             "The derivatives promised {promise:.4f}, though E is never below 0.", promise=state.E - state.falls)],
    )  # fmt: skip


def step_formulas(state):
    """The error of the output and of the first hidden unit, and what the first output weight changes by."""
    names = {
        "g": Symbol("g", state.g, "the output's error", ("lines",)),
        "y_hat": Symbol("ŷ", state.y_hat, "output", ("amounts.4",)), "y": Symbol("y", state.y, "target", ("target",)),
        "b": Symbol("b_1", state.b[0], "hidden unit 1", ("amounts.2",)),
        "w": Symbol("w_1", START.w[0, 0], "weight from hidden unit 1", ("weights.4", "edges.4")),
        "e": Symbol("e_1", state.e[0], "error of hidden unit 1"), "eta": Symbol("η", state.eta, "learning rate"),
        "change": Symbol("Δw_1", state.delta_w[0], "change of that weight"),
    }  # fmt: skip

    def formula(written):
        return Formula(written, {name: one for name, one in names.items() if f"{{{name}}}" in written})

    yield formula("{g} = {y_hat} · (1 − {y_hat}) · ({y_hat} − {y})")
    yield formula("{e} = {b} · (1 − {b}) · {w} · {g}")
    yield formula("{change} = −{eta} · {g} · {b}")


step = Lab(
    name="backprop.step",
    title="One step, number by number",
    controls=(
        Choice("sample", "sample", {key: f"x = {x}, y = {y}" for key, (x, y) in SAMPLES.items()}, default="10"),
        Range("eta", "learning rate η", 0.1, 100.0, default=1.0, log=True, recorded=(0.1, 1.0, 10.0, 100.0)),
        Time("stage", "stage", last=LAST, default=7),
    ),
    panels=(
        Panel("net", "a net of two inputs, two hidden units and one output, its numbers at units and edges", 350, 340),
        Panel("ledger", "the formulas of this stage with their numbers", 350, 112),
    ),
    compute=state, setup=setup, update=update, read=read, formulas=step_formulas,
)  # fmt: skip
