"""A penalty on the Jacobian: another way to ask that what a net gives back should not follow its input everywhere.

For a net of one tanh layer, h = tanh(x W + b), r = h V + c, the Jacobian is dr_o / dx_i = sum_h w_ih (1 - h_h^2) v_ho.
Rifai et al. (2011) put the price on the code's Jacobian; on that of r it is what small noise asks (Bishop 1995,
doi:10.1162/neco.1995.7.1.108; Alain and Bengio 2014).
"""

import numpy as np

from nbhelpers.guards import numbers, random, real, takes
from nbhelpers.nn import mlp
from nbhelpers.nn.mlp import MLP, Layer, forward
from nbhelpers.variational.field import trained_by


def jacobian(net: MLP, X: np.ndarray) -> np.ndarray:
    """J[s, i, o] = dr_o / dx_i at every row of X, for one layer of tanh and a linear output: (m, d, l)."""
    _, H, _ = forward(_shallow(net), X)
    (W, _), (V, _) = net.layers
    return (W * (1 - H**2)[:, None, :]) @ V


def penalty(net: MLP, X: np.ndarray) -> float:
    """P = mean over the rows of X of 1/2 sum_io J_io^2."""
    return float(0.5 * np.sum(jacobian(net, X) ** 2, axis=(1, 2)).mean())


def penalty_gradients(net: MLP, X: np.ndarray) -> list[Layer]:
    """The gradient of `penalty` in every parameter, layer by layer. It does not depend on the last biases."""
    X = numbers("X", X, finite=False)
    J = jacobian(net, X) / len(X)
    (W, _), (V, c) = net.layers
    H = forward(net, X)[1]
    s = 1 - H**2
    back = J @ V.T  # (m, d, units): what each product w_ih s_h receives
    e = np.sum(W * back, axis=1) * -2 * H * s
    direct = np.sum(back * s[:, None, :], axis=0)
    of_V = np.einsum("mh,ih,mio->ho", s, W, J, optimize=True)
    return [Layer(direct + X.T @ e, e.sum(axis=0)), Layer(of_V, 0 * c)]


@takes(X="m n", units=1, sigma=real(least=0), rng=random, updates=1)
def learned(X: np.ndarray, units: int, sigma: float, rng, updates: int) -> MLP:
    """As `field.learned`, but without noise: E = 1/2 |r(x) - x|^2 + sigma^2 P on the rows of X themselves."""

    def slopes(net, rows):
        pairs = zip(mlp.gradients(net, X[rows], X[rows]), penalty_gradients(net, X[rows]), strict=True)
        return [Layer(*(one + sigma**2 * price for one, price in zip(*pair, strict=True))) for pair in pairs]

    return trained_by(slopes, X, units, rng, updates)


def _shallow(net):
    if len(net.layers) != 2 or net.hidden != "tanh" or net.output != "linear":
        raise ValueError("net is not of one layer of tanh units and linear outputs, the only one allowed here")
    return net
