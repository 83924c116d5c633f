"""Lab: a learning rate that decays, on E(w) = (w + 1)^2 from w = 5."""

import numpy as np

from nbhelpers.generalising.schedules import BOUND, decay_run
from nbhelpers.lab import Lab, Panel, Range, Time, kit
from nbhelpers.lab.words import count, say

ROUNDS = 40
EDGE = 9.0  # the picture shows w from -EDGE - 1 to EDGE - 1
LOSSES = (1e-12, 1e6)  # in the picture
SMALL = 0.01  # a loss that counts as arrived


def state(eta: float, decay: float, round: int) -> dict:
    """The weights w_0 to w_t, their losses and the rates, after `round` rounds."""
    rounds = list(decay_run(5.0, eta, decay, rounds=ROUNDS))
    w = np.array([5.0, *(at.after for at in rounds)])
    rates = np.array([at.rate for at in rounds])
    return {
        "w": w, "loss": (w + 1) ** 2, "rate": rates, "t": round, "eta": eta, "decay": decay,
        "above": int(np.sum(rates >= BOUND)),
    }  # fmt: skip


def setup(bowl, curves) -> dict:
    """The parabola with a path on it; loss and learning rate against the round."""
    axes = kit.axes(bowl, (0.13, 0.16, 0.84, 0.8), xlim=(-EDGE - 1, EDGE - 1), ylim=(-2, 66), xlabel="w", ylabel="E",
                    xticks=range(-9, 9, 4))  # fmt: skip
    w = np.linspace(-EDGE - 1, EDGE - 1, 91)
    kit.line(axes, "muted", w, (w + 1) ** 2, lw=1.2)
    artists = {
        "path": kit.line(axes, "energy", marker="o", lw=1, ms=4),
        "ball": kit.dots(axes, "weight", 11),
        "outside": kit.note(axes, -1, 60, "", "error", 12, ha="center"),
    }
    for name, axes, role in (("loss", _loss_axes(curves), "energy"), ("rate", _rate_axes(curves), "weight")):
        artists[name], artists[f"{name}_now"] = kit.line(axes, role), kit.dots(axes, role, 7)
    return artists


def _loss_axes(figure):
    return kit.axes(figure, (0.17, 0.57, 0.8, 0.39), xlim=(0, ROUNDS), ylim=LOSSES, yscale="log", ylabel="E",
                    yticks=kit.powers(-12, -6, 0, 6), xticklabels=[])  # fmt: skip


def _rate_axes(figure):
    axes = kit.axes(figure, (0.17, 0.16, 0.8, 0.34), xlim=(0, ROUNDS), ylim=(0, 1.25), xlabel="round t", ylabel="ηₜ",
                    yticks=(0, 0.5, 1))  # fmt: skip
    kit.level(axes, BOUND, "error", "--", 1)
    kit.note(axes, ROUNDS, BOUND + 0.04, "bound: η = 1", "error", ha="right")
    return axes


def update(artists: dict, state: dict) -> None:
    """Draw what has happened up to round t."""
    t = state.t
    inside = np.abs(state.w + 1) <= EDGE
    path = np.flatnonzero(inside[: t + 1])
    now = path[path == t]  # empty if it has left the picture
    artists.path.set_data(state.w[path], state.loss[path])
    artists.ball.set_data(state.w[now], state.loss[now])
    artists.outside.set_text("" if inside[t] else f"off the picture: w = {state.w[t]:.3g}")
    shown = np.clip(state.loss, *LOSSES)
    artists.loss.set_data(np.arange(len(shown)), shown)
    kit.put(artists.loss_now, t, shown[t])
    artists.rate.set_data(np.arange(ROUNDS), state.rate)
    kit.put(artists.rate_now, min(t, ROUNDS - 1), state.rate[min(t, ROUNDS - 1)])


def read(state: dict):
    """Where the weight stands, and what the bound of the rate says about it."""
    yield _headline(state)
    yield say("At round {round} w is {w} and E is {loss}; the last round ends with E = {last}.", round=state.t,
              w=_number(state.w[state.t]), loss=_number(state.loss[state.t]), last=_number(state.loss[-1]))  # fmt: skip
    yield say("The rate stays at η = {eta:.3g}." if state.decay == 1 else
              "The rate begins at η = {eta:.3g} and is multiplied by {decay:.3g} each round.",
              eta=state.eta, decay=state.decay)  # fmt: skip
    if state.above == ROUNDS:
        yield say("It never falls below the bound η < 1 of this parabola.")
    elif state.above:
        yield say("It is past the bound η < 1 of this parabola for {rounds}.", rounds=count(state.above, "round"))
    else:
        yield say("It stays below the bound η < 1 of this parabola.")


def _headline(state):
    """Whether the rate is below its bound, and whether the weight comes to the minimum."""
    if state.above == ROUNDS:
        return say("Too fast: past the bound η < 1 the loss grows in every round." if state.rate[-1] > BOUND else
                   "Exactly on the bound: w jumps back and forth for ever.")  # fmt: skip
    if state.t < state.above:
        return say("The rate has not yet fallen below its bound, and the loss does not fall.")
    if state.above:
        return say("Saved by the decay: the rate is below its bound, and the loss falls.")
    if state.loss[-1] <= SMALL:
        return _way_in(state)
    if state.rate[-1] > state.eta / 2:  # no decay, or hardly any: the steps are small from the beginning
        return say("Too slow: so small a rate does not reach the minimum in {rounds} rounds.", rounds=ROUNDS)
    return say("The decay is too fast: the steps die out before the minimum is reached.")


def _way_in(state):
    """How a weight comes to the minimum: at a rate above 1/2 each step goes past it."""
    if state.loss[state.t] <= SMALL:
        return say("Hopping from side to side, the weight has reached the minimum." if state.eta > 0.5 else
                   "The weight has reached the minimum.")  # fmt: skip
    return say("The weight hops across the valley, nearer and nearer to the minimum." if state.rate[state.t] > 0.5 else
               "The weight slides down towards the minimum.")  # fmt: skip


def _number(value) -> str:
    """Four digits after the point, or a power of ten: 2.4·10⁻²⁶."""
    return f"{value:.4f}" if value == 0 or 1e-3 <= abs(value) < 1e4 else f"{value:.1e}"


decay = Lab(
    name="generalising.decay",
    title="A learning rate that decays",
    controls=(
        Range("eta", "first learning rate η", 0.01, 1.2, default=0.9, step=0.01, recorded=(0.02, 0.2, 0.5, 0.9, 1.05)),
        Range("decay", "decay per round", 0.5, 1.0, default=0.99, step=0.01, recorded=(0.6, 0.9, 0.99, 1.0)),
        Time("round", "round", last=ROUNDS, default=12, recorded=(0, 1, 2, 3, 4, 5, 6, 8, 12, 20, 40)),
    ),
    panels=(
        Panel("bowl", "the parabola E = (w + 1)² with the weight's path on it", 340, 290),
        Panel("curves", "above, the loss against the round; below, the learning rate and its bound", 340, 290),
    ),
    compute=state, setup=setup, update=update, read=read,
)  # fmt: skip
