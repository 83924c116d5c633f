"""Lab `attention.scale`: long queries and keys make large scores, and a softmax that is too sure."""

from functools import cache

import numpy as np

from nbhelpers.attention import scaling
from nbhelpers.lab import Lab, Panel, Range, Seed, Switch, kit
from nbhelpers.lab.words import percent, say
from nbhelpers.nn.mlp import softmax

T, QUERIES = 16, 100
SIZES = (1, 4, 16, 64, 256)


@cache
def left(seed):
    """(2, sizes): what is left of the derivative, not divided and divided, a mean over queries."""
    rng = np.random.default_rng(seed)
    drawn = (scaling.draw(k, T, rng, QUERIES) for k in SIZES)
    return np.array([[scaling.movable(z).mean() for z in scores] for scores in drawn]).T


def scale_state(k, divided, seed):
    scores = scaling.draw(k, T, np.random.default_rng([seed, k]))
    z = scores.divided[0] if divided else scores.plain[0]
    return {"k": k, "divided": divided, "p": np.sort(softmax(z))[::-1], "z": z, "left": left(seed),
            "here": float(scaling.movable(z))}  # fmt: skip


def scale_setup(weights, curve):
    axes = kit.axes(weights, (0.13, 0.16, 0.83, 0.72), "weights of one query, sorted", "weight", xlim=(-0.7, T - 0.3),
                    ylim=(0, 1.04), yticks=(0, 0.5, 1), xticks=(0, 5, 10, 15), xlabel="key")  # fmt: skip
    right = kit.axes(curve, (0.13, 0.16, 0.83, 0.72), "what is left of the softmax’s derivative", "error", xscale="log",
                     xlim=(0.85, 330), xticks=SIZES, ylim=(0, 1.04), yticks=(0, 0.5, 1),
                     xlabel="numbers in a key, k")  # fmt: skip
    kit.note(right, 22, 0.93, "divided by √k", "error")
    kit.note(right, 22, 0.44, "not divided", "error")
    return {
        "columns": kit.columns(axes, "weight", T, 11),
        "plain": kit.line(right, "error", ls=kit.DASHED, marker="s", ms=5),
        "divided": kit.line(right, "error", marker="o", ms=5),
        "here": kit.ring(right, "ink", 14),
    }


def scale_update(artists, state):
    kit.grow(artists.columns, state.p)
    artists.plain.set_data(SIZES, state.left[0])
    artists.divided.set_data(SIZES, state.left[1])
    nearest = int(np.argmin(abs(np.log(np.array(SIZES) / state.k))))
    kit.put(artists.here, SIZES[nearest], state.left[int(state.divided), nearest])


def scale_sentence(state):
    most = state.p[0]
    if most > 0.9995:
        yield say("One key has practically all of the weight.")
    elif most > 0.8:
        yield say("One key has {share} of the weight: the others hardly count.", share=percent(most))
    elif most > 0.4:
        yield say("One key has {share} of the weight.", share=percent(most))
    else:
        yield say("No key has more than {share} of the weight.", share=percent(np.ceil(100 * most) / 100))
    yield say("With keys of {k} {numbers}, {how}, the scores of this query have variance {variance:.3g}.",
              variance=float(np.var(state.z)), k=state.k, numbers="number" if state.k == 1 else "numbers",
              how="divided by √k" if state.divided else "not divided by √k")  # fmt: skip
    yield say("Of the softmax’s derivative {here:.2f} is left; with {T} keys it can be at most {most:.2f}.",
              here=state.here, T=T, most=1 - 1 / T)  # fmt: skip


scale = Lab(
    name="attention.scale",
    title="Long keys make the softmax too sure",
    controls=(
        Range("k", "numbers in a key, k", 1, 256, default=64, recorded=SIZES, only=True),
        Switch("divided", "divide by √k"),
        Seed(recorded=3),
    ),
    panels=(
        Panel("weights", "the weights that one query gives to sixteen random keys, the largest first", 320, 270),
        Panel("curve", "the mean derivative of the softmax against k, with the division and without", 330, 270),
    ),
    compute=scale_state, setup=scale_setup, update=scale_update, read=scale_sentence,
)  # fmt: skip
