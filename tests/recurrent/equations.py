"""Recurrent nets: forward and back through time, Jacobians, gates."""

import numpy as np

from nbhelpers import recurrent as rnn
from nbhelpers.recurrent import clipping, gradient_flow, lstm
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

T, inputs, hidden, outputs = 4, 2, 3, 2
STEPS = {"t": range(1, T + 1)}
DIFFERENCES = "central differences of E, and the pass of the code"


def rows(vectors, origin=1):
    return Table([np.array(vector)[None] for vector in vectors], origin)


def net_values(rng, only_last=False):
    """A net, a sequence, its states and gradients; vectors are rows (1, n)."""
    net = rnn.new_rnn((inputs, hidden, outputs), rng, 0.9)
    net = net._replace(b=rng.normal(size=hidden), c=rng.normal(size=outputs))
    x, y, h0 = rng.normal(size=(T, inputs)), rng.normal(size=(T, outputs)), rng.normal(size=hidden)
    states = rnn.forward(net, x, h0)
    g_y = states.y_hat - y
    if only_last:
        g_y[:-1] = 0
    back = rnn.backward(net, x, states, g_y)
    env = {"W_xh": net.W_xh, "W_hh": net.W_hh, "W_hy": net.W_hy, "b": net.b[None], "c": net.c[None], "T": T}
    env |= {"x": rows(x), "h": rows(states.h, 0), "a": rows(np.arctanh(states.h[1:])), "hat y": rows(states.y_hat)}
    env |= {"g^y": rows(g_y), "g^h": rows(back.g_h, 0), "e": rows([*back.e, np.zeros(hidden)])}
    return net, x, y, h0, back, {**env, "free": STEPS, "range": STEPS}


def error(net, x, y, h0):
    return rnn.squared_error(rnn.forward(net, x, h0).y_hat, y)


def from_sum(net, x, y, a, t):
    """E of the outputs from step t on, the sum at step t being a."""
    states, h = [np.tanh(np.ravel(a))], np.tanh(np.ravel(a))
    for x_t in x[t:]:
        h = rnn.step(net, x_t, h)
        states.append(h)
    return rnn.squared_error(np.array(states) @ net.W_hy + net.c, y[t - 1 :])


@equation("rec-forward", "recurrent.forward")
def forward(rng):
    return net_values(rng)[-1]


def unit(rng=None):
    """The unit of the text: it receives 1, then nothing."""
    one, zero = np.ones((1, 1)), np.zeros(1)
    net = rnn.RNN(one, 0.5 * one, zero, one, zero)
    x = np.array([[1.0], [0.0], [0.0]])
    return net, x, rnn.forward(net, x)


@equation("rec-hand", "recurrent.forward", how="the code's states, and the printed digits")
def hand(rng):
    return {"h": Table(unit()[2].h[1:, 0]), "about": 3e-4}


@equation("rec-names", "recurrent.backward", how="central differences of E, step by step")
def names(rng):
    net, x, y, _h0, _back, env = net_values(rng)
    at = [slopes(lambda a, t=t: from_sum(net, x, y, a, t), env["a"].values[t - 1]) for t in range(1, T + 1)]
    by_h = [slopes(lambda h, t=t: from_sum(net, x, y, np.arctanh(h), t), env["h"].values[t]) for t in range(1, T + 1)]
    of_y = [slopes(lambda y_hat, t=t: rnn.squared_error(y_hat, y[t : t + 1]), env["hat y"].values[t]) for t in range(T)]
    found = {"dE_t/dhat y": Table(of_y), "dE/dh": Table(by_h), "dE/da": Table(at)}
    return {**env, **found, "tolerance": ROUGH}


@equation("rec-delta", "recurrent.backward", how=DIFFERENCES)
def delta(rng):
    net, x, y, _, _, env = net_values(rng)
    at = [slopes(lambda a, t=t: from_sum(net, x, y, a, t), env["a"].values[t - 1]) for t in range(1, T + 1)]
    return [env, {**env, "e": Table(at), "tolerance": ROUGH}]


@equation("rec-q", "recurrent.backward")
def q(rng):
    return net_values(rng)[-1]


