"""Lab: the decision surface of a net as it learns two interlocked crescents."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from contourpy import contour_generator
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbhelpers.backprop import new_net, squared_error
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, track
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count, percent
from nbhelpers.nn import twins

EPOCHS, BATCH = 300, 10
LEARN, CHECK = 100, 400  # points to learn from, points to check with
DEAD = 0.001  # a mean slope of the output below this passes hardly any error back
XS, YS = np.linspace(-2.4, 2.4, 41), np.linspace(-1.8, 1.8, 31)
GRID = np.stack(np.meshgrid(XS, YS), axis=-1).reshape(-1, 2)


class Run(NamedTuple):
    """A whole training at every epoch from 0: the net and its twin, and what came of them."""

    points: np.ndarray  # (LEARN, 2)
    targets: np.ndarray  # (LEARN, 1)
    fresh: tuple[np.ndarray, np.ndarray]  # points and targets to check with
    pairs: list
    losses: np.ndarray  # (EPOCHS + 1, 3): the net's on the points learnt from, on fresh ones; its twin's on the former
    parted: np.ndarray  # (EPOCHS + 1,) whether the twin has left the net by then


def crescents(m: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """m points on two half circles that reach into each other, each moved by noise: (m, 2) and targets (m, 1)."""
    angle, upper = np.pi * rng.random(m), np.arange(m) % 2 == 0
    x = np.where(upper, np.cos(angle) - 0.5, 0.5 - np.cos(angle))
    y = np.where(upper, np.sin(angle) - 0.25, 0.25 - np.sin(angle))
    return np.stack([x, y], axis=1) + noise * rng.normal(size=(m, 2)), 1.0 - upper[:, None]


@lru_cache(maxsize=32)
def run(eta: float, hidden: int, noise: float, seed: int) -> Run:
    """Train a 2-hidden-1 net of sigmoid units, and its twin, on half the squared error in batches of BATCH."""
    rng = np.random.default_rng(seed)
    points, targets = crescents(LEARN, noise, rng)
    fresh = crescents(CHECK, noise, rng)
    net = new_net((2, hidden, 1), rng)
    pairs = [twins.twins(net._replace(v=2 * net.v, w=2 * net.w))]
    for _ in track(range(EPOCHS)):
        pairs.append(twins.epoch(pairs[-1], points, targets, eta, BATCH, rng))
    answers = np.array([twins.outputs(pair, points) for pair in pairs])
    on_points = squared_error(answers, np.broadcast_to(targets, answers.shape)).mean(axis=-1)  # (EPOCHS + 1, 2)
    on_fresh = [squared_error(predict(pair, fresh[0]), fresh[1]).mean() for pair in pairs]
    losses = np.stack([on_points[:, 0], on_fresh, on_points[:, 1]], axis=1)
    return Run(points, targets, fresh, pairs, losses, twins.parted(answers))


def predict(pair: twins.Twins, x: np.ndarray) -> np.ndarray:
    """The net's answers, without its twin's: (m, 2) -> (m, 1)."""
    return twins.outputs(twins.Twins(*(part[:1] for part in pair)), x)[0]


def state(eta: float, hidden: int, noise: float, seed: int, epoch: int) -> dict:
    """The net's answers on a grid at this epoch, what it misreads, and the losses of the whole training."""
    at = run(eta, hidden, noise, seed)
    net = at.pairs[epoch]
    answers = predict(net, at.points)
    return {
        "points": at.points, "targets": at.targets[:, 0], "losses": at.losses, "epoch": epoch,
        "surface": predict(net, GRID).reshape(len(YS), len(XS)), "wrong": (answers > 0.5)[:, 0] != at.targets[:, 0],
        "right": float(np.mean((answers > 0.5) == at.targets)),
        "right_fresh": float(np.mean((predict(net, at.fresh[0]) > 0.5) == at.fresh[1])),
        "slope": float(np.mean(answers * (1 - answers))), "eta": eta, "hidden": hidden,
        "parted": bool(at.parted[epoch]), "parts": bool(at.parted[-1]),
    }  # fmt: skip


