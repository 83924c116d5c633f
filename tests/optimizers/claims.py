"""Causal claims of the chapter on optimizers, with their controls."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.nn.optimizers import METHODS, minimize
from nbhelpers.optimizers import test_functions
from nbhelpers.optimizers.labs.digits import measurements
from nbhelpers.optimizers.labs.schedules import measurements as runs_of_schedules
from tests.claims.registry import Found, claim, sd

STARTS = (0.5, 0.7, 1.0, 1.5, 2.3)


def ends(steps, keep=False, fade=1.0, eta=0.03):
    """|w| after RMSProp on E = w²/2 from each start; with `keep` V never falls, `fade` is η's factor a step."""
    w, V = np.array(STARTS), np.zeros(len(STARTS))
    for t in range(steps):
        V = np.maximum(V, 0.9 * V + 0.1 * w**2) if keep else 0.9 * V + 0.1 * w**2
        w = w - eta * fade**t * w / (np.sqrt(V) + 1e-8)
    return abs(w)


@claim(
    "opt-hover",
    "Without forgetting there is no hovering.",
    control="The same runs from the same five starts, but $V_t$ never falls: what it has seen once, it keeps.",
    longer="After 40,000 steps instead of 4,000 the former still stand at $\\eta/2$; the latter are nearer still.",
    refuted="the runs with a $V_t$ that never falls hovered too, or those with one that forgets came to rest",
)
def hover():
    """RMSProp with its forgetting taken away."""
    forgets, keeps = ends(4000), ends(4000, keep=True)
    told = (
        f"From each of five starts RMSProp with $\\eta = 0.03$ ends {forgets.max():.3f} from the minimum, which is "
        "$\\eta/2$. Without forgetting it ends nearer than $10^{-20}$."
    )
    longer = np.allclose(ends(40_000), 0.015, atol=1e-3) and ends(40_000, keep=True).max() < 1e-20
    return Found(told, bool(np.allclose(forgets, 0.015, atol=1e-3) and keeps.max() < 1e-20 and longer))


ANGLES = np.random.default_rng(0).uniform(0, 2 * np.pi, 8)


@cache
def quickest(method, kappa, turn):
    """At its best of 15 rates: steps to a thousandth of the starting loss, the median of eight starts round the bowl.

    All starts walk at once: every method here works on each number alone. The bowl and its starts are turned together.
    """
    land, turned = test_functions.bowl(kappa, turn=turn), ANGLES + np.deg2rad(turn)
    starts = 2.2 * np.stack([np.cos(turned), np.sin(turned)], axis=1)
    found = []
    for eta in np.geomspace(0.005, 1, 15):
        with np.errstate(over="ignore", invalid="ignore"):
            losses = land.loss(minimize(method, land.gradient, starts, 200, eta=eta))
        arrived = losses < 1e-3 * losses[0]
        found.append(np.median(np.where(arrived.any(axis=0), arrived.argmax(axis=0), 200)))
    return int(min(found))


@claim(
    "opt-tilt",
    "Tilt the bowl, and what RMSProp's scaling won is gone.",
    control="The same bowl, the same starts and the same rates to choose from, but turned by 35 degrees, starts and "
    "all. SGD, which scales nothing, sees no difference.",
    longer="More steps cannot change when a loss first falls below the mark. In a bowl ten times as narrow it is the "
    "same, with more at stake.",
    refuted="RMSProp were as quick in the tilted bowl as in the straight one, or far quicker there than SGD",
)
def tilt():
    """RMSProp and SGD, each at its own best rate, straight and tilted; then in a narrower bowl."""
    found = {(name, kappa, turn): quickest(METHODS[name], kappa, turn)
             for name in ("SGD", "RMSProp") for kappa in (20, 200) for turn in (0, 35)}  # fmt: skip
    told = (
        "Steps to a thousandth of the first loss, each method at its own best rate, the median of eight starts. At "
        f"$\\kappa = 20$ RMSProp takes {found['RMSProp', 20, 0]} in the straight bowl and {found['RMSProp', 20, 35]} "
        f"in the tilted one, SGD {found['SGD', 20, 0]} in both. At $\\kappa = 200$ it is {found['RMSProp', 200, 0]} "
        f"and {found['RMSProp', 200, 35]}, against {found['SGD', 200, 0]}."
    )
    holds = all(
        found["SGD", kappa, 0] == found["SGD", kappa, 35]
        and 4 * found["RMSProp", kappa, 0] < found["RMSProp", kappa, 35]
        and 1.5 * found["RMSProp", kappa, 35] > found["SGD", kappa, 35]
        for kappa in (20, 200)
    )
    return Found(told, holds)


