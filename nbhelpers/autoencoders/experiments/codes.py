"""How good a code of k numbers is, and what a penalty makes of a code: sizes, penalties and seeds.

    python -m nbhelpers.autoencoders.experiments.codes    # minutes; writes data/codes.json and data/sparse.json

Stopped half way, it goes on where it was. Pictures are kept for seed 0: one hexadecimal grey value a pixel.
"""
import itertools
from functools import partial
from pathlib import Path

import numpy as np

from nbhelpers import autoencoders, datasets
from nbhelpers.autoencoders import pca, sparsity, trained
from nbhelpers.measurements import fill

FOLDER = Path(__file__).parents[1] / "data"
CODES = {"sizes": [2, 4, 8, 16, 32, 64], "hidden": 128, "gain": 3.0, "rates": [[0.005, 14], [0.00125, 6]], "batch": 50,
         "error": "squared", "seeds": list(range(5))}  # fmt: skip
SPARSE = {"kinds": {"kl": "sigmoid", "l1": "relu"}, "betas": [0.0, 0.1, 0.3, 1.0, 3.0], "rho": 0.05, "units": 100,
          "eta": 0.002, "batch": 100, "epochs": 10, "bins": 20, "seeds": list(range(5))}  # fmt: skip
PENALTIES = {"kl": partial(sparsity.kl_penalty, rho=SPARSE["rho"]), "l1": sparsity.l1_penalty}
SHOWN, MARGIN = 12, 4  # filters kept; the rim of 4 pixels round a digit's 20 x 20 holds next to nothing


def code_net(k: int, seed: int, rates=CODES["rates"]):
    """784-128-k-128-784, sigmoid units, trained on the 5,000 digits."""
    rng = np.random.default_rng([seed, k])
    net = autoencoders.new_autoencoder((784, CODES["hidden"], k), rng, gain=CODES["gain"])
    for eta, epochs in rates:
        nets = autoencoders.train(
            net, datasets.mnist().train_images, rng, eta=eta, batch=CODES["batch"], error=CODES["error"]
        )
        net = next(itertools.islice(nets, epochs - 1, None))
    return net


def measure_code(k: int, seed: int) -> dict:
    """The squared error on training and test digits; for seed 0 the ten examples rebuilt, and what PCA does."""
    net, digits = code_net(k, seed), datasets.mnist()
    found = {part: round(_error(net, getattr(digits, f"{part}_images")), 3) for part in ("train", "test")}
    if seed:
        return found
    mean, C = pca.mean_and_covariance(digits.train_images)
    _, P = pca.principal_components(C, k)
    projected, by_pca = (pca.project(X, mean, P) for X in (digits.test_images, trained.examples()))
    return found | {
        "rebuilt": list(map(greys, autoencoders.reconstruct(net, trained.examples()))),
        "pca": round(autoencoders.reconstruction_error(projected, digits.test_images), 3),
        "pca rebuilt": list(map(greys, np.clip(by_pca, 0, 1))),
    }


def sparse_net(kind: str, beta: float, seed: int, epochs: int = SPARSE["epochs"]):
    """784-100-784 with a penalty on its code: "kl" on sigmoid units, "l1" on ReLU units."""
    rng = np.random.default_rng(seed)
    net = autoencoders.new_autoencoder((784, SPARSE["units"]), rng, SPARSE["kinds"][kind])
    penalty = partial(PENALTIES[kind], beta=beta) if beta else None
    nets = autoencoders.train(
        net, datasets.mnist().train_images, rng, eta=SPARSE["eta"], batch=SPARSE["batch"], penalty=penalty
    )
    return next(itertools.islice(nets, epochs - 1, None))


def measure_sparse(kind: str, beta: float, seed: int) -> dict:
    """Error and activity on the test digits; for seed 0 the histogram of activity and the busiest units' filters."""
    net, X = sparse_net(kind, beta, seed), datasets.mnist().test_images
    H = autoencoders.encode(net, X)
    found = {
        "error": round(_error(net, X), 3),
        "active": round(sparsity.active_share(H), 4),
        "zero": round(float(np.mean(H == 0)), 4),
        "dead": int(np.sum(H.max(axis=0) <= 0.1)),
    }
    if seed:
        return found
    top = 1.0 if kind == "kl" else float(np.quantile(H[H > 0], 0.999))
    shares = np.histogram(np.minimum(H, top), bins=SPARSE["bins"], range=(0, top))[0] / H.size
    busiest = np.argsort(-H.var(axis=0), kind="stable")[:SHOWN]
    filters = net.layers[0].weights.T[busiest].reshape(-1, 28, 28)[:, MARGIN:-MARGIN, MARGIN:-MARGIN]
    scaled = 0.5 + 0.5 * filters / np.abs(filters).max(axis=(1, 2), keepdims=True)
    return found | {
        "top": round(top, 3), "histogram": np.round(shares, 5).tolist(), "filters": list(map(greys, scaled)),
    }  # fmt: skip


def greys(picture: np.ndarray) -> str:
    """Values 0 to 1 as hexadecimal figures, 0 to e: fifteen shades, so that the middle is one of them."""
    return "".join(f"{value:x}" for value in np.round(14 * picture.ravel()).astype(int))


def _error(net, X):
    return autoencoders.reconstruction_error(autoencoders.reconstruct(net, X), X)


def main() -> None:
    cells = list(itertools.product(CODES["sizes"], CODES["seeds"]))
    fill(FOLDER / "codes.json", CODES, cells, measure_code)
    cells = list(itertools.product(SPARSE["kinds"], SPARSE["betas"], SPARSE["seeds"]))
    fill(FOLDER / "sparse.json", SPARSE, cells, measure_sparse)


if __name__ == "__main__":
    main()
