"""Lab `rbm.fantasy`: two machines dream side by side, six Gibbs chains each; one learned by CD-1, one by PCD."""

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
FAR = 40  # nats above the free energy of digits, to which noise has not fallen yet
MACHINES = {"cd": "CD-1", "persistent": "persistent CD"}
STARTS = {"noise": "noise (half of the pixels inked)", "digit": "six test digits", "blank": "a blank sheet"}


@lru_cache(maxsize=10)
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


def fantasy_state(start, seed, step):
    """Both machines' chains at this step."""
    return {"start": start, "step": step, **{name: _dreams(name, start, seed, step) for name in MACHINES}}


def _dreams(machine, start, seed, step):
    """Six chains as probabilities of ink, what a classifier reads in them, and their free energies step by step."""
    one, (v, F) = trained(machine), _chains(machine, start, seed)
    p = v[step].astype(float)
    p = visible_probability(one, hidden_probability(one, p)) if step else p
    read = predict(digit_classifier.trained(), p).argmax(axis=1)
    return {
        "p": p.reshape(CHAINS, 28, 28), "read": read.tolist(), "F": F.mean(axis=1), "usual": _usual(machine),
    }  # fmt: skip


def fantasy_setup(cd, persistent):
    return {**_chains_setup(cd, "cd"), **_chains_setup(persistent, "persistent")}


def _chains_setup(figure, machine):
    width, height = figure.get_size_inches() * 72
    title = f"trained by {MACHINES[machine]}"
    axes = kit.axes(figure, (10 / width, 1 - 228 / height, 300 / width, 198 / height), title,
                    xlim=(0, 88), ylim=(58, 0), xticks=(), yticks=())  # fmt: skip
    axes.spines[:].set(visible=True, color=COLOUR["grid"])
    places = [((10 + 300 * (14 + 30 * column) / 88) / width, (26 - 16 * row) / height)
              for row in range(2) for column in range(3)]  # fmt: skip
    return {
        f"{machine} p": kit.picture(axes, 88),
        f"{machine} read": [kit.note(figure, *place, role="activation", ha="center") for place in places],
    }


def fantasy_update(artists, state):
    for machine in MACHINES:
        now = state[machine]
        kit.fill(artists[f"{machine} p"], kit.shade(np.round(kit.mosaic(now["p"], 3, 2), 6), positive="ink"))
        for text, read in zip(artists[f"{machine} read"], now["read"], strict=True):
            text.set_text(f"read as {read}" if state.step else "")


def fantasy_sentence(state):
    if state.step == 0:
        yield say("All chains stand at their start: {start}.", start=STARTS[state.start])
    else:
        yield _headline(state)
        yield say("After {steps} from {start}, a digit classifier reads {cd} in the chains of CD-1 and {persistent} "
                  "in those of persistent CD.", steps=count(state.step, "step"), start=STARTS[state.start],
                  **{name: _listed(state[name]["read"]) for name in MACHINES})  # fmt: skip
    cd, persistent = ((state[name]["F"][state.step], state[name]["usual"]) for name in MACHINES)
    yield say("Mean free energy by CD-1: dreams {F:.0f}, test digits {usual:.0f}.", F=cd[0], usual=cd[1])
    yield say("By persistent CD: dreams {F:.0f}, test digits {usual:.0f}.", F=persistent[0], usual=persistent[1])


def _listed(read):
    seen = Counter(sorted(read)).most_common()
    return listed(f"{digit} ({many}×)" if many > 1 else f"{digit}" for digit, many in seen)


def _headline(state):
    """How many kinds of digit each machine dreams, or that the chains are still far from digits."""
    cd, persistent = (set(state[name]["read"]) for name in MACHINES)
    above = max(state[name]["F"][state.step] - state[name]["usual"] for name in MACHINES)
    if state.start == "noise" and above > FAR:
        return say("The dreams are still blurred: their free energy is {above:.0f} above that of digits.", above=above)
    if len(cd) == 1 < len(persistent):
        return say("On the left the same digit six times, {digit}; on the right {kinds}.",
                   digit=article(*cd), kinds=count(len(persistent), "kind"))  # fmt: skip
    return say("The left machine dreams {cd} of digit, the right one {persistent}.",
               cd=count(len(cd), "kind"), persistent=len(persistent))  # fmt: skip


fantasy = Lab(
    name="rbm.fantasy",
    title="Two machines dream, and one of them repeats itself",
    controls=(
        Choice("start", "chains start from", STARTS, default="noise", recorded=("noise", "digit")),
        Seed("seed", "seed", recorded=1),
        Time("step", "Gibbs steps", last=LAST, default=1000, recorded=(0, 1, 2, 5, 10, 20, 50, 100, 300, 1000)),
    ),
    panels=(
        Panel("cd", "six fantasies of the machine trained by CD-1, and what a classifier reads in each", 320, 272),
        Panel("persistent", "six fantasies of the machine trained by persistent CD, read in the same way", 320, 272),
    ),
    compute=fantasy_state, setup=fantasy_setup, update=fantasy_update, read=fantasy_sentence,
    data=("nn/digit_classifier", "rbm/machines"),
)  # fmt: skip
