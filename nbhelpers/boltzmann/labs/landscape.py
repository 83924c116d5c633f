"""Lab `boltzmann.landscape`: four units learn four pictures; where does the net spend its time at temperature T?"""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.boltzmann import learning
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.kit import relief
from nbhelpers.lab.words import count, percent, printed, say
from nbhelpers.nn import state_map

LAST, ETA, SWEEPS = 150, 0.5, 400
ENERGIES, SHARES = (-4.0, 3.0), (0.0, 0.5)
PICTURES = np.array([[0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0.0]])
DATA = np.bincount(boltzmann.rows(PICTURES), minlength=16) / len(PICTURES)
HOW = {"exact": "exact", "sampled": "sampled"}


@lru_cache(maxsize=32)
def _learned(gradient, seed):
    """The machine after every step of learning: no hidden units, and small weights at first."""
    start = learning.new_machine(4, 0, np.random.default_rng(seed), 0.5)
    way = (learning.learn(start, DATA, ETA) if gradient == "exact" else
           learning.learn_from_samples(start, DATA, ETA, np.random.default_rng([seed, 1]), sweeps=1))  # fmt: skip
    return [start, *islice(way, LAST)]


def _walk(net, T, rng):
    """Where one walker stands after every sweep, as rows of `all_states`; it starts with all units at 0.

    The dice fall as in `boltzmann.chains`, but the 16 answers of each unit are looked up.
    """
    on = boltzmann.fire_probability(boltzmann.net_input(net[0], boltzmann.all_states(4), net[1]), T).T.tolist()
    here, found = 0, []
    for dice in rng.random((SWEEPS, 4)).tolist():
        for bit, chances, die in zip((8, 4, 2, 1), on, dice, strict=True):
            here = here | bit if die < chances[here] else here & ~bit
        found.append(here)
    return found


def landscape_state(gradient, seed, step, T):
    """The energies, both phases of the next step at T = 1, and a walk of 400 sweeps at T beside p(x), by the map."""
    machine = _learned(gradient, seed)[step]
    net, cells = (machine.weights, machine.thresholds), state_map.rows()
    visits = np.bincount(_walk(net, T, np.random.default_rng([seed, step])), minlength=16) / SWEEPS
    p = boltzmann.distribution(*net, T)
    return {
        "T": T, "step": step, "gradient": gradient,
        "E": boltzmann.energy(net[0], state_map.states(), net[1]),
        "data": DATA[cells], "model": boltzmann.distribution(*net)[cells], "p": p[cells], "visits": visits[cells],
        "distance": boltzmann.total_variation(p, visits),
    }  # fmt: skip


def landscape_setup(energies, time):
    axes, ground = relief.relief(energies, "height: the energy E of each state", name="E ")
    foot = -relief.SIDE * relief.DOWN - 10
    for x, words, role, up in ((4, "the data dig here", "target", -13), (160, "the net fills here", "activation", 13)):
        relief.show(relief.polygons(axes, role, 1), [relief.UP * (13, up) + (x, foot)])
        kit.note(axes, x + 14, foot, words, role, va="center")
    shares, walked = relief.relief(time, "height: the walker's share of time", "activation", "t ")
    kit.line(shares, "target", (-4, 14), (foot, foot), lw=2.5)
    kit.note(shares, 20, foot, "Boltzmann's p(x) at this temperature", "target", va="center")
    return {
        **ground, **walked,
        "dig": relief.polygons(axes, "target", 1), "fill": relief.polygons(axes, "activation", 1),
        "p": kit.line(shares, "target", lw=2.5, solid_capstyle="butt"),
    }  # fmt: skip


def landscape_update(artists, state):
    pictures, levels = state_map.states(), relief.level(state.E, *ENERGIES)
    relief.rise(artists, pictures, levels, [printed(f"{E:.1f}") for E in state.E], "E ")
    relief.show(artists.dig, relief.triangles(state.data, levels, relief.ABOVE, down=True))
    relief.show(artists.fill, relief.triangles(state.model.round(3), levels))
    shares = relief.level(state.visits, *SHARES)
    relief.rise(artists, pictures, shares, [percent(share) for share in state.visits], "t ")
    artists.p.set_data(*relief.strokes(relief.level(state.p.round(3), *SHARES)))


def landscape_sentence(state):
    on_data = state.data > 0
    yield _headline(state, state.visits[on_data])
    yield say("After {steps} of the {how} gradient, the machine gives the data a probability of {data} at T = 1.",
              steps=count(state.step, "step"), how=HOW[state.gradient],
              data=percent(state.model[on_data].sum()))  # fmt: skip
    yield say("At T = {T:g} Boltzmann's p(x) gives them {p}; after {sweeps} sweeps the walker's total variation from "
              "it is {distance:.2f}.",
              T=state.T, p=percent(state.p[on_data].sum()), sweeps=SWEEPS, distance=state.distance)  # fmt: skip
    if state.distance > 0.25:
        yield say("The walker is far from Boltzmann's distribution: at this temperature it hardly leaves a valley.")


def _headline(state, visits):
    """Where the walker spends its time."""
    if visits.max() > 0.6:
        return say("The walker keeps to a single valley: there it spends {alone} of its time.",
                   alone=percent(visits.max()))  # fmt: skip
    if state.step:
        return say("The walker spends {share} of its time in the four valleys of the data.",
                   share=percent(visits.sum()))  # fmt: skip
    return say("Before it learns, the walker spends {share} of its time with the data.", share=percent(visits.sum()))



landscape = Lab(
    name="boltzmann.landscape",
    title="Learning digs at the data; temperature shakes",
    controls=(
        Range("T", "temperature T", 0.1, 20.0, default=1.0, log=True, recorded=(0.2, 0.5, 1.0, 2.0, 20.0)),
        Time("step", "steps of learning", last=LAST, default=50, recorded=(0, 1, 3, 10, 25, 50, 150)),
        Choice("gradient", "gradient", HOW, default="exact"),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("energies", "sixteen blocks as high as the energies; where data dig and where the net fills", relief.WIDE,
              relief.HIGH + 22),
        Panel("time", "sixteen blocks as high as the walker's share of time, and Boltzmann's distribution", relief.WIDE,
              relief.HIGH + 22),
    ),
    compute=landscape_state, setup=landscape_setup, update=landscape_update, read=landscape_sentence,
)  # fmt: skip
