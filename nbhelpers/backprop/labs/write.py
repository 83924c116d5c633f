"""Lab `backprop.write`: a trained net reads a digit, moved by the reader or written by hand."""

import numpy as np

from nbhelpers.datasets import mnist
from nbhelpers.lab import Lab, Panel, Pixels, Range, kit
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import article, count, percent, say
from nbhelpers.nn import digit_classifier, photographs
from nbhelpers.nn.mlp import one_hot, predict

LEVELS = 12  # shades in a picture: fewer bytes, no less to see
SHEET = 224  # pixels: the side of the paper
DRAWN = Pixels(
    "drawn", "your own digit: pixels inked", panel="sheet", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    first={"right": 0}, picture=photographs.digit,
)  # fmt: skip
EXAMPLES = (0, 1, 3, 7, 11, 12, 13, 15, 18, 22, 299, 866)  # test digits: one of each class, and two that it gets wrong


def write_state(image, right, drawn):
    """What the net answers, and where more ink would raise or lower that answer."""
    digits, net = mnist(), digit_classifier.trained()
    paper = digit_classifier.sheet(DRAWN.ink(drawn)) if drawn else digits.test_images[image].reshape(28, 28)
    paper = digit_classifier.shift(paper, right=right)
    p = predict(net, paper.reshape(1, 784))[0]
    answer = int(p.argmax())
    pull = -digit_classifier.input_errors(net, paper.reshape(1, 784), one_hot([answer], 10))[0]
    label = None if drawn else int(digits.test_labels[image])
    return {
        "image": image, "right": right, "by_hand": bool(drawn), "label": label, "answer": answer,
        "next": int(p.argsort()[-2]), "p": p, "marks": DRAWN.unpack(drawn), "paper": paper,
        "pull": pull.reshape(28, 28) / np.abs(pull).max(),
    }  # fmt: skip


def write_setup(sheet, answers, pull):
    paper = kit.frame(sheet, "what the net is shown", SHEET)
    artists = {"marks": kit.picture(paper), "paper": kit.picture(paper)}
    artists["strokes"] = kit.note(sheet, 0.01, 0.02, role="noise")
    axes = kit.axes(answers, (0.1, 0.12, 0.86, 0.76), "how sure it is of each digit", xlim=(-0.6, 9.6), ylim=(0, 1.2),
                    xticks=range(10), yticks=(0, 0.5, 1))  # fmt: skip
    artists["bars"] = list(axes.bar(range(10), np.zeros(10), 0.7, color=COLOUR["activation"]))
    artists["label"] = kit.dots(axes, "target", 9, "v", clip_on=False)
    artists["words"] = kit.note(axes, 0, 0, role="target", ha="center", va="bottom")
    artists["pull"] = _lay_pull(pull)
    return artists


def _lay_pull(figure):
    axes = kit.frame(figure, "where ink would matter", SHEET)
    box, width = axes.get_position(), figure.get_size_inches()[0] * 72
    axes.set_position((1 / width, box.y0, box.width, box.height))  # at the left, above what its colours mean
    kit.note(figure, 0.02, 0.04, "more ink: surer", "activation")
    kit.note(figure, 0.44, 0.04, "more ink: less sure", "error")
    return kit.picture(axes)


def write_update(artists, state):
    kit.fill(artists.paper, _tinted("ink", state.paper))
    kit.fill(artists.marks, _tinted("noise", 0.5 * state.marks))
    surer, less = _tinted("activation", state.pull), _tinted("error", -state.pull)
    kit.fill(artists.pull, np.where(state.pull[..., None] > 0, surer, less))
    artists.strokes.set_text("grey: where you drew" if state.by_hand else "")
    for bar, p in zip(artists.bars, state.p, strict=True):
        bar.set_height(p)
    there = state.label is not None
    height = state.p[state.label] if there else 0.0
    artists.label.set_data([state.label] if there else [], [height + 0.05] if there else [])
    artists.words.set_text("label" if there else "")
    kit.put(artists.words, state.label or 0, height + 0.08)


def _tinted(role, share):
    """A picture in one colour, as opaque as `share` says, from 0 to 1."""
    picture = np.empty((*share.shape, 4))
    picture[:] = rgba(role)
    picture[..., 3] = np.round(np.clip(share, 0, 1) * LEVELS) / LEVELS
    return picture


def write_sentence(state):
    seen = {"answer": article(state.answer), "sure": percent(state.p[state.answer])}
    if state.by_hand:
        yield say("In your drawing the net sees {answer}; it is {sure} sure.", **seen)
    else:
        yield say("Right: the net sees {answer} and is {sure} sure." if state.answer == state.label else
                  "Wrong: the net sees {answer} and is {sure} sure.", **seen)  # fmt: skip
        yield say("The label of test digit {image} says {label}.", image=state.image, label=state.label)
    yield say("The net's next guess is {next} ({sure}).", next=article(state.next), sure=percent(state.p[state.next]))
    if state.right:
        yield say("The picture has been moved {far} to the right." if state.right > 0 else
                  "The picture has been moved {far} to the left.", far=count(abs(state.right), "pixel"))  # fmt: skip


write = Lab(
    name="backprop.write",
    title="A net reads handwriting, yours too",
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
    compute=write_state, setup=write_setup, update=write_update, read=write_sentence,
    data=("nn/digit_classifier",),
)  # fmt: skip
