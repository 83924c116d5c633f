"""Lab `optimizers.schedules`: a learning rate that changes on the way, and what it brings on real digits."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import plus_minus, say
from nbhelpers.optimizers.schedules import SCHEDULES

BOX = (0.13, 0.17, 0.82, 0.73)
STEPS = 500
WORST = 3.0  # losses above it are drawn here
METHODS = {"SGDM": "SGDM", "Adam": "Adam"}
SPOKEN = {
    "constant": "a constant rate", "warm-up": "warm-up alone", "exponential": "exponential decay",
    "cosine": "a cosine", "warm-up and cosine": "warm-up and cosine",
}  # fmt: skip
LOOKS = (  # role, dashes, marker
    ("error", "-", "o"), ("weight", (0, (6, 2, 1.5, 2)), "s"), ("target", (0, (4, 1.5)), "^"),
    ("activation", kit.DOTTED, "v"), ("ink", "-", "D"),
)  # fmt: skip


def schedules_state(method, schedule):
    """Shares s_1 ... s_500 of the five schedules; their losses, means over the seeds; the best rates' runs."""
    etas, loss, accuracy = measurements(method)
    chosen, best = list(SCHEDULES).index(schedule), loss.mean(axis=-1).argmin(axis=-1)
    return {
        "method": method, "schedule": schedule, "chosen": chosen, "etas": etas, "shares": _shares(),
        "loss": loss.mean(axis=-1), "band": [loss[chosen].min(axis=-1), loss[chosen].max(axis=-1)],
        "best_eta": etas[best], "best_loss": [loss[k, at] for k, at in enumerate(best)],
        "best_accuracy": [accuracy[k, at] for k, at in enumerate(best)],
    }  # fmt: skip


@cache
def _shares():
    return np.array([[share(t, STEPS) for t in range(STEPS + 1)] for share in SCHEDULES.values()])


@cache
def measurements(method, epochs=5):
    """The record: learning rates (n,), training loss and test accuracy, both (schedules, n, 5 seeds)."""
    record = datasets.record("optimizers/schedules")
    settings, cells = record["settings"], record["cells"]
    etas, names = settings["etas"][method], list(SCHEDULES)
    if epochs == settings["longer"]["epochs"]:
        etas, names = etas[1:4], settings["longer"]["schedules"]

    def values(key):
        rows = [[[cells[f"{method}/{name}/{epochs}/{eta}/{seed}"][key] for seed in settings["seeds"]] for eta in etas]
                for name in names]  # fmt: skip
        return np.array(rows)

    return np.array(etas), values("training loss"), values("test accuracy")


def schedules_setup(left, right):
    share = kit.axes(left, BOX, "share of η that a step uses", xlim=(0, STEPS), ylim=(-0.03, 1.08), xlabel="step t",
                     xticks=(0, 250, 500), yticks=(0, 0.5, 1))  # fmt: skip
    loss = kit.axes(right, BOX, "training loss after 5 epochs", xscale="log", yscale="log", xlim=(8e-4, 6.5),
                    ylim=(0.03, WORST), xlabel="learning rate η", xticks=(1e-3, 1e-2, 0.1, 1),
                    yticks={0.03: "0.03", 0.1: "0.1", 0.3: "0.3", 1: "1", 3: "3"})  # fmt: skip
    for row, (name, (role, ls, _)) in enumerate(zip(SCHEDULES, LOOKS, strict=True)):
        height = WORST * 0.84 * 0.76**row
        kit.line(loss, role, [1e-3, 2.6e-3], [height] * 2, ls=ls)
        kit.note(loss, 3.3e-3, height, name, role, 12, va="center")
    return {
        "thin": [kit.line(axes, role, ls=ls, lw=1.2, alpha=0.76) for axes in (share, loss) for role, ls, _ in LOOKS],
        "share": [kit.line(share, role, ls=ls, lw=2.6) for role, ls, _ in LOOKS],
        "band": [loss.fill_between([1, 2], 0.1, 1, color=COLOUR[role], alpha=0.22, lw=0) for role, _, _ in LOOKS],
        "loss": [kit.line(loss, role, ls=ls, marker=marker, lw=2.6, ms=5) for role, ls, marker in LOOKS],
    }


def schedules_update(artists, state):
    t = np.arange(STEPS + 1)
    for k, shares in enumerate(state.shares):
        artists.thin[k].set_data(t, shares)
        artists.thin[len(LOOKS) + k].set_data(state.etas, state.loss[k])
        for name in ("share", "band", "loss"):
            artists[name][k].set_visible(k == state.chosen)
    artists.share[state.chosen].set_data(t, state.shares[state.chosen])
    artists.loss[state.chosen].set_data(state.etas, state.loss[state.chosen])
    low, high = state.band
    outline = np.column_stack([np.r_[state.etas, state.etas[::-1]], np.r_[low, high[::-1]]])
    artists.band[state.chosen].set_verts([outline])


def schedules_sentence(state):
    name = SPOKEN[state.schedule]
    mine, plain = state.best_loss[state.chosen], state.best_loss[0]
    told = {"method": state.method, "name": name, "mine": mine.mean(), "plain": plain.mean()}
    yield say("With {name} {method}'s training loss ends at {mine:.3f}." if state.chosen == 0 else
              "With {name} {method}'s training loss ends at {mine:.3f}; a constant rate gives {plain:.3f}.",
              **told)  # fmt: skip
    yield say("Each schedule has the rate that suits it best, here η = {eta:g}: the loss is {loss}, mean ± standard "
              "deviation over five seeds.", eta=state.best_eta[state.chosen], loss=plus_minus(mine, 3))  # fmt: skip
    yield say("Of the test digits {right} % are classified correctly." if state.chosen == 0 else
              "Of the test digits {right} % are classified correctly; with a constant rate, {plain} %.",
              right=plus_minus(100 * state.best_accuracy[state.chosen], 1),
              plain=plus_minus(100 * state.best_accuracy[0], 1))  # fmt: skip


schedules = Lab(
    name="optimizers.schedules",
    title="Five timetables for one learning rate",
    controls=(
        Choice("schedule", "schedule", {name: name for name in SCHEDULES}, default="warm-up and cosine"),
        Choice("method", "optimizer", METHODS, default="Adam"),
    ),
    panels=(
        Panel("share", "the share of the learning rate that each step uses, for five schedules", width=340, height=280),
        Panel("loss", "training loss against the learning rate, for five schedules", width=340, height=280),
    ),
    compute=schedules_state, setup=schedules_setup, update=schedules_update, read=schedules_sentence,
    data=("optimizers/schedules",),
)  # fmt: skip
