"""Dares over the labs of the chapter on generalising."""

from nbhelpers.generalising.labs import decay, early_stopping
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import count, say

NOISY, LONG = 0.3, 2000  # noise and epochs that may not be avoided
LITTLE = 1.05  # times the lowest validation error
STEEP, LOW = 1.05, 1e-6  # first learning rate, last loss


def _late(noise, epoch, **controls):
    state = early_stopping.state(noise=noise, epoch=epoch, **controls)
    now, least = float(state.validation[epoch]), float(state.validation.min())
    words = say("With noise {noise:.2f} the validation error at epoch {epoch} is {now:.4f}, {times:.2f} times the "
                "lowest of the run.", noise=noise, epoch=epoch, now=now, times=now / least)  # fmt: skip
    return noise >= NOISY and epoch == LONG and now <= LITTLE * least, words


def _above_the_bound(eta, **controls):
    state = decay.state(eta=eta, **controls)
    words = say("The rate begins at η = {eta:.2f}, and after {rounds} E is {loss:.2g}.",
                eta=eta, rounds=count(len(state.loss) - 1, "round"), loss=state.loss[-1])  # fmt: skip
    return eta >= STEEP and state.loss[-1] < LOW, words


late = Dare(
    name="generalising.late",
    title="no harm in going on",
    lab=early_stopping,
    challenge="With noise of at least 0.3, have the validation error at epoch 2000 within 5 % of the lowest of its "
    "run.",
    hints=("What holds the weights back while the epochs go by?", "Too little of it does nothing, too much harms."),
    check=_late,
    debrief="Weight decay keeps the weights from growing until the net follows the noise, so that training on costs "
    "little. Too strong it does harm: at λ = 0.03 and seed 1 the run ends at 2.4 times its lowest validation "
    "error.",
)
above_the_bound = Dare(
    name="generalising.above_the_bound",
    title="from above the bound",
    lab=decay,
    challenge="Begin with a learning rate of 1.05 or more, at which gradient descent runs away, and end with E below "
    "10⁻⁶.",
    hints=("The bound speaks of one rate, kept for ever.", "How many rounds does the rate stay above 1?"),
    check=_above_the_bound,
    debrief="While η is above 1 each round carries the weight farther away; but each round also lowers η, and what was "
    "lost in a few rounds above the bound is won back below it. Lower it too fast, and the steps die before "
    "they arrive.",
)
DARES = (late, above_the_bound)