def runs(way, inputs, eta):
    """(seeds, looks): the training losses of these runs after 2 and after 20 epochs."""
    cells = datasets.record("optimizers/units")["cells"]
    return np.array([cells[f"{way}/{inputs}/{eta}/{seed}"]["training loss"] for seed in range(5)])


def best(way, inputs):
    """The runs, (seeds,), at the rate with the lowest mean training loss after 20 epochs."""
    etas = datasets.record("optimizers/units")["settings"]["etas"][way][inputs]
    return min((runs(way, inputs, eta)[:, 1] for eta in etas), key=np.mean)


@claim(
    "opt-windows",
    "Compare two optimizers at *one* learning rate and you compare windows, not optimizers.",
    control="The same nets and digits, with the rate put elsewhere: first where Adam's window lies, then where SGD's "
    "does, and finally each optimizer at its own best rate.",
    longer="With 20 epochs instead of 2 the order at each of the two rates is still the one that the window says.",
    refuted="the same optimizer were ahead at both rates, or if the gap between the two at their own best rates were "
    "as large as at one rate for both",
)
def windows():
    """SGD and Adam at 0.01, at 0.3, and each at its own best rate."""
    etas, losses, _ = measurements("as they are")
    both = {way: losses[list(METHODS).index(way)] for way in ("SGD", "Adam")}  # (rates, seeds), after two epochs
    loss = {(way, eta): seen[list(etas).index(eta)] for way, seen in both.items() for eta in (0.01, 0.3)}
    own = {way: min(seen.mean(axis=1)) for way, seen in both.items()}
    shown = {key: f"{seen.mean():.2f}" for key, seen in loss.items()}
    long = {key: runs(key[0], "as they are", key[1])[:, 1] for key in loss}
    told = (
        f"Training loss after two epochs, means of five seeds: at $\\eta = 0.01$ Adam has {shown['Adam', 0.01]} and "
        f"SGD {shown['SGD', 0.01]}; at 0.3 SGD has {shown['SGD', 0.3]} and Adam {shown['Adam', 0.3]}. Each at its own "
        f"best rate: {own['Adam']:.2f} and {own['SGD']:.2f}. The largest standard deviation over the seeds is "
        f"{max(sd(seen) for seen in loss.values()):.2f}."
    )
    turned = all(
        seen["Adam", 0.01].max() < seen["SGD", 0.01].min() and seen["SGD", 0.3].max() < seen["Adam", 0.3].min()
        for seen in (loss, long)
    )
    between = min(abs(loss["SGD", eta].mean() - loss["Adam", eta].mean()) for eta in (0.01, 0.3))
    return Found(told, bool(turned and 5 * abs(own["SGD"] - own["Adam"]) < between))


