"""Lab `rbm.gibbs`: block Gibbs sampling on a machine small enough to draw, beside its exact distribution."""

from functools import lru_cache

import numpy as np

from nbhelpers import rbm
from nbhelpers.lab import Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count
from nbhelpers.rbm import exact as rbm_exact

VISIBLE, HIDDEN, LAST = 4, 3, 400
STATES = rbm_exact.all_bits(VISIBLE)
PLACES = {"v": np.arange(VISIBLE) + 0.5, "h": np.arange(HIDDEN) + 1.0}
HEIGHTS = {"v": 0.0, "h": 1.0}


def machine(size, seed):
    """Weights and biases N(0, size^2): unit draws, scaled."""
    rng = np.random.default_rng(seed)
    return rbm.RBM(*(size * rng.normal(size=shape) for shape in ((VISIBLE, HIDDEN), VISIBLE, HIDDEN)))


@lru_cache(maxsize=16)
def _chain(size, seed):
    """(the machine, all v, all h): v(0), h(1), v(2), h(3), ... from a blank v."""
    one, rng = machine(size, seed), np.random.default_rng([seed, 1])
    v, h = [np.zeros((1, VISIBLE))], [np.zeros((1, HIDDEN))]
    for _ in range(LAST // 2):
        h.append(rbm.sample(rbm.hidden_probability(one, v[-1]), rng))
        v.append(rbm.sample(rbm.visible_probability(one, h[-1]), rng))
    return one, np.vstack(v), np.vstack(h)


def gibbs_state(size, seed, half):
    """The machine after `half` half steps, and how often each visible state has come up by then."""
    one, v, h = _chain(size, seed)
    drawn, asked = half // 2, "" if half == 0 else "h" if half % 2 else "v"
    here, there = v[drawn], h[(half + 1) // 2]
    chances = {
        "": np.zeros(0),
        "h": rbm.hidden_probability(one, here[None])[0],
        "v": rbm.visible_probability(one, there[None])[0],
    }[asked]
    exact = np.exp(-rbm.free_energy(one, STATES) - rbm_exact.log_partition(one))
    rows = (v[1 : drawn + 1] @ 2 ** np.arange(VISIBLE - 1, -1, -1)).astype(int)
    shares = np.bincount(rows, minlength=2**VISIBLE) / max(drawn, 1)
    return {
        "half": half, "drawn": drawn, "asked": asked, "v": here, "h": there, "chances": chances,
        "W": one.W, "b": one.b, "c": one.c,
        "energy": float(rbm.energy(one, here[None], there[None])[0]), "exact": exact, "shares": shares,
        "distance": float(np.abs(exact - shares).sum() / 2) if drawn else None,
    }  # fmt: skip


def gibbs_setup(net, distribution):
    axes = net.add_axes((0.02, 0.02, 0.96, 0.86))
    axes.set(xlim=(-0.35, 4.35), ylim=(-0.42, 1.42))
    axes.axis("off")
    axes.set_title("blue: weights, dashed if negative")
    ends = [(x, y) for x in PLACES["v"] for y in PLACES["h"]]
    artists = {"links": [axes.plot(pair, [0, 1], color=COLOUR["weight"])[0] for pair in ends]}
    for layer in "vh":
        x, y = PLACES[layer], HEIGHTS[layer]
        artists[layer] = [axes.plot(at, y, "o", ms=23, mec=COLOUR["activation"], mew=2, zorder=3)[0] for at in x]
        artists[f"{layer} bits"] = [axes.text(at, y, "", ha="center", va="center", zorder=4) for at in x]
        away = -0.29 if layer == "v" else 0.25
        artists[f"{layer} chances"] = [axes.text(at, y + away, "", ha="center", va="center", fontsize=11) for at in x]
        axes.text(-0.3, y, layer, va="center", style="italic")
    axes = distribution.add_axes((0.13, 0.24, 0.84, 0.64))
    axes.set(xlim=(-0.7, 15.7), ylim=(0, 0.72), yticks=(0, 0.2, 0.4, 0.6), xticks=range(16))
    axes.set_xticklabels(["".join(str(int(bit)) for bit in row) for row in STATES], rotation=90)
    axes.set_title("how often each v: drawn, and exact")
    axes.text(15.5, 0.63, "teal: share drawn", color=COLOUR["activation"], ha="right", fontsize=11)
    axes.text(15.5, 0.56, "line: exact p(v)", ha="right", fontsize=11)
    artists["bars"] = list(axes.bar(range(16), np.zeros(16), 0.8, color=rgba("activation", 0.55)))
    artists["exact"] = [axes.plot([k - 0.45, k + 0.45], [0, 0], color=COLOUR["ink"], lw=2.2)[0] for k in range(16)]
    return artists


def gibbs_update(artists, state):
    for line, w in zip(artists.links, state.W.ravel(), strict=True):
        line.set(linewidth=round(0.4 + 1.3 * min(abs(w), 5), 2), linestyle="-" if w >= 0 else (0, (2, 1.2)))
    for layer in "vh":
        asked = state.asked == layer
        for unit, bit in enumerate(state[layer]):
            on = bit == 1
            artists[layer][unit].set_markerfacecolor(COLOUR["activation" if on else "paper"])
            artists[f"{layer} bits"][unit].set_text(str(int(bit)))
            artists[f"{layer} bits"][unit].set_color(COLOUR["paper" if on else "ink"])
            artists[f"{layer} chances"][unit].set_text(f"p = {state.chances[unit]:.2f}" if asked else "")
    for bar, line, share, p in zip(artists.bars, artists.exact, state.shares, state.exact, strict=True):
        bar.set_height(round(share, 4))
        line.set_ydata([p, p])


def gibbs_sentence(state):
    energy = f"{state.energy:.2f}"
    v, h = ("".join(str(int(bit)) for bit in state[layer]) for layer in "vh")
    if state.half == 0:
        return f"Before the first half step all units are off, and the energy is {energy}."
    layer, other = ("hidden", "visible") if state.asked == "h" else ("visible", "hidden")
    steps = count(state.half, "half step")
    now = f"After {steps} the {layer} layer has just been drawn given the {other} one: v = {v}, h = {h}"
    far = "no visible layer has been drawn yet"
    if state.drawn:
        many = count(state.drawn, "visible state")
        far = f"the shares of the {many} drawn so far are {state.distance:.2f} from p(v) in total variation"
    return f"{now}, E = {energy}; {far}."


gibbs = Lab(
    name="rbm.gibbs",
    title="Block Gibbs sampling: one layer, then the other",
    controls=(
        Range("size", "size of weights and biases", 0.0, 4.0, default=1.0, step=0.1, recorded=(0.3, 1.0, 3.0)),
        Seed("seed", "seed", recorded=3),
        Time("half", "half steps", last=LAST, default=5, recorded=(0, 1, 2, 3, 4, 5, 6, 10, 20, 50, 100, 200, 400)),
    ),
    panels=(
        Panel("net", "three hidden units above four visible ones; filled is 1; the chances stand at the layer drawn"),
        Panel("distribution", "bars: how often each of the 16 visible states was drawn; lines: its exact probability"),
    ),
    compute=gibbs_state, setup=gibbs_setup, update=gibbs_update, read=gibbs_sentence,
)  # fmt: skip
