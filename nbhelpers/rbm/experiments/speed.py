"""Training time and pseudo-likelihood, ours and scikit-learn's BernoulliRBM: same digits, size, rate, epochs and dtype.

    python -m nbhelpers.rbm.experiments.speed [--seeds 5] [--dtype float32]

Trainings take turns on one thread, so that all meet the same load; prints medians of processor seconds, their ratio
seed by seed, and the mean pseudo-likelihood of a test digit, measured with the same function.
"""
import argparse
import os
import statistics
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is there

import numpy as np  # noqa: E402

from nbhelpers import rbm  # noqa: E402
from nbhelpers.datasets.binary_digits import binary_mnist  # noqa: E402
from nbhelpers.rbm import fast as rbm_fast  # noqa: E402
from nbhelpers.rbm.pseudo_likelihood import pseudo_likelihood  # noqa: E402

SETTINGS = {"hidden": 100, "epochs": 5, "batch": 50, "eta": 0.1}


def clear(X, seed: int) -> rbm.RBM:
    """`rbm.train`, CD-1."""
    return _last(rbm.train, X, seed)


def fast(X, seed: int) -> rbm.RBM:
    """`rbm_fast.train`, in the dtype of X."""
    return _last(rbm_fast.train, X, seed, dtype=X.dtype.type)


def theirs(X, seed: int) -> rbm.RBM:
    """scikit-learn's machine, in our form."""
    from sklearn.neural_network import BernoulliRBM

    found = BernoulliRBM(
        SETTINGS["hidden"], learning_rate=SETTINGS["eta"], batch_size=SETTINGS["batch"], n_iter=SETTINGS["epochs"],
        random_state=seed,
    ).fit(X)  # fmt: skip
    return rbm.RBM(found.components_.T, found.intercept_visible_, found.intercept_hidden_)


def _last(train, X, seed, **how):
    rng = np.random.default_rng(seed)
    start = rbm.new_rbm(X.shape[1], SETTINGS["hidden"], rng, data=X)
    machines = train(start, X, eta=SETTINGS["eta"], batch=SETTINGS["batch"], rng=rng, **how)
    return [next(machines) for _ in range(SETTINGS["epochs"])][-1]


def measured(train, X, T, seed: int) -> tuple[float, float]:
    """(processor seconds of training, pseudo-likelihood of the test digits T)."""
    start = time.process_time()
    machine = train(X, seed)
    seconds = time.process_time() - start
    return seconds, pseudo_likelihood(rbm.RBM(*(part.astype(float) for part in machine)), T)


def main() -> None:
    """Train all, seed by seed in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="trainings of each, after one to warm up")
    parser.add_argument("--dtype", choices=("float32", "float64"), default="float32")
    given = parser.parse_args()
    try:
        import sklearn
    except ImportError:
        raise SystemExit("scikit-learn is missing: pip install -r tests/requirements-oracle.txt") from None
    X, T = (part.astype(given.dtype) for part in binary_mnist())
    runs = {"scikit-learn": theirs, "clear": clear, "fast": fast}
    for train in runs.values():
        measured(train, X[:500], T[:50], 0)
    rows = [{name: measured(train, X, T, seed) for name, train in runs.items()} for seed in range(given.seeds)]
    print(f"{given.seeds} seeds, {given.dtype}, scikit-learn {sklearn.__version__}; {SETTINGS}")
    for name in runs:
        seconds, scores = zip(*(row[name] for row in rows), strict=True)
        ratios = [row[name][0] / row["scikit-learn"][0] for row in rows]
        print(
            f"{name:12s} {statistics.median(seconds):.2f} s ({statistics.median(ratios):.2f} of scikit-learn, "
            f"{min(ratios):.2f} to {max(ratios):.2f}); pseudo-likelihood {statistics.mean(scores):.1f} "
            f"({min(scores):.1f} to {max(scores):.1f}) nats a digit"
        )


if __name__ == "__main__":
    main()
