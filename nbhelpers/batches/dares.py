"""Dares over the labs of the chapter on batches."""

from nbhelpers import batches
from nbhelpers.batches.labs import noise
from nbhelpers.batches.labs.path import SAMPLES
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import percent, say


def _no_luck(batch, how, **controls):
    nu = float(batches.noise_factor(SAMPLES, batch, how == "with"))
    words = say("The variance of a batch of {batch} is {share} of that of a single sample.",
                batch=batch, share=percent(nu, 1))  # fmt: skip
    return nu == 0, words


no_luck = Dare(
    name="batches.no_luck",
    title="no luck at all",
    lab=noise,
    challenge="Have every batch give exactly the same gradient.",
    hints=("When is there nothing left to chance in what a batch holds?",),
    check=_no_luck,
    debrief="A batch that holds every sample once is all the data, and its gradient is the gradient. Drawn with "
    "replacement, 32 samples hold some twice and leave others out: the variance is then 1/32 of a single "
    "sample’s, not 0.",
)
DARES = (no_luck,)
