"""How many bits a picture costs under a deep belief net with labels: a lower bound, and the ln Z that it needs.

Of the top machine p(x, y) = exp(-F(x, y)) / Z with exactly one label on; Z by annealed importance sampling, as in
`rbm.ais`. Below it h_1, h_2, ... are drawn by the way up, and log p(v) is at least the mean of
log p(v, h) - log Q(h | v). Salakhutdinov & Murray (2008), doi:10.1145/1390156.1390266. Logs are natural.
"""

import numpy as np

from nbhelpers import rbm
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import up_down
from nbhelpers.guards import random, takes
from nbhelpers.nn.mlp import Layer
from nbhelpers.rbm import RBM, ais


@takes(x="m n", classes=2)
def log_share(top: RBM, x, classes: int) -> np.ndarray:
    """log sum_y exp(-F(x, y)), up to log Z the log p(x) of the top machine: (m, n) -> (m,)."""
    fields = -classes
    heard = x @ top.W[:fields] + top.c
    each = [b + np.logaddexp(0, heard + w).sum(axis=1) for w, b in zip(top.W[fields:], top.b[fields:], strict=True)]
    return x @ top.b[:fields] + np.logaddexp.reduce(each, axis=0)


@takes(classes=2, rng=random, temperatures=1, runs=2)
def log_partition(top: RBM, classes: int, rng, temperatures: int = 1000, runs: int = 50) -> ais.Annealed:
    """ln Z of the top machine: as `rbm.ais.log_partition`, from the machine with the same biases and no weights."""
    start, tied = ais.without_weights(top, top.b), -classes
    p = up_down.probability(Layer(start.W.T, start.b), np.zeros((runs, len(top.c))))
    x = joint.draw_units(p[:, :tied], rng)
    y = joint.draw(joint.label_given_hidden(start, np.zeros((runs, len(top.c))), classes), rng)
    free = np.logaddexp(0, top.b[:tied]).sum() + np.logaddexp.reduce(top.b[tied:])
    log_w, before = np.full(runs, free + len(top.c) * np.log(2)), start
    for beta in np.arange(1, temperatures + 1) / temperatures:
        here, seen = ais.between(start, top, beta), np.hstack([x, y])
        log_w = log_w + rbm.free_energy(before, seen) - rbm.free_energy(here, seen)
        x, y, _ = joint.step(here, x, y, rng, clamped=False)
        before = here
    return ais.summary(log_w)


@takes(given="m n_in", wanted="m n_out")
def log_bernoulli(layer: Layer, given, wanted) -> np.ndarray:
    """log p(wanted | given) of all units together, (m,): sum_i v_i z_i - ln(1 + exp(z_i)), z the pre-activations."""
    z = given @ layer.weights + layer.bias
    return np.sum(wanted * z - np.logaddexp(0, z), axis=1)


@takes(v="m visible", classes=2, rng=random)
def log_weights(net: up_down.Net, v, classes: int, log_Z: float, rng) -> np.ndarray:
    """log p(v, h) - log Q(h | v) for one h drawn by the way up: (m,). Its mean over draws is a bound on log p(v)."""
    states = up_down.draw_up(net, v, rng)
    found = log_share(net.top, states[-1], classes) - log_Z
    for up, down, below, above in zip(net.up, net.down, states, states[1:], strict=False):
        found = found + log_bernoulli(down, above, below) - log_bernoulli(up, below, above)
    return found
