"""Lab `architectures.walk`: through a classic net, layer by layer: shape, parameters, work, receptive field."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.architectures import NETS, spec
from nbhelpers.lab import Choice, Lab, Panel, Time, kit
from nbhelpers.lab.kit.boxes import boxes, halftone, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import large, percent, say

LAST = max(len(spec.summary(net)) for net in NETS.values())
RECORDED = ("LeNet-5", "AlexNet", "VGG-16", "GoogLeNet", "ResNet-18", "ResNet-50", "ResNet-152")
WIDTH, HEIGHT = 346.0, 250.0
MIDDLE, SIDE = 125.0, 194.0  # of the whole input picture, in pixels of its panel


@cache
def rows_of(name: str):
    """The input and every layer of the net."""
    net = NETS[name]
    return (spec.input_row(net.input), *spec.summary(net))


def walk_state(net, layer):
    """Sizes, channels and costs of every layer, and which one the walker stands on (the last, if there is no more)."""
    rows = rows_of(net)
    at = min(layer, len(rows) - 1)
    here, before = rows[at], rows[max(at - 1, 0)]
    parameters, work = ([getattr(row, what) for row in rows] for what in ("parameters", "multiply_adds"))
    return {
        "net": net, "asked": layer, "at": at, "layers": len(rows) - 1, "name": here.name, "kind": here.kind,
        "shape": list(here.shape), "from": list(before.shape), "field": here.field, "input": rows[0].shape[1],
        "sizes": [row.shape[1] for row in rows], "channels": [row.shape[0] for row in rows],
        "parameters": parameters, "work": work,
        "parameters so far": sum(parameters[: at + 1]), "work so far": sum(work[: at + 1]),
    }  # fmt: skip


def blocks(state):
    """(left, bottom, right, top) of every layer: as high as log2 of its size, as wide as log2 of its channels."""
    heights = [12 + 20.0 * np.log2(size) for size in state.sizes]
    widths = np.array([1.0 + np.log2(channels) for channels in state.channels])
    room = WIDTH - 12.0
    gap = min(6.0, 0.35 * room / len(widths))
    widths *= (room - gap * (len(widths) - 1)) / widths.sum()
    lefts = 6.0 + np.concatenate([[0.0], np.cumsum(widths + gap)[:-1]])
    return [(float(x), 118 - h / 2, float(x + w), 118 + h / 2) for x, w, h in zip(lefts, widths, heights, strict=True)]


def walk_setup(net, cost, field):
    return {**_net(net), **_costs(cost), **_field(field)}


def _net(figure):
    axes = kit.bare(figure, (0, WIDTH), (0, HEIGHT))
    kit.note(axes, 4, 234, "the net: height for pixels, width for channels (log scales)", size=11.5)
    return {
        "rest": boxes(axes, facecolor="none", edgecolor=COLOUR["muted"], linewidth=0.9),
        "done": boxes(axes, facecolor=COLOUR["activation"], alpha=0.35),
        "here": boxes(axes, facecolor=COLOUR["activation"]),
        "shape": kit.note(axes, 0, 12, "", "activation", 12.5, ha="center"),
    }


def _costs(figure):
    axes = kit.bare(figure, (0, WIDTH), (0, HEIGHT))
    kit.note(axes, 4, 234, "share of all parameters", "weight", 11.5)
    kit.note(axes, 4, 6, "share of all multiply-adds", size=11.5)
    kit.line(axes, "muted", [4, WIDTH - 4], [118, 118], lw=0.8)
    artists = {}
    for name, role in (("parameters", "weight"), ("work", "ink")):
        artists[f"{name} bars"] = boxes(axes, facecolor=COLOUR[role], alpha=0.4)
        artists[f"{name} bar"] = boxes(axes, facecolor=COLOUR[role])
        artists[f"{name} share"] = kit.note(axes, 0, 0, "", role, 11.5, ha="center")
    return artists


def _field(figure):
    axes = kit.bare(figure, (0, 2 * MIDDLE), (0, HEIGHT))
    kit.note(axes, 4, 234, "what one unit sees of the picture", size=11.5)
    (frame,) = _square(SIDE)
    digit = halftone(datasets.mnist().train_images[7].reshape(28, 28), SIDE, frame[0], frame[3])
    show(boxes(axes, facecolor=COLOUR["muted"], alpha=0.5), digit)
    show(boxes(axes, facecolor="none", edgecolor=COLOUR["muted"], linewidth=0.9), [frame])
    return {
        "field": boxes(axes, facecolor=COLOUR["activation"], alpha=0.25),
        "frame": boxes(axes, facecolor="none", edgecolor=COLOUR["activation"], linewidth=2.0),
        "pixels": kit.note(axes, MIDDLE, 6, "", "activation", 12, ha="center"),
    }


def _square(side):
    return [(MIDDLE - side / 2, MIDDLE - side / 2, MIDDLE + side / 2, MIDDLE + side / 2)]


def walk_update(artists, state):
    at, places = state.at, blocks(state)
    middle = (places[at][0] + places[at][2]) / 2
    show(artists.done, places[:at])
    show(artists.here, places[at : at + 1])
    show(artists.rest, places[at + 1 :])
    artists.shape.set(text=f"{state.name}: {_shape(state.shape)}", x=min(max(middle, 95), WIDTH - 95))
    for name, sign in (("parameters", 1), ("work", -1)):
        shares = np.array(state[name]) / sum(state[name])
        tops = 118 + sign * 104 * shares
        bars = [(left, 118, right, top) for (left, _, right, _), top in zip(places, tops, strict=True)]
        show(artists[f"{name} bars"], bars[:at] + bars[at + 1 :])
        show(artists[f"{name} bar"], bars[at : at + 1])
        artists[f"{name} share"].set_text(percent(shares[at], 1))
        kit.put(artists[f"{name} share"], min(max(middle, 30), WIDTH - 30), tops[at] + (4 if sign > 0 else -13))
    for name in ("field", "frame"):
        show(artists[name], _square(SIDE * min(state.field / state.input, 1.0)))
    artists.pixels.set_text(f"{min(state.field, state.input)} of {state.input} pixels across")


def _shape(shape) -> str:
    return f"{shape[0]} × {shape[1]} × {shape[2]}" if shape[1] > 1 else f"{shape[0]} values"


def walk_sentence(state):
    parameters, work = sum(state.parameters), sum(state.work)
    if state.at == 0:
        yield say("A picture arrives; {layers} steps lie ahead of it.", layers=state.layers)
        yield say("{net} takes pictures of {shape}, with {parameters:,} parameters and {work} multiply-adds.",
                  net=state.net, shape=_shape(state.shape), parameters=parameters, work=large(work))  # fmt: skip
        return
    own, done = state.parameters[state.at], state.work[state.at]
    if own or done:
        yield say("This step holds {parameters} of all parameters and does {work} of the work.",
                  parameters=percent(own / parameters, 1), work=percent(done / work, 1))  # fmt: skip
    else:
        yield say("This step has no parameters and multiplies nothing.")
    yield from _place(state)
    if own or done:
        yield say("The step has {own:,} parameters and takes {work} multiply-adds.", own=own, work=large(done))
    yield say("The field of a unit, {field} × {field} pixels, covers the whole picture." if state.field >= state.input
              else "A unit sees {field} × {field} pixels of {input} × {input}.",
              field=state.field, input=state.input)  # fmt: skip


def _place(state):
    """Where the walker stands, and what happens there."""
    yield say("In {net}, step {at} of {layers} is {name} ({kind}), which turns {before} into {after}.", net=state.net,
              at=state.at, layers=state.layers, name=state.name, kind=state.kind, before=_shape(state["from"]),
              after=_shape(state.shape))  # fmt: skip
    if state.asked > state.layers:
        yield say("Here {net} ends.", net=state.net)


walk = Lab(
    name="architectures.walk",
    title="Walk through a net",
    controls=(
        Choice("net", "net", {name: name for name in NETS}, default="AlexNet", recorded=RECORDED),
        Time("layer", "step", last=LAST, default=9),
    ),
    panels=(
        Panel("net", "the layers of the net as blocks, the present one filled, its shape below", 346, 250),
        Panel("cost", "every layer's share of the parameters, upward, and of the multiply-adds, downward", 346, 250),
        Panel("field", "the input picture, and the square of it that one unit of this layer sees", 250, 250),
    ),
    compute=walk_state, setup=walk_setup, update=walk_update, read=walk_sentence,
)  # fmt: skip
