"""Lab: one back-propagation step of a 2-2-1 net, number by number."""

import numpy as np

from nbhelpers.backprop import backward, changes, forward, squared_error
from nbhelpers.backprop import step as take_step
from nbhelpers.backprop.example import START
from nbhelpers.lab import Choice, Lab, Panel, Range, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import change

SAMPLES = {"10": ((1, 0), 1), "01": ((0, 1), 1), "11": ((1, 1), 0), "00": ((0, 0), 0)}  # exclusive or
STAGES = (
    "a sample arrives: inputs x, target y",
    "hidden units: b = f(α − γ)",
    "output: ŷ = f(β − θ)",
    "how wrong: E = ½ (ŷ − y)²",
    "the output's error: g = −ŷ(1 − ŷ)(ŷ − y)",
    "errors of the hidden units: e = b(1 − b) w g",
    "change the output's w and θ: η g b, −η g",
    "change the hidden v and γ: η e x, −η e",
    "forward again, with the new numbers",
)
LAST = len(STAGES) - 1


def state(sample: str, eta: float, stage: int) -> dict:
    """All numbers of one step; `stage` says how many of them are shown."""
    inputs, target = SAMPLES[sample]
    x, y = np.array(inputs, dtype=float), np.array([target], dtype=float)
    before = forward(START, x)
    errors = backward(START, before, y)
    delta, new = changes(x, before, errors, eta), take_step(START, x, y, eta)
    after = forward(new, x)
    falls = sum(float(np.sum(change**2)) for change in delta) / eta  # eta times the sum of squared slopes
    return {
        "stage": stage, "eta": eta, "x": x, "y": target, "alpha": before.alpha, "b": before.b,
        "beta": float(before.beta[0]), "y_hat": float(before.y_hat[0]), "g": float(errors.g[0]), "e": errors.e,
        "delta_v": delta.v, "delta_gamma": delta.gamma, "delta_w": delta.w[:, 0], "delta_theta": float(delta.theta[0]),
        "v": new.v, "gamma": new.gamma, "w": new.w[:, 0], "theta": float(new.theta[0]),
        "b_after": after.b, "y_hat_after": float(after.y_hat[0]),
        "E": float(squared_error(before.y_hat, y)), "E_after": float(squared_error(after.y_hat, y)), "falls": falls,
    }  # fmt: skip


UNITS = {"x1": (38, 250), "x2": (38, 90), "h1": (180, 250), "h2": (180, 90), "y": (306, 170)}
EDGES = {  # from, to, where along the edge its label sits
    "v11": ("x1", "h1", 0.5), "v21": ("x2", "h1", 0.3), "v12": ("x1", "h2", 0.3), "v22": ("x2", "h2", 0.5),
    "w1": ("h1", "y", 0.38), "w2": ("h2", "y", 0.38),
}  # fmt: skip
SUBSCRIPT = str.maketrans("12", "₁₂")
RADIUS = 21


def setup(net_figure, ledger_figure) -> dict:
    """Circles, edges and empty texts; the ledger's lines."""
    ax = _canvas(net_figure, 350, 340)
    artists = {"edges": [], "weights": [], "units": [], "amounts": [], "notes": []}
    for start, end, _ in EDGES.values():
        artists["edges"] += ax.plot(*zip(UNITS[start], UNITS[end], strict=True), color=COLOUR["weight"], zorder=1)
    for start, end, share in EDGES.values():
        x, y = (a + share * (b - a) for a, b in zip(UNITS[start], UNITS[end], strict=True))
        halo = {"facecolor": COLOUR["paper"], "linewidth": 0, "edgecolor": COLOUR["paper"], "pad": 1}
        artists["weights"].append(ax.text(x, y, "", ha="center", va="center", bbox=halo, fontsize=11, zorder=3))
    for x, y in UNITS.values():
        ax.plot([x], [y], "o", ms=2 * RADIUS, mfc=COLOUR["paper"], mec=COLOUR["muted"], mew=1.2, zorder=4)
        artists["units"] += ax.plot([x], [y], "o", ms=2 * RADIUS, mew=0, mfc=COLOUR["activation"], zorder=5)
        artists["amounts"].append(ax.text(x, y, "", ha="center", va="center", zorder=6))
        artists["notes"].append(ax.text(x, y + RADIUS + 8, "", ha="center", fontsize=11, color=COLOUR["error"]))
    artists["notes"][2].set_position((UNITS["h1"][0], UNITS["h1"][1] + RADIUS + 22))
    artists["notes"][3].set_position((UNITS["h2"][0], UNITS["h2"][1] - RADIUS - 34))
    artists["thresholds"] = [ax.text(0, 0, "", ha="center", va="top", fontsize=11) for _ in range(3)]
    for text, unit in zip(artists["thresholds"], ("h1", "h2", "y"), strict=True):
        text.set_position((UNITS[unit][0], UNITS[unit][1] + (RADIUS + 19 if unit == "h1" else -RADIUS - 6)))
    artists["target"] = ax.text(306, 92, "", ha="center", color=COLOUR["target"], fontsize=13)
    artists["loss"] = ax.text(306, 66, "", ha="center", color=COLOUR["energy"], fontsize=13)
    for text, (x, y) in (("inputs", (38, 12)), ("hidden", (180, 12)), ("output", (306, 12))):
        ax.text(x, y, text, ha="center", color=COLOUR["muted"])
    ledger = _canvas(ledger_figure, 350, 340)
    artists["title"] = ledger.text(4, 324, "", fontsize=12.5, weight="bold")
    artists["lines"] = [ledger.text(4, 301 - 15.4 * row, "", fontsize=12) for row in range(20)]
    return artists


