"""Lab `attention.recall`: a damaged picture asks six stored ones, and receives their weighted mean."""

import numpy as np

from nbhelpers.attention import pictures
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent, say

CUES = {"half": "upper half of a 3", "noise": "a noisy 3", "seven": "upper half of a 7"}
NAMES = ("3", "second 3", "0", "1", "4", "7")
UPDATES = {"1": "one", "300": "until nothing changes"}
BETAS = (0.5, 2.0, 4.0, 5.0, 6.0, 8.0, 12.0, 32.0)
SMALL, SIDE, GAP = 52, 108, 8  # pixels
SURE, PAIR = 0.9, 0.8


def recall_state(cue, beta, updates):
    """Query, weights and answer."""
    asked = pictures.damaged(cue)
    p, Y = pictures.recall(asked, pictures.kept(), beta, int(updates))
    cosines = pictures.direction(pictures.kept()) @ pictures.direction(asked)
    return {"cue": cue, "beta": beta, "updates": int(updates), "asked": asked, "answer": Y, "p": p, "cosines": cosines}


def recall_setup(answer, weights):
    asked, got = (_frame(answer, 30 + k * (SIDE + 60), 26, SIDE, title) for k, title in enumerate(("query", "answer")))
    width = 350
    for k, picture in enumerate(pictures.kept()):
        image = _frame(weights, 24 + k * (SMALL + 2), 206, SMALL)
        kit.fill(image, kit.shade(picture.reshape(28, 28)))
    left = (24 - 1) / width
    axes = kit.axes(weights, (left, 0.265, 6 * (SMALL + 2) / width, 0.62), "weight p of each stored picture", "weight",
                    xlim=(-0.5, 5.5), ylim=(0, 1.14), xticks=(), yticks=())  # fmt: skip
    return {
        "asked": asked, "answer": got,
        "columns": kit.columns(axes, "weight", 6, 26),
        "numbers": [kit.note(axes, k, 0, role="weight", ha="center", va="bottom") for k in range(6)],
    }  # fmt: skip


def _frame(figure, left, top, side, title=""):
    """An empty picture of `side` pixels at (left, top) of the panel."""
    width, height = figure.get_size_inches() * 72
    box = (left / width, (height - top - side) / height, side / width, side / height)
    axes = kit.canvas(figure, box, title, 28)
    axes.spines[:].set(visible=True, color=COLOUR["grid"])
    return kit.picture(axes)


def recall_update(artists, state):
    kit.fill(artists.asked, kit.shade(state.asked.reshape(28, 28)))
    kit.fill(artists.answer, kit.shade(state.answer.reshape(28, 28)))
    kit.grow(artists.columns, state.p)
    for k, (note, p) in enumerate(zip(artists.numbers, state.p, strict=True)):
        note.set_text(f"{p:.2f}")
        kit.put(note, k, p + 0.02)


def recall_sentence(state):
    most = int(np.argmax(state.p))
    yield _headline(state, most)
    yield say("After {updates} at β = {beta:g} the largest weight is {p}, that of {name}.",
              updates="one update" if state.updates == 1 else f"{state.updates} updates", beta=state.beta,
              p=f"{state.p[most]:.2f}", name=_the(most))  # fmt: skip
    yield say("The query’s cosines with the six pictures are {cosines}.",
              cosines=", ".join(f"{cosine:.2f}" for cosine in state.cosines))  # fmt: skip


def _headline(state, most):
    if state.p[most] >= SURE:
        return say("The answer is one stored picture: {name}.", name=_the(most))
    if state.p[:2].sum() >= PAIR and state.p[:2].min() > 0.25:
        return say("The answer is a mean of the two 3s: together they have {share}.",
                   share=percent(state.p[:2].sum()))  # fmt: skip
    if state.p.max() < 0.25:
        return say("The answer is a mean of all six pictures: no weight is above {share}.",
                   share=percent(np.ceil(100 * state.p.max()) / 100))  # fmt: skip
    return say("The answer is a mixture, in which {name} counts most.", name=_the(most))


def _the(most):
    return f"the {'first ' * (most == 0)}{NAMES[most]}"


recall = Lab(
    name="attention.recall",
    title="One query, six memories",
    controls=(
        Choice("cue", "query", CUES, default="half"),
        Range("beta", "sharpness β", 0.5, 64.0, default=5.0, log=True, recorded=BETAS),
        Choice("updates", "updates", UPDATES, default="300"),
    ),
    panels=(
        Panel("answer", "the query, and the answer: the weighted mean of the stored pictures", 330, 150),
        Panel("weights", "a column for each stored picture, as high as its weight; the pictures below", 350, 272),
    ),
    compute=recall_state, setup=recall_setup, update=recall_update, read=recall_sentence,
)  # fmt: skip
