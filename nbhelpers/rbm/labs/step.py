"""Lab `rbm.step`: one step of contrastive divergence on five units, stroke by stroke, with every number."""

import numpy as np

from nbhelpers import rbm
from nbhelpers.lab import Choice, Lab, Panel, Seed, Time, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import say

MACHINE = rbm.RBM(np.array([[1.0, -1.0], [1.0, 0.0], [-1.0, 1.0]]), np.zeros(3), np.zeros(2))
SAMPLES = {"110": "1 1 0", "001": "0 0 1", "111": "1 1 1"}
PLACES = {"v": np.arange(3) + 0.5, "h": np.arange(2) + 1.0}
HEIGHTS = {"v": 0.0, "h": 1.0}
TABLES = ("positive", "negative", "gradient")
NAMES = ("positive phase: v p(h | v)", "negative phase: the same for v′", "gradient: their difference")
LAST = 5


def step_state(v, seed, stroke):
    """CD-1 from the sample v up to this stroke: units, chances, and those of the three tables known by now."""
    rng, data = np.random.default_rng(seed), np.array([[float(bit) for bit in v]])
    up = rbm.hidden_probability(MACHINE, data)
    h = rbm.sample(up, rng)
    down = rbm.visible_probability(MACHINE, h)
    end = rbm.sample(down, rng)
    again = rbm.hidden_probability(MACHINE, end)
    positive, negative = data.T @ up, end.T @ again
    return {
        "stroke": stroke,
        "phases": [(data[0, 0], up[0, 0]), (end[0, 0], again[0, 0])],
        "v": (data if stroke < 4 else end)[0],
        "h": h[0] if 2 <= stroke < 5 else None,
        "p": {1: up, 2: up, 3: down, 4: down, 5: again}.get(stroke, np.zeros((1, 0)))[0],
        "layer": {0: "", 3: "v", 4: "v"}.get(stroke, "h"),
        "same": bool(np.all(end == data)),
        "positive": positive if stroke >= 1 else None,
        "negative": negative if stroke >= 5 else None,
        "gradient": positive - negative if stroke >= 5 else None,
    }


def step_setup(net, tables):
    return {**_net_setup(net), **_tables_setup(tables)}


def _net_setup(figure):
    axes = kit.axes(figure, (0.02, 0.02, 0.96, 0.86), "lines: weights of 1; dashed: −1", xlim=(-0.45, 3.45),
                    ylim=(-0.42, 1.42))  # fmt: skip
    axes.axis("off")
    for (i, j), w in np.ndenumerate(MACHINE.W):
        if w:
            kit.line(axes, "weight", [PLACES["v"][i], PLACES["h"][j]], [0, 1], ls="-" if w > 0 else (0, (2, 1.2)))
    artists, unit = {}, {"ls": "none", "marker": "o", "ms": 26, "mew": 2, "zorder": 3}
    middle = {"ha": "center", "va": "center"}
    for layer, away in (("v", -0.3), ("h", 0.28)):
        y = HEIGHTS[layer]
        artists[layer] = [kit.line(axes, "activation", [x], [y], **unit) for x in PLACES[layer]]
        artists[f"{layer} bits"] = [kit.note(axes, x, y, size=13, zorder=4, **middle) for x in PLACES[layer]]
        artists[f"{layer} chances"] = [kit.note(axes, x, y + away, **middle) for x in PLACES[layer]]
        axes.text(-0.3, y, layer, va="center", style="italic")
    return artists


def _tables_setup(figure):
    sheet = kit.sheet(figure, 0, 0)
    artists = {}
    for number, (table, name) in enumerate(zip(TABLES, NAMES, strict=True)):
        top = -16 - 98 * number
        kit.note(sheet, 30, top, name, size=12, va="center")
        artists[table] = [_cell(sheet, 30 + 94 * i, top - 14 - 32 * j) for i in range(3) for j in range(2)]
        for j in range(2):
            kit.note(sheet, 8, top - 29 - 32 * j, f"h{'₁₂'[j]}", va="center")
    for i in range(3):
        kit.note(sheet, 73 + 94 * i, -305, f"v{'₁₂₃'[i]}", ha="center", va="center")
    return artists


def _cell(sheet, left, top):
    """The number of one weight in its frame, visible units in columns, hidden ones in rows."""
    kit.rectangle(sheet, "grid", left, top - 28, 87, 26)
    return kit.note(sheet, left + 43.5, top - 15, size=12, ha="center", va="center")


