"""Lab `deep_belief.bound`: log p(v) and its bound while a second layer learns, all by enumeration."""

import itertools
from functools import lru_cache

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers import deep_belief, rbm
from nbhelpers.deep_belief import bound as exact
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

LAST, ETA, HIDDEN = 1000, 0.1, 4
VIEW = (-18.0, 18.0)
FINE = 0.02  # nats: up to there the scale is even, beyond it logarithmic
STARTS = {"tied": "the first, upside down", "random": "small random weights"}


@lru_cache(maxsize=32)
def _learned(start, first, seed):
    """Everything that does not depend on the moment: gains over the first machine alone at every step, and p_2(h)."""
    v, rng = exact.bars_and_stripes(3), np.random.default_rng(seed)
    one = first_layer(v, first, rng)
    alone = exact.log_marginal(one)[row_of(v)].mean()
    q = np.exp(exact.log_posterior(one, v)).mean(axis=0)
    two = deep_belief.upside_down(one) if start == "tied" else rbm.new_rbm(HIDDEN, 9, rng, 0.1)
    steps = itertools.chain([two], itertools.islice(exact.learn(two, q, ETA), LAST))
    terms = exact.bound(one, two, v)
    fixed = (terms.fit + terms.entropy).mean() - alone
    given_h = exact.log_v_given_h(one, v)
    priors, bounds, likelihoods = [], [], []
    for two in steps:
        log_prior = exact.log_marginal(two)
        priors.append(np.exp(log_prior))
        bounds.append(fixed + q @ log_prior)
        likelihoods.append(np.logaddexp.reduce(log_prior + given_h, axis=1).mean() - alone)
    return alone, q, fixed + q @ np.log(q), np.array(priors), np.array(bounds), np.array(likelihoods)


def first_layer(v, steps, rng):
    """A machine with large random weights, after so many exact steps on the patterns v, all equally likely."""
    one = rbm.new_rbm(9, HIDDEN, rng, 2.0)
    weights = np.bincount(row_of(v), minlength=512) / len(v)
    return next(itertools.islice(exact.learn(one, weights, 0.3), steps - 1, None)) if steps else one


def row_of(v):
    """The place of every row of v among all states in binary order."""
    return (v @ 2 ** np.arange(v.shape[1] - 1, -1, -1)).astype(int)


def bound_state(start, first, seed, step):
    alone, q, ceiling, priors, bounds, likelihoods = _learned(start, first, seed)
    return {
        "start": start, "first": first, "step": step, "alone": float(alone), "ceiling": float(ceiling), "q": q,
        "prior": priors[step], "bounds": bounds, "likelihoods": likelihoods,
    }  # fmt: skip


def bound_setup(curves, shares):
    axes = curves.add_axes((0.16, 0.19, 0.77, 0.69))
    axes.set_yscale("symlog", linthresh=FINE)
    axes.set_xscale("symlog", linthresh=1, linscale=0.4)
    axes.set(xlim=(0, LAST), ylim=VIEW, xlabel="steps of the second layer")
    axes.set_xticks((0, 1, 10, 100, 1000), ("0", "1", "10", "100", "1,000"))
    axes.set_xticks((), minor=True)
    axes.set_yticks((-1, -0.1, 0, 0.1, 1), ("−1", "−0.1", "0", "+0.1", "+1"))
    axes.set_yticks((), minor=True)
    axes.set_title("gain over one layer, in nats")
    axes.axhline(0, color=COLOUR["muted"], lw=1)
    artists = {"ceiling": axes.plot([], [], color=COLOUR["target"], lw=1.4, ls=(0, (4, 3)))[0]}
    artists["ceiling name"] = axes.text(0.03, 0, "the bound's ceiling", color=COLOUR["target"], fontsize=11)
    styles = (("likelihoods", "log p(v)", "-", 2.4), ("bounds", "bound", (0, (2, 1.2)), 2))
    for row, (name, words, line, width) in enumerate(styles):
        artists[name] = axes.plot([], [], color=COLOUR["energy"], lw=width, ls=line, clip_on=True)[0]
        artists[f"{name} here"] = axes.plot([], [], "o", color=COLOUR["energy"], ms=7 - row, clip_on=False)[0]
        y = (-3.2, -9.0)[row]
        axes.plot((50, 130), (y, y), color=COLOUR["energy"], lw=width, ls=line)
        axes.text(160, y, words, va="center", color=COLOUR["energy"], fontsize=11)
    artists.update(_shares(shares))
    return artists


def _shares(figure):
    axes = figure.add_axes((0.13, 0.19, 0.84, 0.69))
    axes.set(xlim=(-0.7, 15.7), ylim=(0, 0.62), xlabel="state of the 4 hidden units", yticks=(0, 0.2, 0.4, 0.6))
    axes.set_xticks((0, 5, 10, 15), ("0000", "0101", "1010", "1111"))
    axes.set_title("how likely each h is")
    bars = [axes.add_patch(Rectangle((k - 0.35, 0), 0.7, 0, color=COLOUR["activation"], lw=0)) for k in range(16)]
    marks = [axes.plot([], [], color=COLOUR["target"], lw=2.6, solid_capstyle="butt")[0] for _ in range(16)]
    axes.text(15.6, 0.575, "the data's share, q", color=COLOUR["target"], ha="right", fontsize=11)
    axes.text(15.6, 0.53, "the second layer's, p₂", color=COLOUR["activation"], ha="right", fontsize=11)
    return {"bars": bars, "marks": marks}


def bound_update(artists, state):
    steps, now = np.unique(np.r_[0, np.geomspace(1, LAST, 50).astype(int)]), state.step
    for name in ("likelihoods", "bounds"):
        artists[name].set_data(steps, np.round(state[name][steps], 3))
        artists[f"{name} here"].set_data([now], [np.round(state[name][now], 3)])
    top = round(state.ceiling, 3)
    artists.ceiling.set_data([0, LAST], [top, top])
    artists["ceiling name"].set_position((0.03, top * 1.35))
    for k, (bar, mark) in enumerate(zip(artists.bars, artists.marks, strict=True)):
        bar.set_height(round(float(state.prior[k]), 3))
        mark.set_data([k - 0.45, k + 0.45], [round(float(state.q[k]), 3)] * 2)


def bound_sentence(state):
    L, B = (float(state[name][state.step]) for name in ("likelihoods", "bounds"))
    if state.step == 0 and state.start == "tied":
        judged = "turned upside down, the second layer changes nothing: both are what one layer had"
    elif B >= 0:
        judged = "the bound lies above what one layer had, so log p(v) must too"
    elif L >= 0:
        judged = "log p(v) is above what one layer had, but the bound is below it and promises nothing"
    else:
        judged = "worse than one layer alone: from this start nothing is promised"
    return (
        f"One layer alone ({count(state.first, 'step')}): log p(v) = {state.alone:.3f} a pattern. After "
        f"{count(state.step, 'step')} of the second: bound {B:+.3f}, log p(v) {L:+.3f} "
        f"nats against that, of at most {state.ceiling:+.3f} for the bound; {judged}."
    )


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
        Panel("curves", "log p(v) and its lower bound against the second layer's steps, less what one layer had", 340),
        Panel("shares", "the share of every hidden state in the data, and under the second layer", 340),
    ),
    compute=bound_state, setup=bound_setup, update=bound_update, read=bound_sentence,
)  # fmt: skip
