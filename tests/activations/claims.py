"""Causal claims of the chapter on activations, with their controls."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.activations import dying_relu, weight_init
from nbhelpers.nn import mlp
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.training import fit
from tests.claims.registry import Found, claim, plus_minus

SEEDS = range(5)


def right(rule, slope, looks, eta=0.1):
    """Per cent of 100 samples that one S-shaped unit classifies correctly after some steps: (seeds, looks).

    With `slope` the error is multiplied by ŷ(1 − ŷ), which is the descent of the squared error; without, it is not.
    """
    found = np.empty((len(SEEDS), len(looks)))
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        X = rng.choice([-1.0, 1.0], (100, 100))
        y = X @ rng.normal(size=100) > 0
        w = weight_init.initial_weights(100, 1, rng, rule)[:, 0]
        for step in range(1, max(looks) + 1):
            y_hat = sigmoid(X @ w)
            w = w + eta * ((y - y_hat) * (y_hat * (1 - y_hat) if slope else 1)) @ X / 100
            if step in looks:
                found[seed, looks.index(step)] = 100 * np.mean((X @ w > 0) == y)
    return found


@claim(
    "act-flat",
    "A unit on the flat arm learns slowly, and its own small derivative is the reason.",
    control="The same unit from the same long weights, but its error is not multiplied by the derivative "
    "$\\hat y(1-\\hat y)$; and the same unit with the derivative in the rule, but started with variance $1/n$.",
    longer="It is slow rather than stuck: in ten times the steps the unit that starts on the flat arms classifies more "
    "samples correctly, but on average it is still more than 10 points short of what the other two reach in 1,000.",
    refuted="the unit with the long weights had stayed behind without the derivative in its rule as well, or had "
    "lagged with short weights too",
)
def flat():
    """One unit with 100 inputs of ±1 that learns what another unit answers to 100 samples."""
    stuck = right("1", True, (1000, 10_000))
    freed, short = right("1", False, (1000,)), right("1/n", True, (1000,))
    told = (
        "An S-shaped unit with 100 inputs of ±1 learns to answer 100 samples as another unit does. From weights of "
        "variance 1, by the squared error's gradient, it classifies "
        f"{plus_minus(stuck[:, 0], 0)} % correctly after 1,000 steps (mean ± standard deviation of five seeds). The "
        f"lowest of the five is {freed.min():.0f} % without "
        f"the factor $\\hat y(1-\\hat y)$, and {short.min():.0f} % with the factor but from variance $1/n$."
    )
    others = min(freed.min(), short.min())
    return Found(told, bool(stuck[:, 0].max() + 10 < others and stuck[:, 0].mean() < stuck[:, 1].mean() < others - 10))


@cache
def growth(mean_off, own, depth):
    """(seeds,): the factor a layer by which an error grows back through ReLUs of 128 units, 128 samples.

    The sums are divided by the root of their mean square, each unit's by its `own` or the whole layer's by one, with
    each unit's mean taken off first or not.
    """
    found, axis = [], 0 if own else None
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        layers = mlp.new_mlp([128] * (depth + 1), rng, "relu").layers
        A, kept = rng.normal(size=(128, 128)), []
        for layer in layers:
            Z = A @ layer.weights
            Z -= mean_off * Z.mean(axis=0)
            kept.append((Z, np.sqrt(np.mean(Z**2, axis=axis))))
            A = np.maximum(Z / kept[-1][1], 0)
        e, squares = rng.normal(size=A.shape), []
        for layer, (Z, r) in zip(layers[::-1], kept[::-1], strict=True):
            e = (Z > 0) * e
            e = (e - mean_off * e.mean(axis=0) - Z / r * np.mean(e * Z / r, axis=axis)) / r
            squares.append(np.mean(e**2))
            e = e @ layer.weights.T
        found.append((squares[-2] / squares[0]) ** (0.5 / (depth - 2)))  # the first layer's input is no ReLU's
    return np.array(found)


@claim(
    "act-mean",
    "Subtracting the mean is enough to cause this.",
    control="The same nets with one $r$ for a whole layer, so that only the mean is subtracted from each unit; and "
    "with that $r$ and no mean subtracted.",
    longer="Through 30 layers instead of 20 the errors still grow in the one case and keep their size in the other.",
    refuted="with one $r$ for a layer the errors grew no less with the mean left on, or no more with it subtracted",
)
def mean():
    """How errors grow back through normalised ReLUs, with the mean taken off and left on."""
    off, on, own, both = (growth(*case, 20) for case in ((1, False), (0, False), (0, True), (1, True)))
    shown = [f"{one.mean():.2f} ± {one.std(ddof=1):.2f}" for one in (off, on, both, own)]
    told = (
        f"With one $r$ for a layer the errors grow by {shown[0]} a layer with the mean subtracted, and by {shown[1]} "
        f"with it left on. With an $r$ for each unit it is {shown[2]} and {shown[3]}: dividing unit by unit is a cause "
        "as well (20 layers of 128 ReLUs, five nets each; ± is the standard deviation)."
    )
    longer = growth(1, False, 30).min() > 1.08 and growth(0, False, 30).max() < 1.06
    return Found(told, bool(off.min() > 1.12 and on.max() < 1.04 and own.min() > 1.1 and longer))


@cache
def killed(held, eta, steps):
    """(seeds,): the share of dead ReLUs after so many steps, with the hidden "biases", "weights" or nothing held."""
    X, labels = dying_relu.digits()
    Y, found = mlp.one_hot(labels, 10), []

    def slopes(net, rows):
        first, last = mlp.gradients(net, X[rows], Y[rows])
        still = {"biases": {"bias": 0 * first.bias}, "weights": {"weights": 0 * first.weights}}.get(held, {})
        return net._replace(layers=(first._replace(**still), last))

    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        net = dying_relu.new_net(rng, "relu", 0.0)
        first = next(fit(net, slopes, len(X), batch=dying_relu.BATCH, rng=rng, every=steps, eta=eta)).layers[0]
        found.append((X @ first.weights + first.bias <= 0).all(axis=0).mean())
    return np.array(found)


@claim(
    "act-bias",
    "At a rate of 3 it is the bias more than the weights.",
    control="The same nets with the hidden biases held at 0 all the time; and with the biases free and the weights "
    "into the hidden units held.",
    longer="After 360 steps instead of 120 the order is the same.",
    refuted="as many units died with their biases held, or no more of them died with their weights held",
)
def bias():
    """What kills ReLUs at a rate of 3: biases or weights."""
    free, biases, weights = (100 * killed(held, 3, 120) for held in ("nothing", "biases", "weights"))
    shown = [f"{one.mean():.0f} ± {one.std(ddof=1):.0f} %" for one in (free, biases, weights)]
    both = [100 * killed(held, 10, 120).mean() for held in ("biases", "weights")]
    told = (
        f"After 120 steps at $\\eta = 3$, {shown[0]} of the units are dead; with their biases held at 0 it is "
        f"{shown[1]}, with their weights held {shown[2]} (mean ± standard deviation over five seeds). At $\\eta = 10$ "
        f"either is enough: {both[0]:.0f} and {both[1]:.0f} %."
    )
    late = [killed(held, 3, 360) for held in ("biases", "weights")]
    holds = (biases < weights).all() and biases.max() < free.min() and late[0].mean() + 0.2 < late[1].mean()
    return Found(told, bool(holds and min(both) > 95))


def record(part, name, what="accuracy"):
    """(seeds, looks) of one net of the record."""
    cells = datasets.record("activations/causes")["cells"]
    return np.array([cells[f"{part}/{name}/{seed}"][what] for seed in SEEDS])


@claim(
    "act-leak",
    "The leaky ReLU is a cure for units pushed down by their bias, if the leak is large enough for the time there is.",
    control="The same nets, with biases from −2 and $\\eta = 3$, without a leak; and with a leak of a tenth of the "
    "size.",
    longer="After 3,000 steps instead of 120 the net without a leak still guesses. With the small leak it has come "
    "back too, as the large leak did long before.",
    refuted="the net without a leak came back as well, or if the one with a leak of 0.01 had not after 3,000 steps",
)
def leak():
    """Nets whose units all start dead: without a leak, with a small one, with a large one."""
    shares = [100 * record("leaks", f"{kind}/3/-2") for kind in ("relu", "leaky", "leaky 0.1")]
    shown = [[f"{one.mean():.0f} ± {one.std(ddof=1):.0f} %" for one in share.T] for share in shares]
    told = (
        f"Digits classified correctly after 120 and after 3,000 steps: without a leak {shown[0][0]} and {shown[0][1]}; "
        f"with a leak of 0.01, {shown[1][0]} and {shown[1][1]}; with 0.1, {shown[2][0]} and {shown[2][1]} (mean ± "
        "standard deviation over five seeds)."
    )
    none, small, large = shares
    return Found(told, bool(none.max() < 25 and small[:, 0].max() < 25 and small[:, 1].min() > 80 and large.min() > 30))


def longer(name):
    """(seeds, 3): the accuracy of the normalised nets from LeCun's weights after 250, 1,000 and 2,500 steps."""
    cells = datasets.record("activations/longer")["cells"]
    return np.array([cells[f"{name}/{seed}"]["accuracy"] for seed in SEEDS])