def setup(plane, curve) -> dict:
    """The plane of the inputs with the points; E against the epoch (log axis, counted from 1)."""
    ax = plane.add_axes((0.1, 0.14, 0.88, 0.83))
    ax.set(xlim=(-2.2, 2.2), ylim=(-1.65, 1.65), xlabel="x₁", xticks=(-2, -1, 0, 1, 2), yticks=(-1, 0, 1))
    ax.set_ylabel("x₂", labelpad=0)
    region = PathPatch(Path(np.zeros((1, 2))), fc=rgba("activation", 0.2), ec=COLOUR["activation"], lw=2)
    ax.add_patch(region)
    artists = {"region": region}
    artists["zeros"] = ax.plot([], [], "o", mfc=COLOUR["paper"], mec=COLOUR["target"], mew=1.5, ms=6)[0]
    artists["ones"] = ax.plot([], [], "o", color=COLOUR["target"], mew=0, ms=7)[0]
    artists["wrong"] = ax.plot([], [], "o", mfc="none", mec=COLOUR["error"], mew=1.6, ms=12)[0]
    artists["words"] = ax.text(0, 1.48, "", ha="center", color=COLOUR["error"])
    ax2 = curve.add_axes((0.175, 0.14, 0.795, 0.83))
    ax2.set(xscale="log", yscale="log", xlim=(1, 1.1 * EPOCHS), ylim=(1e-4, 0.6), xlabel="epoch")
    ax2.set_ylabel("E", labelpad=0)
    ax2.set_xticks([1, 11, 101, 301], ["0", "10", "100", "300"])
    ax2.set_xticks([], minor=True)
    ax2.set_yticks([1e-4, 1e-3, 1e-2, 1e-1], ["0.0001", "0.001", "0.01", "0.1"])
    ax2.text(1.15, 2.6e-4, "training points", color=COLOUR["energy"])
    ax2.text(1.15, 1.3e-4, "fresh points (dashed)", color=COLOUR["energy"])
    artists["twin_name"] = ax2.text(1.15, 5.2e-4, "", color=COLOUR["ink"])
    artists["twin"] = ax2.plot([], [], ":", color=COLOUR["ink"], lw=1.5)[0]
    artists["fresh"] = ax2.plot([], [], "--", color=COLOUR["energy"], lw=1.5)[0]
    artists["training"] = ax2.plot([], [], color=COLOUR["energy"])[0]
    artists["now"] = ax2.plot([], [], "o", color=COLOUR["energy"], ms=8)[0]
    return artists


def update(artists: dict, s: dict) -> None:
    """Region where the net says more than a half, points, rings around the misread, curves, marker."""
    contour = contour_generator(XS, YS, s.surface, fill_type="OuterCode").filled(0.5, 2.0)
    pieces = [Path(vertices, codes) for vertices, codes in zip(*contour, strict=True)]
    artists.region.set_path(Path.make_compound_path(*pieces) if pieces else Path(np.zeros((1, 2))))
    points, ones = s.points, s.targets == 1
    artists.zeros.set_data(*points[~ones].T)
    artists.ones.set_data(*points[ones].T)
    artists.wrong.set_data(*points[s.wrong].T)
    artists.words.set_text(_words(s))
    losses, epoch = np.maximum(s.losses, 1e-4), s.epoch
    epochs = np.arange(1, len(losses) + 1)
    thin = np.unique(np.geomspace(1, len(losses), 80).astype(int)) - 1
    for column, name in enumerate(("training", "fresh", "twin")):
        shown = thin if name != "twin" or s.parts else []
        artists[name].set_data(epochs[shown], losses[shown, column])
    artists.twin_name.set_text("twin, 10⁻¹² away (dotted)" if s.parts else "")
    artists.now.set_data([epochs[epoch]], [losses[epoch, 0]])


def _dead(s) -> bool:
    return s.slope < DEAD and s.right < 0.9


def _words(s) -> str:
    if s.parted:
        return "rounding decides"
    return "saturated: nothing is learnt" if _dead(s) else ""


def read(s: dict) -> str:
    """How much the net reads right, and whether it can still learn; where rounding decides that, only this."""
    if s.parted:
        return (
            f"At epoch {s.epoch}, η = {s.eta:.4g}, rounding decides what the net answers: a twin that started "
            "10⁻¹² away in one weight goes its own way (dotted), and another computer may as well."
        )
    units = f"{count(s.hidden, 'hidden unit')} {'read' if s.hidden > 1 else 'reads'}"
    found = (
        f"At epoch {s.epoch}, η = {s.eta:.4g}, {units} {percent(s.right)} of the training "
        f"points and {percent(s.right_fresh)} of fresh ones; E is {s.losses[s.epoch, 0]:.4f}"
    )
    if _dead(s):
        return (
            f"{found}: the outputs are saturated, their mean slope ŷ(1 − ŷ) of {s.slope:.5f} is below {DEAD} "
            "and lets no error back, so nothing more is learnt."
        )
    return found + "."


surface = Lab(
    name="backprop.surface",
    title="A decision surface learns",
    controls=(
        Range("eta", "learning rate η", 0.03, 1000.0, default=10.0, log=True, recorded=(0.1, 1.0, 10.0, 100.0, 1000.0)),
        Range("hidden", "hidden units", 1, 20, default=4, recorded=(1, 4, 16)),
        Range("noise", "noise of the data", 0.0, 0.5, default=0.15, step=0.01, recorded=(0.15, 0.35)),
        Seed("seed", "seed", recorded=2),
        Time("epoch", "epoch", last=EPOCHS, default=100, recorded=(0, 3, 10, 30, 100, 300)),
    ),
    panels=(
        Panel("plane", "points with target 0 and 1, and the region where the net answers more than ½", 350, 290),
        Panel("curve", "the loss on training points and on fresh points against the epoch", 340, 290),
    ),
    compute=state,
    setup=setup,
    update=update,
    read=read,
)
