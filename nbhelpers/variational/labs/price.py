"""Lab `variational.price`: digits drawn from chance, what the judge says of them, and which numbers a code uses."""

import numpy as np

from nbhelpers.autoencoders.trained import from_greys
from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import mean_range, percent, say
from nbhelpers.variational.labs.learning import NETS

SOURCES = {"standard": "N(0, I)", "fitted": "a normal distribution fitted to the codes"}
SHORT = ("plain", "β 1", "plain", "β 0.3", "β 1", "β 4")
ASLEEP = 0.05  # nats: a number of the code whose KL is below it says next to nothing


def price_state(net, source):
    """Twelve pictures of seed 0, the KL of every number of the code, and what the judge said of all nets."""
    found = record("variational/samples")
    seeds = found["settings"]["seeds"]
    first = {name: [found["cells"][f"{name}/{seed}"]["judged"][0] for seed in seeds] for name in NETS}
    sure = np.array([[run[source]["above"] for run in runs] for runs in first.values()])
    alike = np.array([[max(run[source]["answers"]) for run in runs] for runs in first.values()])
    return {"net": net, "at": list(NETS).index(net), "sure": sure, "alike": alike, "kl": np.array(first[net][0]["kl"]),
            "plain": net.endswith("plain"), "source": source, "rebuilt": first[net][0]["rebuilt"]["above"],
            "pictures": np.array([from_greys(one) for one in first[net][0]["shown"][source]])}  # fmt: skip


def price_setup(drawn, judged, used):
    sheet = kit.canvas(drawn, (0.0, 0.0, 1.0, 0.88), "drawn at random", 6 * 29 - 1, 2 * 29 - 1)
    verdict = kit.axes(judged, (0.13, 0.24, 0.84, 0.64), "judge sure (●), commonest digit (×)", "activation",
                       xlim=(-0.5, 5.5), ylim=(0, 1), xticks=dict(enumerate(SHORT)),
                       yticks=kit.percents(0, 0.5, 1), xlabel="codes of 2 numbers, then of 16")  # fmt: skip
    bars = kit.axes(used, (0.13, 0.22, 0.84, 0.64), "KL of each number of the code, nats", "energy", xlim=(-0.7, 15.7),
                    ylim=(0, 4), xticks={0: "1", 7: "8", 15: "16"}, xlabel="numbers of the code, by KL")  # fmt: skip
    return {"sheet": kit.picture(sheet, 1), "now": kit.chosen(verdict, 22),
            "sure": kit.dots(verdict, "activation", 6),
            "alike": kit.dots(verdict, "error", 6, "x"), "bars": kit.columns(bars, "energy", 16, 11)}  # fmt: skip


def price_update(artists, state):
    kit.fill(artists.sheet, kit.shade(kit.mosaic(state.pictures, 6), levels=7))
    kit.upright(artists.now, state.at)
    for name, shares, aside in (("sure", state.sure, -0.12), ("alike", state.alike, 0.12)):
        artists[name].set_data(np.repeat(np.arange(len(NETS)) + aside, shares.shape[1]), shares.ravel())
    heights = np.zeros(16)
    heights[: len(state.kl)] = 0 if state.plain else np.minimum(state.kl, 4)
    kit.grow(artists.bars, np.round(heights, 2))


def price_sentence(state):
    here, alike = state.sure[state.at], state.alike[state.at]
    yield say("The judge is sure of {share} of the samples; {alike} get the same answer.",
              share=percent(here.mean()), alike=percent(alike.mean()))  # fmt: skip
    yield say("Sure means above 90 %. Over the five seeds it is sure of {sure} %; the commonest answer has {alike} %.",
              sure=mean_range(100 * here, 1), alike=mean_range(100 * alike, 1))  # fmt: skip
    yield say(
        "Of the copies that the net of the first seed makes of test digits it is sure of {rebuilt}.",
        rebuilt=percent(state.rebuilt),
    )
    if not state.plain:
        asleep = int(np.sum(state.kl < ASLEEP))
        yield say("Of {k} numbers of the code {asleep} say nothing: their posterior has collapsed." if asleep else
                  "Every one of the {k} numbers of the code is used.", k=len(state.kl), asleep=asleep)  # fmt: skip


price = Lab(
    name="variational.price",
    title="Digits drawn at random: is the judge sure of them, and are they alike?",
    controls=(
        Choice("net", "code and net", NETS, default="16/1"),
        Choice("source", "codes drawn from", SOURCES, default="standard"),
    ),
    panels=(
        Panel("drawn", "twelve pictures decoded from random codes, the same random numbers for all nets", 350, 140),
        Panel("judged", "for each net and five seeds the share of samples that the judge is sure of, and that of its "
              "commonest answer", 340, 220),
        Panel("used", "the KL of each number of the code on test digits, largest first", 340, 200),
    ),
    compute=price_state, setup=price_setup, update=price_update, read=price_sentence,
    data=("variational/samples",),
)  # fmt: skip
