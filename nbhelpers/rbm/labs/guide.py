"""Lab `rbm.guide`: what each extra of Hinton's guide does to persistent CD, as it was recorded."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.words import count, percent, say

WAYS = {
    "digits": ("5,000 digits", "5,000 digits in place of 100"),
    "decay": ("decay", "weight decay, λ = 0.02"),
    "sparsity": ("sparsity", "sparsity target 0.1"),
    "falling": ("falling", "falling rate"),
    "momentum": ("momentum", "momentum 0.9"),
    "large": ("large rate", "ten times the rate, no momentum"),
    "mild": ("momentum, a tenth of the rate", "momentum 0.9, a tenth of the rate"),
}
LOW, HIGH, WIDEST = -290, -140, 90
MOMENTS = (100, 200, 400, 1000, 2000, 4000)
SMALL = 3  # nats; what differs by less is called as good


@cache
def _runs(way):
    """{score: (seeds, moments)} of a way, from the first step that is shown to the last."""
    made = datasets.record("rbm/guide")
    at = [made["settings"]["steps"].index(step) for step in MOMENTS]
    cells = [made["cells"][f"{way}/{seed}"] for seed in made["settings"]["seeds"]]
    return {part: np.array([cell[part] for cell in cells])[:, at] for part in cells[0]}


def guide_state(way, step):
    """The curves of five seeds without and with the extra, and where they stand at this step."""
    plain, other = _runs("plain"), _runs(WAYS[way][0])
    at = int(np.searchsorted(MOMENTS, step, side="right")) - 1
    return {"way": way, "step": MOMENTS[at], "at": at, "plain": plain, "other": other}


def guide_setup(scores, gaps):
    found = {}
    for figure, part, title, view in (
        (scores, "held out", "log likelihood of a test digit, nats", {"ylim": (LOW, HIGH)}),
        (gaps, "gap", "gap in free energy, nats", {"ylim": (0, WIDEST)}),
    ):
        axes = kit.axes(figure, (0.17, 0.19, 0.79, 0.69), title, xlabel="steps", xscale="log", xlim=(90, 4500),
                        xticks={100: "100", 1000: "1,000", 4000: "4,000"}, **view)  # fmt: skip
        found |= {
            f"{part} here": kit.chosen(axes),
            f"{part} plain band": kit.band(axes, "noise"), f"{part} other band": kit.band(axes, "energy"),
            f"{part} plain": kit.line(axes, "noise", ls=kit.DASHED, marker="o", ms=4),
            f"{part} other": kit.line(axes, "energy", marker="o", ms=4),
        }  # fmt: skip
    kit.note(scores, 0.2, 0.28, "dashed, grey: nothing added", "noise")
    kit.note(scores, 0.2, 0.22, "solid: with the measure", "energy")
    return found


def guide_update(artists, state):
    for part in ("held out", "gap"):
        low, high = (LOW, HIGH) if part == "held out" else (0, WIDEST)
        for run in ("plain", "other"):
            values = np.clip(state[run][part], low, high)
            kit.around(artists[f"{part} {run} band"], np.array(MOMENTS), values.min(axis=0), values.max(axis=0))
            artists[f"{part} {run}"].set_data(MOMENTS, np.round(values.mean(axis=0), 2))
        kit.upright(artists[f"{part} here"], state.step)


def guide_sentence(state):
    (held, held_plain), (gap, gap_plain), (on, on_plain) = (
        [state[run][part][:, state.at].mean() for run in ("other", "plain")] for part in ("held out", "gap", "on")
    )
    yield _headline(held - held_plain, gap - gap_plain)
    yield say("After {steps}, with {way}, a test digit has {held:.0f} nats, with nothing added {plain:.0f}.",
              steps=count(state.step, "step"), way=WAYS[state.way][1], held=held, plain=held_plain)  # fmt: skip
    yield say("The gap is {gap:.1f} nats, without the measure {plain:.1f}.", gap=gap, plain=gap_plain)
    yield say("Of the hidden units {on} are on, without the measure {plain}.", on=percent(on), plain=percent(on_plain))
    yield say("These are means of five seeds; the bands span all five.")


def _headline(better, wider):
    """What the measure is worth on digits that the machine has not seen."""
    told = {"nats": abs(better)}
    if better > SMALL:
        return say("It helps: test digits gain {nats:.0f} nats.", **told)
    if better < -SMALL:
        return say("It harms: test digits lose {nats:.0f} nats.", **told)
    return say("Test digits are no better and no worse, but the gap is smaller." if wider < -SMALL else
               "It makes hardly any difference to test digits.")  # fmt: skip


guide = Lab(
    name="rbm.guide",
    title="Hinton's guide, tried out",
    controls=(
        Choice("way", "measure", {way: words for way, (_, words) in WAYS.items()}, default="decay"),
        Range("step", "steps of learning", 100, 4000, default=4000, recorded=MOMENTS, only=True),
    ),
    panels=(
        Panel("scores", "the exact log likelihood of test digits while the machine learns, with and without"),
        Panel("gaps", "how far test digits lie above training digits in free energy, with and without"),
    ),
    compute=guide_state, setup=guide_setup, update=guide_update, read=guide_sentence,
    data=("rbm/guide",),
)  # fmt: skip