def step_update(artists, state):
    for layer in "vh":
        bits = state[layer]
        for unit, circle in enumerate(artists[layer]):
            on = bits is not None and bits[unit] == 1
            circle.set_markerfacecolor(COLOUR["activation" if on else "paper"])
            text = "?" if bits is None else str(int(bits[unit]))
            artists[f"{layer} bits"][unit].set(text=text, color=COLOUR["paper" if on else "ink"])
            chance = f"p = {state.p[unit]:.2f}" if state.layer == layer else ""
            artists[f"{layer} chances"][unit].set_text(chance)
    for table in TABLES:
        for text, value in zip(artists[table], np.ravel(_known(state[table])), strict=True):
            text.set_text("" if np.isnan(value) else _signed(value) if table == "gradient" else f"{value:.2f}")


def _known(table):
    return np.full((3, 2), np.nan) if table is None else np.round(table, 2)


def _signed(value):
    return f"{value:+.2f}" if value else "0"


def step_sentence(state):
    yield _headline(state)
    if state.stroke == LAST and not state.same:
        yield say("Data and chain differ most in v{i} h{j}: the weight between them changes by η times {g:+.2f}.",
                  **_largest(state.gradient))  # fmt: skip
    elif 0 < state.stroke < LAST:
        yield say("The positive phase is known from the sample alone: each v times each p(h | v).")
    bits = " ".join(str(int(bit)) for bit in state.v)
    yield say("The visible units are v = {bits}." if state.stroke < 4 else "The visible units are now v′ = {bits}.",
              bits=bits)  # fmt: skip


def _largest(gradient):
    i, j = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
    return {"i": i + 1, "j": j + 1, "g": gradient[i, j]}


def _headline(state):
    """What this stroke does; in the end, whether the chain has left the sample."""
    return (
        say("The visible units are set to the training sample."),
        say("Up: the sample gives each hidden unit a probability."),
        say("Each hidden unit is sampled by its probability."),
        say("Down: the hidden units give each visible unit a probability."),
        say("Each visible unit is sampled: the chain has made one step."),
        say("The chain came back to the sample: the gradient is zero." if state.same else
            "Up once more: the two phases differ, and their difference is the gradient."),
    )[state.stroke]  # fmt: skip


def step_formulas(state):
    """The two phases and the gradient of the weight between the first two units; "?" for what is not known yet."""
    (v, p), (v2, p2) = state.phases
    down, up = state.stroke >= 4, state.stroke >= 5

    def known(value, there):
        return float(value) if there else "?"

    names = {
        "pos": Symbol("⟨v₁h₁⟩⁺", known(v * p, state.stroke >= 1), "positive phase", ("positive.0",)),
        "neg": Symbol("⟨v₁h₁⟩⁻", known(v2 * p2, up), "negative phase", ("negative.0",)),
        "change": Symbol("Δw_11", known(v * p - v2 * p2, up), "gradient for this weight", ("gradient.0",)),
        "v": Symbol("v_1", float(v), "first visible unit of the sample", ("v.0",)),
        "p": Symbol("p_1", known(p, state.stroke >= 1), "chance of the first hidden unit", ("h chances.0",)),
        "v2": Symbol("v′_1", known(v2, down), "the same after one step down", ("v.0",)),
        "p2": Symbol("p′_1", known(p2, up), "the hidden unit's chance then", ("h chances.0",)),
    }
    for written in ("{pos} = {v} · {p}", "{neg} = {v2} · {p2}", "{change} = {pos} − {neg}"):
        yield Formula(written, {name: one for name, one in names.items() if f"{{{name}}}" in written})


step = Lab(
    name="rbm.step",
    title="One step of CD-1, by hand",
    controls=(
        Time("stroke", "stroke", last=LAST, default=LAST),
        Choice("v", "training sample v", SAMPLES, default="110"),
        Seed("seed", "seed", recorded=6, default=5),
    ),
    panels=(
        Panel("net", "two hidden units above three visible ones; filled is 1, a question mark unsampled", 320, 320),
        Panel("tables", "for each weight, visible units in columns and hidden ones in rows: both phases and gradient",
              320, 320),
    ),
    compute=step_state, setup=step_setup, update=step_update, read=step_sentence, formulas=step_formulas,
)  # fmt: skip