def sums(rng):
    """Gradients by every parameter, from the code and by central differences."""
    net, x, y, h0, back, env = net_values(rng)
    env |= {"tolerance": ROUGH}
    named = {f"dE/d{name}": value for name, value in back.net._asdict().items()} | {"dE/dh_0": back.g_h[0]}
    by_hand = {
        f"dE/d{name}": slopes(lambda p, n=name: error(net._replace(**{n: p}), x, y, h0), getattr(net, name))
        for name in net._fields
    }
    by_hand["dE/dh_0"] = slopes(lambda h0: error(net, x, y, h0), h0)
    return [{**env, **named}, {**env, **by_hand}]


@equation("rec-copy", "recurrent.backward", how="central differences of E in each step's own copy of W")
def copy(rng):
    net, x, y, h0, back, env = net_values(rng)

    def with_copy(W, at):
        states, h = [], h0
        for t in range(1, T + 1):
            h = rnn.step(net._replace(W_hh=W) if t == at else net, x[t - 1], h)
            states.append(h)
        return rnn.squared_error(np.array(states) @ net.W_hy + net.c, y)

    found = [slopes(lambda W, t=t: with_copy(W, t), net.W_hh) for t in range(1, T + 1)]
    h, units = env["h"].values, range(1, hidden + 1)
    env |= {"dE/dW^(t)": Lazy(lambda env: found[env["t"] - 1]), "free": {**STEPS, "i": units, "j": units}}
    env |= {"h_t-1,i": Lazy(lambda env: h[env["t"] - 1][0, env["i"] - 1]), "tolerance": ROUGH}
    return {**env, "e_t,j": Lazy(lambda env: back.e[env["t"] - 1, env["j"] - 1])}


equation("rec-whh", "recurrent.backward", "recurrent.over_time", how=DIFFERENCES)(sums)
equation("rec-others", "recurrent.backward", "recurrent.over_time", how=DIFFERENCES)(sums)


@equation("rec-hand-back", "recurrent.backward", how=DIFFERENCES)
def hand_back(rng):
    net, x, states = unit()
    g_y = np.array([[0.0], [0.0], [states.h[3, 0] - 0.5]])
    back = rnn.backward(net, x, states, g_y)
    env = {"h": Table(states.h[1:, 0]), "e": Table(back.e[:, 0]), "tolerance": ROUGH}

    def end(w):
        return 0.5 * (rnn.forward(net._replace(W_hh=w), x).h[3, 0] - 0.5) ** 2

    return [{**env, "dE/dW_hh": float(found)} for found in (back.net.W_hh[0, 0], slopes(end, net.W_hh).item())]


def jacobian_values(rng):
    net, x, _, _, _, env = net_values(rng, only_last=True)
    J = gradient_flow.jacobians(net.W_hh, np.concatenate(env["h"].values))
    return {**env, "J": Table(J), "diag": lambda row: np.diag(np.ravel(row))}, net, x


@equation(
    "rec-jacobian", "recurrent.gradient_flow.jacobians", "recurrent.backward", how="central differences of one step"
)
def jacobian(rng):
    env, net, x = jacobian_values(rng)
    h = env["h"].values
    by_hand = [slopes(lambda h, t=t: rnn.step(net, x[t], h), h[t][0]).T for t in range(T)]
    return {**env, "dh_t/dh_t-1": Lazy(lambda env: by_hand[env["t"] - 1]), "tolerance": ROUGH}


@equation("rec-product", "recurrent.gradient_flow.jacobians", "recurrent.backward")
def product(rng):
    return {**jacobian_values(rng)[0], "k": 3, "cdots": np.eye(hidden)}


@equation("rec-stretch", "recurrent.gradient_flow.largest_singular_value")
def stretch(rng):
    W, u = rng.normal(size=(3, 3)), rng.normal(size=3)
    U, sigma, _ = np.linalg.svd(W)
    env = {"W": W, "u": u, "z": u @ U, "Sigma": np.diag(sigma), "range": {"i": (1, 2, 3)}}
    return {**env, "sigma": np.array([gradient_flow.largest_singular_value(W), *sigma[1:]])}


@equation(
    "rec-bound",
    "recurrent.backward",
    "recurrent.gradient_flow.largest_singular_value",
    how="gradients of random nets, each step back",
)
def bound(rng):
    env, net, _ = jacobian_values(rng)
    return {**env, "sigma": gradient_flow.largest_singular_value(net.W_hh), "free": {"k": range(1, T)}}