def told_of(right):
    """Mean ± standard deviation over the seeds, in %."""
    return f"{100 * right.mean():.0f} ± {100 * right.std(ddof=1):.0f} %"


@claim(
    "act-start",
    "Ten times as long does not mend a bad start.",
    control="The same tanh nets with initial weights twice as large, which are LeCun's: nothing else is changed.",
    longer="These are the longer runs, with ten times the chapter's 250 steps. The tanh nets with the bad start are "
    "where they were; of the five nets of ReLUs one has begun to learn.",
    refuted="the nets with the bad starts had learned by then, or the one with the good start had not",
)
def bad_start():
    """Plain nets of twenty layers after 2,500 steps."""
    half, full, relu = (record("plain", name) for name in ("tanh/too small", "tanh/LeCun", "relu/LeCun"))
    told = (
        f"After 2,500 steps at $\\eta = 0.1$, not normalised: tanh from half of LeCun's weights {told_of(half[:, -1])} "
        f"of the test digits, tanh from LeCun's {told_of(full[:, -1])}, ReLUs from LeCun's {told_of(relu[:, -1])} "
        "(mean ± standard deviation over five seeds; guessing gives about 10 %)."
    )
    guess = half.max() < 0.15 and np.sum(relu[:, -1] > 0.15) == 1 and relu[:, -1].max() < 0.5
    return Found(told, bool(guess and full[:, -1].min() > 0.8))


