"""Lab `boltzmann.annealing`: a net stuck in a mixture of three letters is warmed and cooled."""

from functools import cache, lru_cache

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.boltzmann import annealing as method
from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, Seed, Time, kit
from nbhelpers.lab.kit.cells import cells, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

WORD = "PLS"
SIZE, THUMB = 160, 46  # pixels of the large picture and of a stored letter
LEFTS = [k * (THUMB + 11) for k in range(len(WORD))]
BOX = (0.17, 0.17, 0.79, 0.71)  # of the axes in their panels
LAST = 10  # tenths of the schedule; the last of them is after the quench
DEPTHS = (-1.12, 0.42)  # energies in view, in depths of the P
WAYS = {"cooled": "cooled from T₀ to 0", "held": "held at T₀, then quenched"}
HOTTEST = {T: T for T in ("0.3", "0.5", "0.8", "1.2", "2.0")}
SWEEPS = {S: S for S in ("1", "3", "10", "30", "100", "300")}


@lru_cache(maxsize=64)
def _run(way, hottest, sweeps, seed):
    """All states of one run: the stuck start, a state after each sweep, and the end at rest."""
    stuck, rng = method.stuck_letters(), np.random.default_rng(seed)
    temperatures = {"cooled": method.cooling, "held": method.held}[way](hottest, sweeps)
    walked = [x[0] for x in boltzmann.chains(stuck.weights, stuck.state, rng, temperatures, stuck.thresholds)]
    end = method.quench(stuck.weights, walked[-1], stuck.thresholds)[0]
    return np.array([stuck.state, *walked, end])


@cache
def _settings():
    return record("boltzmann/annealing")["settings"]


def _energies(states):
    """E as the same net of -1 and +1 has it."""
    stuck = method.stuck_letters()
    return boltzmann.energy(stuck.weights, states, stuck.thresholds) - np.triu(stuck.weights).sum() / 4


def annealing_state(way, hottest, sweeps, seed, moment):
    """The run at one tenth of its schedule, its energies, and the measured shares for all times."""
    stuck, T0, S = method.stuck_letters(), float(hottest), int(sweeps)
    states = _run(way, T0, S, seed)
    now = S + 1 if moment == LAST else moment * S // LAST
    E, settings, (asked, other) = _energies(states), _settings(), method.measured(way, T0)
    m = (2 * states[now] - 1) @ (2 * stuck.memories - 1).T / len(stuck.state)
    return {
        "way": way, "T0": T0, "sweeps": S, "now": now, "end": now == S + 1,
        "x": states[now], "memories": stuck.memories, "m": m,
        "E": float(E[now]), "depths": E / -_energies(stuck.memories[0]),
        "kind": int(method.outcome(states[now], stuck.memories)[0]),
        "times": np.array(settings["sweeps"]), "asked": asked, "found": asked + other,
        "at": settings["sweeps"].index(S), "runs": settings["runs"] * len(settings["seeds"]),
        "seeds": len(settings["seeds"]),
    }  # fmt: skip


def annealing_setup(now, run, chance):
    return {**_picture_setup(now), **_run_setup(run), **_chance_setup(chance)}


def _picture_setup(figure):
    sheet = kit.sheet(figure, 4, SIZE + 26)
    kit.note(sheet, 0, SIZE + 14, "the net now", "activation", 12, va="center")
    kit.rectangle(sheet, "grid", -1, -1, SIZE + 2, SIZE + 2)
    kit.note(sheet, 0, -18, "stored, and overlaps", "target", 12, va="center")
    return {
        "x": cells(sheet, COLOUR["activation"]),
        "stored": [cells(sheet, COLOUR["target"]) for _ in WORD],
        "m": [kit.note(sheet, left + THUMB / 2, -96, size=12, ha="center", va="center") for left in LEFTS],
    }


def _run_setup(figure):
    axes = kit.axes(figure, BOX, "energy E, and", "energy", xlabel="share of the time", xlim=(0, 1.06), ylim=DEPTHS,
                    xticks=(0, 0.5, 1), yticks={-1: "P", 0: "0"})  # fmt: skip
    kit.note(axes, 0.49, 1.032, "temperature", "temperature", 12, transform=axes.transAxes)
    kit.level(axes, -1, "target")
    heat = axes.twinx()
    heat.set(ylim=(-5.9, 2.2), yticks=())
    heat.spines["right"].set_visible(False)
    return {
        "T": kit.line(heat, "temperature", lw=1.6),
        "curve": kit.line(axes, "energy", lw=1.2, alpha=0.66),
        "walked": kit.line(axes, "energy", lw=2.2),
        "dot": kit.dots(axes, "energy", 9, clip_on=False),
    }


