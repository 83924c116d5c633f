"""Optimizers: the frame of four steps, and bowls in which a step is a factor."""

import itertools

import numpy as np

from nbhelpers.nn import optimizers
from nbhelpers.optimizers import convergence, schedules, test_functions
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

T = 5


def run(rng, method, **settings):
    """T steps on random gradients; moments from m_0 = V_0 = 0 on."""
    steps = optimizers.follow(method, rng.normal(size=T), **settings)
    env = {"g": Table(steps.g), "m": Table([0.0, *steps.m], origin=0), "V": Table([0.0, *steps.V], origin=0)}
    env |= {"eta_t": Lazy(lambda env: steps.step[env["t"] - 1]), "t": T, "free": {"t": range(1, T + 1)}}
    if steps.m_hat is not None:
        env |= {"hat m": Table(steps.m_hat), "hat V": Table(steps.V_hat)}
    return env


def bowl(rng):
    """Curvatures and a start."""
    curvatures, w = np.sort(rng.uniform(0.2, 3, 3)), rng.normal(size=3)
    return curvatures, w, {"lambda": curvatures, "lambda_max": curvatures[-1], "lambda_min": curvatures[0]}


@equation(
    "opt-frame", "optimizers.rmsprop", how="a run on a bowl; slopes by central differences",
    reading=(("&1. &", ""), ("&2. &", ""), ("&3. &", ""), ("&4. &", ""),
             (r"m_t,\ V_t &= \text{two summaries of } g_1, \dots, g_t", "")),
)  # fmt: skip
def frame(rng):
    curvatures, w, _ = bowl(rng)
    steps = list(itertools.islice(optimizers.rmsprop(lambda w: curvatures * w, w, eta=0.1, eps=1e-3), T))
    env = {"w": Table([w, *(step.w for step in steps)]), "g": Table([step.g for step in steps]), "tolerance": ROUGH}
    env |= {"m": Table([step.m for step in steps]), "V": Table([step.V for step in steps]), "eta": 0.1, "epsilon": 1e-3}
    env["nabla E"] = lambda w: slopes(lambda w: 0.5 * np.sum(curvatures * w**2), w)
    return {**env, "eta_t": Lazy(lambda env: steps[env["t"] - 1].step), "free": {"t": range(1, T + 1)}}


@equation("opt-bowl", "optimizers.test_functions.bowl", how="the code's surface, slopes by central differences")
def the_bowl(rng):
    kappa, w = rng.uniform(2, 9), rng.normal(size=2)
    surface, free = test_functions.bowl(kappa), {"i": (1, 2)}
    env = {"E": surface.loss, "w": w, "lambda": np.array([1, kappa]), "range": free, "free": free, "tolerance": ROUGH}
    return [{**env, "g": surface.gradient(w)}, {**env, "g": slopes(surface.loss, w)}]


@equation("opt-sgd-factor", "optimizers.sgd")
def sgd_factor(rng):
    curvatures, w, env = bowl(rng)
    path = optimizers.minimize(optimizers.sgd, lambda w: curvatures * w, w, 4, eta=0.3)
    ranges = {"i": range(1, 4), "t": range(1, 5)}
    return {**env, "w": Table(path.T), "eta": 0.3, "free": ranges}


@equation(
    "opt-sgd-bound", "optimizers.convergence.largest_eta", "optimizers.sgd", how="runs on both sides of the bound"
)
def sgd_bound(rng):
    curvatures, w, env = bowl(rng)
    largest = convergence.largest_eta(curvatures[-1])
    cases = []
    for eta in largest * np.array([0.5, 0.99, 1.01, 1.5]):
        path = optimizers.minimize(optimizers.sgd, lambda w: curvatures * w, w, 3000, eta=eta)
        ends = bool(np.isfinite(path[-1]).all() and np.abs(path[-1]).max() < 1e-6)
        cases.append({**env, "eta": eta, "SGD converges in the bowl": ends})
    return cases