@claim(
    "opt-units",
    "What helps is that each parameter is divided by its own usual gradient.",
    control="RMSProp with one $V_t$ for all parameters, the mean of their squared gradients: it still divides, but all "
    "parameters by the same number.",
    longer="These are runs of 20 epochs, ten times as many as in the lab.",
    refuted="RMSProp with one $V_t$ for all kept its loss in mixed units, or the usual RMSProp lost as much",
)
def units():
    """Training loss after 20 epochs in mixed units, divided by that with the inputs as they are."""
    ways = ("RMSProp", "one V", "SGD")
    found = {way: [best(way, inputs) for inputs in ("as they are", "in mixed units")] for way in ways}
    shown = {way: " and ".join(f"{loss.mean():.3f} ± {sd(loss):.3f}" for loss in found[way]) for way in ways}
    again = best("SGD", "one scale again")
    told = (
        "Training loss after 20 epochs with the inputs as they are and in mixed units, each at the best of its rates: "
        f"RMSProp {shown['RMSProp']}, with one $V_t$ for all {shown['one V']}, SGD {shown['SGD']} (mean ± standard "
        f"deviation over five seeds). SGD with each pixel divided by its greatest value: {again.mean():.3f}."
    )
    keeps = found["RMSProp"][1].mean() < 1.5 * found["RMSProp"][0].mean()
    lose = all(found[way][1].min() > max(found[way][0].max(), found["RMSProp"][1].max()) for way in ("one V", "SGD"))
    return Found(told, bool(keeps and lose and again.mean() < 1.5 * found["SGD"][0].mean()))


def scheduled(method, epochs):
    """{schedule: (training losses, accuracies in %)} of the five seeds, each schedule at its own best rate."""
    _, loss, accuracy = runs_of_schedules(method, epochs)
    settings = datasets.record("optimizers/schedules")["settings"]
    names = settings["schedules"] if epochs == settings["epochs"] else settings["longer"]["schedules"]
    best = loss.mean(axis=-1).argmin(axis=-1)
    return {name: (loss[k, at], 100 * accuracy[k, at]) for k, (name, at) in enumerate(zip(names, best, strict=True))}


@claim(
    "opt-fall",
    "What helps Adam is the fall of the rate; a slow start alone brings nothing.",
    control="Warm-up alone, whose rate rises and does not fall, and a constant rate: the same five starts and "
    "mini-batches, each schedule at the best of its rates.",
    longer="With 20 epochs instead of 5, each schedule spread over all of them, Adam gains as much; SGDM nothing.",
    refuted="warm-up alone gained as much as the cosine, if one of the five seeds gained nothing from warm-up and "
    "cosine, or if the gain were gone after 20 epochs",
)
def fall():
    """What each schedule brings to the accuracy, seed by seed, in five epochs and in twenty."""
    gains, loss = {}, {}
    for method, epochs in (("Adam", 5), ("SGDM", 5), ("Adam", 20), ("SGDM", 20)):
        found = scheduled(method, epochs)
        gains[method, epochs] = {name: right - found["constant"][1] for name, (_, right) in found.items()}
        loss[method, epochs] = {name: low.mean() for name, (low, _) in found.items()}
    both, now = "warm-up and cosine", gains["Adam", 5]
    shown = {key: f"{gain[both].mean():.1f} ± {sd(gain[both]):.1f}".replace("-", "−") for key, gain in gains.items()}
    told = (
        "Gain in test accuracy over a constant rate, in percentage points, mean ± standard deviation over five seeds. "
        f"Adam, five epochs: warm-up and cosine {shown['Adam', 5]}, the cosine alone {now['cosine'].mean():.1f} ± "
        f"{sd(now['cosine']):.1f}, warm-up alone {now['warm-up'].mean():.1f} ± {sd(now['warm-up']):.1f}. The training "
        f"losses are {loss['Adam', 5][both]:.3f}, {loss['Adam', 5]['cosine']:.3f} and "
        f"{loss['Adam', 5]['warm-up']:.3f}; {loss['Adam', 5]['constant']:.3f} with a constant rate. SGDM gains "
        f"{shown['SGDM', 5]} by warm-up and cosine. After 20 epochs Adam gains {shown['Adam', 20]} and SGDM "
        f"{shown['SGDM', 20]}, whose training loss is {loss['SGDM', 20]['constant']:.4f} by then, with a constant rate."
    )
    holds = (
        min(now["cosine"].min(), now[both].min(), gains["Adam", 20][both].min()) > 0
        and abs(now["warm-up"].mean()) < 0.2 * now["cosine"].mean()
        and gains["SGDM", 20][both].mean() <= 0 < gains["SGDM", 5][both].min()
        and loss["Adam", 5]["cosine"] < loss["Adam", 5]["constant"] < loss["Adam", 5]["warm-up"]
    )
    return Found(told, bool(holds))
