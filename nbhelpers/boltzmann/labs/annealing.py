"""Lab `boltzmann.annealing`: a damaged letter, quenched; and the same net warmed and cooled, side by side."""

from functools import cache, lru_cache

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.boltzmann import annealing as method
from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, Seed, Time, kit
from nbhelpers.lab.kit.cells import cells, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, printed, say

WORD = "PLS"
SIZE, GAP, THUMB = 92, 14, 46  # pixels of a picture, between the two, and of a stored letter
LEFTS = [k * (THUMB + 30) for k in range(len(WORD))]
BEFORE = 0.14  # of the time axis, for the fall from the damaged P
BOX = (0.17, 0.17, 0.79, 0.71)  # of the axes in their panels
LAST = 10  # tenths of the schedule; the last of them is after the quench
DEPTHS = (-1.12, 0.42)  # energies in view, in depths of the P
MELTED = 0.3  # three standard deviations of the overlap with a random state: with less, no letter is left
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
def _quenched():
    """The damaged P after 0, 1, 2 ... sweeps at T = 0 until it rests, and its energies."""
    stuck = method.stuck_letters()
    fall = [stuck.cue]
    for x in boltzmann.chains(stuck.weights, stuck.cue, np.random.default_rng(0), 0.0, stuck.thresholds):
        if np.array_equal(x[0], fall[-1]):
            return np.array(fall), _energies(np.array(fall))
        fall.append(x[0])


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
    (fall, falling), deep = _quenched(), -_energies(stuck.memories[0])
    m, m_quenched = (2 * np.array([states[now], fall[-1]]) - 1) @ (2 * stuck.memories - 1).T / len(stuck.state)
    return {
        "way": way, "T0": T0, "sweeps": S, "now": now, "end": now == S + 1,
        "x": states[now], "memories": stuck.memories, "m": m,
        "x_quenched": fall[-1], "m_quenched": m_quenched, "E_quenched": float(falling[-1]), "fall": falling / deep,
        "E": float(E[now]), "depths": E / deep,
        "kind": int(method.outcome(states[now], stuck.memories)[0]),
        "times": np.array(settings["sweeps"]), "asked": asked, "found": asked + other,
        "at": settings["sweeps"].index(S), "runs": settings["runs"] * len(settings["seeds"]),
        "seeds": len(settings["seeds"]),
    }  # fmt: skip


def annealing_setup(now, run, chance):
    return {**_picture_setup(now), **_run_setup(run), **_chance_setup(chance)}


def _picture_setup(figure):
    sheet = kit.sheet(figure, 4, SIZE + 26)
    for left, name, role in ((0, "quenched", "noise"), (SIZE + GAP, "warmed", "activation")):
        kit.note(sheet, left, SIZE + 14, name, role, 12, va="center")
        kit.rectangle(sheet, "grid", left - 1, -1, SIZE + 2, SIZE + 2)
    kit.note(sheet, 0, -46, "stored, and both overlaps", "target", 12, va="center")
    below = {"size": 12, "ha": "center", "va": "center"}
    return {
        "x_quenched": cells(sheet, COLOUR["noise"]),
        "x": cells(sheet, COLOUR["activation"]),
        "stored": [cells(sheet, COLOUR["target"]) for _ in WORD],
        "E": [kit.note(sheet, left + SIZE / 2, -14, **below) for left in (0, SIZE + GAP)],
        "m_quenched": [kit.note(sheet, left + THUMB / 2, -120, role="noise", **below) for left in LEFTS],
        "m": [kit.note(sheet, left + THUMB / 2, -138, role="activation", **below) for left in LEFTS],
    }


def _run_setup(figure):
    axes = kit.axes(figure, BOX, "energy E, and", "energy", xlabel="share of the time", xlim=(-BEFORE, 1.06),
                    ylim=DEPTHS, xticks=(0, 0.5, 1), yticks={-1: "P", 0: "0"})  # fmt: skip
    kit.note(axes, 0.49, 1.032, "temperature", "temperature", 12, transform=axes.transAxes)
    kit.level(axes, -1, "target")
    heat = axes.twinx()
    heat.set(ylim=(-5.9, 2.2), yticks=())
    heat.spines["right"].set_visible(False)
    return {
        "T": kit.line(heat, "temperature", lw=1.6),
        "fall": kit.line(axes, "noise", lw=2.2, ls=kit.DASHED),
        "rest": kit.note(axes, 1.05, 0, "quenched", "noise", 12, ha="right", va="bottom"),
        "curve": kit.line(axes, "energy", lw=1.2, alpha=0.66),
        "walked": kit.line(axes, "energy", lw=2.2),
        "dot": kit.dots(axes, "energy", 9, clip_on=False),
    }


def _chance_setup(figure):
    axes = kit.axes(figure, BOX, "warmed runs that end", xlabel="time: sweeps", xscale="log", xlim=(0.8, 400),
                    ylim=(0, 1.02), xticks=(1, 10, 100), yticks=kit.percents(0, 0.5, 1))  # fmt: skip
    kit.note(axes, 380, 0.63, "in a memory", "activation", 12, ha="right")
    kit.note(axes, 380, 0.4, "in the P", "target", 12, ha="right")
    artists = {}
    for name, role in (("found", "activation"), ("asked", "target")):
        artists[f"{name}_band"] = kit.band(axes, role)
        artists[name] = kit.line(axes, role, lw=2)
        artists[f"{name}_here"] = kit.dots(axes, role, 8, clip_on=False)
    return artists


