"""The picture of the lab `backprop.step`: the net with its numbers, and the formulas of a stage with them."""

from matplotlib.patches import Rectangle

from nbhelpers.backprop.example import START
from nbhelpers.lab import kit
from nbhelpers.lab.style import COLOUR

STAGES = (
    "a sample arrives: inputs x, target y",
    "hidden units: b = f(α − γ)",
    "output: ŷ = f(β − θ)",
    "how wrong: E = ½ (ŷ − y)²",
    "the output's error: g = ŷ(1 − ŷ)(ŷ − y)",
    "errors of the hidden units: e = b(1 − b) w g",
    "change the output's w and θ: −η g b, η g",
    "change the hidden v and γ: −η e x, η e",
    "forward again, with the new numbers",
)
LAST = len(STAGES) - 1
LINES = 4  # the most that a stage has to say
UNITS = {"x1": (38, 250), "x2": (38, 90), "h1": (180, 250), "h2": (180, 90), "y": (306, 170)}
EDGES = {  # from, to, where along the edge its label sits
    "v11": ("x1", "h1", 0.5), "v21": ("x2", "h1", 0.3), "v12": ("x1", "h2", 0.3), "v22": ("x2", "h2", 0.5),
    "w1": ("h1", "y", 0.38), "w2": ("h2", "y", 0.38),
}  # fmt: skip
FIRST = {"x1": 0, "x2": 0, "h1": 1, "h2": 1, "y": 2}  # the stage from which on a unit's answer is known
SUBSCRIPT = str.maketrans("12", "₁₂")
RADIUS = 21
LETTER = 6.5  # pixels that a letter of a weight is wide
MIDDLE = {"ha": "center", "va": "center"}


def setup(net_figure, ledger_figure) -> dict:
    """Circles, edges and empty texts; the lines of a stage."""
    axes, ledger = _canvas(net_figure, 340), _canvas(ledger_figure, 112)
    artists = {"edges": [kit.line(axes, "weight", *_ends(*edge[:2]), zorder=1) for edge in EDGES.values()]}
    artists["behind"] = [axes.add_patch(Rectangle((0, 0), 0, 0, color=COLOUR["paper"], lw=0, zorder=2)) for _ in EDGES]
    artists["weights"] = [kit.note(axes, *_along(*edge), zorder=3, **MIDDLE) for edge in EDGES.values()]
    artists |= _lay_units(axes)
    artists["thresholds"] = [
        kit.note(axes, UNITS[unit][0], UNITS[unit][1] + up, ha="center", va="top")
        for unit, up in (("h1", RADIUS + 19), ("h2", -RADIUS - 6), ("y", -RADIUS - 6))
    ]
    artists["target"] = kit.note(axes, 306, 92, "", "target", 13, ha="center")
    artists["loss"] = kit.note(axes, 306, 66, "", "energy", 13, ha="center")
    for x, layer in ((38, "inputs"), (180, "hidden"), (306, "output")):
        kit.note(axes, x, 12, layer, "muted", 12, ha="center")
    artists["title"] = kit.note(ledger, 4, 96, size=12.5, weight="bold")
    artists["lines"] = [kit.note(ledger, 4, 70 - 20 * row, size=12) for row in range(LINES)]
    return artists


def _canvas(figure, height):
    """The whole panel, in pixels, y upwards."""
    axes = kit.canvas(figure, width=350, ylim=(0, height))
    axes.set_axis_off()
    return axes


def _ends(start, end):
    """The two ends of an edge: (x, x), (y, y)."""
    return zip(UNITS[start], UNITS[end], strict=True)


def _along(start, end, share):
    """The place a share of the way along an edge."""
    return (a + share * (b - a) for a, b in _ends(start, end))