def _canvas(figure, width, height):
    """Axes that fill the figure, measured in pixels."""
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    return ax


def update(artists: dict, s: dict) -> None:
    """Numbers at units and on edges up to this stage; the ledger's line of the stage in ink, older ones muted."""
    stage = s.stage
    _show_edges(artists, s)
    _show_units(artists, s)
    artists.title.set_text(STAGES[stage])
    lines = _ledger(s)
    for text, (at, words) in zip(artists.lines, lines, strict=True):
        text.set_text(words if at <= stage else "")
        text.set_color(COLOUR["ink"] if at == stage else COLOUR["muted"])


def _show_edges(artists, s):
    stage, back = s.stage, {4: ("w1", "w2"), 5: ("w1", "w2"), 6: ("w1", "w2"), 7: ("v11", "v21", "v12", "v22")}
    old, new = _edge_values(START.v, START.w[:, 0]), _edge_values(s.v, s.w)
    for name, line, text in zip(EDGES, artists.edges, artists.weights, strict=True):
        changed_at = 6 if name in ("w1", "w2") else 7
        value = new[name] if stage == LAST else old[name]
        words = f"{old[name]:.2f} → {new[name]:.2f}" if stage == changed_at else f"{value:.2f}"
        busy = name in back.get(stage, ()) and stage >= 5
        text.set_text(f"{name[0]}{name[1:].translate(SUBSCRIPT)} {words}")
        line.set(color=COLOUR["error" if busy else "weight"], linewidth=min(0.8 + 2.2 * abs(value), 7))
        text.set_color(COLOUR["error" if stage == changed_at else "weight"])


def _edge_values(v, w) -> dict:
    return {"v11": v[0, 0], "v21": v[1, 0], "v12": v[0, 1], "v22": v[1, 1], "w1": w[0], "w2": w[1]}


def _show_units(artists, s):
    stage, last = s.stage, s.stage == LAST
    b, y_hat = (s.b_after, s.y_hat_after) if last else (s.b, s.y_hat)
    values = [*s.x, *b, y_hat]
    seen = [True, True, stage >= 1, stage >= 1, stage >= 2]
    for value, shown, disc, text, whole in zip(
        values, seen, artists.units, artists.amounts, (True, True, False, False, False), strict=True
    ):
        disc.set_alpha(0.45 * float(value) if shown else 0.0)
        text.set_text((f"{value:.0f}" if whole else f"{value:.3f}") if shown else "?")
    errors = ["", "", *(f"e{n} {e:.3f}" for n, e in zip("₁₂", s.e, strict=True)), f"g {s.g:.3f}"]
    for text, words, at in zip(artists.notes, errors, (0, 0, 5, 5, 4), strict=True):
        text.set_text(words if at <= stage < LAST else "")
    thresholds = [(START.gamma[0], s.gamma[0], 7, "γ₁"), (START.gamma[1], s.gamma[1], 7, "γ₂")]
    thresholds.append((START.theta[0], s.theta, 6, "θ"))
    for text, (old, new, at, name) in zip(artists.thresholds, thresholds, strict=True):
        words = f"{old:.2f} → {new:.2f}" if stage == at else f"{new if last else old:.2f}"
        text.set(text=f"{name} {words}", color=COLOUR["error" if stage == at else "weight"])
    artists.target.set_text(f"y = {s.y}")
    E = s.E_after if last else s.E
    artists.loss.set_text(f"E = {E:.4f}" if stage >= 3 else "")


