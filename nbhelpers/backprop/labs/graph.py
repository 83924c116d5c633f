"""Lab `backprop.graph`: a computational graph, its local derivatives, and the messages that pass back through it."""

from functools import partial

from nbhelpers.backprop import autograd
from nbhelpers.backprop.autograd import Value, sigmoid
from nbhelpers.backprop.example import START
from nbhelpers.backprop.labs.graph_picture import setup, update
from nbhelpers.lab import Choice, Lab, Panel, Range, Time
from nbhelpers.lab.words import listed, number, say

WEIGHTS = {"unit": ("w₁", "w₂", "θ"), "twice": ("w", "θ"), "net": ("x₁", "x₂")}  # where the messages end
LAST = 6


def linear(*parts, less=0.0) -> Value:
    """The sum of coefficient times value over the parts (value, coefficient), less a number."""
    data = sum(coefficient * value.data for value, coefficient in parts) - less
    return Value(data, [(value, partial(lambda c, g: c * g, coefficient)) for value, coefficient in parts])


def half_square(y: Value, y_hat: Value) -> Value:
    """E = 1/2 (y - y_hat)^2."""
    miss = y.data - y_hat.data
    return Value(miss**2 / 2, ((y, lambda g: g * miss), (y_hat, lambda g: -g * miss)))


def ended(nodes: dict) -> dict:
    """The nodes with what every graph ends in: the sigmoid of z, the target, and the loss."""
    y_hat = sigmoid(nodes["z"])
    return {**nodes, "ŷ": y_hat, "E": half_square(nodes["y"], y_hat)}


def unit(x1, x2, w1, w2, theta, y, shared=False) -> dict:
    """One unit, z = w1 x1 + w2 x2 - theta, by the names of its nodes; `shared`: with the weight w1 for both inputs."""
    given = {"x₁": x1, "x₂": x2, "θ": theta, "y": y} | ({"w": w1} if shared else {"w₁": w1, "w₂": w2})
    nodes = {name: Value(float(value)) for name, value in given.items()}
    nodes["p₁"] = nodes["w" if shared else "w₁"] * nodes["x₁"]
    nodes["p₂"] = nodes["w" if shared else "w₂"] * nodes["x₂"]
    nodes["z"] = linear((nodes["p₁"], 1.0), (nodes["p₂"], 1.0), (nodes["θ"], -1.0))
    return ended(nodes)


def net(x1, x2, w1, w2, theta, y) -> dict:
    """The chapter's net of two hidden units; the weights of the first layer are those of the example."""
    nodes = {"x₁": Value(float(x1)), "x₂": Value(float(x2)), "y": Value(float(y))}
    for h, name in enumerate("₁₂"):
        parts = ((nodes["x₁"], START.v[0, h]), (nodes["x₂"], START.v[1, h]))
        nodes[f"z{name}"] = linear(*parts, less=START.gamma[h])
    nodes["b₁"], nodes["b₂"] = sigmoid(nodes["z₁"]), sigmoid(nodes["z₂"])
    nodes["z"] = linear((nodes["b₁"], w1), (nodes["b₂"], w2), less=theta)
    return ended(nodes)


GRAPHS = {"unit": unit, "twice": partial(unit, shared=True), "net": net}


def turns(name: str, nodes: dict) -> list[tuple[str, ...]]:
    """Who sends at each step: the values in reverse order, the two units of a hidden layer together."""
    if name == "net":
        return [("E",), ("ŷ",), ("z",), ("b₁", "b₂"), ("z₁", "z₂")]
    names = {id(value): name for name, value in nodes.items()}
    return [(names[id(value)],) for value in reversed(autograd.graph(nodes["E"])) if value.parents]


def received(nodes: dict, senders) -> dict:
    """The message at each node, None where none has arrived, once the senders have sent theirs."""
    names = {id(value): name for name, value in nodes.items()}
    found = dict.fromkeys(nodes) | {"E": 1.0}
    for sender in senders:
        for parent, back in nodes[sender].parents:
            name = names[id(parent)]
            found[name] = (found[name] or 0.0) + float(back(found[sender]))
    return found


def state(graph: str, step: int, **values) -> dict:
    """Values and local derivatives of the graph, and the messages that have been sent before and at this step."""
    nodes = GRAPHS[graph](**values)
    names, order = {id(value): name for name, value in nodes.items()}, turns(graph, nodes)
    messages = received(nodes, [sender for turn in order[: max(step - 1, 0)] for sender in turn])
    edges = [(names[id(parent)], name, back(1.0)) for name, value in nodes.items() for parent, back in value.parents]
    return {
        "graph": graph, "step": step, "names": tuple(nodes), "data": [float(one.data) for one in nodes.values()],
        "messages": [messages[name] if step else None for name in nodes],
        "sending": order[step - 2] if step > 1 else (),
        "edges": [ends for *ends, _ in edges], "factors": [float(local) for *_, local in edges],
    }  # fmt: skip