def _chance_setup(figure):
    axes = kit.axes(figure, BOX, "runs that end", xlabel="time: sweeps", xscale="log", xlim=(0.8, 400), ylim=(0, 1.02),
                    xticks=(1, 10, 100), yticks=kit.percents(0, 0.5, 1))  # fmt: skip
    kit.note(axes, 380, 0.63, "in a memory", "activation", 12, ha="right")
    kit.note(axes, 380, 0.4, "in the P", "target", 12, ha="right")
    artists = {}
    for name, role in (("found", "activation"), ("asked", "target")):
        artists[f"{name}_band"] = kit.band(axes, role)
        artists[name] = kit.line(axes, role, lw=2)
        artists[f"{name}_here"] = kit.dots(axes, role, 8, clip_on=False)
    return artists


def annealing_update(artists, state):
    show(artists.x, state.x.reshape(10, 10) > 0, SIZE, top=SIZE)
    for k, memory in enumerate(state.memories):
        show(artists.stored[k], memory.reshape(10, 10) > 0, THUMB, left=LEFTS[k], top=-34, gap=0)
        artists.m[k].set_text(f"{state.m[k]:+.2f}")
    _run_update(artists, state)
    for name in ("found", "asked"):
        shares = state[name]
        kit.around(artists[f"{name}_band"], state.times, shares.min(axis=1), shares.max(axis=1))
        artists[name].set_data(state.times, shares.mean(axis=1))
        kit.put(artists[f"{name}_here"], state.times[state.at], shares[state.at].mean())


def _run_update(artists, state):
    sweeps, now = state.sweeps, state.now
    across = np.r_[np.arange(sweeps + 1) / sweeps, 1.04]
    keep = np.unique(np.r_[np.linspace(0, sweeps, min(sweeps, 60) + 1).astype(int), now, sweeps + 1])
    past = keep[keep <= now]
    artists.curve.set_data(across[keep], state.depths[keep])
    artists.walked.set_data(across[past], state.depths[past])
    kit.put(artists.dot, across[now], state.depths[now])
    artists.T.set_data([0, 1, 1, 1.06], [state.T0, state.T0 if state.way == "held" else 0.0, 0, 0])


def annealing_sentence(state):
    way = "cooled from" if state.way == "cooled" else "held at"
    nearest = int(np.argmax(np.abs(state.m)))
    m = state.m[nearest]
    like = f"the {'negative of the ' if m < 0 else ''}{WORD[nearest]}"
    place = f"in {like}, every pixel right" if state.kind < 2 else f"in no memory, most like {like} (overlap {m:+.2f})"
    found, asked = (100 * state[name][state.at] for name in ("found", "asked"))
    time = count(state.sweeps, "sweep")
    moment = "After the quench" if state.end else f"After {state.now} of {time}"
    return (
        f"{moment} this net, {way} T₀ = {state.T0:g}, is {place}, at E = {state.E:.1f}. "
        f"Of {state.runs} runs in {time}, {found.mean():.0f} % ended in a memory or its negative "
        f"({found.min():.0f} to {found.max():.0f} % in {state.seeds} groups), {asked.mean():.0f} % "
        "in the P that was asked for."
    )


annealing = Lab(
    name="boltzmann.annealing",
    title="Annealing against quench",
    controls=(
        Choice("way", "temperature", WAYS, default="cooled"),
        Choice("hottest", "first temperature T₀", HOTTEST, default="0.8", recorded=("0.3", "0.8", "2.0")),
        Choice("sweeps", "time, in sweeps", SWEEPS, default="30", recorded=("1", "3", "10", "30", "300")),
        Seed("seed", "seed", recorded=2),
        Time("moment", "tenths of the time", last=LAST, default=5, recorded=(0, 2, 4, 5, 6, 8, 10)),
    ),
    panels=(
        Panel("now", "the net's state as a picture, the three stored letters and the overlaps with them", 176, 290),
        Panel("run", "energy and temperature along this run", 230, 290),
        Panel("chance", "the share of runs that end in a memory, and in the P, against the time given", 260, 290),
    ),
    compute=annealing_state, setup=annealing_setup, update=annealing_update, read=annealing_sentence,
    data=("boltzmann/annealing",),
)  # fmt: skip
