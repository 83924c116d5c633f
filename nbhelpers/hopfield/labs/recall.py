"""Lab `hopfield.recall`: a noisy pattern falls back into memory, unit by unit."""

import math
from functools import lru_cache

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from nbhelpers import hopfield
from nbhelpers.hopfield import dense
from nbhelpers.hopfield.patterns import add_noise, letters, typical_digits, unlike_digits
from nbhelpers.lab import Choice, Lab, Panel, Pixels, Range, Seed, Time, kit
from nbhelpers.lab.kit import boxes
from nbhelpers.lab.kit.cells import cells, dots, outline, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import change, count, say
from nbhelpers.nn import photographs

LAST = 1600
JUST = 40  # units updated last whose flips are marked
LETTERS = "PLSXNZTOHE"
SIZE, THUMB, STEP = 180, 20, 22  # pixels: the large pictures, the small ones, from one small one to the next
DEPTHS = (-1.75, 0.1)  # the energies in view, in depths of the stored pattern

LEGEND = (("agrees", "activation"), ("differs (dot: ink missing)", "error"), ("turned just now", "ink"))

PATTERNS = {
    **{str(digit): f"digit {digit} (unlike digits stored)" for digit in range(10)},
    **{f"typical-{digit}": f"digit {digit} (typical digits stored)" for digit in range(10)},
    **{letter: f"letter {letter} (letters stored)" for letter in LETTERS},
}


NETS = {"classic": "classic (squares)", "dense": "dense (exponential): see the last section"}


PAPER = {"rows": 20, "columns": 20, "corners": ((0, SIZE), (SIZE, 0)), "first": {"asked": 0}}
DRAWN = Pixels("drawn", "pixels you turned over", panel="present", **PAPER)
OWN = Pixels("own", "your own pattern to store: pixels inked", panel="memory", brush=2, picture=photographs.pattern,
             **PAPER)  # fmt: skip


@lru_cache(maxsize=8)
def _family(cue, own):
    """(names, patterns) of the ten from which the net is filled; a drawing takes the place of the pattern to recall."""
    if cue in LETTERS:
        names, family = tuple(LETTERS), letters(LETTERS)
    else:
        names, family = tuple("0123456789"), typical_digits() if "typical" in cue else unlike_digits()
    if own:
        first, family = _place(cue, names), family.copy()
        names = (*names[:first], "drawing", *names[first + 1 :])
        family[first] = np.where(_by_hand(OWN, own, family[first].size), 1.0, -1.0)
    return names, family


def _place(cue, names):
    return names.index(cue.removeprefix("typical-"))


@lru_cache(maxsize=8)
def _weights(cue, own, stored):
    return hopfield.store(_family(cue, own)[1][list(stored)])


@lru_cache(maxsize=64)
def _run(cue, net, count, noise, own, drawn, seed):
    """The start, all flips and the net's view of the pattern: everything but the present moment."""
    names, family = _family(cue, own)
    first = _place(cue, _family(cue, "")[0])
    stored = [(first + further) % 10 for further in range(count)]
    rng = np.random.default_rng(seed)
    by_hand = _by_hand(DRAWN, drawn, family[first].size)
    start = np.where(by_hand, -1, 1) * add_noise(family[first], noise, rng)
    kept, weights = family[stored], _weights(cue, own, tuple(stored))
    flips, energies = _fallen(net, kept, weights, start, family[first], rng)
    return names, family, first, stored, by_hand, start, flips, energies


def _fallen(net, kept, weights, start, pattern, rng):
    """(flips, (E of the start, E of the pattern)) in the classic or the dense net."""
    if net == "dense":
        flips = tuple(dense.recall(kept, start, rng, dense.EXP))
        return flips, tuple(dense.energy(kept, x, dense.EXP) for x in (start, pattern))
    flips = tuple(hopfield.recall(weights, start, rng))
    return flips, tuple(hopfield.energy(weights, x) for x in (start, pattern))


