"""Lab: a learning rate that decays, on E(w) = (w + 1)^2 from w = 5."""

import numpy as np

from nbhelpers.backprop.schedules import BOUND, decay_run
from nbhelpers.lab import Lab, Panel, Range, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

ROUNDS = 40
EDGE = 9.0  # the picture shows w from -EDGE - 1 to EDGE - 1
FLOOR, CEILING = 1e-12, 1e6  # of the loss in the picture


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
    ax = bowl.add_axes((0.13, 0.16, 0.84, 0.8))
    ax.set(xlim=(-EDGE - 1, EDGE - 1), ylim=(-2, 66), xlabel="w", ylabel="E", xticks=range(-9, 9, 4))
    w = np.linspace(-EDGE - 1, EDGE - 1, 91)
    ax.plot(w, (w + 1) ** 2, color=COLOUR["muted"], lw=1.2)
    artists = {"path": ax.plot([], [], "o-", color=COLOUR["energy"], lw=1, ms=4)[0]}
    artists["ball"] = ax.plot([], [], "o", color=COLOUR["weight"], ms=11)[0]
    artists["outside"] = ax.text(-1, 60, "", ha="center", color=COLOUR["error"])
    top = curves.add_axes((0.17, 0.57, 0.8, 0.39))
    top.set(xlim=(0, ROUNDS), ylim=(FLOOR, CEILING), yscale="log", ylabel="E", yticks=[1e-12, 1e-6, 1, 1e6])
    top.set_yticklabels(["10⁻¹²", "10⁻⁶", "1", "10⁶"])
    top.set_xticklabels([])
    low = curves.add_axes((0.17, 0.16, 0.8, 0.34))
    low.set(xlim=(0, ROUNDS), ylim=(0, 1.25), xlabel="round t", ylabel="ηₜ", yticks=[0, 0.5, 1])
    low.axhline(BOUND, color=COLOUR["error"], lw=1, ls="--")
    low.text(ROUNDS, BOUND + 0.04, "bound: η = 1", ha="right", color=COLOUR["error"], fontsize=11)
    for name, axes, role in (("loss", top, "energy"), ("rate", low, "weight")):
        artists[name] = axes.plot([], [], color=COLOUR[role])[0]
        artists[f"{name}_now"] = axes.plot([], [], "o", color=COLOUR[role], ms=7)[0]
    return artists


def update(artists: dict, s: dict) -> None:
    """Draw what has happened up to round t."""
    t = s.t
    inside = np.abs(s.w + 1) <= EDGE
    path = np.flatnonzero(inside[: t + 1])
    artists.path.set_data(s.w[path], s.loss[path])
    artists.ball.set_data(s.w[t : t + 1][inside[t : t + 1]], s.loss[t : t + 1][inside[t : t + 1]])
    artists.outside.set_text("" if inside[t] else f"off the picture: w = {s.w[t]:.3g}")
    shown = np.clip(s.loss, FLOOR, CEILING)
    artists.loss.set_data(np.arange(len(shown)), shown)
    artists.loss_now.set_data([t], [shown[t]])
    artists.rate.set_data(np.arange(ROUNDS), s.rate)
    artists.rate_now.set_data([min(t, ROUNDS - 1)], [s.rate[min(t, ROUNDS - 1)]])


def read(s: dict) -> str:
    """Where the weight stands, and why."""
    t, loss = s.t, s.loss[s.t]
    here = f"At round {t} w is {_number(s.w[t])} and E is {_number(loss)}"
    rule = f"η = {s.eta:.3g}" + (", no decay" if s.decay == 1 else f", times {s.decay:.3g} each round")
    if s.eta >= BOUND and s.above == ROUNDS:
        effect = "grows" if s.rate[-1] > BOUND else "does not fall"
        why = f"it never falls below the bound η < 1 of this parabola, so E {effect}"
    elif s.eta >= BOUND:
        rounds = count(s.above, "round")
        why = f"the rate is past the bound η < 1 for {rounds}, then decay brings it below and E falls"
    elif s.loss[-1] > 0.01:
        why = f"the steps shrink before the bottom is reached: E stays at {_number(s.loss[-1])} to the end"
        if s.rate[-1] > s.eta / 2:  # no decay, or hardly any: the steps are small from the beginning
            why = f"the rate is so small that E is still {_number(s.loss[-1])} in the last round"
    else:
        why = f"the rate stays below the bound η < 1, and E ends at {_number(s.loss[-1])}"
    return f"{here} ({rule}): {why}."


def _number(value) -> str:
    """Four digits after the point, or a power of ten: 2.4·10⁻²⁶."""
    return f"{value:.4f}" if value == 0 or 1e-3 <= abs(value) < 1e4 else f"{value:.1e}"


decay = Lab(
    name="backprop.decay",
    title="A learning rate that decays",
    controls=(
        Range("eta", "first learning rate η", 0.01, 1.2, default=0.9, step=0.01, recorded=(0.02, 0.2, 0.5, 0.9, 1.05)),
        Range("decay", "decay a round", 0.5, 1.0, default=0.99, step=0.01, recorded=(0.6, 0.9, 0.99, 1.0)),
        Time("round", "round", last=ROUNDS, default=12, recorded=(0, 1, 2, 3, 4, 5, 6, 8, 12, 20, 40)),
    ),
    panels=(
        Panel("bowl", "the parabola E = (w + 1)² with the weight's path on it", 340, 290),
        Panel("curves", "above, the loss against the round; below, the learning rate and its bound", 340, 290),
    ),
    compute=state,
    setup=setup,
    update=update,
    read=read,
)
