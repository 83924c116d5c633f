"""Lab `attention.head`: three words, the matrix of their weights, and where each of them moves."""

import numpy as np

from nbhelpers.attention import example
from nbhelpers.lab import Lab, Panel, Range, Switch, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import listed, percent, say

WORDS = example.WORDS
STRONG = (-3.0, 0.0, 1.0, 3.0, 6.0)
EVEN = 0.02  # weights as near as this to each other are called equal


def head_state(he, tom, masked):
    Q, K, V, z, p, Y = example.head(he, tom, masked)
    return {"he": he, "tom": tom, "masked": masked, "Q": Q, "K": K, "V": V, "z": z, "p": p, "Y": Y}


def head_setup(matrix, values):
    left = kit.canvas(matrix, (0.26, 0.04, 0.7, 0.74), width=3)
    for k, word in enumerate(WORDS):
        kit.note(left, k + 0.5, -0.12, word, "ink", 12, ha="center", va="bottom")
        kit.note(left, -0.1, k + 0.5, word, "ink", 12, ha="right", va="center")
    kit.note(matrix, 0.61, 0.93, "looks at the key of", "muted", ha="center")
    kit.note(matrix, 0.02, 0.83, "the query of", "muted")
    left.spines[:].set(visible=True, color=COLOUR["grid"])
    right = kit.axes(values, (0.15, 0.17, 0.8, 0.71), "values, and what each word receives", xlim=(-0.25, 1.3),
                     ylim=(-0.15, 1.2), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1), xlabel="first number: a name?",
                     ylabel="second: a pronoun?")  # fmt: skip
    for word, value in zip(WORDS, example.X @ example.W_V, strict=True):
        kit.note(right, value[0] + 0.06, value[1] + 0.03, word, "muted", 12)
    return {
        "image": kit.picture(left, 3),
        "numbers": [kit.note(left, j + 0.5, i + 0.5, ha="center", va="center") for i in range(3) for j in range(3)],
        "places": kit.ring(right, "activation", 11),
        "moves": [kit.line(right, "activation", lw=1.4, ls=kit.DASHED) for _ in WORDS],
        "received": [kit.dots(right, "activation", 9, marker) for marker in ("o", "s", "D")],
    }


def head_update(artists, state):
    kit.fill(artists.image, kit.shade(0.75 * state.p, positive="weight"))
    for note, p in zip(artists.numbers, state.p.ravel(), strict=True):
        note.set(text=f"{p:.2f}", color=COLOUR["paper" if p > 0.6 else "ink"])
    artists.places.set_data(*state.V.T)
    for start, end, move, mark in zip(state.V, state.Y, artists.moves, artists.received, strict=True):
        move.set_data(*np.array([start, end]).T)
        kit.put(mark, *end)


def head_sentence(state):
    yield _headline(state.p[2])
    for i, word in ((2, "he"), (0, "Tom")):
        yield say("“{word}” has the weights {weights} for {names}, and receives ({a:.2f}, {b:.2f}).", word=word,
                  weights=", ".join(f"{p:.2f}" for p in state.p[i]), names=listed(WORDS), a=state.Y[i, 0],
                  b=state.Y[i, 1])  # fmt: skip
    if state.masked:
        yield say("With the mask no word sees a later one: above the diagonal all weights are 0.")


def _headline(p):
    """What `he` looks at."""
    most = int(np.argmax(p))
    if np.ptp(p) < EVEN:
        return say("“he” looks at all three words alike.")
    if p[0] < p[1] - EVEN:
        return say("“he” looks away from “Tom”: its weight is {share}.", share=percent(p[0]))
    return say("“he” looks at “{word}” with {share} of its weight.", word=WORDS[most], share=percent(p[most]))


def head_formulas(state):
    """What “he” looks at: its score for “Tom”, its weight, and the first number that it receives."""
    q, k, z, p, V = state.Q[2], state.K[0], state.z[2], state.p[2], state.V[:, 0]
    of = [f"“{word}”" for word in WORDS]
    scores = {f"z{j}": Symbol(f"z_{j + 1}", float(z[j]), f"score of {of[j]}") for j in range(3)}
    weights, values = {}, {}
    for j in range(3):
        weights[f"p{j}"] = Symbol(f"p_{j + 1}", float(p[j]), f"weight of {of[j]}", (f"numbers.{6 + j}",))
        values[f"v{j}"] = Symbol(f"v_{j + 1}", float(V[j]), f"value of {of[j]}, first number", ("places",))
    dot = {"q1": Symbol("q_1", q[0], "query of “he”"), "q2": Symbol("q_2", q[1], "its second number"),
           "k1": Symbol("k_1", k[0], f"key of {of[0]}"), "k2": Symbol("k_2", k[1], "its second number")}  # fmt: skip
    yield Formula("{z0} = [{q1} · {k1} + {q2} · {k2}|√(2)]", {"z0": scores["z0"], **dot})
    yield Formula("{p0} = [e^({z0})|e^({z0}) + e^({z1}) + e^({z2})]", {"p0": weights["p0"], **scores})
    yield Formula("{y} = {p0} · {v0} + {p1} · {v1} + {p2} · {v2}", {
        "y": Symbol("y", float(state.Y[2, 0]), "what “he” receives, first number", ("received.2",)),
        **weights, **values,
    })  # fmt: skip


head = Lab(
    name="attention.head",
    title="What does each word look at?",
    controls=(
        Range("he", "how much a pronoun asks for a name", -3.0, 6.0, default=3.0, step=0.25, recorded=STRONG),
        Range("tom", "how much a name asks for a pronoun", -3.0, 6.0, default=1.0, step=0.25, recorded=STRONG),
        Switch("masked", "causal mask"),
    ),
    panels=(
        Panel("matrix", "the weights: a row for each query, a column for each key", 300, 270),
        Panel("values", "the three values, and the mean that each word receives", 330, 290),
    ),
    compute=head_state, setup=head_setup, update=head_update, read=head_sentence, formulas=head_formulas,
)  # fmt: skip
