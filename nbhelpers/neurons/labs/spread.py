"""Lab `neurons.spread`: how far a unit's sum spreads, for three variances of the initial weights."""

from functools import lru_cache

import numpy as np

from nbhelpers.backprop import sigmoid
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, track
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.neurons import sigmoid_slope
from nbhelpers.neurons.weight_init import RULES, layer_sums, spread, spread_in_theory

LAYERS = 3
SIZES = (4, 16, 64, 256, 1024)
SPREADS = (0.2, 1e5)
EDGE = 12.0  # sums are shown from -EDGE to EDGE
BINS = np.linspace(-EDGE, EDGE, 49)
FLAT = 0.05  # an S-curve whose mean slope is below this lets hardly any error back
STYLE = {"1": (0, (1.2, 1.5)), "1/√n": (0, (5, 2)), "1/n": "-"}
ROLE = {"1": "error", "1/√n": "noise", "1/n": "weight"}


@lru_cache(maxsize=96)
def _net(n, rule, kind, seed):
    """For each layer of one net (of several small ones, if n is small): spread, mean slope, histogram of the sums."""
    nets = max(1, min(64, 2048 // n))
    runs = [list(layer_sums(n, LAYERS, np.random.default_rng([seed, k]), rule, kind, 16)) for k in range(nets)]
    found = []
    for layer in range(LAYERS):
        u = np.array([run[layer] for run in runs]).ravel()
        counts = np.histogram(u, BINS)[0] / len(u)
        found.append((spread(u), float(np.mean(sigmoid_slope(u))), counts))
    return found


@lru_cache(maxsize=2)
def _theory(kind):
    """(sizes, spreads): (25,) and (rules, LAYERS, 25)."""
    sizes = np.geomspace(SIZES[0], SIZES[-1], 25)
    return sizes, np.array([spread_in_theory(sizes, LAYERS, rule, kind) for rule in RULES])


def spread_state(rule, n, layer, kind, seed):
    """Spreads for every size and rule, measured and in theory, and the sums of the chosen layer."""
    sizes, theory = _theory(kind)
    measured = [[_net(size, name, kind, seed)[layer - 1][0] for size in SIZES] for name in track(RULES, len(RULES))]
    here, slope, counts = _net(n, rule, kind, seed)[layer - 1]
    first = _net(n, rule, kind, seed)[0][0]
    return {
        "rule": rule, "n": n, "layer": layer, "kind": kind, "sizes": sizes, "theory": theory[:, layer - 1],
        "measured": np.array(measured), "here": here, "first": first, "slope": slope, "counts": counts,
        "outside": float(1 - counts.sum()),
    }  # fmt: skip


def spread_setup(curve, sums):
    ax = curve.add_axes((0.14, 0.17, 0.64, 0.72))
    ax.set(xscale="log", yscale="log", xlim=(3.2, 1300), ylim=SPREADS, xlabel="inputs n of a unit")
    ax.set_xticks(SIZES, [str(size) for size in SIZES])
    ax.set_yticks([0.2, 1, 10, 100, 1e3, 1e4, 1e5], ["0.2", "1", "10", "100", "10³", "10⁴", "10⁵"])
    ax.minorticks_off()
    ax.set_title("spread of the sum u, for three variances")
    ax.axhline(1, color=COLOUR["grid"], lw=1, zorder=0)
    artists = {"theory": [], "dots": [], "name": []}
    for name in RULES:
        look = dict(color=COLOUR[ROLE[name]])
        artists["theory"].append(ax.plot([], [], lw=1.6, ls=STYLE[name], **look)[0])
        artists["dots"].append(ax.plot([], [], "o", ms=5, **look)[0])
        artists["name"].append(ax.text(4, 1, name, va="center", clip_on=False, **look))
    artists["here"] = ax.plot([], [], "o", mfc="none", mec=COLOUR["ink"], mew=1.8, ms=13)[0]
    ax = sums.add_axes((0.06, 0.17, 0.9, 0.72))
    ax.set(xlim=(-EDGE, EDGE), ylim=(0, 1.06), xticks=(-10, -5, 0, 5, 10), yticks=(), xlabel="sum u")
    ax.spines["left"].set_visible(False)
    ax.set_title("where the sums fall")
    artists["bars"] = ax.fill([0], [0], color=rgba("weight", 0.35), lw=0)[0]
    u = np.linspace(-EDGE, EDGE, 81)
    artists["answer"] = ax.plot(u, sigmoid(u), color=COLOUR["activation"])[0]
    artists["answer_name"] = ax.text(EDGE - 0.2, 0.9, "answer f(u)", color=COLOUR["activation"], ha="right", va="top")
    artists["outside"] = ax.text(-EDGE + 0.2, 0.98, "", color=COLOUR["error"], va="top")
    return artists


def spread_update(artists, s):
    height = _apart(np.log10(s.theory[:, -1]))
    for k in range(len(RULES)):
        artists.theory[k].set_data(s.sizes, s.theory[k])
        artists.dots[k].set_data(SIZES, s.measured[k])
        artists.name[k].set_position((1500, 10 ** height[k]))
    artists.here.set_data([s.n], [s.here])
    counts = s.counts / max(s.counts.max(), 0.02) * 0.9
    edges = np.repeat(BINS, 2)
    artists.bars.set_xy(np.column_stack([edges, np.r_[0, np.repeat(counts, 2), 0]]))
    curved = s.kind == "sigmoid"
    artists.answer.set_visible(curved)
    artists.answer_name.set_text("answer f(u)" if curved else "")
    artists.outside.set_text(f"{100 * s.outside:.0f} % off the picture" if s.outside > 0.005 else "")


def _apart(heights, gap=0.42):
    """Falling heights, in decades, moved up from the last on until they are a line of type from each other."""
    placed = [heights[-1]]
    for height in heights[-2::-1]:
        placed.append(max(height, placed[-1] + gap))
    return placed[::-1]


def spread_sentence(s):
    law = {"1": "√n", "1/√n": "the fourth root of n", "1/n": ""}[s.rule]
    text = f"With variance {s.rule} and n = {s.n} the sums of the first layer spread by {_short(s.first)}"
    text += " whatever n is" if s.rule == "1/n" else f", for the spread grows with {law}"
    if s.layer > 1:
        text += f", and those of layer {s.layer} by {_short(s.here)}"
    if s.kind == "linear":
        end = "keeps it" if s.rule == "1/n" else "multiplies it again"
        return f"{text}; each further linear layer {end}."
    if s.slope < FLAT:
        return f"{text}: most sums lie on the flat arms, the mean slope is {s.slope:.3f}, of 0.25 at best."
    return f"{text}; the mean slope of the S-curve is {s.slope:.3f}, of 0.25 at best."


def _short(value):
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"


widths = Lab(
    name="neurons.spread",
    title="How wide is a sum of n terms?",
    controls=(
        Choice("rule", "variance of the weights", {name: name for name in RULES}, default="1/√n"),
        Range("n", "inputs n of a unit", 4, 1024, default=256, recorded=SIZES),
        Range("layer", "layer", 1, LAYERS, default=1, recorded=(1, 2, 3)),
        Choice("kind", "units", {"sigmoid": "S-shaped", "linear": "linear"}, default="sigmoid"),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("curve", "spread of the sum against the number of inputs; lines by theory, dots measured", 350, 300),
        Panel("sums", "the sums of the chosen layer, under the S-shaped answer", 340, 300),
    ),
    compute=spread_state,
    setup=spread_setup,
    update=spread_update,
    read=spread_sentence,
)
