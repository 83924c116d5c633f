"""The picture of the lab `backprop.graph`: nodes with their values, local derivatives on the edges, messages."""

from matplotlib.patches import Rectangle

from nbhelpers.lab import kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import number

WIDE, HIGH = 64, 36  # pixels of a node
UNIT = {
    "w₁": (34, 354), "x₁": (104, 354), "w₂": (174, 354), "x₂": (244, 354), "p₁": (69, 270), "p₂": (209, 270),
    "θ": (304, 270), "z": (139, 188), "ŷ": (139, 106), "y": (244, 106), "E": (139, 24),
}  # fmt: skip
PLACES = {
    "unit": UNIT,
    "twice": {**{name: at for name, at in UNIT.items() if name not in ("w₁", "w₂")}, "x₁": (34, 354), "w": (139, 354)},
    "net": {
        "x₁": (90, 372), "x₂": (260, 372), "z₁": (90, 286), "z₂": (260, 286), "b₁": (90, 218), "b₂": (260, 218),
        "z": (175, 150), "ŷ": (175, 86), "y": (280, 86), "E": (175, 22),
    },
}  # fmt: skip
ROLES = {"w": "weight", "θ": "weight", "y": "target", "E": "energy"}  # all others are inputs and activations
NODES, EDGES = 11, 11  # the most that one of the graphs has
MIDDLE = {"ha": "center", "va": "center"}


def setup(figure) -> dict:
    """Boxes, lines and empty texts, as many as the largest graph needs."""
    axes = kit.canvas(figure, width=340, ylim=(0, 396))
    axes.set_axis_off()
    kit.note(axes, 216, 31, "above: the value", "activation")
    kit.note(axes, 216, 15, "below: its message", "error")
    return {
        "edges": [kit.line(axes, "muted", zorder=1) for _ in range(EDGES)],
        "behind": [axes.add_patch(Rectangle((0, 0), 0, 0, fc=COLOUR["paper"], lw=0, zorder=2)) for _ in range(EDGES)],
        "factors": [kit.note(axes, 0, 0, role="muted", zorder=3, **MIDDLE) for _ in range(EDGES)],
        "boxes": [kit.rectangle(axes, "muted", zorder=4) for _ in range(NODES)],
        "data": [kit.note(axes, 0, 0, size=12, zorder=5, **MIDDLE) for _ in range(NODES)],
        "messages": [kit.note(axes, 0, 0, role="error", size=12, zorder=5, **MIDDLE) for _ in range(NODES)],
    }


def update(artists: dict, state: dict) -> None:
    """The graph of the state, its values, and the messages that have been sent by this step."""
    places = PLACES[state.graph]
    nodes = [*zip(state.names, state.data, state.messages, strict=True)]
    nodes += [(None, 0, None)] * (NODES - len(nodes))
    for box, value, message, node in zip(artists.boxes, artists.data, artists.messages, nodes, strict=True):
        _show_node(box, value, message, node, places, node[0] in state.sending)
    edges = [*zip(state.edges, state.factors, strict=True)]
    edges += [(None, 0)] * (EDGES - len(edges))
    for line, behind, factor, edge in zip(artists.edges, artists.behind, artists.factors, edges, strict=True):
        _show_edge(line, behind, factor, edge, places, state.sending)


def _show_node(box, value, message, node, places, sending):
    name, data, received = node
    for artist in (box, value, message):
        artist.set_visible(name is not None)
    if name is None:
        return
    (x, y), role = places[name], ROLES.get(name[0] if name[0] == "w" else name, "activation")
    box.set_bounds(x - WIDE / 2, y - HIGH / 2, WIDE, HIGH)
    box.set(edgecolor=COLOUR["error" if sending else "muted"], linewidth=2.4 if sending else 1)
    value.set(text=f"{name} {number(data, 2 + (name == 'E'))}", position=(x, y + 8), color=COLOUR[role])
    message.set(text="" if received is None else number(received, 2), position=(x, y - 9))


def _show_edge(line, behind, factor, edge, places, sending):
    ends, local = edge
    for artist in (line, behind, factor):
        artist.set_visible(ends is not None)
    if ends is None:
        return
    (x0, y0), (x1, y1) = (places[name] for name in ends)
    start, end = (x0, y0 - HIGH / 2), (x1, y1 + HIGH / 2)
    busy, share = ends[1] in sending, 0.3 if ends[0][0] in "wx" else 0.5  # apart from its neighbour
    words = f"× {number(round(local, 3), 2)}"  # room for four digits
    x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
    line.set(data=tuple(zip(start, end, strict=True)), linewidth=2.4 if busy else 1)
    line.set_color(COLOUR["error" if busy else "muted"])
    behind.set_bounds(x - 3.4 * len(words), y - 7, 6.8 * len(words), 14)
    factor.set(text=words, position=(x, y), color=COLOUR["error" if busy else "muted"])
