"""Lab: a net of one's own choice learns to tell two classes of points in the plane, and every unit shows its map."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nbhelpers.backprop import playground as maths
from nbhelpers.backprop.labs.playground_picture import FINE, GRID, LAST, REACH, SEEN, setup, update
from nbhelpers.backprop.point_sets import SETS, again
from nbhelpers.lab import Choice, Lab, Panel, Pixels, Range, Seed, Switch, Time, track
from nbhelpers.lab.words import number, percent, say
from nbhelpers.nn import mlp
from nbhelpers.nn.activations import dead_units
from nbhelpers.nn.optimizers import METHODS

FRESH = 400  # points to check with
ALIKE = 1e-9  # weights that differ by less are the same
SATURATED = 0.001  # a mean derivative of the output below this passes hardly any error back
WORSE = 1.1  # times as large a loss is worse
# overfitting: the loss on fresh points is RISEN times its least, GAP above that on training points, in an epoch that is
# LATER times that of the least
RISEN, GAP, LATER = 1.05, 0.003, 2
THIN = np.unique(np.geomspace(1, LAST + 1, 45).astype(int)) - 1  # the epochs that the curves go through


DATA = {"circles": "disc in a ring", "xor": "exclusive or", "crescents": "two crescents", "spiral": "spiral"}
INPUTS = {"x": "x₁ and x₂", "products": "their squares and product too"}
LOSSES = {"sigmoid": "half the squared error", "logistic": "cross-entropy"}
PENALTIES = {"L2": "half the sum of squares (L2)", "L1": "the sum of absolute values (L1)"}
OWN = Pixels(
    "own", "your own points", panel="plane", rows=36, columns=36, corners=((-SEEN, SEEN), (SEEN, -SEEN)),
    inks=("target 1", "target 0"),
)  # fmt: skip
ACTIVATIONS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky": "leaky ReLU"}
START = {
    "zero": "all 0", "small": "variance 0.01/n", "1/n": "variance 1/n", "2/n": "variance 2/n",
    "large": "variance 25/n",
}  # fmt: skip


class Task(NamedTuple):
    """What there is to learn, and from what."""

    data: str = "circles"
    m: int = 200
    noise: float = 0.1
    inputs: str = "x"
    own: str = ""


class Start(NamedTuple):
    """The net that begins."""

    layers: int = 2
    units: int = 8
    activation: str = "tanh"
    gain: str = "1/n"
    loss: str = "sigmoid"


@lru_cache(maxsize=8)
def training(task: Task, start: Start, how: maths.Settings, seed: int) -> maths.Training:
    """The training of these settings: the same one again, which knows the epochs that were asked for."""
    rng = np.random.default_rng(seed)
    points, fresh = ((maths.features(x, task.inputs), y) for x, y in _points(task, rng))
    sizes = (points[0].shape[1], *(start.units for _ in range(start.layers)), 1)
    net = mlp.new_mlp(sizes, rng, start.activation, start.loss, maths.GAINS[start.gain])
    return maths.Training(net, points, fresh, how, seed)


def _points(task, rng):
    """Points to learn from, and fresh ones; those that the reader put are learned as they are."""
    if not task.own:
        return [SETS[task.data](m, task.noise, rng) for m in (task.m, FRESH)]
    rows, columns = np.nonzero(marks := OWN.unpack(task.own))
    points = 2 * SEEN / OWN.rows * np.stack([columns + 0.5, rows + 0.5], axis=1) - SEEN
    put = points * (1, -1), 2.0 - marks[rows, columns][:, None]
    return [put, again(*put, FRESH, task.noise, rng)]


def state(
    data, own, m, noise, inputs, layers, units, activation, start, norm, loss, method, eta, batch, weight_decay,
    penalty, dropout, seed, epoch,
) -> dict:
    """Every unit's output over the plane, weights, losses and gradients up to this epoch, and what is worth a word."""
    how = maths.Settings(method, eta, batch, weight_decay, dropout, penalty, norm and layers > 0)
    run = training(Task(data, m, noise, inputs, own), Start(layers, units, activation, start, loss), how, seed)
    for moment in track(range(len(run), epoch + 1)):
        run.at(moment)
    now = run.at(epoch)
    return {
        "epoch": epoch, "eta": eta, "alone": how.norm and min(batch, len(run.points[0])) == 1,
        "decay": eta * weight_decay if (method, penalty) == ("SGD", "L2") else 0.0,
        "bounded": now.bounded, "parted": now.parted,
        **_curves(run, epoch), **_plane(now.net, run), **_units(now.net, run.points[0], inputs),
    }  # fmt: skip


