"""Lab `boltzmann.learning`: three visible units learn a distribution, with hidden ones and without."""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.boltzmann import learning as machine
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.words import count, percent, say
from nbhelpers.nn import twins

VISIBLE, LAST, EVERY = 3, 800, 10
SIZE = 1.0  # of the first weights
LIKELIHOODS = (-2.9, -0.95)
NAMES = ["".join(str(int(unit)) for unit in v) for v in boltzmann.all_states(VISIBLE)]
TARGETS = {"parity": "an even number of ones", "one": "exactly one of three"}


@lru_cache(maxsize=64)
def _learned(kind, hidden, eta, seed):
    """(target, and for three climbs: log likelihoods and p(v) at every EVERYth step).

    On the exact gradient, on the sampled one, and the twin of the first. The sampled one needs none: its random
    numbers are the same where a weight is a hair away.
    """
    target = {"parity": machine.parity, "one": machine.one_of}[kind](VISIBLE)
    start = machine.new_machine(VISIBLE, hidden, np.random.default_rng(seed), SIZE)
    rng = np.random.default_rng([seed, 1])
    beside = start._replace(weights=start.weights.copy())
    beside.weights[[0, 1], [1, 0]] += twins.BESIDE
    climbs = (
        (start, machine.learn(start, target, eta)),
        (start, machine.learn_from_samples(start, target, eta, rng)),
        (beside, machine.learn(beside, target, eta)),
    )
    return target, [_followed(*climb, target) for climb in climbs]


def _followed(start, way, target):
    kept = [start, *islice(way, EVERY - 1, LAST, EVERY)]
    return (
        np.array([machine.log_likelihood(one, target) for one in kept]),
        np.array([machine.visible_distribution(one) for one in kept]),
    )


def learning_state(target, hidden, eta, seed, step):
    """Both curves of the log likelihood, and what the machines believe after `step` steps."""
    p_data, ((exact, p), (sampled, p_sampled), (twin, p_twin)) = _learned(target, hidden, eta, seed)
    at, parted = step // EVERY, twins.parted(np.stack([p, p_twin], axis=1))
    return {
        "target": TARGETS[target], "hidden": hidden, "eta": eta, "step": step, "p_data": p_data,
        "ceiling": machine.ceiling(p_data),
        "steps": np.arange(len(exact)) * EVERY, "exact": exact, "sampled": sampled, "at": at,
        "p": p[at], "p_sampled": p_sampled[at],
        "twin": twin, "parted": bool(parted[at]), "parts": bool(parted[-1]),
    }  # fmt: skip


def learning_setup(curve, belief):
    return {**_curve_setup(curve), **_belief_setup(belief)}


def _curve_setup(figure):
    heights = {-2.5: "−2.5", -np.log(8): "−ln 8", -1.5: "−1.5", -1: "−1"}
    axes = kit.axes(figure, (0.15, 0.16, 0.82, 0.74), "log likelihood: exact,", "energy", xlabel="step", xlim=(0, LAST),
                    ylim=LIKELIHOODS, xticks=(0, 400, 800), yticks=heights)  # fmt: skip
    kit.note(axes, 0.45, 1.025, "sampled gradient", "noise", 12, transform=axes.transAxes)
    kit.level(axes, -np.log(8))
    return {
        "ceiling": kit.line(axes, "target", [0, LAST], [0, 0], lw=1.4, ls=kit.DASHED),
        "ceiling_name": kit.note(axes, LAST, 0, "the best possible", "target", ha="right"),
        "sampled": kit.line(axes, "noise", lw=1.2),
        "exact": kit.line(axes, "energy", lw=2.2),
        "twin": kit.line(axes, "ink", ls=":", lw=1.5),
        "twin_name": kit.note(axes, 0.02, 0.02, transform=axes.transAxes),
        "sampled_dot": kit.dots(axes, "noise", 6, clip_on=False),
        "exact_dot": kit.dots(axes, "energy", 8, clip_on=False),
    }


