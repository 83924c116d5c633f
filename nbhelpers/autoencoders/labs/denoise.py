"""Lab `autoencoders.denoise`: a damaged digit, and three ways to mend it."""

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers import autoencoders
from nbhelpers.autoencoders import corruption, trained
from nbhelpers.lab import Choice, Lab, Panel, Pixels, Range, Seed, kit
from nbhelpers.lab.words import say
from nbhelpers.nn import digit_classifier, photographs

KINDS = {
    "gaussian": "Gaussian noise, strength = standard deviation",
    "salt and pepper": "salt and pepper, strength = share of pixels",
    "masking": "masking, strength = share of pixels lost",
}
MENDED = {"net": "autoencoder", "median": "3 × 3 median", "mean": "3 × 3 mean"}
DRAWN = Pixels(
    "drawn", "your own digit: pixels inked", panel="given", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    picture=photographs.digit,
)


def denoise_state(digit, kind, strength, drawn, seed):
    """The picture, its damaged copy, and what the net and two filters make of the copy, in decibels."""
    chosen = trained.examples()[int(digit)].reshape(28, 28)
    clean = digit_classifier.sheet(DRAWN.ink(drawn)) if drawn else chosen
    X = clean.reshape(1, 784)
    noisy = corruption.corrupt(X, kind, strength, np.random.default_rng(seed))
    net = autoencoders.reconstruct(trained.trained("denoise"), noisy)
    mended = {"net": net, "median": corruption.median_filter(noisy), "mean": corruption.mean_filter(noisy)}
    return {
        "name": "your drawing" if drawn else f"the {digit}", "kind": kind, "strength": strength, "clean": clean,
        "noisy": noisy.reshape(28, 28), "before": _decibels(noisy, X),
        "mended": {name: picture.reshape(28, 28) for name, picture in mended.items()},
        "after": {name: _decibels(picture, X) for name, picture in mended.items()},
    }  # fmt: skip


def _decibels(one, other):
    """None where the two are equal: no noise, no number."""
    found = corruption.psnr(one, other)
    return None if np.isinf(found) else found


def denoise_setup(given, mended):
    artists = {"given": pictures.row(given, ("clean", "damaged")), "mended": pictures.row(mended, MENDED.values())}
    kit.note(given, 0.01, 0.02, "decibels: more is closer to the clean one", "muted")
    return artists


def denoise_update(artists, state):
    clean, noisy = pictures.frames(artists.given)
    pictures.fill(clean, state.clean, "target")
    pictures.fill(noisy, state.noisy, "noise", _shown(state.before))
    for frame, (name, picture) in zip(pictures.frames(artists.mended), state.mended.items(), strict=True):
        pictures.fill(frame, picture, "activation" if name == "net" else "ink", _shown(state.after[name]))


def _shown(decibels):
    return "no damage" if decibels is None else f"{decibels:.1f} dB"


def denoise_sentence(state):
    net = state.after["net"]
    if state.before is None:
        yield say("There is nothing to mend, and still the copy is not perfect.")
        yield say("Undamaged, {name} comes out of the autoencoder at {net:.1f} dB.", name=state.name, net=net)
        yield say("Even then a copy through a code costs something.")
        return
    rival = max(("median", "mean"), key=state.after.get)
    yield _headline(state, net, rival)
    yield say("Damaged by {damage} of strength {strength:.2f}, {name} is at {before:.1f} dB.",
              damage="Gaussian noise" if state.kind == "gaussian" else state.kind, strength=state.strength,
              name=state.name, before=state.before)  # fmt: skip
    gain = net - state.before
    yield say("The autoencoder brings it to {net:.1f} dB, {change:.1f} dB better than it was given." if gain >= 0 else
              "The autoencoder brings it to {net:.1f} dB, {change:.1f} dB worse than it was given.",
              net=net, change=abs(gain))  # fmt: skip
    yield say("The better of the two filters brings it to {decibels:.1f} dB.", decibels=state.after[rival])


def _headline(state, net, rival):
    """Whether the net helps, and whether the better of the filters helps more."""
    if net < state.before:
        return say("The autoencoder does harm: from {before:.1f} to {net:.1f} dB.", before=state.before, net=net)
    if not state.noisy.any():
        return say("Every pixel is lost, and the autoencoder still draws something.")
    if state.after[rival] > net:
        return say("The {rival} filter mends it better than the autoencoder: {filter:.1f} against {net:.1f} dB.",
                   rival=rival, filter=state.after[rival], net=net)  # fmt: skip
    return say("The autoencoder mends it best: from {before:.1f} to {net:.1f} dB.", before=state.before, net=net)


denoise = Lab(
    name="autoencoders.denoise",
    title="A net that removes noise",
    controls=(
        Choice("digit", "test digit", {str(d): f"the first {d}" for d in range(10)}, default="3",
               recorded=("0", "3", "5", "8")),
        Choice("kind", "damage", KINDS, default="gaussian"),
        Range("strength", "strength of the damage", 0.0, 1.0, default=0.5, recorded=(0.0, 0.25, 0.5, 0.75, 1.0)),
        DRAWN,
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("given", "a clean digit and its damaged copy", 250, pictures.size(1)[1] + 18),
        Panel("mended", "the copy mended by the autoencoder, by a median filter and by a mean filter",
              *pictures.size(3)),
    ),
    compute=denoise_state, setup=denoise_setup, update=denoise_update, read=denoise_sentence,
    data=("autoencoders/denoise",),
)  # fmt: skip
