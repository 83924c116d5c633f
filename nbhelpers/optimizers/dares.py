"""Dares over the labs of the chapter on optimizers."""

from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import count, say
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.optimizers.convergence import best_sgd, rate
from nbhelpers.optimizers.labs import momentum, race

WHOLE = 100  # steps
CLEARLY = 10  # times the other loss
MUCH = 0.9  # momentum


def _losing(step, **controls):
    state = race.state(step=step, **controls)
    runs = dict(zip(METHODS, zip(state.losses, state.away, state.astray, strict=True), strict=True))
    (adam, adam_away, adam_astray), (sgd, sgd_away, sgd_astray) = runs["Adam"], runs["SGD"]
    if sgd_away or adam_away:
        words = say("With η = {eta:.3g} {who} ran away within {steps}.",
                    eta=state.eta, who="SGD" if sgd_away else "Adam", steps=count(step, "step"))  # fmt: skip
        return False, words
    words = say("After {steps} SGD’s loss is {sgd:.2g} and Adam’s {adam:.2g}, {times:.2g} times as much.",
                steps=count(step, "step"), sgd=sgd[-1], adam=adam[-1], times=adam[-1] / sgd[-1])  # fmt: skip
    sure = not (adam_astray or sgd_astray)
    return step == WHOLE and sure and adam[-1] >= CLEARLY * sgd[-1], words


def _too_much(kappa, reach, beta):
    curvatures = [1.0, kappa]
    found, (_, plain) = float(rate(reach / kappa, beta, curvatures)), best_sgd(curvatures)
    words = say("With β = {beta:.2f} a step multiplies the distance by {found:.4f} in the long run; SGD at its best "
                "does so by {plain:.4f}.", beta=beta, found=found, plain=plain)  # fmt: skip
    return beta >= MUCH and plain < found < 1, words


losing = Dare(
    name="optimizers.losing",
    title="Adam loses to SGD",
    lab=race,
    challenge="Let Adam lose to SGD: after all 100 steps its loss is at least ten times that of SGD, which has not run "
    "away.",
    hints=(
        "How long is a step of Adam, on steep ground and on flat?",
        "Keep η below SGD’s bound on that surface; the figure says what it is when SGD runs away.",
    ),
    check=_losing,
    debrief="Adam divides each gradient by the size of the past ones, so its steps are about η long however steep the "
    "ground. SGD’s steps grow with the gradient: where η is small enough for SGD to stay, it covers the steep "
    "part of the way in far fewer steps.",
)
too_much = Dare(
    name="optimizers.too_much",
    title="too much momentum",
    lab=momentum,
    challenge="With a momentum of at least 0.9, have the ball come to rest, but more slowly than SGD at its best.",
    hints=("The bound on β is 1. What does the ball do just below it?",),
    check=_too_much,
    debrief="A ball that swings in every direction keeps √β of its distance at each step, whatever the learning rate "
    "is. With β near 1 that is nearly all of it: the ball rolls through the minimum again and again.",
)
DARES = (losing, too_much)