def _belief_setup(figure):
    axes = kit.axes(figure, (0.13, 0.16, 0.85, 0.74), "p(v) of the eight visible states", xlim=(-0.6, 7.6), ylim=(0, 1),
                    xticks=dict(enumerate(NAMES)), yticks=(0, 0.25, 0.5, 0.75, 1))  # fmt: skip
    for y, words, role in (
        (0.96, "the data", "target"), (0.89, "machine, exact gradient", "activation"),
        (0.82, "• machine, sampled gradient", "ink"),
    ):  # fmt: skip
        kit.note(axes, 0.98, y, words, role, transform=axes.transAxes, ha="right", va="top")
    return {
        "p": kit.columns(axes, "activation", 8, 16),
        "p_data": kit.strokes(axes, "target", 8),
        "p_sampled": kit.dots(axes, "ink", 4, zorder=4),
    }


def learning_update(artists, state):
    artists.ceiling.set_ydata([state.ceiling] * 2)
    artists.ceiling_name.set_y(state.ceiling + 0.03)
    for name in ("exact", "sampled"):
        shown = np.maximum(state[name], LIKELIHOODS[0])
        artists[name].set_data(state.steps, shown)
        kit.put(artists[f"{name}_dot"], state.step, shown[state.at])
    twin = state.twin if state.parts else []
    artists.twin.set_data(state.steps[: len(twin)], np.maximum(twin, LIKELIHOODS[0]))
    artists.twin_name.set_text("twin of the exact one, 10⁻¹² away (dotted)" if state.parts else "")
    kit.grow(artists.p, state.p)
    kit.lift(artists.p_data, state.p_data)
    artists.p_sampled.set_data(range(8), state.p_sampled)


def learning_sentence(state):
    yield from _findings(state)
    yield say("The machine learns “{target}” at η = {eta:g} with {units}.", target=state.target, eta=state.eta,
              units=count(state.hidden, "hidden unit") if state.hidden else "no hidden units")  # fmt: skip
    sampled = {"sampled": state.sampled[state.at], "ceiling": state.ceiling}
    if state.parted:
        yield say("A twin that started 10⁻¹² away in one weight went another way (dotted).")
        yield say("The sampled climb has log likelihood {sampled:.3f}, at best {ceiling:.3f}.", **sampled)
    else:
        yield say("The log likelihood is {exact:.3f} by the exact gradient and {sampled:.3f} by the sampled one, at "
                  "best {ceiling:.3f}.", exact=state.exact[state.at], **sampled)  # fmt: skip


def _findings(state):
    """What there is to see, the first thing first."""
    fell = state.sampled[5 : state.at + 1].min(initial=0)  # the first steps may start below
    if state.parted:
        yield say("Rounding decides which way the exact climb goes.")
    if fell < -np.log(2**VISIBLE) - 0.1:
        yield say("The sampled climb fell to {fell:.2f} on the way, below −ln 8.", fell=fell)
    if state.hidden == 0 and np.isclose(state.ceiling, -np.log(4)):
        yield say("Pairs of units can't tell even from odd: no climb gets above −ln 8.")
    if not state.parted:
        yield say("After {steps}, the exact climb still gives {odd} to states that never occur." if state.step else
                  "Before the first step, the machine gives {odd} to states that never occur.",
                  steps=count(state.step, "step"), odd=percent(1 - state.p[state.p_data > 0].sum(), 1))  # fmt: skip


learning = Lab(
    name="boltzmann.learning",
    title="Learning, with hidden units and without",
    controls=(
        Choice("target", "data", TARGETS, default="parity"),
        Range("hidden", "hidden units", 0, 4, default=2, recorded=(0, 1, 2, 4)),
        Range("eta", "learning rate η", 0.05, 4.0, default=0.7, log=True, recorded=(0.2, 0.7, 4.0)),
        Seed("seed", "seed", recorded=2),
        Time("step", "steps of learning", last=LAST, every=EVERY, default=400,
             recorded=(0, 10, 50, 100, 200, 400, 800)),
    ),
    panels=(
        Panel("curve", "the log likelihood against the step, by the exact and by the sampled gradient", 350, 320),
        Panel("belief", "the probability of each visible state: in the data and in the two machines", 350, 320),
    ),
    compute=learning_state, setup=learning_setup, update=learning_update, read=learning_sentence,
)  # fmt: skip
