"""Generalising and searching: the price of large weights, and a learning rate that decays."""

import numpy as np

from nbhelpers.generalising import schedules
from nbhelpers.nn import mlp, training
from tests.backprop.equations import deep
from tests.equations.arithmetic import Table
from tests.equations.registry import equation


@equation(
    "gen-weight-decay", "nn.mlp.loss", "nn.mlp.gradients", "nn.mlp.descend", how="loss and step, with and without decay"
)
def weight_decay(rng):
    net, X, Y, _ = deep(rng)
    decay, eta = rng.uniform(0.1, 1), rng.uniform(0.1, 1)
    after = mlp.descend(net, mlp.gradients(net, X, Y, decay), eta)
    weights = np.concatenate([at.weights.ravel() for at in net.layers])
    plain = np.concatenate([at.weights.ravel() for at in mlp.gradients(net, X, Y)])
    env = {"E": mlp.loss(net, X, Y), "E'": mlp.loss(net, X, Y, decay), "lambda": decay, "eta": eta, "w": weights}
    env |= {"new w": np.concatenate([at.weights.ravel() for at in after.layers]), "dE/dw": plain}
    return {**env, "range": {"w": weights}}


@equation("gen-decay", "nn.training.decayed_rate")
def decayed(rng):
    eta, phi, t, s = rng.uniform(0.1, 1), rng.uniform(0.5, 1), int(rng.integers(1, 20)), int(rng.integers(1, 5))
    return {"eta_t": training.decayed_rate(eta, phi, t, s), "eta_0": eta, "phi": phi, "t": t, "s": s}


@equation("gen-parabola", "generalising.schedules.decay_run")
def parabola(rng):
    rounds = list(schedules.decay_run(w=rng.normal(), eta=0.3, decay=0.9, rounds=4))
    at = int(rng.integers(4))
    return {"w": Table([rounds[at].before, rounds[at].after]), "t": 1, "eta_t": rounds[at].rate}