def _lay_units(axes):
    """The discs, the numbers in them, and beside them the errors that pass back."""
    artists = {"units": [], "amounts": [], "notes": []}
    for name, (x, y) in UNITS.items():
        above = {"h1": RADIUS + 22, "h2": -RADIUS - 34}.get(name, RADIUS + 8)
        paper = kit.dots(axes, "muted", 2 * RADIUS, mfc=COLOUR["paper"], mew=1.2, zorder=4)
        disc = kit.dots(axes, "activation", 2 * RADIUS, mew=0, zorder=5)
        kit.put(paper, x, y)
        kit.put(disc, x, y)
        artists["units"].append(disc)
        artists["amounts"].append(kit.note(axes, x, y, size=12, zorder=6, **MIDDLE))
        artists["notes"].append(kit.note(axes, x, y + above, role="error", ha="center"))
    return artists


def update(artists: dict, state: dict) -> None:
    """Numbers at units and on edges up to this stage; the formulas of the stage with its numbers."""
    _show_edges(artists, state)
    _show_units(artists, state)
    _show_errors(artists, state)
    _show_thresholds(artists, state)
    artists.target.set_text(f"y = {state.y}")
    E = state.E_after if state.stage == LAST else state.E
    artists.loss.set_text(f"E = {E:.4f}" if state.stage >= 3 else "")
    artists.title.set_text(STAGES[state.stage])
    lines = [words for at, words in _ledger(state) if at == state.stage]
    for text, words in zip(artists.lines, lines + [""] * (LINES - len(lines)), strict=True):
        text.set_text(words)


def _show_edges(artists, state):
    stage = state.stage
    old, new = _edge_values(START.v, START.w[:, 0]), _edge_values(state.v, state.w)
    for name, line, behind, text in zip(EDGES, artists.edges, artists.behind, artists.weights, strict=True):
        changes_at = 6 if name in ("w1", "w2") else 7
        busy = stage == changes_at or (stage == 5 and changes_at == 6)  # an error passes back through w, or it changes
        value = new[name] if stage == LAST else old[name]
        words = f"{name[0]}{name[1:].translate(SUBSCRIPT)} {_moved(old[name], new[name], changes_at, stage)}"
        (x, y), half = _along(*EDGES[name]), LETTER * len(words) / 2
        text.set_text(words)
        behind.set_bounds(x - half, y - 7, 2 * half, 14)
        line.set(color=COLOUR["error" if busy else "weight"], linewidth=min(0.8 + 2.2 * abs(value), 7))
        text.set_color(COLOUR["error" if stage == changes_at else "weight"])


def _edge_values(v, w) -> dict:
    return {"v11": v[0, 0], "v21": v[1, 0], "v12": v[0, 1], "v22": v[1, 1], "w1": w[0], "w2": w[1]}


def _moved(old, new, changes_at, stage) -> str:
    """A parameter: both numbers at the stage that changes it, the old one before the last stage, the new one there."""
    return f"{old:.2f} → {new:.2f}" if stage == changes_at else f"{new if stage == LAST else old:.2f}"


def _show_units(artists, state):
    b, y_hat = (state.b_after, state.y_hat_after) if state.stage == LAST else (state.b, state.y_hat)
    answers = zip(artists.units, artists.amounts, FIRST.values(), (*state.x, *b, y_hat), strict=True)
    for disc, text, first, value in answers:
        known = state.stage >= first
        disc.set_alpha(0.45 * float(value) if known else 0.0)
        text.set_text(f"{value:.{3 if first else 0}f}" if known else "?")


def _show_errors(artists, state):
    (e1, e2), g = state.e, state.g
    words = ("", "", f"e₁ {e1:.3f}", f"e₂ {e2:.3f}", f"g {g:.3f}")
    for text, at, error in zip(artists.notes, (0, 0, 5, 5, 4), words, strict=True):
        text.set_text(error if at <= state.stage < LAST else "")


