"""Least squares, sample by sample: batch gradients, how far they scatter, and the paths they walk.

The loss is E(w) = (1/m) sum_k E_k(w) with E_k = (x_k . w - y_k)^2 / 2; X is (m, d), y is (m,), w is (d,).
A batch is a row of sample numbers. m samples make one epoch.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from nbhelpers.guards import array, random, real, takes, whole

ORDERS = ("shuffled", "as they come", "fresh")
HELD = 1_000_000  # numbers that are laid out at a time


@takes(X="m d", y="m", w=array("... d", finite=False))
def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """E(w) = (1/2m) sum_k (x_k . w - y_k)^2. w is (..., d), the answer (...)."""
    return 0.5 * np.mean((np.asarray(w) @ X.T - y) ** 2, axis=-1)


@takes(X="m d", y="m", w="d")
def sample_gradients(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """g_k = (x_k . w - y_k) x_k for every sample: (m, d). Their mean is the gradient of E."""
    return (X @ w - y)[:, None] * X


@takes(X="m d", y="m")
def minimum(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """w* with (X^T X) w* = X^T y: where the gradient of E is zero; (d,)."""
    return np.linalg.lstsq(X, y, rcond=None)[0]


@takes(X="m d")
def curvature(X: np.ndarray) -> np.ndarray:
    """H = (1/m) sum_k x_k x_k^T, (d, d): the second derivatives of E, the same everywhere."""
    return X.T @ X / len(X)


def noise_factor(samples: int, batch: int, replace: bool = False) -> float:
    """What is left of a single sample's variance in the mean of `batch` of them.

    nu = 1/B with replacement; nu = (1/B) (m - B)/(m - 1) without: 1 for one sample, 0 for all of them.
    """
    _check_batch(samples, batch)
    if replace:
        return 1 / batch
    return (samples - batch) / (batch * (samples - 1)) if samples > 1 else 0.0


@takes(G="m d")
def scatter(G: np.ndarray) -> float:
    """sigma^2 = (1/m) sum_k |g_k - g|^2 with g the mean of the rows: how far single samples scatter."""
    return float(np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1)))


@takes(G="m d", draws=1, rng=random)
def batch_gradients(G: np.ndarray, batch: int, draws: int, rng: np.random.Generator, replace=False) -> np.ndarray:
    """Mean of `batch` rows of G, drawn at random, `draws` times: (draws, d)."""
    _check_batch(len(G), batch)
    if replace:
        rows = rng.integers(0, len(G), (draws, batch))
    else:
        rows = rng.random((draws, len(G))).argsort(axis=1)[:, :batch]
    parts = min(draws, -(-rows.size * G.shape[1] // HELD))
    return np.concatenate([G[part].mean(axis=1) for part in np.array_split(rows, parts)])


@takes(rng=random)
def deal(samples: int, batch: int, rng: np.random.Generator, order: str = "shuffled") -> Iterator[np.ndarray]:
    """Rows of sample numbers without end, ceil(m/B) to an epoch.

    order: "shuffled" anew before every epoch; "as they come", the same order always; "fresh", B different samples
    drawn at random for every step, so that in an epoch one may come twice and another not at all. With the first
    two, the last batch of an epoch is shorter where B does not divide m.
    """
    _check_batch(samples, batch)
    if order not in ORDERS:
        raise ValueError(f"order = {order!r}: allowed are {', '.join(map(repr, ORDERS))}")
    while True:
        if order == "fresh":
            yield rng.choice(samples, batch, replace=False)
            continue
        row = rng.permutation(samples) if order == "shuffled" else np.arange(samples)
        yield from (row[start : start + batch] for start in range(0, samples, batch))


@takes(X="m d", y="m", w="d")
def descend(X, y, w, eta, rows: Iterable[np.ndarray]) -> np.ndarray:
    """w_{t+1} = w_t - eta_t g_S for every batch S in `rows`: the path, (steps + 1, d).

    eta: one learning rate, or a function of the step t = 0, 1, ...
    """
    path = [w]
    for t, chosen in enumerate(rows):
        rate = eta(t) if callable(eta) else eta
        x = X[chosen]
        w = w - rate * ((x @ w - y[chosen]) @ x) / len(chosen)
        path.append(w)
    return np.array(path)


def steps_an_epoch(samples: int, batch: int) -> int:
    """ceil(m / B)."""
    _check_batch(samples, batch)
    return -(-samples // batch)


@takes(samples=1, epochs=1, halvings=0)
def checkpoints(samples: int, epochs: int, halvings: int = 6) -> list[int]:
    """Numbers of samples read at which a curve has a point: halvings of the first epoch, then every epoch."""
    first = [samples // 2**k for k in range(halvings, 0, -1)]
    return first + [samples * epoch for epoch in range(1, epochs + 1)]


def _check_batch(samples: int, batch: int) -> None:
    whole("batch", batch, 1, whole("samples", samples))


@takes(samples=1, harmonics=1, span=real(above=0), noise=real(least=0), seed=0)
def tide(samples: int = 32, harmonics: int = 1, span: float = 1.8, noise: float = 0.3, seed: int = 4):
    """Water levels y at random hours of a tide, and the waves X that are to explain them: (m, 2 h) and (m,).

    A row of X is (cos phi, sin phi, cos 2 phi, sin 2 phi, ...), phi uniform in [0, span): every row has the same
    squared length, the number h of harmonics. The levels hold Gaussian noise with standard deviation `noise`.
    """
    rng = np.random.default_rng(seed)
    phi = rng.uniform(0, span, (samples, 1)) * np.arange(1, harmonics + 1)
    X = np.stack([np.cos(phi), np.sin(phi)], axis=-1).reshape(samples, 2 * harmonics)
    truth = np.resize([1.2, 0.8], 2 * harmonics) / np.repeat(np.arange(1, harmonics + 1), 2)
    return X, X @ truth + noise * rng.normal(size=samples)
