"""Lab: standard BP, a step after every sample, beside accumulated BP, a step after every sweep."""

from functools import lru_cache

import numpy as np

from nbhelpers.backprop import new_net, squared_error
from nbhelpers.backprop.labs.surface import crescents
from nbhelpers.lab import Lab, Panel, Range, Seed, track
from nbhelpers.lab.style import COLOUR
from nbhelpers.nn import twins

SWEEPS, HIDDEN, NOISE = 100, 4, 0.15
FLOOR, TOP = 3e-4, 0.3  # of the loss in the picture
METHODS = ("standard", "accumulated")
LINES = {
    "standard": ("energy", "-"), "accumulated": ("energy", "--"),
    "standard_twin": ("ink", ":"), "accumulated_twin": ("ink", ":"),
}  # fmt: skip


@lru_cache(maxsize=64)
def losses(eta: float, samples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """E over all samples after 0 to SWEEPS sweeps, standard and accumulated, from one start; each also of its twin.

    Both are (SWEEPS + 1, 2), the net first.
    """
    rng = np.random.default_rng(seed)
    x, y = crescents(samples, NOISE, rng)
    standard = accumulated = twins.twins(new_net((2, HIDDEN, 1), rng))
    found = [[_losses(standard, x, y)] * 2]
    for _ in track(range(SWEEPS)):
        standard = twins.epoch(standard, x, y, eta, 1, rng)
        accumulated = twins.step(accumulated, x, y, eta)
        found.append([_losses(standard, x, y), _losses(accumulated, x, y)])
    return tuple(np.swapaxes(found, 0, 1))


def _losses(pair: twins.Twins, x, y) -> np.ndarray:
    answers = twins.outputs(pair, x)
    return squared_error(answers, np.broadcast_to(y, answers.shape)).mean(axis=1)


def state(eta: float, samples: int, seed: int) -> dict:
    """All losses after every sweep, and which of the two methods has left its twin by the end."""
    found = dict(zip(METHODS, losses(eta, samples, seed), strict=True))
    return {
        **{name: both[:, 0] for name, both in found.items()},
        **{f"{name}_twin": both[:, 1] for name, both in found.items()},
        "parted": [name for name, both in found.items() if twins.parted(both)[-1]], "eta": eta, "samples": samples,
    }  # fmt: skip


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
        for line, (role, dashes) in LINES.items():
            artists[f"{line}_{name}"] = axes.plot([], [], dashes, color=COLOUR[role])[0]
    ax2.text(1.3, 7.2e-4, "standard BP (full)", color=COLOUR["energy"])
    ax2.text(1.3, 4.4e-4, "accumulated BP (dashed)", color=COLOUR["energy"])
    artists["twin_name"] = ax2.text(1.3, 1.2e-3, "", color=COLOUR["ink"])
    return artists


def update(artists: dict, s: dict) -> None:
    """Set the curves; a twin's only where it has parted."""
    sweeps = np.arange(SWEEPS + 1)
    for method, steps in _steps(s).items():
        for line, there in ((method, True), (f"{method}_twin", method in s.parted)):
            shown = np.clip(s[line], FLOOR, TOP)[: None if there else 0]
            artists[f"{line}_sweep"].set_data(sweeps[: len(shown)], shown)
            artists[f"{line}_step"].set_data(sweeps[1 : len(shown)] * steps, shown[1:])
    artists.twin_name.set_text("its twin (dotted)" if s.parted else "")


def _steps(s) -> dict[str, int]:
    """How many steps a sweep is."""
    return dict(zip(METHODS, (s.samples, 1), strict=True))


def read(s: dict) -> str:
    """Both losses at the end, each with the number of steps it took; where rounding decides one, only this."""
    taken = {name: f"{name} BP ({SWEEPS * steps} steps)" for name, steps in _steps(s).items()}
    known = [f"{words} is at E = {s[name][-1]:.4f}" for name, words in taken.items() if name not in s.parted]
    found = f"After {SWEEPS} sweeps over {s.samples} samples at η = {s.eta:.3g}, " + ", ".join(known)
    if s.parted:
        lost = " and ".join(taken[name] for name in s.parted)
        return (
            f"{found}{'; ' if known else ''}rounding decides the E of {lost}: "
            "a twin that started 10⁻¹² away in one weight goes its own way (dotted)."
        )
    last = s.standard[-20:]
    jumps = float(last.max() / last.min())
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
