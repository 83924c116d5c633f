"""Lab `boltzmann.annealing`: a net stuck in a mixture of three letters is warmed and cooled."""

from functools import cache, lru_cache

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers import boltzmann
from nbhelpers.boltzmann import annealing as method
from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, Seed, Time
from nbhelpers.lab.kit.cells import cells, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

WORD = "PLS"
SIZE, THUMB = 160, 46  # pixels of the large picture and of a stored letter
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
    artists = _picture(now)
    axes = run.add_axes((0.17, 0.17, 0.79, 0.71))
    axes.set(xlim=(0, 1.06), ylim=DEPTHS, xticks=(0, 0.5, 1), yticks=(-1, 0), xlabel="share of the time")
    axes.set_yticklabels(("P", "0"))
    axes.set_title("energy E, and", color=COLOUR["energy"])
    axes.text(0.49, 1.032, "temperature", color=COLOUR["temperature"], transform=axes.transAxes)
    axes.axhline(-1, color=COLOUR["target"], lw=1.2, ls=(0, (4, 3)))
    heat = axes.twinx()
    heat.set(ylim=(-5.9, 2.2), yticks=())
    heat.spines["right"].set_visible(False)
    artists["T"] = heat.plot([], [], color=COLOUR["temperature"], lw=1.6)[0]
    artists["curve"] = axes.plot([], [], color=COLOUR["energy"], lw=1.2, alpha=0.66)[0]
    artists["walked"] = axes.plot([], [], color=COLOUR["energy"], lw=2.2)[0]
    artists["dot"] = axes.plot([], [], "o", color=COLOUR["energy"], ms=9, clip_on=False)[0]
    axes = chance.add_axes((0.17, 0.17, 0.79, 0.71))
    axes.set(xlim=(0.8, 400), ylim=(0, 1.02), xscale="log", xlabel="time: sweeps", yticks=(0, 0.5, 1))
    axes.set_xticks((1, 10, 100), ("1", "10", "100"))
    axes.minorticks_off()
    axes.set_yticklabels(("0", "50 %", "100 %"))
    axes.set_title("runs that end")
    axes.text(380, 0.63, "in a memory", color=COLOUR["activation"], ha="right")
    axes.text(380, 0.4, "in the P", color=COLOUR["target"], ha="right")
    for name, role in (("found", "activation"), ("asked", "target")):
        artists[f"{name}_band"] = axes.fill([0], [0], color=COLOUR[role], alpha=0.18, lw=0)[0]
        artists[name] = axes.plot([], [], color=COLOUR[role], lw=2)[0]
        artists[f"{name}_here"] = axes.plot([], [], "o", color=COLOUR[role], ms=8, clip_on=False)[0]
    return artists


def _picture(figure):
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-4, width - 4), ylim=(SIZE + 26 - height, SIZE + 26))
    axes.axis("off")
    axes.text(0, SIZE + 14, "the net now", va="center", color=COLOUR["activation"])
    axes.add_patch(Rectangle((-1, -1), SIZE + 2, SIZE + 2, fill=False, edgecolor=COLOUR["grid"], lw=1))
    axes.text(0, -18, "stored, and overlaps", va="center", color=COLOUR["target"])
    lefts = [k * (THUMB + 11) for k in range(3)]
    return {
        "x": cells(axes, COLOUR["activation"]),
        "stored": [cells(axes, COLOUR["target"]) for _ in WORD],
        "m": [axes.text(left + THUMB / 2, -96, "", ha="center", va="center", fontsize=12) for left in lefts],
    }


def annealing_update(artists, state):
    show(artists.x, state.x.reshape(10, 10) > 0, SIZE, top=SIZE)
    for k, memory in enumerate(state.memories):
        show(artists.stored[k], memory.reshape(10, 10) > 0, THUMB, left=k * (THUMB + 11), top=-34, gap=0)
        artists.m[k].set_text(f"{state.m[k]:+.2f}")
    sweeps, now = state.sweeps, state.now
    across = np.r_[np.arange(sweeps + 1) / sweeps, 1.04]
    keep = np.unique(np.r_[np.linspace(0, sweeps, min(sweeps, 60) + 1).astype(int), now, sweeps + 1])
    artists.curve.set_data(across[keep], state.depths[keep])
    past = keep[keep <= now]
    artists.walked.set_data(across[past], state.depths[past])
    artists.dot.set_data([across[now]], [state.depths[now]])
    first, last = state.T0, state.T0 if state.way == "held" else 0.0
    artists.T.set_data([0, 1, 1, 1.06], [first, last, 0, 0])
    times = state.times
    for name in ("found", "asked"):
        shares = state[name]
        around = np.r_[times, times[::-1]], np.r_[shares.min(axis=1), shares.max(axis=1)[::-1]]
        artists[f"{name}_band"].set_xy(np.column_stack(around))
        artists[name].set_data(times, shares.mean(axis=1))
        artists[f"{name}_here"].set_data([times[state.at]], [shares[state.at].mean()])


def annealing_sentence(state):
    way = "cooled from" if state.way == "cooled" else "held at"
    m = state.m
    nearest = int(np.argmax(np.abs(m)))
    where = "the negative of the " if m[nearest] < 0 else "the "
    if state.kind < 2:
        place = f"in {where}{WORD[nearest]}, every pixel right"
    else:
        place = f"in no memory, most like {where}{WORD[nearest]} (overlap {m[nearest]:+.2f})"
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