@equation(
    "opt-sgd-best",
    "optimizers.convergence.best_sgd",
    "optimizers.convergence.rate",
    how="the code's best, and the rate of its steps",
)
def sgd_best(rng):
    curvatures, _, env = bowl(rng)
    eta, rho = convergence.best_sgd(curvatures)
    env |= {"eta": eta, "kappa": curvatures[-1] / curvatures[0]}
    return [{**env, "rho": rho}, {**env, "rho": convergence.rate(eta, 0.0, curvatures)}]


@equation("opt-sgdm", "optimizers.sgdm", reading=((r"V_t = 1, \qquad m_0 = 0", r"V_t = 1 \qquad m_0 = 0"),))
def sgdm(rng):
    return {**run(rng, optimizers.sgdm, beta=0.7), "beta": 0.7}


@equation("opt-average", "optimizers.sgdm")
def average(rng):
    return {**run(rng, optimizers.sgdm, beta=0.7), "beta": 0.7}


@equation("opt-two-forms", "optimizers.sgdm", "optimizers.heavy_ball", how="both forms on the same gradients")
def two_forms(rng):
    seed = int(rng.integers(1000))
    averaged, library = (
        run(np.random.default_rng(seed), method, beta=0.7) for method in (optimizers.sgdm, optimizers.heavy_ball)
    )
    return {**averaged, "v": library["m"], "beta": 0.7}


@equation("opt-nesterov", "optimizers.nesterov")
def nesterov(rng):
    return {**run(rng, optimizers.nesterov, eta=0.3, beta=0.7), "eta": 0.3, "beta": 0.7}


@equation("opt-nesterov-recursion", "optimizers.nesterov", how="a run on a bowl, the averaged form made the library's")
def nesterov_recursion(rng):
    eta, beta, curvature = rng.uniform(0.1, 1), rng.uniform(0.1, 0.9), rng.uniform(0.2, 2)
    path = optimizers.minimize(optimizers.nesterov, lambda w: curvature * w, 1.0, 5, eta=eta / (1 - beta), beta=beta)
    env = {"w": Table(path, origin=0), "eta": eta, "beta": beta, "lambda": curvature}
    return {**env, "free": {"t": range(1, 5)}}


@equation("opt-recursion", "optimizers.heavy_ball")
def recursion(rng):
    eta, beta, curvature = rng.uniform(0.1, 1), rng.uniform(0.1, 0.9), rng.uniform(0.2, 2)
    path = optimizers.minimize(optimizers.heavy_ball, lambda w: curvature * w, 1.0, 5, eta=eta, beta=beta)
    env = {"w": Table(path, origin=0), "eta": eta, "beta": beta, "lambda": curvature}
    return {**env, "free": {"t": range(1, 5)}}


@equation(
    "opt-roots", "optimizers.convergence.rate", "optimizers.heavy_ball", how="the code's rate, and that of a long run"
)
def roots(rng):
    beta, curvature = rng.uniform(0.1, 0.5), rng.uniform(0.5, 2)
    eta = 0.5 * (1 - np.sqrt(beta)) ** 2 / curvature
    env = {"beta": beta, "eta": eta, "lambda": curvature}
    path = optimizers.minimize(optimizers.heavy_ball, lambda w: curvature * w, [1.0], 200, eta=eta, beta=beta)
    found = {**env, "r": convergence.measured_rate(path, last=50), "tolerance": 1e-6}
    return [{**env, "r": float(convergence.rate(eta, beta, [curvature]))}, found]


@equation("opt-window", "optimizers.convergence.rate", how="true where the rate is ρ or less, false where it is more")
def window(rng):
    beta = rng.uniform(0.1, 0.8)
    rho = rng.uniform(np.sqrt(beta), 1)
    etas = np.exp(rng.uniform(-6, 1.4, 40))
    slow = [bool(convergence.rate(eta, beta, [1.0]) > rho) for eta in etas]
    env = {"beta": beta, "rho": rho, "lambda": 1.0}
    return [{**env, "eta": eta, "false": no} for eta, no in zip(etas, slow, strict=True)]


