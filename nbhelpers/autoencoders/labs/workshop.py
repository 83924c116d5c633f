"""Lab `autoencoders.workshop`: a small autoencoder trained while the reader waits: size, masking and penalty."""

from functools import lru_cache, partial
from itertools import islice

import numpy as np

from nbhelpers import autoencoders
from nbhelpers.autoencoders import corruption, sparsity
from nbhelpers.autoencoders.labs.pictures import signed, tinted
from nbhelpers.datasets import mnist
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.progress import track
from nbhelpers.lab.words import count, percent, say

TRAIN, TEST, SIDE = 1000, 200, 14  # digits to learn from, digits to judge by, pixels across each
EPOCHS, ETA, BATCH = 10, 0.03, 50
SHOWN, UNITS, ACROSS = 5, 12, 6  # digits and units shown, units in a row
TILE = 62  # pixels of the page: one digit
LITTLE = 0.9  # of the average digit's error: above, next to nothing has been learned


@lru_cache(maxsize=1)
def _digits():
    """Digits of 14 x 14: those to learn from, those to judge by, and the first of the classes 0 to 4."""
    train, test = shrink(mnist().train_images[:TRAIN]), shrink(mnist().test_images[:TEST])
    first = [int(np.flatnonzero(mnist().test_labels[:TEST] == label)[0]) for label in range(SHOWN)]
    return train, test, first


def _masked(X, lost, rng):
    return corruption.masking(X, lost, rng) if lost else X


@lru_cache(maxsize=6)
def _run(k, lost, beta, seed):
    """The net before it learns and after each epoch."""
    rng = np.random.default_rng(seed)
    net = autoencoders.new_autoencoder((SIDE**2, k), rng)
    damage = (lambda X, rng: _masked(X, lost, rng)) if lost else None
    penalty = partial(sparsity.kl_penalty, beta=beta) if beta else None
    nets = autoencoders.train(net, _digits()[0], rng, eta=ETA, batch=BATCH, damage=damage, penalty=penalty)
    return [net, *track(islice(nets, EPOCHS), EPOCHS)]


@lru_cache(maxsize=6)
def _errors(k, lost, beta, seed):
    """(2, epochs + 1): the error on training and on test digits, which reach the net as spoiled as it is used to."""
    pairs = [(X, _masked(X, lost, np.random.default_rng(seed))) for X in _digits()[:2]]
    found = [
        [autoencoders.reconstruction_error(autoencoders.reconstruct(net, seen), X) for net in _run(k, lost, beta, seed)]
        for X, seen in pairs
    ]
    return np.array(found).round(9)


def workshop_state(k, lost, beta, epoch, seed):
    """What the net of this epoch makes of five test digits, its filters, its errors so far, how active its code is."""
    train, test, first = _digits()
    net = _run(k, lost, beta, seed)[epoch]
    seen = _masked(test, lost, np.random.default_rng(seed))
    filters = net.layers[0].weights.T[:UNITS]
    top = np.abs(filters).max(axis=1, keepdims=True)
    return {
        "k": k, "lost": lost, "beta": beta, "epoch": epoch, "seen": _squares(seen[first]),
        "copies": _squares(autoencoders.reconstruct(net, seen)[first]), "filters": _squares(filters / top),
        "errors": _errors(k, lost, beta, seed), "active": sparsity.active_share(autoencoders.encode(net, seen)),
        "average": autoencoders.reconstruction_error(np.tile(train.mean(axis=0), (TEST, 1)), test),
    }  # fmt: skip


def _squares(rows):
    return np.round(rows, 6).reshape(-1, SIDE, SIDE)


def _strip(figure, top, rows, across, title, role):
    """An empty picture of `rows` x `across` digits side by side, `top` pixels from the panel's upper edge."""
    width, height = figure.get_size_inches() * 72
    pitch = SIDE + 1
    wide, high = across * pitch - 1, rows * pitch - 1
    scale = (width - 6) / wide
    box = (3 / width, 1 - (top + high * scale) / height, wide * scale / width, high * scale / height)
    axes = kit.canvas(figure, box, width=wide, height=high)
    kit.note(figure, 3 / width, 1 - (top - 6) / height, title, role, 12)
    return axes.imshow(np.zeros((high, wide, 4)), extent=(0, wide, high, 0), aspect="auto")


