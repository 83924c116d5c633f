"""Lab `rbm.fantasy`: six Gibbs chains run freely; what does the machine dream of?"""

from collections import Counter
from functools import lru_cache

import numpy as np

from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.lab import Choice, Lab, Panel, Seed, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import article, count, listed, say
from nbhelpers.nn import digit_classifier
from nbhelpers.nn.mlp import predict
from nbhelpers.rbm import free_energy, gibbs_step, hidden_probability, visible_probability
from nbhelpers.rbm.trained import trained

LAST, CHAINS = 1000, 6
SPELLED = {4: "Four", 5: "Five"}
FAR = 40  # nats above the free energy of digits, to which noise has not fallen yet
MACHINES = {"persistent": "persistent CD", "cd": "CD-1"}
STARTS = {"noise": "noise (half of the pixels inked)", "digit": "six test digits", "blank": "a blank sheet"}


@lru_cache(maxsize=6)
def _chains(machine, start, seed):
    """All v of the six chains, (LAST + 1, 6, 784) of bytes, and their free energies (LAST + 1, 6)."""
    one, rng = trained(machine), np.random.default_rng(seed)
    v = {
        "noise": (rng.random((CHAINS, 784)) < 0.5).astype(float),
        "digit": binary_mnist()[1][CHAINS * seed % 990 :][:CHAINS],
        "blank": np.zeros((CHAINS, 784)),
    }[start]
    found = np.empty((LAST + 1, CHAINS, 784), dtype=np.uint8)
    for step in range(LAST + 1):
        found[step] = v
        v = gibbs_step(one, v, rng)
    return found, np.array([free_energy(one, v) for v in found])


@lru_cache(maxsize=2)
def _usual(machine):
    """The mean free energy of the test digits."""
    return float(free_energy(trained(machine), binary_mnist()[1]).mean())


def fantasy_state(machine, start, seed, step):
    """The chains at this step, as probabilities of ink, what a reader takes them for, and their free energies."""
    one, (v, F) = trained(machine), _chains(machine, start, seed)
    p = v[step].astype(float)
    p = visible_probability(one, hidden_probability(one, p)) if step else p
    read = predict(digit_classifier.trained(), p).argmax(axis=1)
    return {
        "machine": machine, "start": start, "step": step, "p": p.reshape(CHAINS, 28, 28), "read": read.tolist(),
        "F": F.mean(axis=1), "usual": _usual(machine),
    }  # fmt: skip


def fantasy_setup(chains, fall):
    return {**_chains_setup(chains), **_fall_setup(fall)}


def _chains_setup(figure):
    width, height = figure.get_size_inches() * 72
    axes = kit.axes(figure, (10 / width, 1 - 228 / height, 300 / width, 198 / height), "six chains, side by side",
                    xlim=(0, 88), ylim=(58, 0), xticks=(), yticks=())  # fmt: skip
    axes.spines[:].set(visible=True, color=COLOUR["grid"])
    places = [((10 + 300 * (14 + 30 * column) / 88) / width, (26 - 16 * row) / height)
              for row in range(2) for column in range(3)]  # fmt: skip
    return {
        "p": kit.picture(axes, 88),
        "read": [kit.note(figure, *place, role="activation", ha="center") for place in places],
    }


def _fall_setup(figure):
    axes = kit.axes(figure, (0.17, 0.19, 0.79, 0.69), "free energy, mean of the six", xlabel="step + 1", xscale="log",
                    xlim=(0.9, 1100), ylim=(-290, 260), xticks={x: str(x) for x in (1, 10, 100, 1000)},
                    yticks=(-200, -100, 0, 100, 200))  # fmt: skip
    return {
        "curve": kit.line(axes, "energy", lw=1.4, alpha=0.66),
        "fallen": kit.line(axes, "energy"),
        "here": kit.dots(axes, "energy"),
        "usual": kit.line(axes, "target", lw=1.2, ls=kit.DASHED),
        "usual name": kit.note(axes, 1, 0, "test digits", "target", va="top"),
    }


def fantasy_update(artists, state):
    kit.fill(artists.p, kit.shade(np.round(kit.mosaic(state.p, 3, 2), 6), positive="ink"))
    for text, read in zip(artists.read, state.read, strict=True):
        text.set_text(f"read as {read}" if state.step else "")
    steps = np.unique(np.round(np.logspace(0, np.log10(LAST + 1), 70)).astype(int))
    past = np.r_[steps[steps <= state.step], state.step + 1]
    artists.curve.set_data(steps, state.F[steps - 1])
    artists.fallen.set_data(past, state.F[past - 1])
    kit.put(artists.here, state.step + 1, state.F[state.step])
    artists.usual.set_data([0.9, 1100], [state.usual] * 2)
    artists["usual name"].set_y(state.usual - 12)


def fantasy_sentence(state):
    F, start, machine = state.F[state.step], STARTS[state.start], MACHINES[state.machine]
    if state.step == 0:
        yield say("All six chains stand at their start: {start}.", start=start)
    else:
        seen = Counter(sorted(state.read)).most_common()
        yield _headline(state, F - state.usual, *seen[0])
        yield say("After {steps} from {start}, the digit classifier sees {kinds} of digit: {digits}.",
                  steps=count(state.step, "step"), start=start, kinds=count(len(seen), "kind"),
                  digits=listed(f"{digit} ({many}×)" if many > 1 else f"{digit}" for digit, many in seen)
                  )  # fmt: skip
    yield say("The mean free energy of the six is {F:.0f}; test digits have {usual:.0f}.", F=F, usual=state.usual)
    yield say("The machine was trained by {machine}.", machine=machine)


def _headline(state, above, digit, many):
    """What the six have in common, or that their free energy is still far `above` that of digits."""
    if many == CHAINS:
        return say("All six chains dream the same digit, {digit}.", digit=article(digit))
    if state.start == "noise" and above > FAR:
        return say("The dreams are still blurred: their free energy is {above:.0f} above that of digits.", above=above)
    if many > CHAINS / 2:
        return say("{many} of the six chains dream the same digit, {digit}.", many=SPELLED[many], digit=article(digit))
    return say("The six chains dream {kinds} kinds of digit.", kinds=len(set(state.read)))


fantasy = Lab(
    name="rbm.fantasy",
    title="What the machine dreams",
    controls=(
        Choice("machine", "trained by", MACHINES, default="persistent"),
        Choice("start", "chains start from", STARTS, default="noise", recorded=("noise", "digit")),
        Seed("seed", "seed", recorded=1),
        Time("step", "Gibbs steps", last=LAST, default=1000, recorded=(0, 1, 2, 5, 10, 20, 50, 100, 300, 1000)),
    ),
    panels=(
        Panel("chains", "six fantasies: each chain's chances of ink, and the digit a net reads in them", 320, 272),
        Panel("fall", "the mean free energy of the six chains against the step, beside that of test digits", 320, 272),
    ),
    compute=fantasy_state, setup=fantasy_setup, update=fantasy_update, read=fantasy_sentence,
    data=("nn/digit_classifier", "rbm/machines"),
)  # fmt: skip
