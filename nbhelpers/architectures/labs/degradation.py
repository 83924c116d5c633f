"""Lab `architectures.degradation`: the training loss of plain and residual stacks as they get deeper."""

import numpy as np

from nbhelpers.architectures import depth
from nbhelpers.architectures.labs.curves import BOX, KINDS, SIZE, curves, key, rate, show_runs
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import mean_range, say

DEPTHS = {str(2 + 2 * blocks): blocks for blocks in (0, 1, 4, 8, 16, 24)}
RATES = {"best": "the best for each", "0.003": "0.003", "0.01": "0.01", "0.03": "0.03", "0.1": "0.1"}
DRAWN_FROM = 0.01  # smaller losses are drawn here
GUESS = depth.FAILED["degradation"]


def degradation_state(layers, eta):
    """Losses of every kind: at the end for all depths, (seeds, depths), and over the epochs at this one."""
    curves = {kind: [_runs(kind, blocks, eta) for blocks in DEPTHS.values()] for kind in KINDS}
    at = list(DEPTHS).index(layers)
    return {
        "layers": int(layers), "at": at, "eta": eta, "epochs": depth.settings("degradation")["epochs"],
        "ends": {kind: np.array([runs[:, -1] for runs in curves[kind]]).T for kind in KINDS},
        "curves": {kind: curves[kind][at] for kind in KINDS},
        "rates": {kind: rate("degradation", kind, DEPTHS[layers], eta) for kind in KINDS},
    }  # fmt: skip


def _runs(kind, blocks, eta):
    return depth.runs("degradation", kind, blocks, rate("degradation", kind, blocks, eta))


def degradation_setup(ends, epochs):
    left = _loss(ends, "training loss at the end", xlim=(0, 52), xticks=(2, 10, 18, 34, 50),
                 xlabel="layers with weights")  # fmt: skip
    right = _loss(epochs, "training loss", xlim=(0, 40), xlabel="epoch")
    artists = {**curves(left, "ends", KINDS), **curves(right, "curves", KINDS)}
    kit.note(left, 51, GUESS * 1.12, "guessing", "muted", SIZE, ha="right")
    for index, kind in enumerate(KINDS):
        key(right, (1, 2.4, 3.8, 4.8), 0.034 / 1.62**index, kind, *KINDS[kind])
    return artists | {"where": kit.note(right, 39, 5.2, size=12, ha="right")}


def _loss(figure, title, **settings):
    axes = kit.axes(figure, BOX, title, yscale="log", ylim=(DRAWN_FROM * 0.8, 9), yticks=(0.01, 0.1, 1), **settings)
    kit.level(axes, GUESS)
    return axes


def degradation_update(artists, state):
    layers = [int(label) for label in DEPTHS]
    for kind in KINDS:
        show_runs(artists, "ends", kind, layers, np.maximum(state.ends[kind], DRAWN_FROM), state.at)
        show_runs(artists, "curves", kind, state.epochs, np.maximum(state.curves[kind], DRAWN_FROM))
    artists.where.set_text(f"{state.layers} layers")


def degradation_sentence(state):
    plain, residual, identity = (mean_range(ends[:, state.at]) for ends in state.ends.values())
    best = int(state.ends["plain"].mean(axis=0)[: max(state.at, 1)].argmin())  # of the shallower plain nets
    shallow, layers = state.ends["plain"][:, best], list(DEPTHS)[best]
    yield _headline(state.layers, state.ends["plain"][:, state.at], shallow, layers)
    yield say("With {layers} layers the training loss is {plain} plain, {residual} residual and {identity} plain from "
              "the identity.",
              layers=state.layers, plain=plain, residual=residual, identity=identity)  # fmt: skip
    if state.at:
        yield say("Plain nets of {layers} layers end at {loss}.", layers=layers, loss=mean_range(shallow))
    yield say("These are means and ranges of {seeds} seeds after 40 epochs; guessing gives {guess:.3f}.",
              seeds=len(shallow), guess=GUESS)  # fmt: skip
    yield say("Each net learns at its best rate: η = {plain:g} plain, {residual:g} residual, {identity:g} from the "
              "identity." if state.eta == "best" else "All three learn at η = {plain:g}.",
              **dict(zip(("plain", "residual", "identity"), state.rates.values(), strict=True)))  # fmt: skip


def _headline(layers, deep, shallow, fewer):
    """What depth does to the plain nets: only what holds in the mean and for most seeds is called degradation."""
    if layers == 2:
        return say("With two layers there are no blocks: all three nets are one.")
    if min(deep.mean(), np.median(deep)) > shallow.max():
        return say("Degradation: after 40 epochs plain nets this deep do worse than those of {layers} layers.",
                   layers=fewer)  # fmt: skip
    if deep.mean() < shallow.min():
        return say("Here depth helps: plain nets do better than with {layers} layers.", layers=fewer)
    return say("No clear difference: the plain nets' seeds overlap with those of {layers} layers.", layers=fewer)


degradation = Lab(
    name="architectures.degradation",
    title="Deeper, and worse on its own training digits",
    controls=(
        Choice("layers", "layers", {label: label for label in DEPTHS}, default="34"),
        Choice("eta", "learning rate η", RATES, default="best"),
    ),
    panels=(
        Panel("ends", "training loss at the end against the number of layers, with the range over the seeds", 346, 280),
        Panel("curves", "training loss over the epochs at the chosen depth, with the range over the seeds", 346, 280),
    ),
    compute=degradation_state, setup=degradation_setup, update=degradation_update, read=degradation_sentence,
    data=("architectures/degradation",),
)  # fmt: skip
