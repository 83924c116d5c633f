"""Lab `batches.noise`: the cloud of batch gradients, and how it shrinks as the batch grows."""

from functools import cache

import numpy as np

from nbhelpers import batches
from nbhelpers.batches.labs.path import SAMPLES, START, known
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say

SHOWN, DRAWS = 120, 2000  # batches in the cloud; batches behind every measured dot
SIZES = (1, 2, 4, 8, 16, 32)
LEAST = 4e-4  # of a share, in the picture
PLACES = {"far": "at the start", "near": "halfway", "minimum": "at the minimum"}
TURN = np.linspace(0, 2 * np.pi, 61)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)
VIEW = (-2.5, 2.5, -2.1, 2.1)


def noise_state(batch, how, place, seed):
    """A cloud of batch gradients about the gradient; their variance for every size, measured and by formula."""
    G = _gradients(place)
    g, single, replace = G.mean(axis=0), batches.scatter(G), how == "with"
    cloud = batches.batch_gradients(G, batch, SHOWN, np.random.default_rng(seed), replace)
    nu = batches.noise_factor(SAMPLES, batch, replace)
    return {
        "batch": batch, "how": how, "place": PLACES[place], "cloud": cloud / np.sqrt(single),
        "g": g / np.sqrt(single), "ring": float(np.sqrt(nu)),
        "length": float(np.linalg.norm(g)), "radius": float(np.sqrt(nu * single)),
        "here": float(_shares(G, (batch,), seed, replace)[0]), "theory": float(nu),
        "measured": _shares(G, SIZES, seed, replace),
    }  # fmt: skip


@cache
def _gradients(place):
    X, y, w, _, _ = known()
    along = {"far": 1.0, "near": 0.5, "minimum": 0.0}[place]
    return batches.sample_gradients(X, y, w + along * (np.array(START) - w))


def _shares(G, sizes, seed, replace):
    """Mean squared distance from g to the gradients of DRAWS batches, in units of that of single samples."""
    g, single, found = G.mean(axis=0), batches.scatter(G), []
    for size in sizes:
        drawn = batches.batch_gradients(G, size, DRAWS, np.random.default_rng([seed, size]), replace)
        found.append(np.mean(np.sum((drawn - g) ** 2, axis=1)) / single)
    return np.round(found, 9)  # all samples at once: 0, not the last bits of a sum


def noise_setup(cloud, spread):
    return _lay_cloud(cloud) | _lay_scatter(spread)


def _lay_cloud(figure):
    axes = kit.axes(figure, (0.1, 0.13, 0.88, 0.77), "gradients of batches, in units of σ", xlim=VIEW[:2],
                    ylim=VIEW[2:], xticks=range(-2, 3), yticks=range(-2, 3))  # fmt: skip
    axes.set_xlabel("derivative along w₁ (upwards: along w₂)", labelpad=0)
    kit.put(kit.dots(axes, "muted", 11, "+", mew=1.4), 0, 0)
    return {
        "ring": kit.band(axes, "noise"),
        "dots": kit.dots(axes, "noise", 3.5, alpha=0.78, mew=0),
        "arrow": kit.line(axes, "error", lw=2.2),
        "head": kit.dots(axes, "error", mec=COLOUR["paper"]),
    }


def _lay_scatter(figure):
    axes = kit.axes(figure, (0.17, 0.16, 0.8, 0.74), "variance, in units of a single sample's", xscale="log",
                    yscale="log", xlim=(0.9, 40), ylim=(LEAST, 1.6), xlabel="batch size B", xticks=SIZES,
                    yticks=(0.001, 0.01, 0.1, 1))  # fmt: skip
    B = np.concatenate([np.arange(1, 32), [31.5, 31.9]])
    kit.line(axes, "ink", [1, 32], [1, 1 / 32], lw=1.3)
    kit.line(axes, "ink", B, (SAMPLES - B) / (SAMPLES - 1) / B, lw=1.3, ls=(0, (4, 2)))
    kit.note(axes, 10.5, 0.16, "1/B")
    kit.note(axes, 1.05, 0.0011, "(1/B)·(m − B)/(m − 1)\ndashed: no sample twice")
    return {"measured": kit.dots(axes, "noise", 7, mew=0), "now": kit.ring(axes, "error", 11, 2)}


def noise_update(artists, state):
    artists.ring.set_xy(state.g + state.ring * CIRCLE)
    artists.dots.set_data(*state.cloud.T)
    artists.arrow.set_data(*np.stack([np.zeros(2), state.g]).T)
    kit.put(artists.head, *state.g)
    seen = state.measured > LEAST
    artists.measured.set_data(np.array(SIZES)[seen], state.measured[seen])
    kit.put(artists.now, state.batch, max(state.here, LEAST))


def noise_sentence(state):
    yield _headline(state)
    yield say("{place}, each batch holds {samples} drawn {how} replacement.",
              place=state.place.capitalize(), samples=count(state.batch, "sample"), how=state.how)  # fmt: skip
    if state.theory:
        yield say("The variance of the gradients of {draws} batches is {here:.3g} of a single sample's; the formula "
                  "gives {theory:.3g}.", draws=DRAWS, here=state.here, theory=state.theory)  # fmt: skip
    else:
        yield say("The variance of such gradients is 0.")


def _headline(state):
    """How far the gradient of a typical batch lies from the gradient."""
    if not state.theory:
        return say("Every batch holds all the samples, and its gradient is the gradient.")
    if state.length < 1e-9:
        return say("The gradient is 0 here: all that a batch reports is noise.")
    share = state.radius / state.length
    return say("A typical batch of {batch} is off by {times:.1f} times the gradient's length." if share > 1 else
               "A typical batch of {batch} is off by {share} of the gradient's length.",
               batch=state.batch, times=share, share=percent(share))  # fmt: skip


noise = Lab(
    name="batches.noise",
    title="How wrong is the gradient of a batch?",
    controls=(
        Range("batch", "batch size B", 1, SAMPLES, default=4, recorded=SIZES),
        Choice("how", "samples drawn", {"without": "no sample twice", "with": "with replacement"}, default="without"),
        Choice("place", "where", PLACES, default="far"),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("cloud", "the gradients of many batches as dots about the gradient; disc: typical distance", 350, 300),
        Panel("spread", "variance against batch size, both axes logarithmic, with two theories", 350, 300),
    ),
    compute=noise_state, setup=noise_setup, update=noise_update, read=noise_sentence,
)  # fmt: skip
