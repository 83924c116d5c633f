"""Lab: a weight caught in a local minimum, and three ways out."""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers.generalising import minima
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.words import count, percent, say

STEPS = 300
START, ETA, COOLING = 3.6, 0.1, 0.99
DEEPEST = -0.845  # the place of the lowest minimum of `minima.bumpy_loss`
EDGES = (-1.947, 0.207)  # of its valley
SEEN = 0.4  # a best place nearer to the deepest than this has seen its valley
SEEDS = 50  # runs behind "... of 50 seeds"
LOSSES = (0.1, 2.7)  # in the pictures
TRAIL = 12
SHOWN = (0, 5, 10, 20, 30, 40, 60, 80, 100, 125, 150, 200, 250, 300)
METHODS = {"restarts": "random restarts", "annealing": "simulated annealing", "noisy": "noisy gradient"}
SPOKEN = METHODS | {"noisy": "a noisy gradient"}
GAUGE = {  # method -> what its strength sets
    "restarts": lambda s: count(1 + round(8 * s), "descent"),
    "annealing": lambda s: f"first temperature {s:.3g}",
    "noisy": lambda s: f"first noise {6 * s:.3g}",
}


def search(method: str, strength: float, rng: np.random.Generator):
    """The generator of one search from START. Strength 0 leaves every method without its way out."""
    slope, loss = minima.bumpy_slope, minima.bumpy_loss
    if method == "restarts":
        return minima.restarts(slope, loss, START, ETA, (STEPS + 1) // (1 + round(8 * strength)), rng)
    if method == "annealing":
        return minima.annealing(loss, START, strength, COOLING, rng)
    return minima.noisy_descent(slope, loss, START, ETA, 6 * strength, COOLING, rng)


@lru_cache(maxsize=512)
def run(method: str, strength: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Places and best places of one search, each (STEPS + 1,)."""
    visits = islice(search(method, strength, np.random.default_rng(seed)), STEPS + 1)
    w, best, _ = np.array(list(visits)).T
    return w, best


@lru_cache(maxsize=64)
def shares(method: str, strength: float) -> tuple[float, float]:
    """Over SEEDS seeds: the share that saw the deepest valley, and the share that stands in it at the end."""
    runs = [run(method, strength, seed) for seed in range(SEEDS)]
    seen = [abs(best[-1] - DEEPEST) < SEEN for _, best in runs]
    kept = [EDGES[0] < w[-1] < EDGES[1] for w, _ in runs]
    return float(np.mean(seen)), float(np.mean(kept))


def state(method: str, strength: float, seed: int, step: int) -> dict:
    """The whole search; `step` says how far it is shown."""
    w, best = run(method, strength, seed)
    seen, kept = shares(method, strength)
    return {
        "w": w, "E": minima.bumpy_loss(w), "best": best, "best_E": minima.bumpy_loss(best), "step": step,
        "seen": seen, "kept": kept, "method": method, "strength": strength,
    }  # fmt: skip


def setup(valley, curve) -> dict:
    """The loss with its four valleys; the loss against the step."""
    return _lay_valley(valley) | _lay_curve(curve)


def _lay_valley(figure):
    low, high = minima.LOW, minima.HIGH
    axes = kit.axes(figure, (0.12, 0.16, 0.85, 0.8), xlim=(low - 0.15, high + 0.15), ylim=LOSSES, xlabel="w",
                    ylabel="E", xticks=range(-4, 5))  # fmt: skip
    w = np.linspace(low, high, 161)
    kit.line(axes, "muted", w, minima.bumpy_loss(w), lw=1.4)
    kit.note(axes, DEEPEST, 0.17, "deepest", "muted", ha="center")
    return {
        "trail": kit.dots(axes, "energy", 5, alpha=0.66, mew=0),
        "best": kit.dots(axes, "target", 12, "D", mfc="none", mew=2),
        "ball": kit.dots(axes, "weight", 12),
    }


def _lay_curve(figure):
    axes = kit.axes(figure, (0.13, 0.16, 0.84, 0.8), xlim=(0, STEPS), ylim=LOSSES, xlabel="step", ylabel="E")
    kit.level(axes, minima.bumpy_loss(DEEPEST), ls=":", lw=0.8)
    kit.note(axes, STEPS, 2.55, "where it stands", "energy", 12, ha="right")
    kit.note(axes, STEPS, 2.38, "the best place seen", "target", 12, ha="right")
    return {"E": kit.line(axes, "energy", lw=1), "best_E": kit.line(axes, "target"), "now": kit.dots(axes, "weight")}


def update(artists: dict, state: dict) -> None:
    """Ball, trail and best place at this step."""
    step = state.step
    recent = slice(max(0, step - TRAIL), step)
    artists.trail.set_data(state.w[recent], state.E[recent])
    kit.put(artists.best, state.best[step], state.best_E[step])
    kit.put(artists.ball, state.w[step], state.E[step])
    for name in ("E", "best_E"):
        artists[name].set_data(np.arange(STEPS + 1), state[name])
    kit.put(artists.now, step, state.E[step])


def read(state: dict):
    """Where it stands, the best seen, and how often this setting succeeds."""
    step = state.step
    yield _headline(state.w[step], state.best[step])
    yield say("At step {step} E is {now:.2f}; the best seen so far is {best:.2f}.",
              step=step, now=state.E[step], best=state.best_E[step])  # fmt: skip
    if state.strength == 0:
        yield say("At strength 0 none of {seeds} seeds sees the deepest valley.", seeds=SEEDS)
        return
    yield say("With {method} ({gauge}), {seen} of {seeds} seeds see the deepest valley at some step, and {kept} end in "
              "it.", method=SPOKEN[state.method], gauge=GAUGE[state.method](state.strength), seeds=SEEDS,
              seen=percent(state.seen), kept=percent(state.kept))  # fmt: skip


def _headline(w, best):
    """Whether the ball is in the deepest valley, or has seen it."""
    if EDGES[0] < w < EDGES[1]:
        return say("The ball is in the deepest valley.")
    if abs(best - DEEPEST) < SEEN:
        return say("The ball has seen the deepest valley, but now it is in another.")
    return say("The ball has not found the deepest valley yet.")


escape = Lab(
    name="generalising.escape",
    title="Out of the wrong valley",
    controls=(
        Choice("method", "method", METHODS, default="annealing"),
        Range("strength", "strength", 0.0, 4.0, default=1.0, step=0.05, recorded=(0.0, 0.3, 1.0, 4.0)),
        Seed("seed", "seed", recorded=4, default=1),
        Time("step", "step", last=STEPS, default=150, recorded=SHOWN),
    ),
    panels=(
        Panel("valley", "a loss with four valleys, the weight as a ball on it and the best place seen", 340, 280),
        Panel("curve", "the loss at each step and the best loss so far", 340, 280),
    ),
    compute=state, setup=setup, update=update, read=read,
)  # fmt: skip