def workshop_setup(copies, filters, errors):
    axes = kit.axes(errors, (0.15, 0.19, 0.8, 0.7), "squared error E", "energy", xlabel="epoch", xlim=(0, EPOCHS + 0.3),
                    ylim=(0, 8), xticks=(0, 5, 10), yticks=(0, 2, 4, 6, 8))  # fmt: skip
    kit.note(axes, EPOCHS, 5.4, "the average digit", "muted", ha="right")
    return {
        "seen": _strip(copies, 24, 1, SHOWN, "seen", "target"),
        "copies": _strip(copies, 24 + TILE + 26, 1, SHOWN, "copied", "activation"),
        "filters": _strip(filters, 24, UNITS // ACROSS, ACROSS, "weights into the first units of the code", "weight"),
        "average": kit.level(axes, 5.0),
        "train": kit.line(axes, "energy", lw=1.4, ls=kit.DASHED),
        "test": kit.line(axes, "energy"),
        "now": kit.dots(axes, "energy"),
        "words": kit.note(axes, 0.4, 0.35, "test digits; dashed: training digits", "energy"),
    }


def workshop_update(artists, state):
    artists.seen.set_data(tinted(kit.mosaic(state.seen, SHOWN), "target"))
    artists.copies.set_data(tinted(kit.mosaic(state.copies, SHOWN), "activation"))
    places = np.zeros((UNITS, SIDE, SIDE))
    places[: len(state.filters)] = state.filters
    artists.filters.set_data(signed(kit.mosaic(places, ACROSS)))
    train, test = state.errors[:, : state.epoch + 1]
    artists.train.set_data(range(len(train)), np.minimum(train, 8))
    artists.test.set_data(range(len(test)), np.minimum(test, 8))
    kit.put(artists.now, state.epoch, min(test[-1], 8))
    artists.average.set_ydata([state.average] * 2)


def workshop_sentence(state):
    train, test = state.errors[:, state.epoch]
    yield _headline(state, test)
    yield say("After {epochs} on 1,000 small digits, a net with a code of {units} has the error {train:.2f} on these "
              "and {error:.2f} on {test} test digits.",
              units=count(state.k, "unit"), epochs=count(state.epoch, "epoch"), train=train, test=TEST,
              error=test)  # fmt: skip
    if state.lost:
        yield say("It sees every digit with {lost} of the pixels masked.", lost=percent(state.lost))
    yield say("Of all activations of the code {active} exceed 0.1.", active=percent(state.active))


def _headline(state, error):
    """What it can do by now, measured by the error of one average digit given for all."""
    if state.epoch == 0:
        return say("Untrained, it gives back nearly the same grey for every digit.")
    if error > LITTLE * state.average:
        return say("So far it knows little more than the average digit.")
    return say("The copies' error is {share} of what giving back the average digit costs.",
               share=percent(error / state.average))  # fmt: skip


workshop = Lab(
    name="autoencoders.workshop",
    title="Train an autoencoder of your own",
    controls=(
        Range("k", "code size k", 1, 64, default=32, recorded=(4, 32)),
        Range("lost", "share of pixels masked", 0.0, 0.9, default=0.0, recorded=(0.0, 0.5)),
        Range("beta", "strength β of the KL penalty", 0.0, 10.0, default=0.0, recorded=(0.0, 3.0)),
        Time("epoch", "epoch", last=EPOCHS, default=EPOCHS, recorded=(0, 1, 3, EPOCHS)),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("copies", "five test digits as the net sees them, and its copies below", 330, 178),
        Panel("filters", "weights from the pixels into the first units of the code; blue positive, grey negative",
              330, 150),
        Panel("errors", "the error on test digits (solid) and training digits (dashed) against the epoch", 330, 240),
    ),
    compute=workshop_state, setup=workshop_setup, update=workshop_update, read=workshop_sentence,
)  # fmt: skip