@equation(
    "opt-momentum-bound", "optimizers.convergence.largest_eta", "optimizers.convergence.averaged_eta",
    "optimizers.convergence.rate",
    how="true just below the code's bounds, false where the rate is above 1",
    reading=((r"\ \text{(library form)}, \qquad" + "\n" + r"\eta", r"\quad \text{averaged}"),),
)  # fmt: skip
def momentum_bound(rng):
    beta, top = rng.uniform(0.1, 0.9), rng.uniform(0.5, 3)
    largest = convergence.largest_eta(top, beta)
    env, inside = {"beta": beta, "lambda_max": top}, 1 - 1e-6
    pairs = [(a, b) for a in (inside, 1 + 1e-6) for b in (inside, 1 + 1e-6)]
    return [
        {**env, "eta": a * largest, "averaged": convergence.averaged_eta(b * largest, beta),
         "false": bool(max(convergence.rate(each * largest, beta, [top]) for each in (a, b)) > 1)}
        for a, b in pairs
    ]  # fmt: skip


@equation(
    "opt-momentum-best",
    "optimizers.convergence.best_momentum",
    "optimizers.convergence.rate",
    how="the code's best, and its rate",
)
def momentum_best(rng):
    curvatures, _, env = bowl(rng)
    eta, beta, rho = convergence.best_momentum(curvatures)
    env |= {"eta": eta, "beta": beta, "kappa": curvatures[-1] / curvatures[0]}
    measured = {**env, "rho": float(convergence.rate(eta, beta, curvatures)), "tolerance": 1e-6}
    return [{**env, "rho": rho}, measured]


@equation("opt-adagrad", "optimizers.adagrad")
def adagrad(rng):
    return {**run(rng, optimizers.adagrad, eta=0.1, eps=1e-3), "eta": 0.1, "epsilon": 1e-3}


@equation("opt-rmsprop", "optimizers.rmsprop")
def rmsprop(rng):
    return {**run(rng, optimizers.rmsprop, beta=0.8), "beta": 0.8}


@equation("opt-adam", "optimizers.adam")
def adam(rng):
    env = run(rng, optimizers.adam, eta=0.1, beta1=0.8, beta2=0.9, eps=1e-3)
    return {**env, "beta_1": 0.8, "beta_2": 0.9, "eta": 0.1, "epsilon": 1e-3}


@equation("opt-adamw", "optimizers.adamw", how="a run on random gradients from a random start")
def adamw(rng):
    signal, w = rng.normal(size=T), float(rng.normal())
    gradients = iter(signal)
    turns = optimizers.adamw(lambda w: next(gradients), w, eta=0.1, weight_decay=0.7, eps=1e-3)
    steps = list(itertools.islice(turns, T))
    env = {"w": Table([w, *(float(step.w) for step in steps)]), "eta": 0.1, "epsilon": 1e-3, "lambda_w": 0.7}
    env |= {f"hat {name}": Table([float(getattr(step, f"{name}_hat")) for step in steps]) for name in "mV"}
    return {**env, "eta_t": Lazy(lambda env: steps[env["t"] - 1].step), "free": {"t": range(1, T + 1)}}


@equation(
    "opt-cosine", "optimizers.schedules.cosine", "optimizers.schedules.warm_up", how="each part in its own steps",
    reading=((r"\ \text{while } t < T_0, \qquad" + "\ns_t", r"\qquad \text{later}_u"), (r"(t - T_0)", "(u - T_0)"),
             (r"\ \text{from then on.}", "")),
)  # fmt: skip
def cosine(rng):
    steps, warm = int(rng.integers(12, 30)), int(rng.integers(3, 9))
    shares = Table([schedules.cosine(t, steps, warm) for t in range(steps + 1)], origin=0)
    env = {"s": shares, "later": shares, "T": steps, "T_0": warm, "pi": np.pi}
    return {**env, "free": {"t": range(1, warm), "u": range(warm, steps + 1)}}


@equation("opt-bias", "optimizers.adam", how="the mean over all courses of four gradients of two values")
def bias(rng):
    a, b = rng.normal(size=2) + 1
    draws = []
    for signal in itertools.product((a, b), repeat=4):
        steps = optimizers.follow(optimizers.adam, signal, beta1=0.8)
        draws.append({"m": Table(steps.m), "g": signal[0]})
    return {"beta_1": 0.8, "t": 4, "draws": draws, **draws[0], "free": {"t": range(1, 5)}}
