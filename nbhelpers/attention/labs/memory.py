"""Lab `attention.memory`: the memory task once more; how far back the nets remember, and where a head looks."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.attention import heads, one_head, recall
from nbhelpers.lab import Choice, Lab, Panel, Seed, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent, say
from nbhelpers.recurrent.recall_task import CHATTER, LETTERS

TASKS = {"apart": "other letters", "alike": "the same four letters"}
POSITIONS = {"none": "none", "sinusoids": "sinusoids"}
LOOKS = {"none": ("activation", "s", (1, 0)), "sinusoids": ("activation", "o", (4, 1.5)),
         "RNN 1.5": ("weight", "", (1, 0)), "LSTM 5": ("energy", "", (4, 1.5))}  # fmt: skip
NAMES = {"none": "head, no codes", "sinusoids": "head, sinusoids (dashed)", "RNN 1.5": "RNN", "LSTM 5": "LSTM"}
ALONE = {"none": 0.55, "sinusoids": 0.9}  # heights of their names where no rival is shown
DISTANCES, GUESS = (5, 20, 40, 80), 0.25
PLACES = heads.DISTANCE + 1


@cache
def measured(task, net):
    """Success after 600 updates, (distances, seeds); None where nothing was measured."""
    here, there = datasets.record("attention/recall"), datasets.record("recurrent/memory")["cells"]
    if net not in here["settings"]["nets"][task]:
        return None

    def runs(distance):
        found = [here["cells"].get(f"{task}/{net}/{distance}/{seed}") for seed in range(5)]
        if found[0]:
            return [cell["success"][1] for cell in found]
        return [there[f"{recall.RIVALS[net]}/{net}/{distance}/{seed}"]["success"] for seed in range(5)]

    return np.array([runs(distance) for distance in DISTANCES])


def memory_state(task, positions, seed):
    """Success of all nets at this task; the weights of a trained head for four sequences that differ in the letter."""
    net, rng = heads.head(task, positions), np.random.default_rng(seed)
    x, _ = recall.sequences(heads.DISTANCE, 1, rng, task)
    x = np.repeat(x, 4, axis=1)
    x[0] = np.eye(recall.SYMBOLS)[:4]
    seen = one_head.forward(net, x)
    runs = {name: measured(task, name) for name in NAMES}
    return {
        "task": task, "positions": positions, "p": seen.head.p[:, 0], "answers": seen.y_hat.argmax(axis=-1),
        "said": "".join((LETTERS + CHATTER)[k] for k in x[:, 0].argmax(axis=-1)), "runs": runs,
    }  # fmt: skip


def memory_setup(success, looks):
    axes = kit.axes(success, (0.15, 0.16, 0.81, 0.72), "letter named correctly", xscale="log", xlim=(4.6, 87),
                    xticks=DISTANCES, xlabel="distance τ", ylim=(0, 1.04), yticks=kit.percents(0, 0.5, 1))  # fmt: skip
    kit.level(axes, GUESS)
    kit.note(axes, 80, GUESS - 0.03, "guessing", "muted", va="top", ha="right")
    sheet = kit.canvas(looks, (0.06, 0.12, 0.93, 0.68), width=PLACES, height=4)
    kit.note(looks, 0.03, 0.92, "where the last place looks, for each first letter", "weight", 12)
    for row, letter in enumerate(LETTERS):
        kit.note(sheet, -0.35, row + 0.5, letter, "ink", 12, ha="right", va="center")
    sheet.spines[:].set(visible=True, color=COLOUR["grid"])
    return {
        "lines": [kit.line(axes, role, lw=1.6, marker=marker, ms=5, dashes=dashes)
                  for role, marker, dashes in LOOKS.values()],
        "names": [kit.note(axes, 5, 0, "", look[0]) for look in LOOKS.values()],
        "image": kit.picture(sheet, 4),
        "symbols": [kit.note(sheet, t + 0.5, 4.15, "", "muted", ha="center", va="top") for t in range(PLACES)],
        "answers": [kit.note(sheet, PLACES - 0.2, row + 0.5, "", "ink", ha="right", va="center") for row in range(4)],
    }  # fmt: skip


def memory_update(artists, state):
    rows = [name for name in NAMES if state.runs[name] is not None]
    ends = {name: state.runs[name].mean(axis=1) for name in rows}
    for name, line, label in zip(NAMES, artists.lines, artists.names, strict=True):
        line.set_data(DISTANCES if name in ends else [], ends.get(name, []))
        label.set_text(NAMES[name] if name in ends else "")
        if name in ends:
            kit.put(label, 5.2, 0.78 - 0.07 * rows.index(name) if state.task == "apart" else ALONE[name])
    kit.fill(artists.image, kit.shade(state.p, positive="weight"))
    artists.image.set_extent((0, PLACES, 4, 0))
    for note, symbol in zip(artists.symbols, "·" + state.said[1:], strict=True):
        note.set_text(symbol)
    for note, answer in zip(artists.answers, state.answers, strict=True):
        note.set_text(f"→ {LETTERS[answer]}")


def memory_sentence(state):
    right = int(np.sum(state.answers == np.arange(4)))
    unseen = [LETTERS[row] for row in range(4) if state.p[row, 0] < 0.5]
    if len(unseen) == 4:
        yield say("The head looks everywhere, and names {right} of the 4 letters correctly.", right=right)
    elif len(unseen) == 1:
        yield say("The head finds three letters; where it finds none, it says {letter}.", letter=unseen[0])
    else:
        yield say("The head looks straight at the first letter, 20 places back.")
    runs = state.runs[state.positions]
    yield say("After 600 updates at distance {distance} such heads name {mean} of the letters correctly ({low:.0f} to "
              "{high:.0f} % over five seeds).", distance=DISTANCES[-1], mean=percent(runs[-1].mean()),
              low=100 * runs[-1].min(), high=100 * runs[-1].max())  # fmt: skip
    for name in recall.RIVALS:
        if state.runs[name] is not None:
            yield say("The {name} gets {mean} there.", name=NAMES[name], mean=percent(state.runs[name][-1].mean()))
    yield say("Guessing gives {guess}.", guess=percent(GUESS))


memory = Lab(
    name="attention.memory",
    title="The letter is one look away",
    controls=(
        Choice("task", "chatter", TASKS, default="apart"),
        Choice("positions", "position codes", POSITIONS, default="none"),
        Seed(recorded=2),
    ),
    panels=(
        Panel("success", "letters named correctly against the distance, means of five runs, for heads and rivals", 330,
              290),
        Panel("looks", "the weights of a trained head: a row for each first letter, a column for each place", 350, 200),
    ),
    compute=memory_state, setup=memory_setup, update=memory_update, read=memory_sentence,
    data=("attention/recall", "attention/heads", "recurrent/memory"),
)  # fmt: skip