def _curves(run, epoch) -> dict:
    """Losses and gradients of the epochs up to this one, or to the last that there was."""
    moments = run.until(epoch)
    last = len(moments) - 1
    fresh = [moment.losses[1] for moment in moments]
    shown = [moment for moment in THIN.tolist() if moment < last] + [last]
    return {
        "times": shown, "best": int(np.argmin(fresh)), "least": min(fresh), "then": moments[np.argmin(fresh)].losses[0],
        "losses": np.array([moments[k].losses for k in shown]),
        "gradients": np.array([moments[k].gradients for k in shown]),
    }  # fmt: skip


def _plane(net, run) -> dict:
    """The points, what the net answers to them and over the plane, and what it gets wrong."""
    (points, targets), (fresh, wanted) = run.points, run.fresh
    answers = mlp.predict(net, points)
    return {
        "points": points[:, :2], "targets": targets[:, 0], "wrong": ((answers > 0.5) != targets)[:, 0],
        "right": float(np.mean((answers > 0.5) == targets)),
        "right_fresh": float(np.mean((mlp.predict(net, fresh) > 0.5) == wanted)),
        "slope": float(np.mean(answers * (1 - answers))),
    }  # fmt: skip


def _units(net, points, inputs) -> dict:
    """The drawn net: sizes, weights, a map for every unit, which hidden units are dead, whether all are alike."""
    outputs, hidden = mlp.forward(net, maths.features(GRID, inputs)), mlp.forward(net, points)[1:-1]
    weights = [layer.weights for layer in net.layers]
    dead = [dead_units(A) & (net.hidden == "relu") for A in hidden] or np.zeros((0, 1), dtype=bool)
    return {
        "sizes": [weights[0].shape[0], *(one.shape[1] for one in weights)], "weights": weights,
        "maps": maps(outputs, net.hidden), "surface": outputs[-1].reshape(FINE, FINE),
        "dead": np.array(dead),
        "alike": len(hidden) > 0 and weights[0].shape[1] > 1
                 and all(np.ptp(one, axis=1).max() < ALIKE for one in weights[:-1]),
    }  # fmt: skip


def maps(outputs, activation) -> list[np.ndarray]:
    """Each layer's outputs over the plane as pictures, (units, rows, columns), between -1 and 1: those of a ReLU, which
    has no bound, as shares of its largest one."""
    tops = [REACH ** np.array([1, 1, 2, 2, 2][: outputs[0].shape[1]]), *(1.0 for _ in outputs[1:])]
    if activation in ("relu", "leaky"):
        tops[1:-1] = [np.maximum(np.abs(A).max(axis=0), 1e-12) for A in outputs[1:-1]]
    pictures = ((A / top).T.reshape(-1, FINE, FINE) for A, top in zip(outputs, tops, strict=True))
    return [picture[:, 1::3, 1::3] for picture in pictures]


def read(state: dict):
    """What the border does to the points, or why there is none; then the losses, the accuracy, the gradients."""
    yield _headline(state)
    if state.parted:
        yield say("By epoch {epoch}, with η = {eta:.4g}, a twin that started 10⁻¹² away in one weight has gone its own "
                  "way.", epoch=state.epoch, eta=state.eta)  # fmt: skip
        yield say("Another computer may do so too.")
        return
    yield say("At epoch {epoch} E is {loss:.4f} on the training points and {fresh:.4f} on fresh ones.",
              epoch=state.times[-1], loss=state.losses[-1, 0], fresh=state.losses[-1, 1])  # fmt: skip
    yield say("On these the accuracy is {right} and {fresh}.",
              right=percent(state.right), fresh=percent(state.right_fresh))  # fmt: skip
    if len(state.sizes) > 2:
        yield _about_gradients(*state.gradients[-1, [0, -1]])
    if state.dead.any():
        yield say("Dead units, which give 0 for every training point: {dead} of {all}.",
                  dead=int(state.dead.sum()), all=state.dead.size)  # fmt: skip


