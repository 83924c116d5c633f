"""Lab `activations.spread`: how wide a unit's pre-activations are, for three variances of its weights."""

from functools import lru_cache

import numpy as np

from nbhelpers.activations.weight_init import RULES, layer_sums, rms, rms_in_theory
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit, track
from nbhelpers.lab.style import rgba
from nbhelpers.lab.words import percent, say
from nbhelpers.nn.activations import sigmoid, sigmoid_slope

LAYERS = 3
SIZES = (4, 16, 64, 256, 1024)
SPREADS = (0.2, 1e5)
EDGE = 12.0  # sums are shown from -EDGE to EDGE
BINS = np.linspace(-EDGE, EDGE, 49)
FLAT = 0.05  # an S-curve whose derivative is below this lets hardly any error back
ARM = 3.0  # from where on it is
FEW = 0.02  # a share of the sums on the flat arms that does not matter
LOOKS = {"1": ("error", kit.DOTTED), "1/√n": ("noise", (0, (5, 2))), "1/n": ("weight", "-")}
GAP = 0.42  # decades from one name of a curve to the next


@lru_cache(maxsize=96)
def _net(n, rule, kind, seed):
    """For each layer of one net (of several small ones, if n is small): spread, mean slope, histogram."""
    nets = max(1, min(64, 2048 // n))
    runs = [list(layer_sums(n, LAYERS, np.random.default_rng([seed, k]), rule, kind, 16)) for k in range(nets)]
    found = []
    for layer in range(LAYERS):
        z = np.array([run[layer] for run in runs]).ravel()
        counts = np.histogram(z, BINS)[0] / len(z)
        found.append((rms(z), float(np.mean(sigmoid_slope(z))), counts))
    return found


@lru_cache(maxsize=2)
def _theory(kind):
    """(sizes, spreads): (25,) and (rules, LAYERS, 25)."""
    sizes = np.geomspace(SIZES[0], SIZES[-1], 25)
    return sizes, np.array([rms_in_theory(sizes, LAYERS, rule, kind) for rule in RULES])


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
    return _lay_spreads(curve) | _lay_sums(sums)


def _lay_spreads(figure):
    axes = kit.axes(figure, (0.14, 0.17, 0.64, 0.72), "standard deviation of z, for three variances", xscale="log",
                    yscale="log", xlim=(3.2, 1300), ylim=SPREADS, xlabel="inputs n of a unit",
                    xticks={size: str(size) for size in SIZES},
                    yticks={0.2: "0.2"} | kit.powers(*range(6)))  # fmt: skip
    kit.level(axes, 1, "grid", "-", 1, zorder=0)
    pairs = [(kit.line(axes, role, lw=1.6, ls=ls), kit.dots(axes, role, 5)) for role, ls in LOOKS.values()]
    theory, dots = zip(*pairs, strict=True)
    return {
        "theory": theory,
        "dots": dots,
        "name": [kit.note(axes, 4, 1, name, role, 12, va="center") for name, (role, _) in LOOKS.items()],
        "here": kit.ring(axes, "ink"),
    }


def _lay_sums(figure):
    axes = kit.axes(figure, (0.06, 0.17, 0.9, 0.72), "where the pre-activations fall", xlim=(-EDGE, EDGE),
                    ylim=(0, 1.06), xticks=(-10, -5, 0, 5, 10), yticks=(), xlabel="pre-activation z")  # fmt: skip
    axes.spines["left"].set_visible(False)
    z = np.linspace(-EDGE, EDGE, 81)
    return {
        "bars": axes.fill([0], [0], color=rgba("weight", 0.35), lw=0)[0],
        "answer": kit.line(axes, "activation", z, sigmoid(z)),
        "answer_name": kit.note(axes, EDGE - 0.2, 0.9, "output f(z)", "activation", 12, ha="right", va="top"),
        "outside": kit.note(axes, -EDGE + 0.2, 0.98, "", "error", 12, va="top"),
    }


def spread_update(artists, state):
    heights = 10 ** kit.spread_labels(np.log10(state.theory[:, -1]), GAP)
    for k, height in enumerate(heights):
        artists.theory[k].set_data(state.sizes, state.theory[k])
        artists.dots[k].set_data(SIZES, state.measured[k])
        kit.put(artists.name[k], 1500, height)
    kit.put(artists.here, state.n, state.here)
    kit.outline(artists.bars, BINS, state.counts / max(state.counts.max(), 0.02) * 0.9)
    curved = state.kind == "sigmoid"
    artists.answer.set_visible(curved)
    artists.answer_name.set_text("output f(z)" if curved else "")
    artists.outside.set_text(f"{percent(state.outside)} off the picture" if state.outside > 0.005 else "")


def spread_sentence(state):
    law = {"1": "√n", "1/√n": "the fourth root of n", "1/n": "1"}[state.rule]
    yield _headline(state)
    yield say("With weights of variance {rule}, pre-activations of n = {n} inputs have standard deviation {first}, "
              "about 1 for any n." if state.rule == "1/n" else
              "With weights of variance {rule}, pre-activations of n = {n} inputs have standard deviation {first}, "
              "which grows with {law}.", rule=state.rule, n=state.n, first=_short(state.first), law=law)  # fmt: skip
    if state.layer > 1:
        yield say("In layer {layer} it is {here}.", layer=state.layer, here=_short(state.here))
    if state.kind == "linear":
        yield say("Each further linear layer keeps it." if state.rule == "1/n" else
                  "Each further linear layer multiplies it by {law} again.", law=law)  # fmt: skip
    else:
        yield say("The mean derivative of the sigmoid is {slope:.3f}, of 0.25 at best.", slope=state.slope)
        yield say("On the flat arms, beyond z = ±{arm:g}, it is below {flat}.", arm=ARM, flat=FLAT)


def _headline(state):
    """Where the sums lie on the S-curve; without one, how wide they are beside the inputs, of standard deviation 1."""
    flat = round(1 - float(state.counts[np.abs(BINS[:-1] + BINS[1:]) < 2 * ARM].sum()), 9)
    if state.kind == "linear":
        return say("In layer {layer} the pre-activations are still about as wide as the inputs."
                   if state.rule == "1/n" else
                   "In layer {layer} the pre-activations are {here} times as wide as the inputs.",
                   layer=state.layer, here=_short(state.here))  # fmt: skip
    if state.slope < FLAT:
        return say("Saturated: {share} of the pre-activations lie on the flat arms of the sigmoid.",
                   share=percent(flat))
    if flat < FEW:
        return say("The sigmoid is steep where the pre-activations lie: {share} are on its flat arms.",
                   share=percent(flat))
    return say("Already {share} of the pre-activations lie on the flat arms of the sigmoid.", share=percent(flat))


def _short(value):
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"


widths = Lab(
    name="activations.spread",
    title="How wide are the pre-activations?",
    controls=(
        Choice("rule", "variance of the weights", {name: name for name in RULES}, default="1/√n"),
        Range("n", "inputs n of a unit", 4, 1024, default=256, recorded=SIZES),
        Range("layer", "layer", 1, LAYERS, default=1, recorded=(1, 2, 3)),
        Choice("kind", "units", {"sigmoid": "S-shaped", "linear": "linear"}, default="sigmoid"),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("curve", "the standard deviation of the pre-activations against the number of inputs; lines: theory, "
              "dots: measured", 350, 300),
        Panel("sums", "the pre-activations of the chosen layer, under the sigmoid", 340, 300),
    ),
    compute=spread_state, setup=spread_setup, update=spread_update, read=spread_sentence,
)  # fmt: skip
