"""Lab `architectures.degradation`: the training loss of plain and residual stacks as they get deeper."""

import numpy as np

from nbhelpers.architectures import depth
from nbhelpers.architectures.labs.curves import BOX, KINDS, SIZE, curves, key, rate, show_runs
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import mean_range

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
    ends = {kind: state.ends[kind][:, state.at] for kind in KINDS}
    rates = ", ".join(f"{state.rates[kind]:g}" for kind in KINDS)
    plain, residual, identity = (mean_range(runs) for runs in ends.values())
    return (
        f"{state.layers} layers, training loss after 40 epochs, mean (range) of {len(ends['plain'])} seeds at "
        f"η = {rates}: plain {plain}, residual {residual}, plain started from the identity {identity}; "
        f"guessing gives {GUESS:.3f}{_verdict(state, ends)}."
    )


def _verdict(state, ends):
    shallow = state.ends["plain"].mean(axis=0).min()
    if state.layers == 2:
        return "; without blocks all three are one net, up to its learning rate"
    if ends["plain"].mean() > GUESS / 2:
        return f", and the best plain net of another depth reaches {shallow:.3f}: this is degradation"
    return ""


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