def _about_gradients(first, last):
    if not first or not last:
        return say("No gradient reaches layer 1.")
    return say("The gradient in layer 1 is {ratio} times that in the output.", ratio=number(first / last, 2))


def _headline(state):
    """The one thing to see."""
    wrong, everything = int(state.wrong.sum()), len(state.wrong)
    before, now = state.losses[0, 0], state.losses[-1, 0]
    if state.parted:
        return say("Rounding decides what this net has learned.")
    if not state.bounded:
        return _diverged(state)
    if state.alone:
        return say("Batch norm of single points leaves nothing to learn: take larger batches.")
    if state.alike:
        return say("Units that start alike stay alike: each layer has one map.")
    if state.dead.all(axis=1).any():
        return say("Dead: a whole layer gives 0, and no gradient gets through it.")
    if state.epoch == 0:
        return say("Before training, {wrong} of {all} points lie on the wrong side.", wrong=wrong, all=everything)
    if state.slope < SATURATED and state.right < 0.9:
        return say("Stuck: the output is saturated, and hardly any error comes back.")
    if now > WORSE * before:
        return say("Steps too long: E has risen from {before:.3f} to {now:.3f}.", before=before, now=now)
    return _border(state, wrong, everything)


def _diverged(state):
    if state.decay > 2:
        return say("Diverged: with ηλ = {decay:.3g}, above 2, decay itself makes the weights grow.", decay=state.decay)
    return say("Diverged: after epoch {epoch} a weight has passed 10²⁰.", epoch=state.times[-1])


def _border(state, wrong, everything):
    if not state.surface.min() < 0.5 < state.surface.max():
        return say("No border in view: the net puts the whole plane into one class.")
    training, fresh = state.losses[-1]
    risen = fresh > max(RISEN * state.least, training + GAP) and training < state.then
    if risen and state.times[-1] > LATER * state.best:
        return say("Overfitting: since epoch {best} the loss on fresh points has risen.", best=state.best)
    if not wrong:
        return say("Every training point is on the right side of the border.")
    return say("The border leaves {wrong} of {all} training points on the wrong side.", wrong=wrong, all=everything)


playground = Lab(
    name="backprop.playground",
    title="A playground where each unit shows its map",
    controls=(
        Choice("data", "data", DATA, default="circles", recorded=("circles", "spiral")),
        OWN,
        Range("m", "training points m", 10, 400, default=200),
        Range("noise", "noise of the data", 0.0, 0.5, default=0.1, step=0.01),
        Choice("inputs", "inputs", INPUTS, default="x", recorded=("x",)),
        Range("layers", "hidden layers", 0, 3, default=2),
        Range("units", "units in each layer", 1, 8, default=8, recorded=(2, 8)),
        Choice("activation", "activation", ACTIVATIONS, default="tanh", recorded=("tanh", "sigmoid")),
        Choice("start", "initial weights", START, default="1/n", recorded=("1/n", "zero")),
        Switch("norm", "batch norm", recorded=(False,)),
        Choice("loss", "loss E", LOSSES, default="sigmoid", recorded=("sigmoid",)),
        Choice("method", "optimizer", {name: name for name in METHODS}, default="Adam", recorded=("Adam",)),
        Range("eta", "learning rate η", 0.001, 10.0, default=0.01, log=True),
        Range("batch", "batch size", 1, 400, default=20),
        Range("weight_decay", "weight decay λ", 0.0, 0.3, default=0.0, step=0.001),
        Choice("penalty", "what λ multiplies", PENALTIES, default="L2", recorded=("L2",)),
        Range("dropout", "dropout p", 0.0, 0.8, default=0.0, step=0.05),
        Seed("seed", "seed", recorded=1),
        Time("epoch", "epoch", last=LAST, default=50, recorded=(0, 1, 3, 6, 10, 20, 50, 100, 200, 300)),
    ),
    panels=(
        Panel("net", "the net: in each unit a small map of its output over the plane; weights are lines", 350, 340),
        Panel("plane", "points with target 0 and 1, and where the net answers more than 0.1, 0.5 and 0.9", 350, 340),
        Panel("curve", "the loss on training points and on fresh points against the epoch", 350, 210),
        Panel("gradients", "the root mean square of the gradient in each layer's weights against the epoch", 350, 210),
    ),
    compute=state, setup=setup, update=update, read=read,
)  # fmt: skip