@claim(
    "act-normal",
    "Where the start is good, normalising saves time; where it is bad, it saves the net.",
    control="The same nets from the same LeCun weights, at the same rate, without normalising. For tanh that start is "
    "good, for ReLUs it is bad.",
    longer="These are the longer runs. Where both kinds learn, the distance shrinks from one look to the next.",
    refuted="plain tanh stayed as far behind after 2,500 steps as after 250, or plain ReLUs had caught up as well",
)
def normal():
    """Normalised and plain nets from LeCun's weights after 250, 1,000 and 2,500 steps."""
    (tanh, plain), (relu, dead) = ((longer(name), record("plain", f"{name}/LeCun")) for name in ("tanh", "relu"))
    told = (
        f"Test digits classified correctly after 250, 1,000 and 2,500 steps. Tanh: normalised "
        f"{', '.join(map(told_of, tanh.T))}, plain {', '.join(map(told_of, plain.T))}. ReLUs after 2,500: normalised "
        f"{told_of(relu[:, -1])}, plain {told_of(dead[:, -1])} (mean ± standard deviation over five seeds)."
    )
    behind = (tanh - plain).mean(axis=0)
    holds = behind[0] > behind[1] > behind[2] and behind[2] < 0.05 and relu[:, -1].min() > 2 * dead[:, -1].max()
    return Found(told, bool(holds))


@claim(
    "act-large",
    "Both count: the smaller steps of the hidden layers, and the larger weights of the last one.",
    control="Each of the two taken away by itself: four times the rate in the hidden layers, or half the weights in "
    "the last one. With both taken away the net is the one from He's weights; that is exact.",
    longer="After 250 steps instead of 1,000 the effect of the rate shows already, that of the last layer not yet.",
    refuted="one of the two alone gave back nothing after 1,000 steps, or gave back everything",
)
def large():
    """Normalised ReLUs from twice He's weights, with each of two causes taken away, and with both."""
    names = ("as it is", "hidden rate", "last layer", "both")
    before, after = np.array([record("larger", name) for name in names]).transpose(2, 0, 1)  # each (4, seeds)
    shown = [told_of(one) for one in after]
    told = (
        f"Normalised ReLUs from twice He's weights classify {shown[0]} of the test digits correctly after 1,000 steps. "
        f"With four times the rate in the hidden layers it is {shown[1]}, with half the weights in the last layer "
        f"{shown[2]}, with both {shown[3]} (mean ± standard deviation over five seeds)."
    )
    alone = (after[1] > after[0]).all() and (after[2] > after[0]).all()
    early = before[1].mean() > before[0].mean() + 0.05 > before[2].mean()
    return Found(told, bool(alone and early and after[3].mean() - after[1:3].mean(axis=1).max() > 0.03))
