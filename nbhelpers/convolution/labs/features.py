"""Lab `convolution.features`: what the layers of a trained LeNet answer to a digit."""

from functools import lru_cache

import numpy as np

from nbhelpers.convolution.labs.images import DIGITS, digit
from nbhelpers.convolution.trained import trained_lenet
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import article, percent, say
from nbhelpers.nn.mlp import softmax

STAGES = {"conv": "convolution", "norm": "batch norm", "relu": "activation", "pool": "pooling"}


@lru_cache(maxsize=10)
def _answers(image):
    """The output of every layer for this digit."""
    x, found = digit(image)[None, None], []
    for layer in trained_lenet().layers:
        x = layer.forward(x)
        found.append(x[0])
    return found


def features_state(image, stage):
    """The six maps of the first block and the sixteen of the second at this stage; the ten outputs."""
    found, at = _answers(image), list(STAGES).index(stage)
    first, second = found[at], found[4 + at]
    return {
        "image": image, "stage": stage, "x": digit(image), "first": first, "second": second,
        "first active": float((first > 0).mean()), "second active": float((second > 0).mean()),
        "outputs": softmax(found[-1]),
    }  # fmt: skip


def features_setup(one, two, answer):
    artists = {}
    for name, figure, title, wide in (("first", one, "block 1", 57 / 86), ("second", two, "block 2", 1)):
        axes = kit.canvas(figure, (0.01, 0.01, 0.98, 0.87), xlim=(-0.01, wide + 0.01), ylim=(1.01, -0.01))
        axes.set_title(title)
        artists[name] = kit.picture(axes, 1)
        artists[f"{name} size"] = kit.note(axes, wide, -0.035, role="muted", ha="right")
    axes = kit.axes(answer, (0.12, 0.03, 0.56, 0.85), "outputs", xlim=(0, 1), ylim=(9.6, -0.6), xticks=(),
                    yticks=range(10))  # fmt: skip
    artists["bars"] = axes.barh(range(10), np.zeros(10), 0.6, color=COLOUR["activation"], ec=COLOUR["activation"])
    artists["most"] = kit.note(axes, 0, 0, va="center", clip_on=False)
    return artists


def features_update(artists, state):
    for name, columns in (("first", 2), ("second", 4)):
        maps = state[name]
        whole = kit.mosaic(maps, columns) / np.quantile(np.abs(maps), 0.99)
        kit.fill(artists[name], kit.shade(np.round(whole, 6)), cell=1 / max(whole.shape))
        artists[f"{name} size"].set_text(f"{maps.shape[1]} × {maps.shape[2]} each")
    for bar, share in zip(artists.bars, state.outputs, strict=True):
        bar.set_width(share)
    best = int(np.argmax(state.outputs))
    kit.put(artists.most, min(state.outputs[best] + 0.03, 1.02), best)
    artists.most.set_text(percent(state.outputs[best]))


def features_sentence(state):
    best = int(np.argmax(state.outputs))
    yield _headline(state)
    yield say("Above zero are {first} of the first block's numbers and {second} of the second's.",
              first=percent(state["first active"]), second=percent(state["second active"]))  # fmt: skip
    yield say("The net classifies it correctly: as {digit}, with a probability of {share}." if str(best) == state.image
              else "The net classifies it wrongly, as {digit}, with a probability of {share}.",
              digit=article(best), share=percent(state.outputs[best], 1))  # fmt: skip


def _headline(state):
    if state.stage == "conv":
        return say("Each of the six kernels makes a map of its own from the {digit}.", digit=state.image)
    if state.stage == "norm":
        return say("Batch norm shifts and scales each map; the shapes in it stay.")
    if state.stage == "relu":
        return say("ReLU sets {share} of the first block's numbers to zero.",
                   share=percent(1 - state["first active"]))  # fmt: skip
    return say("Pooling keeps the largest of every four: the maps are half as wide.")


features = Lab(
    name="convolution.features",
    title="The maps inside a trained LeNet, stage by stage",
    controls=(
        Choice("image", "digit", DIGITS, default="3", recorded=("0", "3", "4", "7", "8")),
        Choice("stage", "the maps after", STAGES, default="relu"),
    ),
    panels=(
        Panel("first", "the six maps of the first block; teal above zero, grey below", width=180, height=300),
        Panel("second", "the sixteen maps of the second block", width=260, height=300),
        Panel("answer", "how sure the net is of each digit", width=200, height=300),
    ),
    compute=features_state, setup=features_setup, update=features_update, read=features_sentence,
    data=("convolution/lenet_weights",),
)  # fmt: skip
