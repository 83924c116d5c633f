"""Lab `backprop.write`: a trained net reads a digit, moved by the reader or written by hand."""

import numpy as np

from nbhelpers.datasets import mnist
from nbhelpers.lab import Lab, Panel, Pixels, Range
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import article, count, percent
from nbhelpers.nn import digit_classifier
from nbhelpers.nn.mlp import one_hot, predict

STEPS = 12  # shades in a picture: fewer bytes, no less to see
SHEET, TOP = 224, 30  # pixels: the paper's side, and what lies above it
DRAWN = Pixels(
    "drawn", "your own digit: pixels inked", panel="sheet", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    first={"right": 0},
)  # fmt: skip
EXAMPLES = (0, 1, 3, 7, 11, 12, 13, 15, 18, 22, 299, 866)  # test digits: one of each class, and two that it gets wrong


def write_state(image, right, drawn):
    """What the net answers, and where more ink would raise or lower that answer."""
    digits, net = mnist(), digit_classifier.trained()
    paper = digit_classifier.like_mnist(DRAWN.unpack(drawn)) if drawn else digits.test_images[image].reshape(28, 28)
    paper = digit_classifier.shift(paper, right=right)
    p = predict(net, paper.reshape(1, 784))[0]
    answer = int(p.argmax())
    pull = digit_classifier.input_errors(net, paper.reshape(1, 784), one_hot([answer], 10))[0]
    label = None if drawn else int(digits.test_labels[image])
    return {
        "image": image, "right": right, "by_hand": bool(drawn), "label": label, "answer": answer,
        "next": int(p.argsort()[-2]), "p": p, "marks": DRAWN.unpack(drawn), "paper": paper,
        "pull": pull.reshape(28, 28) / np.abs(pull).max(),
    }  # fmt: skip


def write_setup(sheet, answers, pull):
    artists = {"marks": _picture(sheet, "what the net is shown")}
    artists["paper"] = sheet.axes[0].imshow(np.zeros((28, 28, 4)), extent=(0, 28, 28, 0))
    artists["strokes"] = sheet.text(0.01, 0.02, "", color=COLOUR["noise"], fontsize=11)
    axes = answers.add_axes((0.1, 0.12, 0.86, 0.76))
    axes.set(xlim=(-0.6, 9.6), ylim=(0, 1.2), xticks=range(10), yticks=(0, 0.5, 1))
    axes.set_title("how sure it is of each digit")
    artists["bars"] = list(axes.bar(range(10), np.zeros(10), 0.7, color=COLOUR["activation"]))
    artists["label"] = axes.plot([], [], "v", color=COLOUR["target"], ms=9, clip_on=False)[0]
    artists["words"] = axes.text(0, 0, "", color=COLOUR["target"], ha="center", va="bottom", fontsize=11)
    artists["pull"] = _picture(pull, "where ink would matter")
    for row, (words, role) in enumerate((("more ink: surer", "activation"), ("more ink: less sure", "error"))):
        pull.text(0.02 + 0.42 * row, 0.04, words, color=COLOUR[role], fontsize=11)
    return artists


def _picture(figure, title):
    """An empty picture of 28 x 28 pixels in a frame."""
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes((1 / width, 1 - (TOP + SHEET) / height, SHEET / width, SHEET / height))
    axes.set(xlim=(0, 28), ylim=(28, 0), xticks=(), yticks=())
    axes.set_title(title)
    for spine in axes.spines.values():
        spine.set(visible=True, color=COLOUR["grid"])
    return axes.imshow(np.zeros((28, 28, 4)), extent=(0, 28, 28, 0))


def write_update(artists, state):
    artists.paper.set_data(_tinted("ink", state.paper))
    artists.marks.set_data(_tinted("noise", 0.5 * state.marks))
    artists.strokes.set_text("grey: where you drew" if state.by_hand else "")
    pull = state.pull
    artists.pull.set_data(np.where(pull[..., None] > 0, _tinted("activation", pull), _tinted("error", -pull)))
    for bar, p in zip(artists.bars, state.p, strict=True):
        bar.set_height(p)
    label = state.label
    there = label is not None
    height = state.p[label] if there else 0.0
    artists.label.set_data([label] if there else [], [height + 0.05] if there else [])
    artists.words.set_text("label" if there else "")
    artists.words.set_position((label if there else 0, height + 0.08))


def _tinted(role, share):
    """A picture in one colour, as opaque as `share` says, from 0 to 1."""
    picture = np.empty((*share.shape, 4))
    picture[:] = rgba(role)
    picture[..., 3] = np.round(np.clip(share, 0, 1) * STEPS) / STEPS
    return picture


def write_sentence(state):
    sure = f"{percent(state.p[state.answer])} sure"
    what = "your drawing" if state.by_hand else f"test digit {state.image}"
    if state.right:
        side, far = ("right" if state.right > 0 else "left"), abs(state.right)
        what += f", moved {count(far, 'pixel')} to the {side},"
    guess = f"The net reads {what} as {article(state.answer)} ({sure}); its next guess is {article(state.next)}"
    guess += f" ({percent(state.p[state.next])})"
    if state.label is None:
        return f"{guess}."
    return f"{guess}; the label says {state.label}: {'right' if state.label == state.answer else 'wrong'}."


write = Lab(
    name="backprop.write",
    title="A net reads your handwriting",
    controls=(
        Range("image", "test digit", 0, 999, default=15, recorded=EXAMPLES),
        Range("right", "moved to the right", -8, 8, default=0, unit="px", recorded=(-6, -4, -2, 0, 2, 4, 6)),
        DRAWN,
    ),
    panels=(
        Panel("sheet", "the 28 by 28 pixels that the net is shown", 226, 270),
        Panel("answers", "the net's ten outputs as bars, and the label", 340, 270),
        Panel("pull", "the pixels where more ink would make the net surer of its answer or less sure", 250, 290),
    ),
    compute=write_state,
    setup=write_setup,
    update=write_update,
    read=write_sentence,
    data=("nn/digit_classifier",),
)
