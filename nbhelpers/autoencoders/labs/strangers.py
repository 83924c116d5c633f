"""Lab `autoencoders.strangers`: what a net that knows digits makes of letters, of shuffled pixels, of your drawing."""

from functools import lru_cache

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers import autoencoders
from nbhelpers.autoencoders import trained
from nbhelpers.autoencoders.out_of_distribution import ALL_LETTERS, shown
from nbhelpers.lab import Choice, Lab, Panel, Pixels, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent, say
from nbhelpers.nn import digit_classifier, photographs

KINDS = {"digits": "a test digit", "letters": "a letter", "shuffled digits": "a digit, its pixels shuffled",
         "noise": "noise"}  # fmt: skip
LOW, HIGH = 1.0, 200.0
DRAWN = Pixels(
    "drawn", "your own picture: pixels inked", panel="seen", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    picture=photographs.digit,
)


def errors(X_hat, X):
    """The squared error of every picture by itself."""
    return 0.5 * np.sum((X_hat - X) ** 2, axis=1)


@lru_cache(maxsize=1)
def _measured():
    """The errors of all pictures of each kind, and ten of each to be shown."""
    net, found, few = trained.trained("plain"), {}, {}
    for kind in KINDS:
        X = shown(kind, np.random.default_rng(0))
        found[kind] = errors(autoencoders.reconstruct(net, X), X)
        few[kind] = trained.examples() if kind == "digits" else X[:10]
    return found, few


def strangers_state(kind, number, drawn):
    """One picture, what comes out, its error, and the errors of all pictures of each kind."""
    found, few = _measured()
    X = digit_classifier.sheet(DRAWN.ink(drawn)).reshape(1, 784) if drawn else few[kind][number : number + 1]
    X_hat = autoencoders.reconstruct(trained.trained("plain"), X)
    E = float(errors(X_hat, X)[0])
    return {
        "kind": "drawing" if drawn else kind, "number": number, "X": X.reshape(28, 28), "X_hat": X_hat.reshape(28, 28),
        "E": E, "beyond": float(np.mean(found["digits"] < E - 1e-6)),
        "means": {name: float(each.mean()) for name, each in found.items()},
        "spread": {name: np.quantile(each, (0.05, 0.95)) for name, each in found.items()},
    }  # fmt: skip


def strangers_setup(seen, scale):
    axes = kit.axes(scale, (0.04, 0.2, 0.92, 0.69), "errors, mean and 5 to 95 % of each kind", xscale="log",
                    xlabel="squared error E of one picture", xlim=(LOW, HIGH), ylim=(-0.8, 3.8),
                    xticks=(1, 3, 10, 30, 100), yticks=())  # fmt: skip
    axes.spines["left"].set_visible(False)
    artists = {
        "frames": pictures.row(seen, ("seen", "rebuilt", "difference")),
        "E": axes.axvline(LOW, color=COLOUR["energy"], lw=2), "bars": [], "dots": [],
    }  # fmt: skip
    for place, kind in enumerate(KINDS):
        role = "activation" if kind == "digits" else "muted"
        artists["bars"].append(kit.line(axes, role, lw=4, alpha=0.72))
        artists["dots"].append(kit.dots(axes, role, 7))
        kit.note(axes, LOW * 1.03, 3.22 - place, kind, role)
    return artists


def strangers_update(artists, state):
    seen, rebuilt, difference = pictures.frames(artists.frames)
    pictures.fill(seen, state.X, "target")
    pictures.fill(rebuilt, state.X_hat, "activation", f"E = {state.E:.1f}")
    pictures.fill(difference, np.abs(state.X_hat - state.X), "error")
    kit.upright(artists.E, max(state.E, LOW))
    for place, kind in enumerate(KINDS):
        artists.bars[place].set_data(state.spread[kind], [3 - place] * 2)
        kit.put(artists.dots[place], state.means[kind], 3 - place)


def strangers_sentence(state):
    yield _headline(_name(state), state.beyond)
    yield say("Its error E is {E:.1f}.", E=state.E)
    yield say("The mean errors of the four kinds are: {means}.",
              means=", ".join(f"{kind} {mean:.1f}" for kind, mean in state.means.items()))  # fmt: skip


def _name(state):
    number = state.number
    return {"digits": f"The first {number}", "letters": f"The letter {ALL_LETTERS[number]}",
            "shuffled digits": f"The shuffled test digit {number}", "noise": f"Noise picture {number}",
            "drawing": "Your drawing"}[state.kind]  # fmt: skip


def _headline(name, beyond):
    """Where the picture's error lies among those of the test digits."""
    if beyond in (0, 1):
        return say("{name} comes back worse than any test digit." if beyond else
                   "{name} comes back better than any test digit.", name=name)  # fmt: skip
    told = {"name": name, "beyond": percent(beyond, 1)}
    if beyond > 0.95:
        return say("{name} comes back badly: {beyond} of test digits have a smaller error.", **told)
    return say("{name} comes back well: only {beyond} of test digits have a smaller error." if beyond < 0.25 else
               "{name} comes back as digits do: {beyond} of them have a smaller error.", **told)  # fmt: skip


strangers = Lab(
    name="autoencoders.strangers",
    title="Shown what it never learned",
    controls=(
        Choice("kind", "shown", KINDS, default="letters"),
        Range("number", "number of the picture", 0, 9, default=1, recorded=(0, 1, 3, 4, 7, 8)),
        DRAWN,
    ),
    panels=(
        Panel("seen", "the picture seen, the picture rebuilt, and their difference", *pictures.size(3)),
        Panel("scale", "this picture's error beside those of digits, letters, shuffled digits and noise", 340, 230),
    ),
    compute=strangers_state, setup=strangers_setup, update=strangers_update, read=strangers_sentence,
    data=("autoencoders/plain",),
)  # fmt: skip
