"""Lab `attention.transformer`: a trained transformer reads a sentence; what each letter looks at, head by head."""

from functools import lru_cache

import numpy as np

from nbhelpers.attention import readers
from nbhelpers.attention.transformer import forward
from nbhelpers.lab import Choice, Lab, Panel, Text, Time, kit
from nbhelpers.lab.kit import boxes
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say
from nbhelpers.nn.mlp import softmax
from nbhelpers.recurrent import letters

SENTENCES = {
    "queen": "the king and queen of he",
    "alice": "alice was beginning to g",
    "snark": "the snark saw the snark ",
}
LENGTH, GUESSES, LEAST = 24, 3, 0.1  # letters of a sentence; guesses shown of each letter, from this chance on
HEADS = {f"{block}.{head}": f"block {block}, head {head}" for block in (1, 2) for head in (1, 2, 3, 4)}
EVEN = 0.2  # a letter whose largest weight is no more looks at nothing much
CELL, EDGE = 13, 24  # of the map, in pixels
BARS, ROWS = (0.4, 2.9), (4.6, 5.6, 6.6)  # heights in the lower panel, in rows of letters


@lru_cache(maxsize=64)
def read(checkpoint, words):
    """(every head's weights, (blocks, heads, T, T); the chances of all letters after each letter, (T, 35))."""
    states = forward(readers.reader("large", readers.UPDATES[checkpoint]), letters.codes(words))
    return np.array([seen.weights for seen in states.blocks]), softmax(states.y_hat.astype(float))


def transformer_state(checkpoint, sentence, own, head, place):
    """One head's weights in the sentence, or in the reader's own of two letters or more, and the net's guesses."""
    words = own if len(own) > 1 else SENTENCES[sentence]
    block, number = (int(digit) - 1 for digit in head.split("."))
    weights, chances = read(checkpoint, words)
    best = np.argsort(-chances, axis=1, kind="stable")[:, :GUESSES]
    clear = np.take_along_axis(chances, best, axis=1) >= LEAST
    came = letters.codes(words)[1:]
    return {
        "updates": readers.UPDATES[checkpoint], "words": words, "head": HEADS[head], "weights": weights[block, number],
        "at": min(place, len(words) - 1), "guesses": np.where(clear, best, -1),
        "hits": clear[:-1] & (best[:-1] == came[:, None]), "first": float(np.mean(best[:-1, 0] == came)),
        "nats": float(-np.log(chances[np.arange(len(came)), came]).mean()),
    }  # fmt: skip


def transformer_setup(map_, line):
    side = LENGTH * CELL
    above = kit.canvas(map_, width=346, height=346)
    below = kit.canvas(line, (0.02, 0.01, 0.96, 0.97), "", LENGTH + 1, 7.2)
    kit.line(below, "grid", [0, LENGTH + 1], [BARS[1]] * 2, lw=1)
    kit.rectangle(above, "grid", EDGE, EDGE, side)
    return {
        "map": kit.picture(above),
        "row": kit.rectangle(above, "ink", EDGE, EDGE, side, CELL, lw=1.2),
        "across": [_letter(above, EDGE + (n + 0.5) * CELL, EDGE - 11) for n in range(LENGTH)],
        "down": [_letter(above, EDGE - 11, EDGE + (n + 0.5) * CELL) for n in range(LENGTH)],
        "bars": boxes.boxes(below, facecolor=COLOUR["activation"]),
        "hits": boxes.boxes(below, facecolor=COLOUR["activation"], alpha=0.22),
        "here": kit.rectangle(below, "ink", 0, BARS[1] + 0.1, 1, 1, lw=1.2),
        "letters": [_letter(below, n + 0.5, BARS[1] + 0.6) for n in range(LENGTH)],
        "guesses": [_letter(below, n + 1.5, y) for n in range(LENGTH) for y in ROWS],
    }


def _letter(axes, x, y):
    return kit.note(axes, x, y, "", "ink", 12, ha="center", va="center")


def transformer_update(artists, s):
    T, (high, low) = len(s.words), BARS
    kit.fill(artists.map, kit.shade(s.weights), EDGE, EDGE, CELL)
    artists.row.set_bounds(EDGE, EDGE + s.at * CELL, T * CELL, CELL)
    for name in ("across", "down", "letters"):
        _write(getattr(artists, name), s.words.ljust(LENGTH, "_"))
    shares = enumerate(s.weights[s.at])
    boxes.show(artists.bars, [(n + 0.15, low, n + 0.85, low - (low - high) * round(float(w), 2)) for n, w in shares])
    artists.here.set_bounds(s.at, BARS[1] + 0.1, 1, 1)
    boxes.show(artists.hits, [(n + 1, ROWS[row] - 0.45, n + 2, ROWS[row] + 0.45) for n, row in np.argwhere(s.hits)])
    guessed = ["" if guess < 0 else letters.ALPHABET[guess] for guess in s.guesses.ravel()]
    _write(artists.guesses, guessed + [""] * (len(artists.guesses) - len(guessed)))


def _write(texts, words):
    for text, word in zip(texts, words, strict=True):
        text.set_text({" ": "·", "_": ""}.get(word, word))


def transformer_sentence(s):
    yield _headline(s)
    near = {back: float(np.mean(np.diag(s.weights, -back))) for back in (0, 1)}
    yield say("On average this head gives {own} of a letter's attention to the letter itself, and {before} to the one "
              "before.", own=percent(near[0]), before=percent(near[1]))  # fmt: skip
    yield say("After {updates} the net's first guess is right for {first} of the letters; the mean surprise is "
              "{bits:.2f} bits.", updates=count(s.updates, "update"), first=percent(s.first),
              bits=s.nats / np.log(2))  # fmt: skip
    yield say("Each row of the map is a letter that looks, each column one to look at. Below each letter are the "
              "guesses before it came, shaded where right; · is a space.")  # fmt: skip


def _headline(s):
    row = s.weights[s.at]
    most, share = int(row.argmax()), float(row.max())
    here, there = (_named(s.words[one]) for one in (s.at, most))
    if s.at == 0:
        return say("The first letter can look at nothing but itself.")
    if share <= EVEN:
        return say("{here} looks at many letters, at none with more than {share}.", here=here, share=percent(share))
    if most == s.at:
        return say("{here} looks most at itself, with {share}.", here=here, share=percent(share))
    return say("{here} looks most at {there}, {back} back, with {share}.", here=here, there=there.replace("The", "the"),
               back=count(s.at - most, "letter"), share=percent(share))  # fmt: skip


def _named(letter):
    return "The space" if letter == " " else f"“{letter}”"


transformer = Lab(
    name="attention.transformer",
    title="What each letter looks at",
    controls=(
        Time("place", "letter that looks", last=LENGTH - 1, default=14, recorded=tuple(range(0, LENGTH, 2))),
        Choice("head", "head", HEADS, default="1.1"),
        Choice("sentence", "sentence", {name: f"{text.strip()}…" for name, text in SENTENCES.items()}, default="queen"),
        Text("own", "your own sentence", letters.ALPHABET, LENGTH),
        Time("checkpoint", "checkpoint", last=len(readers.UPDATES) - 1, default=len(readers.UPDATES) - 1,
             recorded=(len(readers.UPDATES) - 1,)),
    ),
    panels=(
        Panel("map", "how much each letter of a sentence looks at each letter before it", 346, 346),
        Panel("line", "what the chosen letter looks at, and the net's guesses before each letter came", 346, 150),
    ),
    compute=transformer_state, setup=transformer_setup, update=transformer_update, read=transformer_sentence,
    data=("attention/large",),
)  # fmt: skip
