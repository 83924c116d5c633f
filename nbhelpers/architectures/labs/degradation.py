"""Lab `architectures.degradation`: the training loss of plain and residual stacks as they get deeper."""

import numpy as np

from nbhelpers.architectures import depth
from nbhelpers.architectures.labs.depth import STYLE, lines, put, spread
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.lab.style import COLOUR

DEPTHS = {str(2 + 2 * blocks): blocks for blocks in (0, 1, 4, 8, 16, 24)}
RATES = {"best": "the best for each", "0.003": "0.003", "0.01": "0.01", "0.03": "0.03", "0.1": "0.1"}
FLOOR = 0.01  # losses below it are drawn here
GUESS = depth.FAILED["degradation"]


def degradation_state(layers, eta):
    """Losses of every kind: at the end for all depths, (seeds, depths), and over the epochs at this one."""
    curves = {kind: [_runs(kind, blocks, eta) for blocks in DEPTHS.values()] for kind in STYLE}
    at = list(DEPTHS).index(layers)
    return {
        "layers": int(layers), "at": at, "eta": eta, "epochs": depth.settings("degradation")["epochs"],
        "ends": {kind: np.array([runs[:, -1] for runs in curves[kind]]).T for kind in STYLE},
        "curves": {kind: curves[kind][at] for kind in STYLE},
        "rates": {kind: _rate(kind, DEPTHS[layers], eta) for kind in STYLE},
    }  # fmt: skip


def _rate(kind, blocks, eta):
    return depth.best_eta("degradation", kind, blocks) if eta == "best" else float(eta)


def _runs(kind, blocks, eta):
    return depth.runs("degradation", kind, blocks, _rate(kind, blocks, eta))


def degradation_setup(ends, curves):
    artists = {}
    for name, figure, title in (("ends", ends, "training loss at the end"), ("curves", curves, "training loss")):
        axes = figure.add_axes((0.15, 0.19, 0.8, 0.69))
        axes.set(yscale="log", ylim=(FLOOR * 0.8, 9))
        axes.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
        axes.minorticks_off()
        axes.axhline(GUESS, color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))
        axes.set_title(title)
        lines(axes, STYLE, name, artists)
        if name == "ends":
            axes.set(xlim=(0, 52), xticks=[int(label) for label in DEPTHS], xlabel="layers with weights")
            axes.set_xticks([2, 10, 18, 34, 50])
            axes.text(51, GUESS * 1.12, "guessing", color=COLOUR["muted"], ha="right", fontsize=11.5)
        else:
            axes.set(xlim=(0, 40), xlabel="epoch")
            for index, (kind, style) in enumerate(STYLE.items()):
                y = 0.034 / 1.62**index
                axes.plot([1, 2.4, 3.8], [y] * 3, ms=5, markevery=[1], **style)
                axes.text(4.8, y, kind, color=style["color"], va="center", fontsize=11.5)
            artists["where"] = axes.text(39, 5.2, "", ha="right", fontsize=12)
    return artists


def degradation_update(artists, state):
    for kind in STYLE:
        clipped = np.maximum(state.ends[kind], FLOOR)
        put(artists, "ends", kind, [int(label) for label in DEPTHS], clipped, state.at)
        put(artists, "curves", kind, state.epochs, np.maximum(state.curves[kind], FLOOR))
    artists.where.set_text(f"{state.layers} layers")


def degradation_sentence(state):
    ends = {kind: state.ends[kind][:, state.at] for kind in STYLE}
    rates = ", ".join(f"{state.rates[kind]:g}" for kind in STYLE)
    return (
        f"{state.layers} layers, training loss after 40 epochs, mean (range) of {len(ends['plain'])} seeds at "
        f"η = {rates}: plain {spread(ends['plain'])}, residual {spread(ends['residual'])}, plain started from the "
        f"identity {spread(ends['plain from the identity'])}; guessing gives {GUESS:.3f}{_verdict(state, ends)}."
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
    compute=degradation_state,
    setup=degradation_setup,
    update=degradation_update,
    read=degradation_sentence,
    data=("architectures/degradation",),
)
