"""Lab: digits moved by a pixel, anew each time they are seen; what that does for digits never seen (measured)."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import percent, say
from nbhelpers.nn.training import shift_digits

MOVED = {
    "never": "never", "once": "once, before training", "1": "anew each time, up to 1 px",
    "2": "anew each time, up to 2 px", "4": "anew each time, up to 4 px",
}  # fmt: skip
SIZES = {"200": "200", "1000": "1,000", "5000": "5,000"}
SHOWN, VIEWS = 19, 9  # a digit of the training set, and how often it is shown
SIDE = 3 * 28 + 2 * 3  # of the sheet of views, in pixels of the digits
ACCURACIES = (0.5, 1.0)  # in the picture
CLEAR = 0.005  # a difference of accuracy that is worth a word


@cache
def curves(m: str, moved: str, on: str) -> np.ndarray:
    """(seeds, looks): the accuracy on the "training" or "test" digits."""
    record = datasets.record("generalising/augment")
    cells = (record["cells"][f"{m}/{moved}/{seed}"] for seed in record["settings"]["seeds"])
    return np.array([cell[on]["accuracy"] for cell in cells])


@cache
def views(moved: str) -> np.ndarray:
    """(VIEWS, 28, 28): one digit as the net receives it in so many epochs."""
    rng, image = np.random.default_rng(3), datasets.mnist().train_images[[SHOWN]]
    image = shift_digits(image, rng, 1) if moved == "once" else image
    reach = int(moved) if moved.isdigit() else 0
    return shift_digits(np.repeat(image, VIEWS, axis=0), rng, reach).reshape(VIEWS, 28, 28)


def state(moved: str, m: str) -> dict:
    """Nine views of a digit, and the accuracies of five seeds, with the digits so moved and with digits never moved."""
    return {
        "views": views(moved), "updates": np.array(datasets.record("generalising/augment")["settings"]["looks"]),
        "training": curves(m, moved, "training"), "test": curves(m, moved, "test"),
        "plain": curves(m, "never", "test"), "moved": moved, "m": int(m),
    }  # fmt: skip


def setup(digit, accuracy) -> dict:
    """A sheet for the views; accuracy against updates."""
    sheet = kit.frame(digit, "one digit, as nine epochs see it", 246, extent=SIDE)
    for edge in (29.5, 60.5):
        kit.line(sheet, "grid", (edge, edge), (0, SIDE), lw=1)
        kit.line(sheet, "grid", (0, SIDE), (edge, edge), lw=1)
    axes = kit.axes(accuracy, (0.15, 0.17, 0.82, 0.73), "accuracy, five seeds", xscale="log", xlim=(45, 4500),
                    ylim=ACCURACIES, xlabel="updates", xticks={100: "100", 1000: "1,000"},
                    yticks=kit.percents(0.5, 0.6, 0.7, 0.8, 0.9, 1))  # fmt: skip
    for row, (words, role) in enumerate((("test digits", "activation"), ("dashed: the same, never moved", "muted"),
                                         ("training digits", "noise"))):  # fmt: skip
        kit.note(axes, 4200, 0.62 - 0.045 * row, words, role, 12, ha="right")
    return {
        "views": kit.picture(sheet, SIDE), "band": kit.band(axes, "activation"),
        "training": kit.line(axes, "noise", lw=1.3), "plain": kit.line(axes, "muted", ls="--", lw=1.5),
        "test": kit.line(axes, "activation", lw=2.5, marker="o", ms=4),
    }  # fmt: skip


def update(artists: dict, state: dict) -> None:
    """The views side by side; means over the seeds, and the range of the test accuracy."""
    kit.fill(artists.views, kit.shade(kit.mosaic(state.views, 3, 3), positive="ink"))
    for name in ("training", "test", "plain"):
        artists[name].set_data(state.updates, np.clip(state[name].mean(axis=0), *ACCURACIES))
    kit.around(artists.band, state.updates, *np.clip((state.test.min(axis=0), state.test.max(axis=0)), *ACCURACIES))


def read(state: dict):
    """What the moved digits are worth, then the numbers."""
    test, plain, training = (state[name][:, -1].mean() for name in ("test", "plain", "training"))
    yield _headline(state, test, plain, training)
    yield say("After {updates:,} updates a net that learns from {m:,} digits classifies {training} of them and {test} "
              "of the test digits correctly (mean of five seeds, {low} to {high}).", updates=int(state.updates[-1]),
              m=state.m, training=percent(training, 1), test=percent(test, 1), low=percent(state.test[:, -1].min(), 1),
              high=percent(state.test[:, -1].max(), 1))  # fmt: skip
    if state.moved != "never":
        yield say("With digits that are never moved, and as many updates, it is {plain} of the test digits.",
                  plain=percent(plain, 1))  # fmt: skip


def _headline(state, test, plain, training):
    if state.moved == "never":
        return say("The net classifies {training} of its own digits correctly, but only {test} of new ones.",
                   training=percent(training), test=percent(test))  # fmt: skip
    if abs(test - plain) < CLEAR:
        return say("Digits moved in this way help no more than digits left where they are.")
    if test < plain:
        return say("Digits moved in this way do harm: fewer new ones are classified correctly.")
    return say("Moving the digits removes {share} of the errors on new digits.",
               share=percent((test - plain) / (1 - plain)))  # fmt: skip


augment = Lab(
    name="generalising.augment",
    title="The same digit, never the same picture",
    controls=(
        Choice("moved", "digits are moved", MOVED, default="1"),
        Choice("m", "digits to learn from", SIZES, default="1000"),
    ),
    panels=(
        Panel("digit", "one digit of the training set in nine pictures, as nine epochs show it to the net", 250, 290),
        Panel("accuracy", "accuracy on the training and the test digits against the number of updates", 350, 290),
    ),
    compute=state, setup=setup, update=update, read=read, data=("generalising/augment",),
)  # fmt: skip
