"""Lab: standard BP, a step after every sample, beside accumulated BP, a step after every sweep."""
from functools import lru_cache

import numpy as np

from nbhelpers.backprop import accumulated_epoch, forward, new_net, squared_error, standard_epoch
from nbhelpers.lab import Lab, Panel, Range, Seed, track
from nbhelpers.lab.style import COLOUR
from nbhelpers.labs.backprop_surface import crescents

SWEEPS, HIDDEN, NOISE = 100, 4, 0.15
FLOOR, TOP = 3e-4, 0.3  # of the loss in the picture
METHODS = {"standard": ("energy", "-"), "accumulated": ("energy", "--")}


@lru_cache(maxsize=64)
def losses(eta: float, samples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """E over all samples after 0 to SWEEPS sweeps, standard and accumulated, from one start."""
    rng = np.random.default_rng(seed)
    x, y = crescents(samples, NOISE, rng)
    standard = accumulated = new_net((2, HIDDEN, 1), rng)
    found = [[_loss(standard, x, y)] * 2]
    for _ in track(range(SWEEPS)):
        standard = standard_epoch(standard, x, y, eta, rng)
        accumulated = accumulated_epoch(accumulated, x, y, eta)
        found.append([_loss(standard, x, y), _loss(accumulated, x, y)])
    return tuple(np.array(found).T)


def _loss(net, x, y) -> float:
    return float(squared_error(forward(net, x).y_hat, y).mean())


def state(eta: float, samples: int, seed: int) -> dict:
    """Both losses after every sweep, and how many steps a sweep is."""
    standard, accumulated = losses(eta, samples, seed)
    return {"standard": standard, "accumulated": accumulated, "eta": eta, "samples": samples}


def setup(by_sweep, by_step) -> dict:
    """E against sweeps over the data, and against steps taken (log axis)."""
    artists = {}
    ax = by_sweep.add_axes((0.17, 0.15, 0.8, 0.82))
    ax.set(xlim=(0, SWEEPS), xlabel="sweeps over the data")
    ax2 = by_step.add_axes((0.17, 0.15, 0.8, 0.82))
    ax2.set(xscale="log", xlim=(1, 2e4), xlabel="steps taken")
    ax2.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1000", "10000"])
    for axes, name in ((ax, "sweep"), (ax2, "step")):
        axes.set(yscale="log", ylim=(FLOOR, TOP), ylabel="E")
        axes.set_yticks([1e-3, 1e-2, 1e-1], ["0.001", "0.01", "0.1"])
        for method, (role, dashes) in METHODS.items():
            artists[f"{method}_{name}"] = axes.plot([], [], dashes, color=COLOUR[role])[0]
    ax2.text(1.3, 7.2e-4, "standard BP (full)", color=COLOUR["energy"])
    ax2.text(1.3, 4.4e-4, "accumulated BP (dashed)", color=COLOUR["energy"])
    return artists


def update(artists: dict, s: dict) -> None:
    """Set the four curves."""
    sweeps = np.arange(SWEEPS + 1)
    for method, steps in (("standard", s["samples"]), ("accumulated", 1)):
        shown = np.clip(s[method], FLOOR, TOP)
        artists[f"{method}_sweep"].set_data(sweeps, shown)
        artists[f"{method}_step"].set_data(sweeps[1:] * steps, shown[1:])


def read(s: dict) -> str:
    """Both losses at the end, each with the number of steps it took."""
    m, last = s["samples"], s["standard"][-20:]
    jumps = float(last.max() / last.min())
    found = (
        f"After {SWEEPS} sweeps over {m} samples at η = {s['eta']:.3g}, standard BP is at E = {last[-1]:.4f} "
        f"({SWEEPS * m} steps), accumulated BP at E = {s['accumulated'][-1]:.4f} ({SWEEPS} steps)"
    )
    if jumps > 2:
        return f"{found}; in its last 20 sweeps standard BP jumps up and down by a factor of {jumps:.1f}."
    return found + "."


accumulated = Lab(
    name="backprop.accumulated",
    title="A step a sample, or a step a sweep",
    controls=(
        Range("eta", "learning rate η", 0.1, 30.0, default=3.0, log=True, recorded=(0.3, 1.0, 3.0, 20.0)),
        Range("samples", "samples", 4, 200, default=100, recorded=(4, 20, 100)),
        Seed("seed", "seed", recorded=3),
    ),
    panels=(
        Panel("by_sweep", "the loss of standard and accumulated BP against sweeps over the data", 340, 270),
        Panel("by_step", "the same losses against the number of steps taken", 340, 270),
    ),
    compute=state,
    setup=setup,
    update=update,
    read=read,
)
