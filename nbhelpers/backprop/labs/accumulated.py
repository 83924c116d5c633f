"""Lab: standard BP, a step after every sample, beside accumulated BP, a step after every sweep."""

from functools import lru_cache

import numpy as np

from nbhelpers.backprop import new_net, squared_error
from nbhelpers.backprop.labs.surface import crescents
from nbhelpers.lab import Lab, Panel, Range, Seed, kit, track
from nbhelpers.lab.words import count, listed, percent, say
from nbhelpers.nn import twins

SWEEPS, HIDDEN, NOISE = 100, 4, 0.15
LOSSES = (3e-4, 0.3)  # in the picture
LATE, JUMP = 20, 1.2  # the last sweeps, and the rise in them from which on a loss jumps
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
    sweeps = _axes(by_sweep, xlim=(0, SWEEPS), xlabel="sweeps through the samples")
    steps = _axes(by_step, xscale="log", xlim=(1, 2e4), xlabel="steps taken")
    steps.set_xticks((1, 10, 100, 1e3, 1e4), ("1", "10", "100", "1000", "10000"))
    lines = {
        f"{name}_{axis}": kit.line(axes, role, ls=ls)
        for axis, axes in (("sweep", sweeps), ("step", steps))
        for name, (role, ls) in LINES.items()
    }
    kit.note(steps, 1.3, 7.2e-4, "standard BP (full)", "energy", 12)
    kit.note(steps, 1.3, 4.4e-4, "accumulated BP (dashed)", "energy", 12)
    return lines | {"twin_name": kit.note(steps, 1.3, 1.2e-3, size=12)}


def _axes(figure, **settings):
    axes = figure.add_axes((0.17, 0.15, 0.8, 0.82))  # with the small ticks of a logarithmic axis
    axes.set(**settings, yscale="log", ylim=LOSSES, ylabel="E")
    axes.set_yticks((1e-3, 1e-2, 1e-1), ("0.001", "0.01", "0.1"))
    return axes


def update(artists: dict, state: dict) -> None:
    """Set the curves; a twin's only where it has parted."""
    sweeps = np.arange(SWEEPS + 1)
    for method, steps in _steps(state).items():
        for line, there in ((method, True), (f"{method}_twin", method in state.parted)):
            shown = np.clip(state[line], *LOSSES)[: None if there else 0]
            artists[f"{line}_sweep"].set_data(sweeps[: len(shown)], shown)
            artists[f"{line}_step"].set_data(sweeps[1 : len(shown)] * steps, shown[1:])
    artists.twin_name.set_text("its twin (dotted)" if state.parted else "")


def _steps(state) -> dict[str, int]:
    """How many steps a sweep is."""
    return dict(zip(METHODS, (state.samples, 1), strict=True))


def read(state: dict):
    """Both losses at the end, each with the number of steps it took; where rounding decides one, only this."""
    rise = _rise(state.standard[-LATE:])
    yield _headline(state, rise)
    yield say("Both have gone {sweeps} times through the {samples} samples at η = {eta:.3g}.",
              sweeps=SWEEPS, samples=state.samples, eta=state.eta)  # fmt: skip
    for name, steps in _steps(state).items():
        if name not in state.parted:
            yield say("{name} BP ends at E = {loss:.4f} after {steps}.",
                      name=name.capitalize(), loss=state[name][-1], steps=count(SWEEPS * steps, "step"))  # fmt: skip
    if state.parted:
        yield say("A twin that started 10⁻¹² away in one weight ends elsewhere (dotted).")
    elif rise > JUMP:
        yield say("In the last {late} sweeps the loss of standard BP climbs by a factor of up to {rise:.1f}.",
                  late=LATE, rise=rise)  # fmt: skip


def _headline(state, rise):
    """Which of the two is lower at the end, and whether it got there smoothly."""
    if state.parted:
        return say("Rounding decides where {names} BP ends.", names=listed(state.parted))
    if state.standard[-1] > state.accumulated[-1]:
        return say("Accumulated BP ends lower, though it takes fewer steps.")
    if rise > JUMP:
        return say("Standard BP ends lower, but its loss goes up and down on the way.")
    return say("Standard BP ends at {share} of the loss of accumulated BP.",
               share=percent(state.standard[-1] / state.accumulated[-1]))  # fmt: skip


def _rise(losses) -> float:
    """The largest factor by which a loss climbs above an earlier one."""
    return float(np.max(losses / np.minimum.accumulate(losses)))


accumulated = Lab(
    name="backprop.accumulated",
    title="A step a sample, or a step a sweep",
    controls=(
        Range("eta", "learning rate η", 0.1, 30.0, default=3.0, log=True, recorded=(0.3, 1.0, 3.0, 20.0)),
        Range("samples", "samples", 4, 200, default=100, recorded=(4, 20, 100)),
        Seed("seed", "seed", recorded=3),
    ),
    panels=(
        Panel("by_sweep", "the loss of standard and accumulated BP against sweeps through the samples", 340, 270),
        Panel("by_step", "the same losses against the number of steps", 340, 270),
    ),
    compute=state, setup=setup, update=update, read=read,
)  # fmt: skip
