"""Dares over the labs of the chapter on backpropagation."""

from nbhelpers.backprop.labs import accumulated, playground
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import count, percent, say

RIGHT = 0.95  # of the fresh points


def _no_hidden_layer(data, own, layers, **controls):
    state = playground.state(data=data, own=own, layers=layers, **controls)
    words = say("With {layers} on {task}, {right} of the fresh points are classified correctly.",
                layers=count(layers, "hidden layer"), task="your own points" if own else f"“{SETS[data]}”",
                right=percent(state.right_fresh, 1))  # fmt: skip
    return data == "xor" and not own and layers == 0 and state.right_fresh >= RIGHT, words


def _by_sweeps(**controls):
    state = accumulated.state(**controls)
    single, sweeps = min(state.standard[-1], state.standard_twin[-1]), state.accumulated[-1]
    rounding = " or more: rounding decides its path" if len(state.parted) else ""
    words = say("Accumulated BP ends at E = {sweeps:.4f}, standard BP at {single:.4f}{rounding}.",
                sweeps=sweeps, single=single, rounding=rounding)  # fmt: skip
    return "accumulated" not in state.parted and sweeps < single, words


SETS = playground.control("data").options
no_hidden_layer = Dare(
    name="backprop.no_hidden_layer",
    title="exclusive or, without a hidden layer",
    lab=playground,
    challenge="Have a net without any hidden layer classify at least 95 % of the fresh points of “exclusive or” "
    "correctly.",
    hints=(
        "One unit draws a straight line through its inputs. Which inputs would make a straight line enough?",
        "Points of one class have x₁ and x₂ of the same sign.",
    ),
    check=_no_hidden_layer,
    debrief="The product x₁x₂ has one sign on the one class and the other on the other, so a single unit that is given "
    "it has only to look at its sign. What a hidden layer does is find such inputs by itself.",
)
by_sweeps = Dare(
    name="backprop.by_sweeps",
    title="fewer steps, lower end",
    lab=accumulated,
    challenge="Have accumulated BP, with its one step a sweep, end at a lower E than standard BP.",
    hints=("Standard BP follows each sample alone. How far can a single sample throw the weights?",),
    check=_by_sweeps,
    debrief="At so large a learning rate the step that suits one sample overshoots for the rest, and standard BP takes "
    "one such step after another; the mean gradient of a sweep weighs all samples before it moves. A net that "
    "gives every sample the same extreme answer has E = 0.25, and passes hardly any error back.",
)
DARES = (no_hidden_layer, by_sweeps)
