"""Lab `rbm.reconstruct`: a digit, whole or damaged or drawn by the reader, up to the hidden units and down again."""

from functools import cache

import numpy as np

from nbhelpers.datasets import mnist
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.lab import Choice, Lab, Panel, Pixels, Range, Switch, kit
from nbhelpers.lab.words import article, change, count, percent, say
from nbhelpers.nn import digit_classifier, photographs
from nbhelpers.rbm import free_energy, hidden_probability, visible_probability
from nbhelpers.rbm.trained import trained

SIDE = 196
DAMAGE = {
    "none": "none",
    "noise": "one pixel in ten flipped",
    "lower": "lower half wiped out",
    "blot": "a blot of ink",
}
PEN = {"write": "is a digit of your own", "turn": "flips the digit's pixels"}
DRAWN = Pixels(
    "drawn", "pixels you drew", panel="sheet", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    first={"damage": "none"}, picture=photographs.digit,
)  # fmt: skip
EXAMPLES = (3, 11, 13, 15)


def damaged(digit, damage):
    """(the digit (28, 28) of 0 and 1, damaged; which pixels are known to be sound); the noise is always the same."""
    digit, sound = digit.copy(), np.ones((28, 28), dtype=bool)
    if damage == "noise":
        turned = np.random.default_rng(0).choice(784, 78, replace=False)
        digit.ravel()[turned] = 1 - digit.ravel()[turned]
        sound[:] = False  # nobody says which ones were turned
    elif damage == "lower":
        digit[14:], sound[14:] = 0, False
    elif damage == "blot":
        digit[8:14, 16:22], sound[8:14, 16:22] = 1, False
    return digit, sound


def rebuilt(shown, kept, rounds):
    """(hidden probabilities the first time, visible ones the last time); pixels that are `kept` stay as shown."""
    machine, v = trained("persistent"), shown.reshape(1, 784)
    first = h = hidden_probability(machine, v)
    for _ in range(rounds):
        v = np.where(kept.reshape(1, 784), shown.reshape(1, 784), visible_probability(machine, h))
        h = hidden_probability(machine, v)
    return first[0], v.reshape(28, 28)


@cache
def _usual():
    """How often each hidden unit is on for training digits."""
    return hidden_probability(trained("persistent"), binary_mnist()[0][:500]).mean(axis=0)


def reconstruct_state(image, damage, held, rounds, drawn, pen):
    """What the machine is shown, what its hidden units answer, and what comes down again."""
    machine, original = trained("persistent"), binary_mnist()[1][image].reshape(28, 28)
    marks, own = DRAWN.unpack(drawn), bool(drawn) and pen == "write"
    if own:
        original = (digit_classifier.sheet(DRAWN.ink(drawn)) > 0.5).astype(float)
    shown, sound = damaged(original, damage)
    if drawn and pen == "turn":
        shown = np.where(marks, 1 - shown, shown)
    held = held and damage in ("lower", "blot")
    first, back = rebuilt(shown, sound & held, rounds)
    most = np.argsort(_usual() - first, kind="stable")[:9]
    return {
        "image": image, "label": int(mnist().test_labels[image]), "damage": damage, "rounds": rounds, "own": own,
        "held": held, "turned": int(marks.sum()) if drawn and not own else 0, "marks": marks, "shown": shown,
        "rebuilt": back, "filters": machine.W.T[most].reshape(9, 28, 28)[:, 4:24, 4:24], "active": float(first.mean()),
        "wrong": [int(np.sum((one > 0.5) != (original > 0.5))) for one in (shown, back)],
        "F": [float(free_energy(machine, (one > 0.5).reshape(1, 784))[0]) for one in (shown, back)],
    }  # fmt: skip


def reconstruct_setup(sheet, hidden, down):
    axes = kit.frame(sheet, "shown", SIDE)
    shown, marks = kit.picture(axes), kit.picture(axes)
    kit.note(hidden, 0.04, 0.03, "blue: for ink, grey: against", "weight")
    return {
        "marks": marks, "shown": shown,
        "strokes": kit.note(sheet, 0.04, 0.03, role="noise"),
        "filters": kit.picture(kit.frame(hidden, "hidden units it excites most", SIDE, 64), 64),
        "rebuilt": kit.picture(kit.frame(down, "rebuilt from them", SIDE)),
        "wrong": kit.note(down, 0.04, 0.03, role="error"),
    }  # fmt: skip


def reconstruct_update(artists, state):
    artists.shown.set_data(kit.shade(state.shown, positive="ink"))
    artists.marks.set_data(kit.shade(0.4 * state.marks, positive="ink"))
    artists.strokes.set_text("faint: where you drew" if state.marks.any() else "")
    artists.filters.set_data(kit.shade(kit.mosaic(state.filters, 3, 2), 2.5, "weight"))
    artists.rebuilt.set_data(kit.shade(np.round(state.rebuilt, 6), positive="ink"))
    artists.wrong.set_text(f"wrong pixels: {state.wrong[0]} → {state.wrong[1]}")


def reconstruct_sentence(state):
    before, after = state.wrong
    yield _headline(before, after, state.held)
    yield say("{digit} went up and down {times}, its sound pixels held." if state.held else
              "{digit} went up and down {times}.",
              digit="Your digit" if state.own else f"Test digit {state.image} ({article(state.label)})",
              times="once" if state.rounds == 1 else count(state.rounds, "time"))  # fmt: skip
    if state.damage != "none":
        yield say("It was damaged: {damage}.", damage=DAMAGE[state.damage])
    if state.turned:
        yield say("You flipped {pixels}.", pixels=count(state.turned, "pixel"))
    yield say("Of 784 pixels it had {before} wrong, and now has {after}.", before=before, after=after)
    yield say("Its free energy went {change}.", change=change(*state.F, 0))
    yield say("At first {active} of the hidden units were on.", active=percent(state.active))


def _headline(before, after, held):
    """Whether the pixels that are wrong became fewer."""
    told = {"before": before, "after": after}
    if before == 0:
        return say("The digit comes back in the machine's own handwriting: {pixels} changed.",
                   pixels=count(after, "pixel"))  # fmt: skip
    if after < before:
        return say("The machine mends the picture: wrong pixels fall from {before} to {after}.", **told)
    if after == before:
        return say("Nothing is gained: {pixels} wrong, before and after.", pixels=count(after, "pixel"))
    return say("The machine guesses the rest badly: wrong pixels rise from {before} to {after}." if held else
               "The machine redraws the digit: wrong pixels rise from {before} to {after}.", **told)  # fmt: skip


reconstruct = Lab(
    name="rbm.reconstruct",
    title="Up to the features and down again",
    controls=(
        Range("image", "test digit", 0, 999, default=3, recorded=EXAMPLES),
        Choice("damage", "damage", DAMAGE, default="blot"),
        Switch("held", "sound pixels are held", default=True),
        Range("rounds", "times up and down", 1, 50, default=10, recorded=(1, 10)),
        DRAWN,
        Choice("pen", "what you draw", PEN, default="write", recorded=("write",)),
    ),
    panels=(
        Panel("sheet", "the 28 by 28 pixels that the machine is shown", 214, 256),
        Panel("hidden", "the weights of the nine hidden units that this picture excites most", 214, 256),
        Panel("down", "the probability of ink in each pixel, given the hidden units", 214, 256),
    ),
    compute=reconstruct_state, setup=reconstruct_setup, update=reconstruct_update, read=reconstruct_sentence,
    data=("rbm/machines",),
)  # fmt: skip