@equation(
    "rec-between",
    "recurrent.gradient_flow.spectral_radius",
    "recurrent.gradient_flow.largest_singular_value",
    how="random matrices, eight powers",
)
def between(rng):
    W = rng.normal(size=(3, 3))
    return {
        "W": W,
        "rho": gradient_flow.spectral_radius(W),
        "sigma": gradient_flow.largest_singular_value(W),
        "free": {"k": range(2, 9)},
    }


@equation("rec-kappa", "recurrent.gradient_flow.spectral_radius", how="random matrices, eight powers")
def kappa(rng):
    S = rng.normal(size=(3, 3))
    W = S @ np.diag(rng.uniform(0.2, 1, 3)) @ np.linalg.inv(S)
    return {"W": W, "S": S, "rho": gradient_flow.spectral_radius(W), "free": {"k": range(1, 9)}}


@equation("rec-shear", "recurrent.gradient_flow.shear")
def shear(rng):
    rho, s = rng.uniform(0.3, 1.2), rng.normal()
    return {"W": gradient_flow.shear(rho, s), "rho": rho, "s": s, "free": {"k": range(1, 6)}}


@equation("rec-clip", "recurrent.clipping.clip", how="gradients on both sides of the threshold")
def clip(rng):
    g = rng.normal(size=3)
    cases = [{"g": g, "theta": share * np.linalg.norm(g)} for share in (0.3, 2.0)]
    return [{**case, "clip": lambda g, theta=case["theta"]: clipping.clip(g, theta)} for case in cases]


def gated(rng, silent=False):
    """An LSTM on a sequence; `silent`: its outputs do not lead back into it, and only the last one is judged."""
    net = lstm.new_lstm((inputs, hidden, outputs), rng)
    net = net._replace(b=rng.normal(size=4 * hidden), W_h=net.W_h * (not silent))
    x, y = rng.normal(size=(T, inputs)), rng.normal(size=(T, outputs))
    states = lstm.forward(net, x)
    g_y = states.y_hat - y
    if silent:
        g_y[:-1] = 0
    back = lstm.backward(net, x, states, g_y)
    gates = {name: Table(states.gates[:, at]) for at, name in enumerate(("i", "f", "tilde s", "o"))}
    env = {**gates, "x": Table(x), "h": Table(states.h, origin=0), "s": Table(states.s, origin=0), "T": T}
    env |= {"g^s": Table(back.g_s, origin=0), "g^h": Table(back.g_h, origin=0)}
    env |= {"elementwise": True, "sig": lstm.sigmoid}
    return net, x, y, {**env, "free": STEPS}


@equation("rec-lstm", "recurrent.lstm.forward")
def gates(rng):
    net, _, _, env = gated(rng)
    for letter, part in (("W", net.W_x), ("U", net.W_h), ("b", net.b)):
        env |= {f"{letter}_{gate}": block for gate, block in zip("ifso", np.split(part, 4, axis=-1), strict=True)}
    return {**env, "elementwise": False}


@equation("rec-cell-back", "recurrent.lstm.backward")
def cell_back(rng):
    return {**gated(rng)[-1], "free": {"t": range(1, T)}}


@equation(
    "rec-gates-back",
    "recurrent.lstm.backward",
    how="central differences of E in every gate's sum, and the pass of the code",
)
def gates_back(rng):
    net, x, y, env = gated(rng)
    received = np.hstack([x, np.eye(T)])  # an input for each step alone: its weights' slopes are the sums' slopes
    net = net._replace(W_x=np.vstack([net.W_x, np.zeros((T, 4 * hidden))]))
    states = lstm.forward(net, received)
    by_code = lstm.backward(net, received, states, states.y_hat - y).net.W_x[inputs:]
    by_hand = slopes(lambda W: rnn.squared_error(lstm.forward(net._replace(W_x=W), received).y_hat, y), net.W_x)
    by_hand = by_hand[inputs:]
    cases = []
    for found in (by_code, by_hand):
        parts = {f"e^{gate}": Table(block) for gate, block in zip("ifso", np.split(found, 4, axis=1), strict=True)}
        cases.append({**env, **parts, "tolerance": ROUGH})
    return cases


@equation("rec-carousel", "recurrent.lstm.backward", how="an LSTM without a way back from h, judged at its end")
def carousel(rng):
    env = gated(rng, silent=True)[-1]
    return {**env, "new g^s": env["g^s"], "t": 1, "cdots": 1.0, "free": {}}