def annealing_update(artists, state):
    show(artists.x_quenched, state.x_quenched.reshape(10, 10) > 0, SIZE, top=SIZE)
    show(artists.x, state.x.reshape(10, 10) > 0, SIZE, left=SIZE + GAP, top=SIZE)
    for name, E in zip(artists.E, (state.E_quenched, state.E), strict=True):
        name.set_text(printed(f"E = {E:.1f}"))
    for k, memory in enumerate(state.memories):
        show(artists.stored[k], memory.reshape(10, 10) > 0, THUMB, left=LEFTS[k], top=-60, gap=0)
        artists.m_quenched[k].set_text(printed(f"{state.m_quenched[k]:+.2f}"))
        artists.m[k].set_text(printed(f"{state.m[k]:+.2f}"))
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
    artists.fall.set_data([*np.linspace(-BEFORE, 0, len(state.fall)), 1.04], [*state.fall, state.fall[-1]])
    artists.rest.set_y(state.fall[-1] + 0.015)
    kit.put(artists.dot, across[now], state.depths[now])
    artists.T.set_data([0, 1, 1, 1.06], [state.T0, state.T0 if state.way == "held" else 0.0, 0, 0])


def annealing_sentence(state):
    yield from _place(state)
    told = {"T0": state.T0, "time": count(state.sweeps, "sweep")}
    if state.end:
        yield say("It was cooled from T₀ = {T0:g} in {time}, then quenched." if state.way == "cooled" else
                  "It was held at T₀ = {T0:g} for {time}, then quenched.", **told)  # fmt: skip
    else:
        yield say("It has had {now} of {time}, cooling from T₀ = {T0:g}." if state.way == "cooled" else
                  "It has had {now} of {time}, held at T₀ = {T0:g}.", **told, now=state.now)  # fmt: skip
    found, asked = (100 * state[name][state.at] for name in ("found", "asked"))
    shares = {"runs": state.runs, "found": found.mean(), "asked": asked.mean()}
    if found.min() == found.max():
        yield say("Of {runs} such runs, {found:.0f} % ended in a memory or a negative, and {asked:.0f} % in the P that "
                  "was asked for.", **shares)  # fmt: skip
    else:
        yield say("Of {runs} such runs, {found:.0f} % ended in a memory or a negative ({least:.0f} to {most:.0f} % in "
                  "each of {groups} groups), and {asked:.0f} % in the P that was asked for.",
                  **shares, least=found.min(), most=found.max(), groups=state.seeds)  # fmt: skip


def _place(state):
    """Where the net is, or ends: in the P, another memory, a negative, or none of them."""
    nearest = int(np.argmax(np.abs(state.m)))
    m, letter = state.m[nearest], WORD[nearest]
    like = f"the negative of the {letter}" if m < 0 else f"the {letter}"
    if state.now == 0:
        yield say("Quenched, the damaged P is stuck in a mixture of the letters.")
    elif abs(m) < MELTED and not state.end:
        yield say("Melted: the warmed net is hardly like any of the letters now.")
    elif not state.end:
        yield say("The warmed net is in no memory now, most like {like}." if state.kind == 2 else
                  "The warmed net has come into {like}, every pixel right.", like=like)  # fmt: skip
    elif state.kind:
        yield say("Quenched or warmed first, the net ends in no memory." if state.kind == 2 else
                  "Quenched, the net ends in a mixture; warmed first, in {like}.", like=like)  # fmt: skip
    else:
        yield say("Quenched, the net ends in a mixture; warmed first, in the P, as asked.")
    yield say("The quench leaves E at {low:.1f}; the warmed net has E = {E:.1f} and the overlap {m:+.2f} with the "
              "{letter}.", low=state.E_quenched, E=state.E, m=m, letter=letter)  # fmt: skip


annealing = Lab(
    name="boltzmann.annealing",
    title="Annealing against quench",
    controls=(
        Choice("way", "the warmed net is", WAYS, default="cooled"),
        Choice("hottest", "first temperature T₀", HOTTEST, default="0.8", recorded=("0.3", "0.8", "2.0")),
        Choice("sweeps", "time, in sweeps", SWEEPS, default="30", recorded=("1", "3", "10", "30", "300")),
        Seed("seed", "seed", recorded=2),
        Time("moment", "tenths of the time", last=LAST, default=10, recorded=(0, 2, 4, 5, 6, 8, 10)),
    ),
    panels=(
        Panel("now", "the quenched and the warmed net as pictures, the stored letters and the overlaps", 206, 290),
        Panel("run", "the energies of the quenched and of the warmed net, and the temperature", 230, 290),
        Panel("chance", "the share of warmed runs that end in a memory, and in the P, against time", 260, 290),
    ),
    compute=annealing_state, setup=annealing_setup, update=annealing_update, read=annealing_sentence,
    data=("boltzmann/annealing",),
)  # fmt: skip