def read(state: dict):
    """What this step sends, in words; then the numbers."""
    value = dict(zip(state.names, state.data, strict=True))
    message = dict(zip(state.names, state.messages, strict=True))
    if state.step == 0:
        yield say("Forward: the output is {y_hat:.2f}, and the target {y:g}.", y_hat=value["ŷ"], y=value["y"])
        yield say("The loss is E = {E:.4f}. On each edge stands a local derivative.", E=value["E"])
    elif state.step == 1:
        yield say("The way back begins at E: its message is 1.")
        yield say("That is how fast E changes with E itself.")
    else:
        yield from (_to_output, _to_pre_activation, _to_terms, _further, _to_the_end)[state.step - 2](state, message)


def _to_output(state, message):
    if message["ŷ"] == 0:
        yield say("The output is right: no message.")
    else:
        yield say("The output should have been larger." if message["ŷ"] < 0 else
                  "The output should have been smaller.")  # fmt: skip
    yield say("The derivative of E with respect to ŷ is ŷ − y = {m}; y receives its opposite.",
              m=number(message["ŷ"]))  # fmt: skip


def _to_pre_activation(state, message):
    slope = state.factors[[tuple(ends) for ends in state.edges].index(("z", "ŷ"))]
    yield say("The sigmoid is saturated: hardly any message gets through." if slope < 0.02 else
              "Through the sigmoid, the message is multiplied by its slope, {slope}.",
              slope=number(slope, 2))  # fmt: skip
    yield say("The slope is ŷ(1 − ŷ) = {slope}, and the message at the pre-activation z is {m}.",
              slope=number(slope), m=number(message["z"]))  # fmt: skip


def _to_terms(state, message):
    m = number(message["z"])
    if state.graph == "net":
        yield say("Each hidden unit receives the message times its own weight.")
        yield say("The message at z is {m}; {one} arrives at b₁ and {two} at b₂.", m=m, one=number(message["b₁"]),
                  two=number(message["b₂"]))  # fmt: skip
    else:
        yield say("A sum hands its message on unchanged; only for the threshold does the sign turn.")
        yield say("Both products receive {m}; the threshold receives {theta}, which is its derivative.",
                  m=m, theta=number(message["θ"]))  # fmt: skip


def _further(state, message):
    if state.graph == "net":
        yield say("Each hidden unit multiplies by the slope of its own sigmoid.")
        yield say("The errors of the hidden units are e₁ = {one} and e₂ = {two}.", one=number(message["z₁"]),
                  two=number(message["z₂"]))  # fmt: skip
    elif state.graph == "twice":
        yield say("The weight has the message from one product, but not yet from the other.")
        yield say("So far it is {m}: what arrived at the product, times its input x₂.", m=number(message["w"]))
    else:
        yield say("A product multiplies the message by its other factor.")
        yield say("So w₂ receives the message times x₂, which is {m}.", m=number(message["w₂"]))


def _to_the_end(state, message):
    if state.graph == "unit":
        yield say("One pass back, and every derivative is there.")
    else:
        yield say("The weight is used twice: its two messages add up." if state.graph == "twice" else
                  "Each input is used twice: its two messages add up.")  # fmt: skip
    yield say("The derivatives of E are {all}.",
              all=listed(f"{number(message[name])} for {name}" for name in WEIGHTS[state.graph]))  # fmt: skip


graph = Lab(
    name="backprop.graph",
    title="Messages pass back through a graph",
    controls=(
        Choice("graph", "graph", {"unit": "one unit", "twice": "one weight, used twice", "net": "two hidden units"},
               default="unit"),
        Time("step", "step", LAST, default=4),
        Range("w1", "weight w₁", -6.0, 6.0, default=0.7, step=0.1, recorded=(-5.0, -2.0, 0.7, 2.0)),
        Range("w2", "weight w₂", -6.0, 6.0, default=-0.6, step=0.1, recorded=(-3.0, -0.6, 3.0)),
        Range("x1", "input x₁", -2.0, 2.0, default=1.0, step=0.1, recorded=(1.0,)),
        Range("x2", "input x₂", -2.0, 2.0, default=0.5, step=0.1, recorded=(0.5,)),
        Range("theta", "threshold θ", -2.0, 2.0, default=0.2, step=0.1, recorded=(0.2,)),
        Range("y", "target y", 0.0, 1.0, default=1.0, step=0.1, recorded=(0.0, 1.0)),
    ),
    panels=(Panel("net", "the graph: values, local derivatives on the edges, messages in vermilion", 340, 396),),
    compute=state, setup=setup, update=update, read=read,
)  # fmt: skip
