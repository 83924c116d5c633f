"""Lab: training and validation error of a net that has far more units than it needs."""

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from nbhelpers.generalising.overfitting import ETA, LEARN, points, truth, wiggly_net
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit, track
from nbhelpers.lab.words import say
from nbhelpers.nn.mlp import loss, predict
from nbhelpers.nn.training import train

EPOCHS = 2000
CURVE = np.linspace(-1, 1, 81)[:, None]
HELD = 0.5  # of a weight that nothing drives, what decay has taken when it counts as the cause
ERRORS = (1e-4, 1.0)  # in the picture
THIN = np.unique(np.geomspace(1, EPOCHS + 1, 90).astype(int)) - 1  # the epochs that the curves go through


class Run(NamedTuple):
    """A whole training, epoch 0 to EPOCHS."""

    points: tuple[np.ndarray, np.ndarray]  # x and y, (LEARN, 1) each
    fits: np.ndarray  # (EPOCHS + 1, 81), the net's curve
    training: np.ndarray  # (EPOCHS + 1,)
    validation: np.ndarray  # (EPOCHS + 1,)


@lru_cache(maxsize=32)
def run(noise: float, weight_decay: float, seed: int) -> Run:
    """Train on LEARN noisy points, all at once; check on CHECK other points of the same kind."""
    rng = np.random.default_rng(seed)
    (x, y), fresh = points(noise, rng)
    nets = [wiggly_net(rng)]
    training = train(nets[0], x, y, eta=ETA, batch=LEARN, rng=rng, weight_decay=weight_decay)
    nets.extend(track(islice(training, EPOCHS), EPOCHS))
    fits = np.array([predict(net, CURVE)[:, 0] for net in nets])
    errors = [np.array([loss(net, *data) for net in nets]) for data in ((x, y), fresh)]
    return Run((x, y), fits, *errors)


def state(noise: float, weight_decay: float, seed: int, epoch: int) -> dict:
    """The net's curve at this epoch and at the best one, and both errors of the whole training."""
    at = run(noise, weight_decay, seed)
    best = int(np.argmin(at.validation))
    return {
        "x": at.points[0][:, 0], "y": at.points[1][:, 0], "fit": at.fits[epoch], "best_fit": at.fits[best],
        "training": at.training, "validation": at.validation, "best": best, "epoch": epoch,
        "weight_decay": weight_decay,
    }  # fmt: skip


def setup(fit, errors) -> dict:
    """Points, true curve and the net's; both errors against the epoch (log axis, counted from 1)."""
    return _lay_fit(fit) | _lay_errors(errors)


def _lay_fit(figure):
    axes = kit.axes(figure, (0.14, 0.14, 0.84, 0.83), xlim=(-1.08, 1.08), ylim=(-1.5, 1.5), xlabel="x", ylabel="y",
                    xticks=(-1, 0, 1), yticks=(-1, 0, 1))  # fmt: skip
    kit.line(axes, "muted", CURVE, truth(CURVE), lw=1.2, ls=":")
    kit.note(axes, -1.03, 1.32, "dotted: the curve behind the points", "muted")
    return {
        "best_fit": kit.line(axes, "activation", ls="--", lw=1.5),
        "fit": kit.line(axes, "activation", lw=2.5),
        "points": kit.dots(axes, "target", mew=0),
    }


def _lay_errors(figure):
    axes = kit.axes(figure, (0.17, 0.14, 0.8, 0.83), xscale="log", xlim=(1, 1.1 * EPOCHS),
                    xticks={1: "0", 11: "10", 101: "100", 1001: "1000"}, xlabel="epoch")  # fmt: skip
    ticks = (1e-4, 1e-3, 1e-2, 1e-1, 1)
    axes.set(yscale="log", ylim=ERRORS, yticks=ticks, yticklabels=[f"{tick:g}" for tick in ticks])
    axes.set_ylabel("E", labelpad=0)
    kit.note(axes, 1.2, 2.4e-4, "training", "energy", 12)
    kit.note(axes, 1.2, 1.3e-4, "validation (dashed), ◆ best", "energy", 12)
    return {
        "training": kit.line(axes, "energy"),
        "validation": kit.line(axes, "energy", ls="--"),
        "best": kit.dots(axes, "energy", 9, "D", mew=0),
        "now": kit.line(axes, "muted", lw=1.2),
    }


def update(artists: dict, state: dict) -> None:
    """Curves of this epoch and of the best one; errors, the best epoch, a line at this one."""
    artists.points.set_data(state.x, state.y)
    for name in ("fit", "best_fit"):
        artists[name].set_data(CURVE[:, 0], np.clip(state[name], -1.5, 1.5))
    for name in ("training", "validation"):
        artists[name].set_data(THIN + 1, np.clip(state[name][THIN], *ERRORS))
    kit.put(artists.best, state.best + 1, np.clip(state.validation[state.best], *ERRORS))
    kit.upright(artists.now, state.epoch + 1, *ERRORS)


def read(state: dict):
    """Both errors now, and what stopping at the best epoch would have saved."""
    yield _headline(state)
    yield say("At epoch {epoch} the training error is {training:.3g} and the validation error {validation:.3g}.",
              epoch=state.epoch, training=state.training[state.epoch],
              validation=state.validation[state.epoch])  # fmt: skip
    yield say("The lowest validation error of this run is {least:.3g}, at epoch {best}.",
              least=state.validation[state.best], best=state.best)  # fmt: skip
    if _flattened(state):
        yield say("The weight decay is λ = {decay:.2g}.", decay=state.weight_decay)


def _headline(state):
    """Whether it is time to stop."""
    epoch, best = state.epoch, state.best
    now, least = state.validation[epoch], state.validation[best]
    if _flattened(state):
        return say("Too much weight decay: it pulls the curve flat.")
    if epoch < best:
        return say("Too early to stop: the best epoch is still to come.")
    if epoch == best:
        return say("This is the epoch to stop at: the validation error is lowest here." if epoch < EPOCHS else
                   "No need to stop early: the validation error is lowest at the very end.")  # fmt: skip
    if now < 1.05 * least + 0.0005:
        return say("Stopping early would save next to nothing here.")
    return say("Too late: the validation error is {ratio:.1f} times what it was at epoch {best}.",
               ratio=now / least, best=best)  # fmt: skip


def _flattened(state) -> bool:
    """Whether weight decay has pulled the curve away even from the points that it learns from."""
    now, shrunk = state.training[state.epoch], 1 - (1 - ETA * state.weight_decay) ** state.epoch
    return shrunk > HELD and now > max(0.01, 1.5 * state.training.min()) and state.epoch > state.best


early_stopping = Lab(
    name="generalising.early_stopping",
    title="When should this net have stopped?",
    controls=(
        Range("noise", "noise of the data", 0.0, 0.5, default=0.3, step=0.01, recorded=(0.0, 0.15, 0.3)),
        Range("weight_decay", "weight decay λ", 1e-6, 0.1, default=1e-6, log=True, recorded=(1e-6, 1e-3, 3e-3, 3e-2)),
        Seed("seed", "seed", recorded=3, default=1),
        Time("epoch", "epoch", last=EPOCHS, default=EPOCHS, recorded=(0, 3, 10, 30, 60, 100, 200, 500, 1000, EPOCHS)),
    ),
    panels=(
        Panel("fit", "noisy points, the curve behind them, the net's curve now and at its best epoch", 340, 290),
        Panel("errors", "training and validation error against the epoch, the best epoch marked", 340, 290),
    ),
    compute=state, setup=setup, update=update, read=read,
)  # fmt: skip
