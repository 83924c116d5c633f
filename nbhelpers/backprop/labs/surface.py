"""Lab: the decision surface of a net as it learns two interlocked crescents."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from contourpy import contour_generator
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbhelpers.backprop import new_net, squared_error
from nbhelpers.backprop.point_sets import again, crescents
from nbhelpers.lab import Dots, Lab, Panel, Range, Seed, Time, kit, track
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count, percent, say
from nbhelpers.nn import twins

EPOCHS, BATCH = 300, 10
LEARN, CHECK = 100, 400  # points to learn from, points to check with
LEAST = 1e-4  # of the loss in the picture
DEAD = 0.001  # a mean derivative of the output below this passes hardly any error back
GAP = 0.07  # an accuracy on fresh points lower by more than this is worse
XS, YS = np.linspace(-2.4, 2.4, 41), np.linspace(-1.8, 1.8, 31)
THIN = np.unique(np.geomspace(1, EPOCHS + 1, 80).astype(int)) - 1  # the epochs that the curves go through
GRID = np.stack(np.meshgrid(XS, YS), axis=-1).reshape(-1, 2)
NOWHERE = Path(np.zeros((1, 2)))


OWN = Dots("own", "your own points", panel="plane", corners=((-2.2, 1.65), (2.2, -1.65)), axes=("x₁", "x₂"),
           classes=("target 1", "target 0"), most=LEARN, first={"epoch": 0})  # fmt: skip


class Run(NamedTuple):
    """A whole training at every epoch from 0: the net and its twin, and what came of them."""

    points: np.ndarray  # (m, 2)
    targets: np.ndarray  # (m, 1)
    fresh: tuple[np.ndarray, np.ndarray]  # points and targets to check with
    pairs: list
    losses: np.ndarray  # (EPOCHS + 1, 3): the net's on the points learned from, on fresh ones; its twin's on the former
    parted: np.ndarray  # (EPOCHS + 1,) whether the twin has left the net by then


@lru_cache(maxsize=32)
def run(eta: float, hidden: int, noise: float, own: str, seed: int) -> Run:
    """Train a 2-hidden-1 net of sigmoid units, and its twin, on half the squared error in batches of BATCH."""
    rng = np.random.default_rng(seed)
    (points, targets), fresh = _data(noise, own, rng)
    net = new_net((2, hidden, 1), rng)
    pairs = [twins.twins(net._replace(v=2 * net.v, w=2 * net.w))]
    for _ in track(range(EPOCHS)):
        pairs.append(twins.epoch(pairs[-1], points, targets, eta, min(BATCH, len(points)), rng))
    answers = np.array([twins.outputs(pair, points) for pair in pairs])
    on_points = squared_error(answers, np.broadcast_to(targets, answers.shape)).mean(axis=-1)  # (EPOCHS + 1, 2)
    on_fresh = [squared_error(predict(pair, fresh[0]), fresh[1]).mean() for pair in pairs]
    losses = np.stack([on_points[:, 0], on_fresh, on_points[:, 1]], axis=1)
    return Run(points, targets, fresh, pairs, losses, twins.parted(answers))


def _data(noise: float, own: str, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Points to learn from and fresh ones: two crescents, or what the reader put there and points beside it."""
    if not own:
        return [crescents(LEARN, noise, rng), crescents(CHECK, noise, rng)]
    points, classes = OWN.unpack(own)
    put = points, 1.0 - classes[:, None]
    return [put, again(*put, CHECK, noise, rng)]


def predict(pair: twins.Twins, x: np.ndarray) -> np.ndarray:
    """The net's answers, without its twin's: (m, 2) -> (m, 1)."""
    return twins.outputs(twins.Twins(*(part[:1] for part in pair)), x)[0]


def state(eta: float, hidden: int, noise: float, own: str, seed: int, epoch: int) -> dict:
    """The net's answers on a grid at this epoch, what it gets wrong, and the losses of the whole training."""
    at = run(eta, hidden, noise, own, seed)
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
    return _lay_plane(plane) | _lay_curve(curve)


def _lay_plane(figure):
    axes = kit.axes(figure, (0.1, 0.14, 0.88, 0.83), xlim=(-2.2, 2.2), ylim=(-1.65, 1.65), xlabel="x₁",
                    xticks=range(-2, 3), yticks=(-1, 0, 1))  # fmt: skip
    axes.set_ylabel("x₂", labelpad=0)
    return {
        "region": axes.add_patch(PathPatch(NOWHERE, fc=rgba("activation", 0.2), ec=COLOUR["activation"], lw=2)),
        "zeros": kit.dots(axes, "target", 6, mfc=COLOUR["paper"], mew=1.5),
        "ones": kit.dots(axes, "target", 7, mew=0),
        "wrong": kit.ring(axes, "error", 12, 1.6),
        "words": kit.note(axes, 0, 1.48, "", "error", 12, ha="center"),
    }


