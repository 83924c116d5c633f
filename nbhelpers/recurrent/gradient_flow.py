"""How a gradient fares on its way back through time: Jacobians, their products, and bounds for them.

The Jacobian of one step is J_t = dh_t/dh_{t-1} = W_hh diag(f'(a_t)), from the old units (rows) to the new
(columns); over k steps back it is the product J_{T-k+1} ... J_{T-1} J_T.
"""

import numpy as np

from nbhelpers.guards import array, doubles, one_of, takes
from nbhelpers.nn.mlp import HIDDEN

# f, and its slope written in h = f(a)
ACTIVATIONS = {"tanh": HIDDEN["tanh"], "relu": HIDDEN["relu"], "linear": (lambda a: a, np.ones_like)}


def largest_singular_value(W) -> float:
    """sigma_max: the most that W can stretch any row u, max |u W| over |u| = 1."""
    return float(np.linalg.svd(square(W), compute_uv=False)[0])


def spectral_radius(W) -> float:
    """rho: the largest absolute value of W's eigenvalues; |W^k|^(1/k) tends to it as k grows."""
    return float(np.abs(np.linalg.eigvals(square(W))).max())


@takes(inputs="T hidden", activation=one_of(*ACTIVATIONS))
def drive(W, inputs, activation: str = "tanh") -> np.ndarray:
    """The states h_0 = 0, h_t = f(h_{t-1} W + inputs_t), shape (T + 1, hidden); inputs have the shape (T, hidden)."""
    W, inputs = square(W), doubles("inputs", inputs)
    if inputs.ndim != 2 or inputs.shape[1] != len(W):
        raise ValueError(f"inputs must have the shape (T, {len(W)}), got {inputs.shape}")
    f, _ = ACTIVATIONS[activation]
    h = np.zeros((len(inputs) + 1, len(W)))
    for t, received in enumerate(inputs):
        h[t + 1] = f(h[t] @ W + received)
    return h


@takes(h="T hidden", activation=one_of(*ACTIVATIONS))
def jacobians(W, h, activation: str = "tanh") -> np.ndarray:
    """J_1 ... J_T for states h_0 ... h_T, shape (T, hidden, hidden)."""
    _, slope = ACTIVATIONS[activation]
    return square(W) * slope(np.asarray(h)[1:])[:, None, :]


@takes(steps=array("T n n", finite=False), back=0)
def gradient_norms(steps, back: int | None = None) -> np.ndarray:
    """The largest stretch |J_{T-k+1} ... J_T| for k = 0 ... back, shape (back + 1,); `steps` are J_1 ... J_T.

    It is the spectral norm: how long a gradient of length 1 at the last state can be, k steps earlier.
    """
    steps = doubles("steps", steps)
    back = len(steps) if back is None else back
    if not 0 <= back <= len(steps):
        raise ValueError(f"back must be from 0 to the number of steps, {len(steps)}, got {back!r}")
    products = [np.eye(steps.shape[-1])]
    for J in steps[::-1][:back]:
        products.append(J @ products[-1])
    products = np.array(products)
    finite = np.isfinite(products).all(axis=(1, 2))
    norms = np.full(len(products), np.inf)
    norms[finite] = np.linalg.svd(products[finite], compute_uv=False)[:, 0]
    return norms


@takes(last=0)
def power_norms(W, last: int) -> np.ndarray:
    """|W^k| for k = 0 ... last: the same for a linear net, whose every Jacobian is W."""
    return gradient_norms(np.broadcast_to(square(W), (last, *np.shape(W))))


def shear(radius: float, strength: float) -> np.ndarray:
    """[[radius, strength], [0, radius]]: both eigenvalues are `radius`, but one axis leans on the other."""
    return np.array([[radius, strength], [0.0, radius]])


def square(W) -> np.ndarray:
    """W as a float array; ValueError where it is not square and finite."""
    W = doubles("W", W)
    if W.ndim != 2 or W.shape[0] != W.shape[1] or not np.isfinite(W).all():
        raise ValueError(f"W must be a square matrix of finite numbers, got shape {W.shape}")
    return W