def _ledger(s) -> list[tuple[int, str]]:
    """(stage, line): every formula with this step's numbers in it."""
    (x1, x2), (b1, b2), (e1, e2), g, eta = s.x, s.b, s.e, s.g, s.eta
    v, w, gamma, theta = START.v, START.w[:, 0], START.gamma, START.theta[0]
    lines = []
    for h, name in enumerate("₁₂"):
        lines += [
            (1, f"α{name} = {v[0, h]:.2f}·{x1:.0f} + {_signed(v[1, h])}·{x2:.0f} = {s.alpha[h]:.3f}"),
            (1, f"b{name} = f({s.alpha[h]:.3f} − {_signed(gamma[h])}) = {s.b[h]:.4f}"),
        ]
    lines += [
        (2, f"β = {w[0]:.2f}·{b1:.4f} + {_signed(w[1])}·{b2:.4f} = {s.beta:.4f}"),
        (2, f"ŷ = f({s.beta:.4f} − {theta:.2f}) = {s.y_hat:.4f}"),
        (3, f"E = ½ ({s.y_hat:.4f} − {s.y})² = {s.E:.4f}"),
        (4, f"g = −{s.y_hat:.4f}·{1 - s.y_hat:.4f}·({s.y_hat - s.y:.4f}) = {g:.4f}"),
        (5, f"e₁ = {b1:.4f}·{1 - b1:.4f}·{w[0]:.2f}·{_signed(g)} = {e1:.4f}"),
        (5, f"e₂ = {b2:.4f}·{1 - b2:.4f}·{_signed(w[1])}·{_signed(g)} = {e2:.4f}"),
        (6, f"Δw₁ = {eta:g}·{_signed(g)}·{b1:.4f} = {s.delta_w[0]:.4f}"),
        (6, f"Δw₂ = {eta:g}·{_signed(g)}·{b2:.4f} = {s.delta_w[1]:.4f}"),
        (6, f"Δθ = −{eta:g}·{_signed(g)} = {s.delta_theta:.4f}"),
        (7, f"Δv₁₁, Δv₂₁ = {eta:g}·{_signed(e1)}·({x1:.0f}, {x2:.0f}) = {_pair(s.delta_v[:, 0])}"),
        (7, f"Δv₁₂, Δv₂₂ = {eta:g}·{_signed(e2)}·({x1:.0f}, {x2:.0f}) = {_pair(s.delta_v[:, 1])}"),
        (7, f"Δγ₁, Δγ₂ = −{eta:g}·{_pair((e1, e2))} = {_pair(s.delta_gamma)}"),
        (8, f"b = {_pair(s.b_after)}"),
        (8, f"ŷ = {s.y_hat_after:.4f} (was {s.y_hat:.4f})"),
        (8, f"E = {s.E_after:.4f} (was {s.E:.4f})"),
        (8, f"E − η Σ slope² = {s.E - s.falls:.4f}"),
    ]
    return lines


def _signed(value) -> str:
    text = f"{value:.4f}" if abs(value * 100 - round(value * 100)) > 1e-9 else f"{value:.2f}"
    return f"({text})" if value < 0 else text


def _pair(values) -> str:
    return "(" + ", ".join(f"{value:.4f}" for value in values) + ")"


def read(s: dict) -> str:
    """What this stage found."""
    x, y, stage = f"x = ({s.x[0]:.0f}, {s.x[1]:.0f})", s.y, s.stage
    sentences = (
        f"The sample {x} arrives; the net should answer y = {y}.",
        f"The hidden units answer b = {_pair(s.b)}.",
        f"The net answers ŷ = {s.y_hat:.4f} where y = {y} was asked.",
        f"The error of this answer is E = {s.E:.4f}.",
        f"The output's error is g = {s.g:.4f}: its weighted sum should {'rise' if s.g > 0 else 'fall'}.",
        f"Passed back through w, it makes the hidden errors e = {_pair(s.e)}.",
        f"At η = {s.eta:g} the output's weights change by {_pair(s.delta_w)}, θ by {s.delta_theta:.4f}.",
        f"The weights from input 1 change by {_pair(s.delta_v[0])}, from input 2 by {_pair(s.delta_v[1])}.",
        _verdict(s),
    )
    return sentences[stage]


def _verdict(s) -> str:
    found = f"One step at η = {s.eta:g} takes E {change(s.E, s.E_after, 4)}"
    promise = s.E - s.falls
    if promise < 0:
        return f"{found}; the slopes promised {promise:.4f}, below 0, so the step is too long to trust the slope."
    return f"{found}; the slopes promised {promise:.4f}."


step = Lab(
    name="backprop.step",
    title="One step, number by number",
    controls=(
        Choice("sample", "sample", {key: f"x = {x}, y = {y}" for key, (x, y) in SAMPLES.items()}, default="10"),
        Range("eta", "learning rate η", 0.1, 100.0, default=1.0, log=True, recorded=(0.1, 1.0, 10.0, 100.0)),
        Time("stage", "stage", last=LAST, default=LAST),
    ),
    panels=(
        Panel("net", "a net of two inputs, two hidden units and one output, its numbers at units and edges", 350, 340),
        Panel("ledger", "the formulas of the step with their numbers, stage by stage", 350, 340),
    ),
    compute=state,
    setup=setup,
    update=update,
    read=read,
)
