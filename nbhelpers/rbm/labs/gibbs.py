"""Lab `rbm.gibbs`: block Gibbs sampling on a machine small enough to draw, beside its exact distribution."""

from functools import lru_cache

import numpy as np

from nbhelpers import rbm
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count, percent, say
from nbhelpers.rbm import exact as rbm_exact

VISIBLE, HIDDEN, LAST = 4, 3, 400
FEW, NEAR = 10, 0.15  # samples that show no shares yet; a distance that the eye takes for agreement
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
    return {**_net_setup(net), **_distribution_setup(distribution)}


def _net_setup(figure):
    axes = kit.axes(figure, (0.02, 0.02, 0.96, 0.86), "blue: weights, dashed if negative", xlim=(-0.35, 4.35),
                    ylim=(-0.42, 1.42))  # fmt: skip
    axes.axis("off")
    ends = [(x, y) for x in PLACES["v"] for y in PLACES["h"]]
    artists = {"links": [kit.line(axes, "weight", pair, [0, 1]) for pair in ends]}
    unit = {"ls": "none", "marker": "o", "ms": 23, "mew": 2, "zorder": 3}
    for layer, away in (("v", -0.29), ("h", 0.25)):
        x, y, middle = PLACES[layer], HEIGHTS[layer], {"ha": "center", "va": "center"}
        artists[layer] = [kit.line(axes, "activation", [at], [y], **unit) for at in x]
        artists[f"{layer} bits"] = [kit.note(axes, at, y, size=12, zorder=4, **middle) for at in x]
        artists[f"{layer} chances"] = [kit.note(axes, at, y + away, **middle) for at in x]
        axes.text(-0.3, y, layer, va="center", style="italic")
    return artists


def _distribution_setup(figure):
    axes = kit.axes(figure, (0.13, 0.24, 0.84, 0.64), "share of each v: drawn, and exact", xlim=(-0.7, 15.7),
                    ylim=(0, 0.72), xticks=dict(enumerate(map(_bits, STATES))), yticks=(0, 0.2, 0.4, 0.6))  # fmt: skip
    axes.tick_params("x", labelrotation=90)
    kit.note(axes, 15.5, 0.63, "teal: share drawn", "activation", ha="right")
    kit.note(axes, 15.5, 0.56, "line: exact p(v)", ha="right")
    return {
        "bars": list(axes.bar(range(16), np.zeros(16), 0.8, color=rgba("activation", 0.55))),
        "exact": kit.strokes(axes, "ink", 16, 0.45, lw=2.2),
    }


def _bits(states):
    return "".join(str(int(bit)) for bit in states)


def gibbs_update(artists, state):
    for line, w in zip(artists.links, state.W.ravel(), strict=True):
        line.set(linewidth=round(0.4 + 1.3 * min(abs(w), 5), 2), linestyle="-" if w >= 0 else (0, (2, 1.2)))
    for layer in "vh":
        asked = state.asked == layer
        for unit, bit in enumerate(state[layer]):
            artists[layer][unit].set_markerfacecolor(COLOUR["activation" if bit else "paper"])
            artists[f"{layer} bits"][unit].set(text=str(int(bit)), color=COLOUR["paper" if bit else "ink"])
            artists[f"{layer} chances"][unit].set_text(f"p = {state.chances[unit]:.2f}" if asked else "")
    kit.grow(artists.bars, [round(share, 4) for share in state.shares])
    kit.lift(artists.exact, state.exact)


def gibbs_sentence(state):
    if state.half == 0:
        yield say("All units are off; nothing has been sampled yet.")
        yield say("The energy is {energy:.2f}: each term of E contains a unit that is 0.", energy=state.energy)
        return
    yield _headline(state)
    yield say("After {steps} v = {v}, h = {h} and E = {energy:.2f}.",
              steps=count(state.half, "half step"), v=_bits(state.v), h=_bits(state.h),
              energy=state.energy)  # fmt: skip
    if state.drawn:
        yield say("The shares of {samples} are {far:.2f} from p(v) in total variation, ½ Σ |share − p(v)|.",
                  samples=count(state.drawn, "visible sample"), far=state.distance)  # fmt: skip
    else:
        yield say("The visible layer has not been sampled yet.")


def _headline(state):
    """The layer that was sampled, as long as the samples are few; then how near their shares have come."""
    if state.drawn < FEW:
        return say("The hidden layer has just been sampled, all three units at once." if state.asked == "h" else
                   "The visible layer has just been sampled, all four units at once.")  # fmt: skip
    return say("The bars are near the lines: only {off} of their height is misplaced." if state.distance < NEAR else
               "The bars still differ from the lines: {off} of their height is misplaced.",
               off=percent(state.distance))  # fmt: skip


gibbs = Lab(
    name="rbm.gibbs",
    title="Block Gibbs sampling: one layer, then the other",
    controls=(
        Range("size", "size of weights and biases", 0.0, 4.0, default=1.0, step=0.1, recorded=(0.3, 1.0, 3.0)),
        Seed("seed", "seed", recorded=3),
        Time("half", "half steps", last=LAST, default=5, recorded=(0, 1, 2, 3, 4, 5, 6, 10, 20, 50, 100, 200, 400)),
    ),
    panels=(
        Panel("net", "three hidden units above four visible ones; filled is 1; p stands at the layer just sampled"),
        Panel("distribution", "bars: how often each of the 16 visible states was drawn; lines: its exact probability"),
    ),
    compute=gibbs_state, setup=gibbs_setup, update=gibbs_update, read=gibbs_sentence,
)  # fmt: skip
