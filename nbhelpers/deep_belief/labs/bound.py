"""Lab `deep_belief.bound`: log p(v) and its bound while a second layer learns, all by enumeration."""

import itertools
from functools import lru_cache

import numpy as np

from nbhelpers import deep_belief, rbm
from nbhelpers.deep_belief import bound as exact
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, number, say

LAST, ETA, HIDDEN = 1000, 0.1, 4
VIEW = (-18.0, 18.0)
FINE = 0.02  # nats: up to there the scale is even, beyond it logarithmic
LITTLE = 0.1  # nats
STARTS = {"tied": "the first, upside down", "random": "small random weights"}


@lru_cache(maxsize=32)
def _learned(start, first, seed):
    """Everything that does not depend on the moment: gains over the first machine alone at every step, and p_2(h)."""
    v, rng = exact.bars_and_stripes(3), np.random.default_rng(seed)
    one = exact.first_layer(v, HIDDEN, first, rng)
    alone = exact.log_marginal(one)[exact.row_of(v)].mean()
    Q = np.exp(exact.log_posterior(one, v)).mean(axis=0)
    two = deep_belief.upside_down(one) if start == "tied" else rbm.new_rbm(HIDDEN, 9, rng, 0.1)
    steps = itertools.chain([two], itertools.islice(exact.learn(two, Q, ETA), LAST))
    terms = exact.bound(one, two, v)
    fixed = (terms.fit + terms.entropy).mean() - alone
    given_h = exact.log_v_given_h(one, v)
    priors, bounds, likelihoods = [], [], []
    for two in steps:
        log_prior = exact.log_marginal(two)
        priors.append(np.exp(log_prior))
        bounds.append(fixed + Q @ log_prior)
        likelihoods.append(np.logaddexp.reduce(log_prior + given_h, axis=1).mean() - alone)
    return alone, Q, fixed + Q @ np.log(Q), np.array(priors), np.array(bounds), np.array(likelihoods)


def bound_state(start, first, seed, step):
    alone, Q, ceiling, priors, bounds, likelihoods = _learned(start, first, seed)
    return {
        "start": start, "first": first, "step": step, "alone": float(alone), "ceiling": float(ceiling), "Q": Q,
        "prior": priors[step], "bounds": bounds, "likelihoods": likelihoods,
    }  # fmt: skip


def bound_setup(curves, shares):
    return {**_curves_setup(curves), **_shares_setup(shares)}


def _curves_setup(figure):
    axes = kit.axes(figure, (0.16, 0.19, 0.77, 0.69), "gain over one layer, in nats")
    axes.set_yscale("symlog", linthresh=FINE)
    axes.set_xscale("symlog", linthresh=1, linscale=0.4)
    axes.set_xticks((0, 1, 10, 100, 1000), ("0", "1", "10", "100", "1,000"))
    axes.set_yticks((-1, -0.1, 0, 0.1, 1), ("−1", "−0.1", "0", "+0.1", "+1"))
    axes.minorticks_off()
    axes.set(xlim=(0, LAST), ylim=VIEW, xlabel="steps of the second layer")
    kit.level(axes, 0, ls="-", lw=1)
    artists = {"ceiling": kit.line(axes, "target", lw=1.4, ls=kit.DASHED)}
    artists["ceiling name"] = kit.note(axes, 0.03, 0, "the bound's ceiling", "target")
    for name, words, y, size, style in (
        ("likelihoods", "log p(v)", -3.2, 7, {"lw": 2.4}), ("bounds", "bound", -9.0, 6, {"lw": 2, "ls": (0, (2, 1.2))}),
    ):  # fmt: skip
        artists[name] = kit.line(axes, "energy", clip_on=True, **style)
        artists[f"{name} here"] = kit.dots(axes, "energy", size, clip_on=False)
        kit.line(axes, "energy", (50, 130), (y, y), **style)
        kit.note(axes, 160, y, words, "energy", va="center")
    return artists