def _lay_curve(figure):
    axes = kit.axes(figure, (0.175, 0.14, 0.795, 0.83), xscale="log", xlim=(1, 1.1 * EPOCHS),
                    xticks={1: "0", 11: "10", 101: "100", 301: "300"}, xlabel="epoch")  # fmt: skip
    ticks = (1e-4, 1e-3, 1e-2, 1e-1)
    axes.set(yscale="log", ylim=(LEAST, 0.6), yticks=ticks, yticklabels=[f"{tick:g}" for tick in ticks])
    axes.set_ylabel("E", labelpad=0)
    kit.note(axes, 1.15, 2.6e-4, "training points", "energy", 12)
    kit.note(axes, 1.15, 1.3e-4, "fresh points (dashed)", "energy", 12)
    return {
        "twin_name": kit.note(axes, 1.15, 5.2e-4, size=12),
        "twin": kit.line(axes, "ink", ls=":", lw=1.5),
        "fresh": kit.line(axes, "energy", ls="--", lw=1.5),
        "training": kit.line(axes, "energy"),
        "now": kit.dots(axes, "energy"),
    }


def update(artists: dict, state: dict) -> None:
    """Region where the net says more than a half, points, rings around the misread, curves, marker."""
    artists.region.set_path(_region(state.surface))
    for name, chosen in (("zeros", state.targets == 0), ("ones", state.targets == 1), ("wrong", state.wrong)):
        artists[name].set_data(*state.points[chosen].T)
    artists.words.set_text(_words(state))
    losses = np.maximum(state.losses, LEAST)
    for column, name in enumerate(("training", "fresh", "twin")):
        shown = THIN if name != "twin" or state.parts else []
        artists[name].set_data(np.arange(1, EPOCHS + 2)[shown], losses[shown, column])
    artists.twin_name.set_text("twin, 10⁻¹² away (dotted)" if state.parts else "")
    kit.put(artists.now, state.epoch + 1, losses[state.epoch, 0])


def _region(answers) -> Path:
    """The outline of where the answers are above a half."""
    contour = contour_generator(XS, YS, answers, fill_type="OuterCode").filled(0.5, 2.0)
    pieces = [Path(vertices, codes) for vertices, codes in zip(*contour, strict=True)]
    return Path.make_compound_path(*pieces) if pieces else NOWHERE


def _dead(state) -> bool:
    return state.slope < DEAD and state.right < 0.9


def _words(state) -> str:
    if state.parted:
        return "rounding decides"
    return "saturated: hardly learning" if _dead(state) else ""


def read(state: dict):
    """How much the net classifies correctly, and whether it can still learn; where rounding decides that, only this."""
    yield _headline(state)
    if state.parted:
        yield say("At epoch {epoch}, with η = {eta:.4g}, a twin that started 10⁻¹² away in one weight has gone its own "
                  "way (dotted).", epoch=state.epoch, eta=state.eta)  # fmt: skip
        yield say("Another computer may do so too.")
        return
    yield say("At epoch {epoch}, with η = {eta:.4g} and {units}, E is {loss:.4f}.", epoch=state.epoch, eta=state.eta,
              units=count(state.hidden, "hidden unit"), loss=state.losses[state.epoch, 0])  # fmt: skip
    yield say("The accuracy is {right} on the training points and {fresh} on fresh ones.",
              right=percent(state.right), fresh=percent(state.right_fresh))  # fmt: skip
    if _dead(state):
        yield say("The mean slope of the output, ŷ(1 − ŷ), is {slope:.2g}.", slope=state.slope)


def _headline(state):
    """What the border does to the points, or why there is nothing to be said of it."""
    wrong = int(state.wrong.sum())
    if state.parted:
        return say("Rounding decides what this net has learned.")
    if _dead(state):
        return say("Stuck: the outputs are saturated, and hardly any error comes back.")
    if not state.surface.min() < 0.5 < state.surface.max():
        return say("No border in view: the net puts the whole plane into one class.")
    if state.epoch == 0:
        return say("Before training, {wrong} of {all} points lie on the wrong side.", wrong=wrong,
                   all=len(state.wrong))  # fmt: skip
    if state.hidden == 1:
        return say("One hidden unit draws a straight border, with {points} on the wrong side.",
                   points=count(wrong, "point"))  # fmt: skip
    if not wrong:
        return say("Every training point is on the right side of the border.")
    if state.right - state.right_fresh > GAP:
        return say("The border fits the training points better than it fits fresh ones.")
    return say("The border leaves {wrong} of {all} training points on the wrong side.", wrong=wrong,
               all=len(state.wrong))  # fmt: skip


surface = Lab(
    name="backprop.surface",
    title="A border bends as the net learns",
    controls=(
        Range("eta", "learning rate η", 0.03, 1000.0, default=10.0, log=True, recorded=(0.1, 1.0, 10.0, 100.0, 1000.0)),
        Range("hidden", "hidden units", 1, 20, default=4, recorded=(1, 4, 16)),
        Range("noise", "noise of the data", 0.0, 0.5, default=0.15, step=0.01, recorded=(0.15, 0.35)),
        OWN,
        Seed("seed", "seed", recorded=2),
        Time("epoch", "epoch", last=EPOCHS, default=100, recorded=(0, 3, 10, 30, 100, 300)),
    ),
    panels=(
        Panel("plane", "points with target 0 and 1, and the region where the net answers more than ½", 350, 290),
        Panel("curve", "the loss on training points and on fresh points against the epoch", 340, 290),
    ),
    compute=state, setup=setup, update=update, read=read,
)  # fmt: skip
