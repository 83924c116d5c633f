"""Lab `optimizers.anatomy`: one parameter, a known row of gradients, and what each method makes of it."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Switch, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.words import percent, plus_minus, say
from nbhelpers.nn.optimizers import METHODS, follow

STEPS = 60
ETA = 0.01
SIGNALS = {
    "constant": "always 1",
    "noisy": "1 with noise around it",
    "flipping": "+1, −1, +1, −1 …",
    "rare": "0, with rare spikes",
    "fading": "large first, then small",
}
SPIKES = (30, 50)
HIGHEST = 7.0  # of the step panel, in units of eta
LATE = 40  # steps that are the late ones
FLAT = 0.005  # in units of eta: what two decimals do not show
RISE = 1.02  # so many times the ends is a peak
GIANT = 5.0  # in units of eta
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
        "betas": (beta, beta2), "signal": signal, "method": method, "corrected": corrected, "g": turns.g, "m": turns.m,
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
    late, g = state.step[-LATE:], state.g[-LATE:]
    yield _HEADLINES[state.signal](state.step, state)
    yield from _rows(state)
    if state.signal == "noisy":
        yield say("Over the last {late} steps the gradients are {gradients}, the steps {steps} η; ± is the standard "
                  "deviation.", late=LATE, gradients=plus_minus(g, 2), steps=plus_minus(late, 2))  # fmt: skip
    if state.signal == "flipping":
        yield say("Over the last {late} steps their mean size is {size:.2f} η, their mean {mean:.2f} η.",
                  late=LATE, size=abs(late).mean(), mean=late.mean())  # fmt: skip
    if state.signal == "fading":
        yield say("The gradient falls from {first:.2f} to {last:.2f}.", first=state.g[0], last=state.g[-1])


def _rows(state):
    """The steps that count: those at the spikes, if there are any, or the first, and the last."""
    step, spikes = state.step, [state.step[spike - 1] for spike in SPIKES]
    name = state.method
    if name == "Adam":
        name = "Adam with bias correction" if state.corrected else "Adam without bias correction"
    if state.signal != "rare":
        yield say("{name} takes a first step of {first:.2f} η and a last one of {last:.2f} η.",
                  name=name, first=step[0], last=step[-1])  # fmt: skip
        return
    yield say("{name} takes a step of {first:.2f} η at the first spike and one of {second:.2f} η at the second.",
              name=name, first=spikes[0], second=spikes[1])  # fmt: skip
    yield say("The step at the end is {last:.2f} η.", last=step[-1])


def _of_constant(step, state):
    """The headline of constant gradients: what the steps do beside them; so for the other rows of gradients."""
    if abs(step - 1).max() < FLAT:
        return say("The gradient stays the same, and so does the step: it is always η.")
    if step.max() > RISE * max(step[0], step[-1]):
        return say("The gradient stays the same, but the steps climb to {peak:.2f} η before they shrink.",
                   peak=step.max())  # fmt: skip
    return say("The gradient stays the same, but the steps shrink from {first:.2f} η to {last:.2f} η."
               if step[0] > step[-1] else
               "The gradient stays the same, but the steps grow from {first:.2f} η to {last:.2f} η.",
               first=step[0], last=step[-1])  # fmt: skip


def _of_noisy(step, state):
    varies, given = (values[-LATE:].std() / values[-LATE:].mean() for values in (step, state.g))
    if step[0] > max(GIANT, 2 * step[-LATE:].mean()):
        return say("The first step is a giant leap of {first:.2f} η.", first=step[0])
    if varies > 0.9 * given:
        return say("The noise passes through: the steps vary by {varies} of their mean, like the gradients.",
                   varies=percent(varies))  # fmt: skip
    return say("The noise is damped: the steps vary by {varies} of their mean, not {given}.",
               varies=percent(varies), given=percent(given))  # fmt: skip


def _of_flipping(step, state):
    sizes, left = abs(step), abs(state.m[-LATE:]).mean()  # of a gradient of size 1
    if left < 0.95:
        return say("The flips nearly cancel in the average: the last step is {last:.2f} η long." if left < 0.2 else
                   "The flips partly cancel in the average: the last step is {last:.2f} η long.",
                   last=sizes[-1])  # fmt: skip
    if abs(sizes - 1).max() < FLAT:
        return say("The steps flip as the gradients do, and all of them are η long.")
    return say("The steps flip as the gradients do, and shrink from {first:.2f} η to {last:.2f} η.",
               first=sizes[0], last=sizes[-1])  # fmt: skip


def _of_rare(step, state):
    first, after, second = step[SPIKES[0] - 1], step[SPIKES[0]], step[SPIKES[1] - 1]
    if first > GIANT:
        return say("After the silence, the first spike causes a giant leap of {first:.2f} η.", first=first)
    if after >= FLAT:
        return say("A spike lives on: a step of {first:.2f} η, then one of {after:.2f} η.",
                   first=first, after=after)  # fmt: skip
    return say("Only the spikes cause steps: the first {first:.2f} η, the second {second:.2f} η.",
               first=first, second=second)  # fmt: skip


def _of_fading(step, state):
    if step[-1] > 0.8 * step[-21]:
        return say("The gradient fades, but the steps level off near {last:.2f} η.", last=step[-1])
    if step.max() > RISE * step[0]:
        return say("The steps lag behind the gradient: they grow until step {peak} and only then fade.",
                   peak=step.argmax() + 1)  # fmt: skip
    kept, given = step[-1] / step[0], state.g[-1] / state.g[0]
    if 0.9 < kept / given < 1.1:
        return say("The steps fade with the gradient, from {first:.2f} η to {last:.2f} η.",
                   first=step[0], last=step[-1])  # fmt: skip
    return say("The steps fade faster than the gradient: from {first:.2f} η to {last:.2f} η." if kept < given else
               "The steps fade more slowly than the gradient: from {first:.2f} η to {last:.2f} η.",
               first=step[0], last=step[-1])  # fmt: skip


_HEADLINES = {
    "constant": _of_constant, "noisy": _of_noisy, "flipping": _of_flipping, "rare": _of_rare, "fading": _of_fading,
}  # fmt: skip


def anatomy_formulas(state):
    """First and second moment and the step at the time of the longest one after the first."""
    t = 1 + int(np.abs(state.step[1:]).argmax())
    V, (beta, beta2) = state.root**2, state.betas
    first = {
        "m": Symbol("m_t", state.m[t], f"first moment at step {t + 1}", ("m",)),
        "before": Symbol("m_t−1", state.m[t - 1], "first moment one step before", ("m",)),
        "beta": Symbol("β_1" if state.method == "Adam" else "β", beta, "what is kept of it"),
        "g": Symbol("g_t", state.g[t], f"gradient at step {t + 1}", ("g",)),
    }
    second = {
        "V": Symbol("V_t", V[t], f"second moment at step {t + 1}", ("root",)),
        "V_before": Symbol("V_t−1", V[t - 1], "second moment one step before", ("root",)),
        "beta2": Symbol("β_2" if state.method == "Adam" else "β", beta2, "what is kept of it"), "g": first["g"],
    }  # fmt: skip
    moments = {
        "SGD": (Formula("{m} = {g}", _some(first, "m g")), NONE),
        "SGDM": (Formula("{m} = {beta} · {before} + (1 − {beta}) · {g}", first), NONE),
        "Adagrad": (NONE, Formula("{V} = {V_before} + {g}^(2)", _some(second, "V V_before g"))),
        "RMSProp": (NONE, Formula("{V} = {beta2} · {V_before} + (1 − {beta2}) · {g}^(2)", second)),
    }
    moments["Adam"] = moments["SGDM"][0], moments["RMSProp"][1]
    yield from moments[state.method]
    yield _step_formula(state, t, first, second)


NONE = Formula("", {})


def _some(symbols, names):
    return {name: symbols[name] for name in names.split()}


def _step_formula(state, t, first, second):
    step = {"step": Symbol("Δw/η", state.step[t], "step in units of the learning rate", ("step",))}
    if state.method in ("SGD", "SGDM"):
        return Formula("{step} = {m}", step | _some(first, "m"))
    top = _some(first, "g") if state.method != "Adam" else _some(first, "m")
    below = {"V": second["V"]}
    if state.hats:
        top = {"m": Symbol("m̂_t", state.m_hat[t], "first moment, corrected", ("m_hat",))}
        below = {"V": Symbol("V̂_t", state.root_hat[t] ** 2, "second moment, corrected", ("root_hat",))}
    small = {"eps": Symbol("ε", 1e-10 if state.method == "Adagrad" else 1e-8, "so that nothing is divided by 0")}
    (name,) = top
    return Formula(f"{{step}} = [{{{name}}}|√({{V}}) + {{eps}}]", step | top | below | small)


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
    compute=anatomy_state, setup=anatomy_setup, update=anatomy_update, read=anatomy_sentence, formulas=anatomy_formulas,
)  # fmt: skip
