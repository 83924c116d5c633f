"""Lab `optimizers.anatomy`: one parameter, a known row of gradients, and what each method makes of it."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Switch, kit
from nbhelpers.lab.words import plus_minus
from nbhelpers.nn.optimizers import METHODS, follow

STEPS = 60
ETA = 0.01
SIGNALS = {
    "constant": "always 1",
    "noisy": "1 with noise around it",
    "flipping": "+1, −1, +1, −1 …",
    "rare": "silence, then a spike",
    "fading": "large first, then small",
}
SPIKES = (30, 50)
HIGHEST = 7.0  # of the step panel, in units of eta
CORRECTED = {"lw": 1.6, "ls": (0, (3, 2))}
FORMULA = {
    "SGD": "step = η g", "SGDM": "step = η m", "Adagrad": "step = η g / √V", "RMSProp": "step = η g / √V",
    "Adam": "step = η m / √V",
}  # fmt: skip


def gradients(signal):
    """The row of gradients g_1 ... g_60 of that name, shape (60,)."""
    t = np.arange(1, STEPS + 1)
    if signal == "noisy":
        return 1 + np.random.default_rng(3).normal(0, 0.8, STEPS)
    if signal == "rare":
        return np.isin(t, SPIKES).astype(float) * 2
    rows = {"constant": np.ones(STEPS), "flipping": np.where(t % 2, 1.0, -1.0), "fading": 2.5 * 0.96**t}
    return rows[signal]


def anatomy_state(signal, method, corrected, beta, beta2):
    """g, m, sqrt V (and m-hat, sqrt V-hat of Adam) and the step in units of eta, for 60 steps."""
    settings = {
        "SGDM": {"beta": beta}, "RMSProp": {"beta": beta2},
        "Adam": {"beta1": beta, "beta2": beta2, "corrected": corrected},
    }.get(method, {})  # fmt: skip
    turns = follow(METHODS[method], gradients(signal), eta=ETA, **settings)
    hats = method == "Adam" and corrected
    return {
        "signal": signal, "method": method, "corrected": corrected, "g": turns.g, "m": turns.m,
        "root": np.sqrt(turns.V), "m_hat": turns.m_hat if hats else turns.m,
        "root_hat": np.sqrt(turns.V_hat if hats else turns.V), "hats": hats, "step": turns.step / ETA,
    }  # fmt: skip


def anatomy_setup(first, second, third):
    top = _axes(first, "gradient and 1st moment", range(-2, 3), ylim=(-2.8, 2.8))
    mid = _axes(second, "root of the 2nd moment", range(4), ylim=(0, 3.6))
    low = _axes(third, "step, in units of η", range(-2, 7, 2), ylim=(-3, HIGHEST))
    for axes, height in ((top, 0), (low, -1), (low, 0), (low, 1)):
        kit.level(axes, height, "grid", "-", 1, zorder=0)
    return {
        "g": kit.dots(top, "error", 5, "."),
        "m": kit.line(top, "weight"),
        "m_hat": kit.line(top, "weight", **CORRECTED),
        "root": kit.line(mid, "target"),
        "root_hat": kit.line(mid, "target", **CORRECTED),
        "step": kit.line(low, "ink"),
        "formula": kit.note(low, STEPS, -2.8, size=12, ha="right", va="bottom"),
        "beyond": kit.note(low, 0, HIGHEST - 0.7, size=12, ha="right", va="center"),
        "names": [
            kit.note(top, 1, -2.7, "• g", "error", 12),
            kit.note(top, 11, -2.7, "", "weight", 12),
            kit.note(mid, 1, 3.25, "", "target", 12),
        ],
    }


def _axes(figure, title, ticks, ylim):
    box, steps = (0.13, 0.18, 0.85, 0.71), (0, STEPS + 1)
    return kit.axes(figure, box, title, xlim=steps, ylim=ylim, xlabel="step t", xticks=(0, 20, 40, 60), yticks=ticks)


def anatomy_update(artists, state):
    t = np.arange(1, STEPS + 1)
    for name in ("g", "m", "m_hat", "root", "root_hat", "step"):
        artists[name].set_data(t, state[name])
    for name in ("m_hat", "root_hat"):
        artists[name].set_visible(state.hats)
    peak = int(state.step.argmax())
    beyond = state.step[peak] > HIGHEST
    artists.beyond.set_text(f"{state.step[peak]:.1f} η ↑" if beyond else "")
    artists.beyond.set_x(max(peak - 1, 22))
    formula = FORMULA[state.method]
    artists.formula.set_text(formula.replace("m / √V", "m̂ / √V̂") if state.hats else formula)
    artists.names[1].set_text("— m, - - m̂, corrected" if state.hats else "— m")
    artists.names[2].set_text("— √V, - - √V̂, corrected" if state.hats else "— √V")


def anatomy_sentence(state):
    step, late, name = state.step, state.step[-40:], state.method
    if name == "Adam":
        name = "Adam with bias correction" if state.corrected else "Adam without bias correction"
    if state.signal == "rare":
        first, second = (step[s - 1] for s in SPIKES)
        told = f"answers the first spike with a step of {first:.2f} η and the second with {second:.2f} η"
        return f"{name} {told}; the step at the end is {step[-1]:.2f} η."
    told = f"makes a first step of {step[0]:.2f} η and a last one of {step[-1]:.2f} η"
    lesson = {
        "constant": "the gradient is 1 all the time",
        "noisy": f"over the last 40 steps they are {plus_minus(late, 2)} η",
        "flipping": (
            f"over the last 40 steps their mean size is {abs(late).mean():.2f} η, their mean {late.mean():.2f} η"
        ),
        "fading": f"the gradient shrank {state.g[0] / state.g[-1]:.0f}-fold",
    }[state.signal]
    return f"{name} {told}; {lesson}."


anatomy = Lab(
    name="optimizers.anatomy",
    title="What becomes of a gradient",
    controls=(
        Choice("signal", "the gradients", SIGNALS, default="noisy"),
        Choice("method", "optimizer", {name: name for name in METHODS}, default="Adam"),
        Switch("corrected", "bias correction (Adam)", default=True),
        Range("beta", "β of SGDM, β₁ of Adam", 0.0, 0.99, default=0.9, recorded=(0.0, 0.5, 0.9)),
        Range("beta2", "β of RMSProp, β₂ of Adam", 0.0, 0.999, default=0.99, step=0.001, recorded=(0.9, 0.99, 0.999)),
    ),
    panels=(
        Panel("moments", "the gradients as dots, the first moment as a line", width=220, height=220),
        Panel("root", "the root of the second moment against the step", width=220, height=220),
        Panel("steps", "the steps in units of the learning rate", width=220, height=220),
    ),
    compute=anatomy_state, setup=anatomy_setup, update=anatomy_update, read=anatomy_sentence,
)  # fmt: skip
