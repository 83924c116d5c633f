"""Lab `recurrent.unrolled`: one sequence read twice, with another first letter; how long do the states differ?"""

from itertools import zip_longest

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, say
from nbhelpers.recurrent import forward, new_rnn

STEPS, UNITS, LETTERS = 20, 6, "ABCD"
DRAWN_FROM = 1e-4  # smaller differences are drawn here
BOTTOMS = (UNITS + 3.2, 1.0)  # of the two pictures of states


def sequences(seed):
    """The letters of both sequences, (2, STEPS): they differ in the first one alone."""
    letters = np.random.default_rng([seed, 7]).integers(4, size=STEPS)
    twice = np.stack([letters, letters])
    twice[:, 0] = 0, 1
    return twice


def unrolled_state(scale, seed, step):
    """The states of both sequences up to now, (2, step + 1, units), and how far apart they are at every step."""
    net = new_rnn((4, UNITS, 1), np.random.default_rng(seed), scale)
    letters = sequences(seed)
    h = forward(net, np.eye(4)[letters].transpose(1, 0, 2)).h
    apart = np.linalg.norm(h[:, 0] - h[:, 1], axis=1)
    return {
        "scale": scale, "step": step, "letters": letters[:, :step].tolist(),
        "h": h[: step + 1].transpose(1, 0, 2), "known": np.maximum(apart[1:] / apart[1], DRAWN_FROM),
    }  # fmt: skip


def unrolled_setup(chain, now, known):
    return {**_chain(chain), **_now(now), **_known(known)}


def _chain(figure):
    axes = kit.canvas(figure, (0.04, 0.04, 0.92, 0.83), xlim=(0, STEPS), ylim=(-0.2, 2 * UNITS + 4.6))
    axes.set_title("one net, unrolled: a column is a step")
    artists = {"images": [], "letters": [], "here": []}
    for bottom in BOTTOMS:
        extent = (0, STEPS, bottom, bottom + UNITS)
        blank = np.zeros((UNITS, STEPS, 4))
        artists["images"].append(axes.imshow(blank, extent=extent, aspect="auto", origin="lower"))
        kit.line(axes, "grid", *_rim(0, STEPS, bottom), lw=1)
        artists["letters"] += [_letter(axes, step, bottom - 0.62) for step in range(STEPS)]
        artists["here"].append(kit.line(axes, "ink", lw=1.5))
    return artists


def _letter(axes, step, y):
    """The first letter, in which the sequences differ, stands out."""
    role, weight = ("target", "bold") if step == 0 else ("muted", "normal")
    return kit.note(axes, step + 0.5, y, "", role, ha="center", va="center", weight=weight)


def _rim(left, right, bottom):
    """Around the columns from left to right."""
    top = bottom + UNITS
    return [left, right, right, left, left], [bottom, bottom, top, top, bottom]


def _now(figure):
    units = range(1, UNITS + 1)
    axes = kit.axes(figure, (0.2, 0.17, 0.75, 0.7), "states now: ▬ A, ◇ B", xlim=(0.4, UNITS + 0.6),
                    ylim=(-1.05, 1.05), xticks=units, yticks=(-1, 0, 1), xlabel="unit")  # fmt: skip
    kit.level(axes, 0, "grid", "-", 1, zorder=0)
    return {
        "bars": axes.bar(units, np.zeros(UNITS), 0.6, color=COLOUR["activation"], lw=0),
        "other": kit.dots(axes, "ink", 8, "D", mfc="none", mew=1.5, clip_on=False),
    }


def _known(figure):
    axes = kit.axes(figure, (0.26, 0.17, 0.7, 0.7), "what is left of A − B", xlim=(1, STEPS), ylim=(DRAWN_FROM, 30),
                    yscale="log", xticks=(1, 5, 10, 15, 20), yticks=(1e-4, 1e-3, 1e-2, 1e-1, 1, 10),
                    xlabel="step t")  # fmt: skip
    kit.level(axes, 1, "grid", "-", 1, zorder=0)
    return {
        "whole": kit.line(axes, "noise", lw=1.2),
        "known": kit.line(axes, "activation"),
        "point": kit.dots(axes, "activation", 8, clip_on=False),
    }


def unrolled_update(artists, s):
    step = s.step
    for image, here, h, bottom in zip(artists.images, artists.here, s.h, BOTTOMS, strict=True):
        shown = np.zeros((UNITS, STEPS))
        shown[:, :step] = h[1:].T
        image.set_data(kit.shade(shown, levels=100))
        here.set_data(*_rim(step - 1, step, bottom) if step else ([], []))
    for letters, texts in zip(s.letters, (artists.letters[:STEPS], artists.letters[STEPS:]), strict=True):
        for text, letter in zip_longest(texts, letters):
            text.set_text("" if letter is None else LETTERS[letter])
    for bar, height in zip(artists.bars, s.h[0, -1], strict=True):
        bar.set_height(height)
    artists.other.set_data(range(1, UNITS + 1), s.h[1, -1])
    t, known = np.arange(1, STEPS + 1), np.clip(s.known, DRAWN_FROM, 30)
    artists.whole.set_data(t, known)
    artists.known.set_data(t[:step], known[:step])
    artists.point.set_data(t[:step][-1:], known[:step][-1:])


def unrolled_sentence(s):
    if s.step == 0:
        yield say("The net has received nothing yet: all its states are 0.")
        yield say("Its two sequences will differ in their first letter alone, A or B.")
        return
    yield _headline(s.step, s.known[s.step - 1])
    yield say("This is after {steps}, with recurrent weights of scale {scale:g}.", steps=count(s.step, "step"),
              scale=s.scale)  # fmt: skip
    if s.step > 1:
        yield say("From step 2 on both sequences are the same.")


def _headline(step, left):
    if step == 1:
        return say("One sequence began with A, the other with B: now their states differ.")
    share = f"{100 * left:.3g} %" if left > DRAWN_FROM else "less than 0.01 %"
    if left < 0.05:
        return say("The first letter is all but forgotten: {share} of the difference is left.", share=share)
    if left < 2:
        return say("The first letter still shows: the difference is {share} of what it was.", share=share)
    return say("The sequences have drifted apart: their states differ {left:.3g} times as much as at first.", left=left)


unrolled = Lab(
    name="recurrent.unrolled",
    title="How long does a net remember the first letter?",
    controls=(
        Range("scale", "scale of the recurrent weights", 0.0, 2.5, default=1.0, step=0.05,
              recorded=(0.0, 0.6, 1.0, 1.5, 2.5)),
        Seed("seed", "seed", recorded=2),
        Time("step", "step t", last=STEPS, default=STEPS, recorded=(0, 1, 2, 3, 5, 8, 12, 16, STEPS)),
    ),
    panels=(
        Panel("chain", "the states of all units at every step, for both sequences; teal is positive, grey negative",
              330, 260),
        Panel("now", "the states of both sequences at this step as bars and diamonds", 200, 260),
        Panel("known", "how far apart the two sequences' states are, against the step", 220, 260),
    ),
    compute=unrolled_state, setup=unrolled_setup, update=unrolled_update, read=unrolled_sentence,
)  # fmt: skip