def _show_thresholds(artists, state):
    old, new = (*START.gamma, START.theta[0]), (*state.gamma, state.theta)
    for text, name, at, was, now in zip(artists.thresholds, ("γ₁", "γ₂", "θ"), (7, 7, 6), old, new, strict=True):
        text.set_text(f"{name} {_moved(was, now, at, state.stage)}")
        text.set_color(COLOUR["error" if state.stage == at else "weight"])


def _ledger(state) -> list[tuple[int, str]]:
    """(stage, line): every formula with this step's numbers in it."""
    return [*_forward_lines(state), *_error_lines(state), *_change_lines(state), *_result_lines(state)]


def _forward_lines(state):
    (x1, x2), (b1, b2) = state.x, state.b
    v, w, gamma, theta = START.v, START.w[:, 0], START.gamma, START.theta[0]
    for h, name in enumerate("₁₂"):
        yield 1, f"α{name} = {v[0, h]:.2f}·{x1:.0f} + {_signed(v[1, h])}·{x2:.0f} = {state.alpha[h]:.3f}"
        yield 1, f"b{name} = f({state.alpha[h]:.3f} − {_signed(gamma[h])}) = {state.b[h]:.4f}"
    yield 2, f"β = {w[0]:.2f}·{b1:.4f} + {_signed(w[1])}·{b2:.4f} = {state.beta:.4f}"
    yield 2, f"ŷ = f({state.beta:.4f} − {theta:.2f}) = {state.y_hat:.4f}"
    yield 3, f"E = ½ ({state.y_hat:.4f} − {state.y})² = {state.E:.4f}"


def _error_lines(state):
    (b1, b2), (e1, e2), g, y_hat, w = state.b, state.e, state.g, state.y_hat, START.w[:, 0]
    yield 4, f"g = {y_hat:.4f}·{1 - y_hat:.4f}·{_signed(y_hat - state.y)} = {g:.4f}"
    yield 5, f"e₁ = {b1:.4f}·{1 - b1:.4f}·{w[0]:.2f}·{_signed(g)} = {e1:.4f}"
    yield 5, f"e₂ = {b2:.4f}·{1 - b2:.4f}·{_signed(w[1])}·{_signed(g)} = {e2:.4f}"


def _change_lines(state):
    (x1, x2), (b1, b2), (e1, e2), g, eta = state.x, state.b, state.e, state.g, state.eta
    yield 6, f"Δw₁ = −{eta:g}·{_signed(g)}·{b1:.4f} = {state.delta_w[0]:.4f}"
    yield 6, f"Δw₂ = −{eta:g}·{_signed(g)}·{b2:.4f} = {state.delta_w[1]:.4f}"
    yield 6, f"Δθ = {eta:g}·{_signed(g)} = {state.delta_theta:.4f}"
    yield 7, f"Δv₁₁, Δv₂₁ = −{eta:g}·{_signed(e1)}·({x1:.0f}, {x2:.0f}) = {pair(state.delta_v[:, 0])}"
    yield 7, f"Δv₁₂, Δv₂₂ = −{eta:g}·{_signed(e2)}·({x1:.0f}, {x2:.0f}) = {pair(state.delta_v[:, 1])}"
    yield 7, f"Δγ₁, Δγ₂ = {eta:g}·{pair((e1, e2))} = {pair(state.delta_gamma)}"


def _result_lines(state):
    yield 8, f"b = {pair(state.b_after)}"
    yield 8, f"ŷ = {state.y_hat_after:.4f} (was {state.y_hat:.4f})"
    yield 8, f"E = {state.E_after:.4f} (was {state.E:.4f})"
    yield 8, f"E − η Σ derivative² = {state.E - state.falls:.4f}"


def _signed(value) -> str:
    text = f"{value:.4f}" if abs(value * 100 - round(value * 100)) > 1e-9 else f"{value:.2f}"
    return f"({text})" if value < 0 else text


def pair(values) -> str:
    """Numbers with four digits in brackets."""
    return "(" + ", ".join(f"{value:.4f}" for value in values) + ")"