def _by_hand(sheet, drawn, units):
    """Which units the reader marked on a sheet; a letter's unit covers several pixels of the drawing."""
    side, marks = math.isqrt(units), sheet.unpack(drawn)
    return marks.reshape(side, 20 // side, side, 20 // side).any(axis=(1, 3)).ravel()


def recall_state(cue, net, patterns, noise, own, drawn, seed, asked):
    """The net after `asked` updates of a unit, and the whole descent of its energy."""
    run = _run(cue, net, patterns, noise, own, drawn, seed)
    names, family, first, stored, by_hand, start, flips, (E_start, E_stored) = run
    done = [flip for flip in flips if flip.visit <= asked]
    x = done[-1].state if done else start
    visits = np.array([0, *(flip.visit for flip in flips)])
    energies = np.array([E_start, *(flip.energy for flip in flips)])
    overlaps = np.full(10, 0.0)
    overlaps[stored] = family[stored] @ x / len(x)
    just = np.zeros(len(x), dtype=bool)
    just[[flip.unit for flip in done if flip.visit > asked - JUST]] = True
    return {
        "net": net, "name": names[first], "names": list(names), "first": first, "count": patterns, "noise": noise,
        "by_hand": int(by_hand.sum()), "own": bool(own), "asked": asked,
        "turned": len(done), "rest": len(done) == len(flips),
        "family": family, "stored": [index in stored for index in range(10)],
        "pattern": family[first], "x": x, "just": just, "overlaps": overlaps,
        "visits": visits, "depths": energies / -E_stored, "energy": float(energies[len(done)]),
        "E_start": E_start, "E_stored": E_stored,
    }  # fmt: skip


def recall_setup(memory, present, fall):
    return {**_memory_setup(memory), **_present_setup(present), **_fall_setup(fall)}


def _memory_setup(figure):
    sheet = _sheet(figure, "stored")
    artists = {
        "pattern": cells(sheet, COLOUR["target"]),
        "thumbs": [cells(sheet, COLOUR["target"]) for _ in range(10)],
        "marked": sheet.add_patch(Rectangle((0, 0), THUMB + 2, 2, color=COLOUR["target"], clip_on=False)),
    }
    kit.line(sheet, "muted", (0, 10 * STEP), (-68, -68), lw=0.8, clip_on=False)
    kit.note(sheet, 0, -106, "how much the net resembles each", "muted", va="center")
    artists["overlaps"] = boxes.boxes(sheet, facecolor=COLOUR["activation"], clip_on=True)
    return artists


def _present_setup(figure):
    sheet = _sheet(figure, "the net now")
    artists = {"right": cells(sheet, COLOUR["activation"])}
    artists["wrong"], artists["missing"] = cells(sheet, COLOUR["error"]), cells(sheet, COLOUR["error"])
    framed = dict(fill=False, edgecolor=COLOUR["ink"], lw=1.4, clip_on=False, snap=False)
    artists["just"] = sheet.add_patch(PathPatch(Path(np.empty((0, 2))), **framed))
    for row, (text, role) in enumerate(LEGEND):
        y = -26 - 20 * row
        style = dict(fill=role != "ink", facecolor=COLOUR[role], edgecolor=COLOUR[role], lw=1.4 * (role == "ink"))
        sheet.add_patch(Rectangle((1, y - 5), 9, 9, **style))
        kit.note(sheet, 18, y, text, va="center")
    return artists


def _sheet(figure, title):
    """The large picture between (0, 0) and (SIZE, SIZE), small things below."""
    sheet = kit.sheet(figure, 3.5, SIZE + 26.5)  # the half puts the strokes of a digit's cells on whole pixels
    sheet.text(0, SIZE + 14, title, va="center")
    kit.rectangle(sheet, "grid", -1, -1, SIZE + 2, SIZE + 2)
    return sheet


def _fall_setup(figure):
    axes = kit.axes(figure, (0.1, 0.25, 0.82, 0.666), "energy E", "energy", xlabel="units updated", xlim=(0, LAST),
                    ylim=DEPTHS, xticks=(0, 400, 800, 1200, 1600), yticks=(0,))  # fmt: skip
    kit.level(axes, -1, "target")
    kit.note(axes, LAST, -0.97, "the stored pattern's own E", "target", ha="right")
    return {
        "curve": kit.line(axes, "energy", lw=1.4, alpha=0.66),
        "fallen": kit.line(axes, "energy", lw=2.4),
        "now": cells(axes, COLOUR["energy"], lw=9, capstyle="round"),
    }


def recall_update(artists, state):
    side = int(len(state.x) ** 0.5)
    pattern, x = (state[key].reshape(side, side) > 0 for key in ("pattern", "x"))
    _show_memory(artists, state, pattern, side)
    show(artists.right, pattern & x, SIZE, top=SIZE)
    show(artists.wrong, x & ~pattern, SIZE, top=SIZE)
    show(artists.missing, pattern & ~x, SIZE, top=SIZE, gap=SIZE / side * 0.7)
    outline(artists.just, state.just.reshape(side, side), SIZE, top=SIZE)
    visits, depths = _thin(state.visits, state.depths)
    artists.curve.set_data([*visits, LAST], [*depths, depths[-1]])
    here = np.interp(state.asked, state.visits, np.arange(len(state.visits)))
    dots(artists.now, state.asked, state.depths[int(here)])
    past = visits <= state.asked
    artists.fallen.set_data([*visits[past], state.asked], [*depths[past], state.depths[int(here)]])


def _show_memory(artists, state, pattern, side):
    show(artists.pattern, pattern, SIZE, top=SIZE)
    for index, thumb in enumerate(artists.thumbs):
        small = state.family[index].reshape(side, side) > 0
        show(thumb, small & state.stored[index], THUMB, left=index * STEP + 0.5, top=-13.5, gap=0)
    artists.marked.set_xy((state.first * STEP - 1, -40))
    bars = [(place * STEP + 4, 24 * m - 68) for place, m in enumerate(state.overlaps) if m]
    boxes.show(artists.overlaps, [(left, -68, left + 12, end) for left, end in bars])


def _thin(visits, depths, most=36):
    """At most `most` of the points, the first and the last among them."""
    keep = np.unique(np.linspace(0, len(visits) - 1, most).astype(int))
    return visits[keep], depths[keep]


def recall_sentence(state):
    wrong = int(np.sum(state.x != state.pattern))
    yield from _rest(state, wrong) if state.rest else _fall(state, wrong)
    if state.own:
        yield say("Your drawing alone is stored." if state.count == 1 else
                  "Your drawing is stored beside {others}.", others=count(state.count - 1, "other"))  # fmt: skip
    if state.by_hand:
        yield say("You turned over {pixels} by hand.", pixels=count(state.by_hand, "pixel"))
    yield say("The net of {units} units has made {flips} in {updates}.",
              units=len(state.x), flips=count(state.turned, "flip"), updates=count(state.asked, "update"))  # fmt: skip
    yield _energy(state)


def _fall(state, wrong):
    if state.turned or wrong:
        yield say("The net is still falling, {pixels} away from the stored {name}." if state.turned else
                  "The net is at its start, {pixels} away from the stored {name}.",
                  pixels=count(wrong, "pixel"), name=state.name)  # fmt: skip
    else:
        yield say("The net starts in the stored {name}, but can't stay there.", name=state.name)


def _rest(state, wrong):
    """What the state at rest is: the memory, its negative, another memory or a mixture."""
    name, m = state.name, state.overlaps[np.argmax(np.abs(state.overlaps))]
    if wrong == 0:
        yield say("The net has recalled the stored {name}: every pixel is right." if state.turned else
                  "No unit turns: the stored {name} is at rest.", name=name)  # fmt: skip
    elif wrong == len(state.x):
        yield say("The net rests in the negative of the {name}: every pixel is wrong.", name=name)
        yield say("The negative is exactly as deep as the {name} itself.", name=name)
    elif abs(m) == 1:
        yield say("The net rests in another memory: the {other}, not the {name}." if m > 0 else
                  "The net rests in the negative of another memory, the {other}.",
                  other=_nearest(state), name=name)  # fmt: skip
    else:
        yield say("The net rests in a state nobody stored, {pixels} away from the {name}.",
                  pixels=count(wrong, "pixel"), name=name)  # fmt: skip
        yield say("It is most like the {other}: overlap {m:.3g}." if m > 0 else
                  "It is most like the negative of the {other}: overlap {m:.3g} with the {other}.",
                  other=_nearest(state), m=m)  # fmt: skip


def _nearest(state):
    """The name of the memory with the largest overlap, of either sign."""
    return state.names[np.argmax(np.abs(state.overlaps))]


def _energy(state):
    start, here = state.E_start, state.energy
    if not state.turned:
        return say("E stays at {here:.1f}." if state.rest else "E is {here:.1f} and will fall.", here=here)
    return say("E fell {change}." if state.rest else "E fell {change} and goes on falling.",
               change=change(start, here, 1))  # fmt: skip


recall = Lab(
    name="hopfield.recall",
    title="A noisy pattern falls back into memory",
    controls=(
        Choice("cue", "pattern to recall", PATTERNS, default="3", recorded=("3", "typical-3", "S")),
        Choice("net", "net", NETS, default="classic"),
        Range("patterns", "patterns stored P", 1, 10, default=6, recorded=(3, 6, 10)),
        Range("noise", "share of units turned over", 0.0, 1.0, default=0.25, recorded=(0.25, 0.45, 0.6)),
        DRAWN,
        OWN,
        Seed("seed", "seed", recorded=1),
        Time("asked", "units updated", last=LAST, default=200,
             recorded=(0, 50, 100, 150, 200, 250, 300, 400, 800, 1600)),
    ),
    panels=(
        Panel("memory", "the stored pattern, large; all stored ones, small, and the net's overlap with each", 222, 320),
        Panel("present", "the net now: units that agree with the stored pattern, and those that do not", 190, 320),
        Panel("fall", "the energy against the number of units updated, beside the stored pattern's own", 250, 320),
    ),
    compute=recall_state, setup=recall_setup, update=recall_update, read=recall_sentence,
)  # fmt: skip
