"""Three small labs for the tests of the hosts: one that works, one whose drawing fails, one that takes long."""

import time

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Switch, Time, track
from nbhelpers.lab.style import COLOUR


def descend(start, eta, halve, seed, step):
    """Gradient descent on w^2 from one of two starts, from a slightly random place."""
    w = [{"left": -3.0, "right": 3.0}[start] + 0.1 * np.random.default_rng(seed).standard_normal()]
    for _ in range(step):
        w.append(w[-1] * (1 - 2 * eta * (0.5 if halve else 1.0)))
    return {"w": np.array(w), "loss": np.array(w) ** 2, "eta": eta, "step": step}


def lay(parabola, course):
    over = parabola.add_axes([0.15, 0.16, 0.82, 0.8])
    over.set(xlim=(-5, 5), ylim=(0, 25), xlabel="weight w", ylabel="loss E")
    grid = np.linspace(-5, 5, 41)
    over.plot(grid, grid**2, color=COLOUR["energy"])
    (path,) = over.plot([], [], "o-", color=COLOUR["weight"])
    along = course.add_axes([0.17, 0.16, 0.8, 0.8])
    along.set(xlim=(0, 10), ylim=(0, 25), xlabel="step", ylabel="loss E")
    (loss,) = along.plot([], [], color=COLOUR["energy"])
    return {"path": path, "loss": loss, "label": along.text(5, 20, "", ha="center")}


def move(artists, state):
    artists["path"].set_data(state["w"], state["loss"])
    artists["loss"].set_data(range(len(state["loss"])), state["loss"])
    artists["label"].set_text(f"η = {state['eta']:g}" if state["step"] else "")


def say(state):
    return f"After {state['step']} steps at η = {state['eta']:g} the loss is {state['loss'][-1]:.4f}."


bowl = Lab(
    name="tiny.bowl",
    title="A ball in a bowl",
    controls=(
        Choice("start", "start", {"left": "on the left", "right": "on the right"}, "right"),
        Range("eta", "learning rate η", 0.001, 1.1, 0.1, log=True, recorded=(0.01, 0.1, 1.0, 1.1)),
        Switch("halve", "half steps"),
        Seed(recorded=2),
        Time("step", "step", last=10, default=5),
    ),
    panels=(Panel("parabola", "the loss over the weight"), Panel("course", "the loss against the step")),
    compute=descend,
    setup=lay,
    update=move,
    read=say,
)


def refuse(artists, state):
    if state["depth"] == 3:
        raise RuntimeError("the pencil broke at depth 3")
    artists["dot"].set_data([state["depth"]], [0])


def one_dot(figure):
    axes = figure.add_axes([0.1, 0.2, 0.8, 0.7])
    axes.set(xlim=(0, 4), ylim=(-1, 1))
    return {"dot": axes.plot([], [], "o", color=COLOUR["error"])[0]}


def long(turns):
    for _ in track(range(turns)):
        time.sleep(0.01)
    return {"depth": 0, "turns": turns}


broken = Lab(
    name="tiny.broken",
    title="A drawing that fails",
    controls=(Range("depth", "depth", 0, 4, 1, recorded=(0, 1)),),
    panels=(Panel("dot", "a dot"),),
    compute=lambda depth: {"depth": depth},
    setup=one_dot,
    update=refuse,
    read=lambda state: f"The depth is {state['depth']}.",
)
slow = Lab(
    name="tiny.slow",
    title="A computation that takes its time",
    controls=(Range("turns", "turns", 0, 1000, 0, recorded=(0, 1)),),
    panels=(Panel("dot", "a dot"),),
    compute=long,
    setup=one_dot,
    update=refuse,
    read=lambda state: f"{state['turns']} turns.",
)


def spin(mode):
    while mode == "for ever":
        pass
    for _ in track(range(200 if mode == "long" else 0)):
        time.sleep(0.1)
    return {"depth": 0, "mode": mode}


endless = Lab(
    name="tiny.endless",
    title="A computation without an end",
    controls=(Choice("mode", "mode", {m: m for m in ("short", "long", "for ever")}, "short", recorded=("short",)),),
    panels=(Panel("dot", "a dot"),),
    compute=spin,
    setup=one_dot,
    update=refuse,
    read=lambda state: f"It was {state['mode']}.",
)
LABS = (bowl, broken, slow, endless)
