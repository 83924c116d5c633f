"""Lab `recurrent.reader`: two nets read a sentence letter by letter, guess each letter, and write on."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Text, Time, kit
from nbhelpers.lab.kit import boxes
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say
from nbhelpers.nn.mlp import softmax
from nbhelpers.recurrent import letters, trained

SENTENCES = {
    "alice": "alice was beginning to get ver",
    "majesty": "'i beg pardon, your majesty,' ",
    "descent": "gradient descent is not a word",
    "noise": "xq zvk jjw qpx bdg fkz wwq hhj",
}
TOLD = {
    "alice": "from a chapter that both nets learned from", "majesty": "from a chapter that neither net has seen",
    "descent": "not by Lewis Carroll", "noise": "not English at all",
}  # fmt: skip
LENGTH, GUESSES, LEAST = 30, 3, 0.1  # letters of a sentence; guesses shown of each letter, from this chance on
LINES, WIDE = 2, 42  # of what is written
NO_LETTER = "_"  # after the end of a short sentence
BARS, ROWS, WRITTEN = (1.3, 3.3), (3.9, 4.9, 5.9), (7.7, 8.7)  # heights in the panel, in rows of letters


@lru_cache(maxsize=64)
def chances(kind, checkpoint, words):
    """Of each letter from the second on, the chances of all letters after those before it: (T - 1, 35)."""
    return softmax(letters.read(trained.reader(kind, checkpoint), letters.codes(words))[:-1])


def seen(kind, checkpoint, temperature, words, seed):
    """One net: the chance of each letter that came, its best guesses, and what it writes."""
    found, came = chances(kind, checkpoint, words), letters.codes(words)[1:]
    best = np.argsort(-found, axis=1, kind="stable")[:, :GUESSES]
    clear = np.take_along_axis(found, best, axis=1) >= LEAST
    net, rng = trained.reader(kind, checkpoint), np.random.default_rng(seed)
    written = letters.write(net, words, LINES * WIDE, temperature, rng)
    right = found[np.arange(len(came)), came]
    return {
        "right": right, "nats": float(-np.log(right).mean()), "first": float(np.mean(best[:, 0] == came)),
        "guesses": np.where(clear, best, -1), "hits": clear & (best == came[:, None]),
        "written": [written[WIDE * n : WIDE * (n + 1)] for n in range(LINES)],
    }  # fmt: skip


def reader_state(checkpoint, temperature, sentence, own, seed):
    """What both nets make of the sentence, or of the reader's own if it has two letters or more."""
    words = own if len(own) > 1 else SENTENCES[sentence]
    return {
        "updates": trained.UPDATES[checkpoint], "words": words, "temperature": temperature,
        "told": "your own" if words is own else TOLD[sentence],
        "nets": [seen(kind, checkpoint, temperature, words, seed) for kind in letters.KINDS],
    }  # fmt: skip


def reader_setup(*figures):
    parts = [_panel(figure, kind) for figure, kind in zip(figures, letters.KINDS, strict=True)]
    return {f"{name}{k}": artists for k, part in enumerate(parts) for name, artists in part.items()}


def _panel(figure, kind):
    axes = kit.canvas(figure, (0.02, 0.01, 0.96, 0.89), kind, LENGTH, 9.3)
    artists = {"hits": boxes.boxes(axes, facecolor=COLOUR["activation"], alpha=0.22)}
    kit.line(axes, "grid", [1, LENGTH], [BARS[1]] * 2, lw=1)
    kit.note(axes, 0, 6.8, "and writes on:", "muted", 12, va="center")
    return artists | {
        "bars": boxes.boxes(axes, facecolor=COLOUR["activation"]),
        "letters": [_letter(axes, n, 0.6) for n in range(LENGTH)],
        "guesses": [_letter(axes, n, y) for n in range(1, LENGTH) for y in ROWS],
        "written": [kit.note(axes, 0, y, "", "ink", 12, va="center") for y in WRITTEN],
    }


