"""Right calls of every public function that takes numbers: the chapter deep_belief. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers import rbm as machines
from nbhelpers.deep_belief import up_down
from nbhelpers.deep_belief.labels import Moment
from tests.edge.calling import call, rng

X = rng().random((6, 3))
NET = up_down.untie([machines.new_rbm(3, 2, rng())], machines.new_rbm(4, 2, rng()))
RBM = machines.new_rbm(3, 2, rng())
V = (X > 0.5).astype(float)
H = (X[:, :2] > 0.5).astype(float)
TOP = machines.new_rbm(5, 2, rng())
STACK = [RBM, machines.new_rbm(2, 2, rng())]

CALLS = {
    "deep_belief.upward": call(stack=STACK, v=V),
    "deep_belief.downward": call(stack=STACK, h=H),
    "deep_belief.reconstruct": call(stack=STACK, v=V),
    "deep_belief.grow": call(v=V, sizes=(2,), epochs=1, eta=0.1, batch=3, rng=rng, k=1),
    "deep_belief.dream": call(stack=STACK, v=V, steps=2, rng=rng),
    "deep_belief.unroll": call(stack=STACK, classes=3, rng=rng),
    "deep_belief.bound.states": call(units=2),
    "deep_belief.bound.bars_and_stripes": call(side=2),
    "deep_belief.bound.row_of": call(v=V),
    "deep_belief.bound.first_layer": call(v=V, hidden=2, steps=1, rng=rng),
    "deep_belief.bound.log_share": call(rates=H, units=H),
    "deep_belief.bound.log_likelihood": call(first=STACK[0], second=STACK[1], v=V),
    "deep_belief.bound.bound": call(first=STACK[0], second=STACK[1], v=V),
    "deep_belief.bound.log_posterior": call(first=RBM, v=V),
    "deep_belief.bound.log_v_given_h": call(first=RBM, v=V),
    "deep_belief.bound.learn": call(tied="weights", one=RBM, weights=np.full(8, 0.125), eta=0.1),
    "deep_belief.labels.new_top": call(
        tied="below labels", below=V, labels=np.array([0, 1, 0, 1, 1, 0]), classes=2, hidden=2, rng=rng
    ),
    "deep_belief.labels.label_given_hidden": call(top=TOP, h=H, classes=2),
    "deep_belief.labels.label_given_below": call(top=TOP, below=V, classes=2),
    "deep_belief.labels.draw": call(p=X, rng=rng),
    "deep_belief.labels.step": call(tied="below y", top=TOP, below=V, y=np.eye(2)[[0, 1] * 3], rng=rng, clamped=True),
    "deep_belief.labels.train": call(
        tied="below labels", top=TOP, below=V, labels=np.array([0, 1, 0, 1, 1, 0]), classes=2, eta=0.1, batch=3,
        rng=rng, decay=0.9, chains=2,
    ),
    "deep_belief.labels.dream": call(top=TOP, labels=np.array([0, 1]), classes=2, steps=1, rng=rng),
    "deep_belief.labels.settle": call(tied="h y", top=TOP, h=H, y=np.eye(2)[[0, 1] * 3], rounds=1),
    "deep_belief.labels.draw_units": call(p=X, rng=rng),
    "deep_belief.up_down.probability": call(layer=NET.up[0], given=V),
    "deep_belief.up_down.draw_up": call(net=NET, v=V, rng=rng),
    "deep_belief.up_down.draw_down": call(net=NET, above=H, rng=rng),
    "deep_belief.up_down.slopes": call(layer=NET.up[0], given=V, wanted=H),
    "deep_belief.up_down.step": call(
        tied="v y", net=NET, v=V, y=np.eye(2)[[0, 1] * 3], chain=Moment(H, np.eye(2)[[0, 1] * 3], None), rng=rng,
        eta=0.1, steps=1,
    ),
    "deep_belief.up_down.train": call(
        tied="v labels", net=NET, v=V, labels=np.array([0, 1, 0, 1, 1, 0]), classes=2, eta=0.1, batch=3, rng=rng,
        decay=0.9, chains=2, steps=1,
    ),
    "deep_belief.up_down.picture": call(net=NET, h=H, classes=2),
    "deep_belief.up_down.features": call(net=NET, v=V),
    "deep_belief.bits.log_share": call(top=NET.top, x=H, classes=2),
    "deep_belief.bits.log_partition": call(top=NET.top, classes=2, rng=rng, temperatures=2, runs=2),
    "deep_belief.bits.log_bernoulli": call(layer=NET.up[0], given=V, wanted=H),
    "deep_belief.bits.log_weights": call(net=NET, v=V, classes=2, log_Z=1.0, rng=rng),
}