def _shares_setup(figure):
    axes = kit.axes(figure, (0.13, 0.19, 0.84, 0.69), "how likely each h is", xlabel="state of the 4 hidden units",
                    xlim=(-0.7, 15.7), ylim=(0, 0.62), xticks={k: f"{k:04b}" for k in (0, 5, 10, 15)},
                    yticks=(0, 0.2, 0.4, 0.6))  # fmt: skip
    kit.note(axes, 15.6, 0.575, "the data's share, Q", "target", ha="right")
    kit.note(axes, 15.6, 0.53, "the second layer's, p₂", "activation", ha="right")
    return {
        "bars": list(axes.bar(range(16), np.zeros(16), 0.7, color=COLOUR["activation"], lw=0)),
        "marks": kit.strokes(axes, "target", 16, 0.45, lw=2.6, solid_capstyle="butt"),
    }


def bound_update(artists, state):
    steps, now = np.unique(np.r_[0, np.geomspace(1, LAST, 50).astype(int)]), state.step
    for name in ("likelihoods", "bounds"):
        artists[name].set_data(steps, np.round(state[name][steps], 3))
        kit.put(artists[f"{name} here"], now, np.round(state[name][now], 3))
    top = round(state.ceiling, 3)
    artists.ceiling.set_data([0, LAST], [top, top])
    kit.put(artists["ceiling name"], 0.03, top * 1.35)
    kit.grow(artists.bars, [round(float(p), 3) for p in state.prior])
    kit.lift(artists.marks, [round(float(Q), 3) for Q in state.Q])


def bound_sentence(state):
    L, B = (float(state[name][state.step]) for name in ("likelihoods", "bounds"))
    yield from _judged(state, L, B)
    yield say("One layer alone, after {steps}, has log p(v) = {alone:.3f} per pattern.",
              steps=count(state.first, "step"), alone=state.alone)  # fmt: skip
    yield say("Counted from there, after {steps} of the second, the bound is at {B:+.3f} nats, its ceiling at "
              "{most:+.3f}, and log p(v) at {L:+.3f}.",
              steps=count(state.step, "step"), B=B, most=state.ceiling, L=L)  # fmt: skip


def _judged(state, L, B):
    """How the two layers stand against the first alone, and what the bound has to do with it."""
    if state.step == 0 and state.start == "tied":
        yield say("Turned upside down, the second layer changes nothing yet.")
    elif B >= 0:
        yield say("Hardly anything is left to gain: the second layer brings {L} nats."
                  if max(state.ceiling, L) < LITTLE else
                  "The second layer gains {L} nats, {B} of them promised by the bound.",
                  L=number(L), B=number(B))  # fmt: skip
        yield say("The bound lies above what one layer had, and log p(v) is never below the bound.")
    elif L >= 0:
        yield say("The second layer gains {L} nats, but the bound promises nothing.", L=number(L))
        yield say("The bound lies below what one layer had.")
    else:
        yield say("Two layers are worse than one, by {loss} nats.", loss=number(-L))
        yield say("From this start nothing is promised.")


bound = Lab(
    name="deep_belief.bound",
    title="A second layer lifts the bound",
    controls=(
        Choice("start", "the second layer starts as", STARTS, default="tied"),
        Range("first", "steps of the first layer", 0, 400, default=0, recorded=(0, 20, 400)),
        Seed("seed", "seed", recorded=3),
        Time("step", "steps of the second layer", last=LAST, default=10, recorded=(0, 1, 3, 10, 30, 100, 300, 1000)),
    ),
    panels=(
        Panel("curves", "log p(v) and its lower bound as the second layer learns, less what one layer had", 340),
        Panel("shares", "the probability of every hidden state, in the data and under the second layer", 340),
    ),
    compute=bound_state, setup=bound_setup, update=bound_update, read=bound_sentence,
)  # fmt: skip