def _letter(axes, column, y):
    return kit.note(axes, column + 0.5, y, "", "ink", 12, ha="center", va="center")


def reader_update(artists, s):
    for k, net in enumerate(s.nets):
        texts, bars, hits, guesses, written = (
            getattr(artists, f"{name}{k}") for name in ("letters", "bars", "hits", "guesses", "written")
        )
        (high, low), half = BARS, 0.45
        boxes.show(bars, [(n + 1.15, low, n + 1.85, low - (low - high) * round(float(share), 2))
                          for n, share in enumerate(net["right"])])  # fmt: skip
        boxes.show(hits, [(n + 1, ROWS[row] - half, n + 2, ROWS[row] + half) for n, row in np.argwhere(net["hits"])])
        _write(texts, s.words.ljust(LENGTH, NO_LETTER))
        guessed = ["" if guess < 0 else letters.ALPHABET[guess] for guess in net["guesses"].ravel()]
        _write(guesses, guessed + [""] * (len(guesses) - len(guessed)))
        _write(written, [line.strip() for line in net["written"]])


def _write(texts, words):
    for text, word in zip(texts, words, strict=True):
        text.set_text({" ": "·", NO_LETTER: ""}.get(word, word))


def reader_sentence(s):
    rnn, lstm = (percent(net["first"]) for net in s.nets)
    yield _headline(s.updates, s.nets)
    yield say("After {updates} the first guess is right for {rnn} of the letters (RNN) and {lstm} (LSTM).",
              updates=count(s.updates, "update"), rnn=rnn, lstm=lstm)  # fmt: skip
    yield say("The mean surprise is {rnn:.2f} and {lstm:.2f} bits a letter; for one that knows nothing, {least:.2f}.",
              rnn=s.nets[0]["nats"] / np.log(2), lstm=s.nets[1]["nats"] / np.log(2),
              least=np.log2(len(letters.ALPHABET)))  # fmt: skip
    yield say("The sentence is {told}.", told=s.told)
    yield say("Bars show the chance that each letter got before it came; below stand guesses of 10 % and more, shaded "
              "where right; · is a space.")  # fmt: skip


def _headline(updates, nets):
    first = sorted(round(100 * net["first"]) for net in nets)
    if updates == 0:
        return say("Neither net has learned anything: they write noise.")
    if first[1] < 20:
        return say("On this sentence both nets fail: hardly a guess is right.")
    if first[0] == first[1]:
        return say("Both nets guess {share} % of the letters right.", share=first[0])
    names = ("RNN", "LSTM") if nets[1]["first"] > nets[0]["first"] else ("LSTM", "RNN")
    return say("The {better} guesses {more} % of the letters right, the {other} {less} %.", better=names[1],
               more=first[1], other=names[0], less=first[0])  # fmt: skip


reader = Lab(
    name="recurrent.reader",
    title="Two nets read, guess the next letter, and write on",
    controls=(
        Time("checkpoint", "checkpoint", last=len(trained.UPDATES) - 1, default=len(trained.UPDATES) - 1),
        Range("temperature", "temperature of what they write", 0.1, 2.0, default=0.5, step=0.1,
              recorded=(0.2, 0.5, 1.0, 1.5)),
        Choice("sentence", "sentence", {name: f"{text.strip()}…" for name, text in SENTENCES.items()},
               default="majesty"),
        Text("own", "your own sentence", letters.ALPHABET, LENGTH),
        Seed("seed", "seed of what they write", recorded=1),
    ),
    panels=tuple(
        Panel(kind.lower(), f"a sentence read by the {kind}: each letter's chance, guesses below, and what it writes",
              350, 225)
        for kind in letters.KINDS
    ),
    compute=reader_state, setup=reader_setup, update=reader_update, read=reader_sentence,
    data=("recurrent/reader",),
)  # fmt: skip
