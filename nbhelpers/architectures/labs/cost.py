"""Lab `architectures.cost`: one large kernel, a stack of small ones, a bottleneck: what each of them costs."""

import numpy as np

from nbhelpers.architectures import kernels
from nbhelpers.architectures.labs.curves import BOX, SIZE, key
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.words import count, large, percent, say

ACROSS = 14  # pixels of the map; every cost of work is this squared times the weights
KERNELS = (3, 5, 7, 9, 11)
NARROW = {"2": "half", "4": "a quarter", "8": "an eighth", "16": "a sixteenth"}


def cost_state(k, channels, narrow):
    """Weights of one k x k, of the 3 x 3 stack with its field, and of the bottleneck; the same for every k."""
    k, few = int(k), max(1, channels // int(narrow))
    every = {
        "one": [kernels.one_kernel(size, channels, ACROSS) for size in KERNELS],
        "stack": [kernels.stacked_kernels(3, (size - 1) // 2, channels, ACROSS) for size in KERNELS],
        "bottleneck": [kernels.bottleneck(size, channels, few, ACROSS) for size in KERNELS],
    }
    at = KERNELS.index(k)
    return {
        "k": k, "channels": channels, "few": few, "layers": (k - 1) // 2,
        **{name: [cost.parameters for cost in costs] for name, costs in every.items()},
        **{f"{name} here": costs[at].parameters for name, costs in every.items()},
        **{f"{name} work": costs[at].multiply_adds for name, costs in every.items()},
        "fields": [every[name][at].field for name in every],
        "even": float((np.sqrt(1 + k**4) - 1) / k**2),
    }  # fmt: skip


LINES = {
    "one": ("weight", "s", "one k × k"),
    "stack": ("activation", "o", "3 × 3 in a row"),
    "bottleneck": ("target", "^", "1 × 1, k × k, 1 × 1"),
}


def cost_setup(weights, narrow):
    axes = kit.axes(weights, BOX, "weights for each pair of channels", xlim=(2.6, 11.4), ylim=(0, 134), xticks=KERNELS,
                    yticks=(0, 50, 100), xlabel="receptive field k")  # fmt: skip
    artists = {}
    for index, (name, (role, marker, label)) in enumerate(LINES.items()):
        artists[name] = kit.line(axes, role, marker=marker, ms=5)
        artists[f"{name} here"] = kit.dots(axes, role, 10, marker)
        key(axes, (3, 3.35, 3.7, 3.95), 126 - 13 * index, label, role, marker)
    axes = kit.axes(narrow, BOX, "bottleneck against one k × k", xlim=(0, 1), ylim=(0, 1.36), yticks=(0, 0.5, 1),
                    xlabel="narrow channels / all channels")  # fmt: skip
    kit.level(axes, 1, "weight", lw=1.4)
    kit.note(axes, 0.02, 1.03, "one k × k", "weight", SIZE)
    return artists | {
        "curve": kit.line(axes, "target"),
        "dot": kit.dots(axes, "target", 10, "^"),
        "even": kit.line(axes, "muted", lw=1.2, ls=(0, (2, 2))),
        "even name": kit.note(axes, 0, 0.04, "", "muted", SIZE, ha="right"),
    }


def cost_update(artists, state):
    k, share = state.k, np.linspace(0, 1, 41)
    for name in LINES:
        artists[name].set_data(KERNELS, np.array(state[name]) / state.channels**2)
        kit.put(artists[f"{name} here"], k, state[f"{name} here"] / state.channels**2)
    artists.curve.set_data(share, (2 * share + k**2 * share**2) / k**2)
    kit.put(artists.dot, state.few / state.channels, state["bottleneck here"] / state["one here"])
    kit.upright(artists.even, state.even)
    artists["even name"].set(text=f"pays below {state.even:.2f} ", x=state.even - 0.01)


def cost_sentence(state):
    one, stack, neck = (state[f"{name} here"] for name in LINES)
    shares = {"stack": percent(stack / one), "neck": percent(neck / one, 0 if neck >= one else 1)}
    k = state.k
    if neck >= one:
        yield say("The bottleneck does not pay: it needs {neck} of the single kernel's weights.", neck=shares["neck"])
    elif k == 3:
        yield say("A bottleneck needs {neck} of the single kernel's weights.", neck=shares["neck"])
    else:
        yield say("Small kernels in a row need {stack} of one large kernel's weights, a bottleneck {neck}.", **shares)
    yield say("To see {k} × {k} pixels, with {channels} in and out, kernels of {k} × {k} need {weights:,} weights and "
              "{work} multiply-adds on {across} × {across} places.",
              k=k, channels=count(state.channels, "channel"), weights=one, work=large(state["one work"]),
              across=ACROSS)  # fmt: skip
    yield say("A stack of 3 × 3 is that kernel itself." if k == 3
              else "In a row, {layers} layers of 3 × 3 need {weights:,} ({share}).",
              layers=state.layers, weights=stack, share=shares["stack"])  # fmt: skip
    yield say("A bottleneck of {channels} needs {weights:,} ({share}).", channels=count(state.few, "channel"),
              weights=neck, share=shares["neck"])  # fmt: skip


cost = Lab(
    name="architectures.cost",
    title="One large kernel, or small ones?",
    controls=(
        Choice("k", "field k × k", {str(k): f"{k} × {k}" for k in KERNELS}, default="5"),
        Range("channels", "channels", 1, 512, default=256, recorded=(1, 16, 64, 256, 512)),
        Choice("narrow", "bottleneck", NARROW, default="4"),
    ),
    panels=(
        Panel("weights", "weights of one kernel, of a stack of 3 x 3 and of a bottleneck, against the field", 346, 280),
        Panel("narrow", "weights of the bottleneck over those of one kernel, against its width", 346, 280),
    ),
    compute=cost_state, setup=cost_setup, update=cost_update, read=cost_sentence,
)  # fmt: skip
