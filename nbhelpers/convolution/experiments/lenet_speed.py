"""How long LeNet's epochs take, ours and PyTorch's, on this machine and one thread.

    OMP_NUM_THREADS=1 python -m nbhelpers.convolution.experiments.lenet_speed [--epochs 5]

Epochs of the two take turns, so that both meet the same load; prints the medians and their ratio.
"""
import argparse
import os
import statistics
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is there

import numpy as np  # noqa: E402

from nbhelpers import datasets  # noqa: E402
from nbhelpers.convolution import cnn  # noqa: E402
from nbhelpers.convolution.experiments import lenet  # noqa: E402


def main() -> None:
    """Time both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=5, help="epochs of each, after one to warm up")
    epochs = parser.parse_args().epochs
    try:
        import torch
    except ImportError:
        raise SystemExit("PyTorch is missing: pip install -r tests/requirements-oracle.txt") from None
    torch.set_num_threads(1)
    digits, rng = datasets.mnist(), np.random.default_rng(0)
    X = digits.train_images.astype(np.float32)
    settings = {"batch": lenet.SETTINGS["batch"], "rng": rng, "eta": 0.001}
    runs = {
        "ours": cnn.train(cnn.lenet(rng), X, digits.train_labels, **settings),
        "PyTorch": lenet.torch_epochs(lenet.torch_lenet(), 0, 0.001),
    }
    taken = {name: [] for name in runs}
    for _ in range(epochs + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            next(run)
            taken[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times[1:]) for name, times in taken.items()}
    for name, seconds in medians.items():
        print(f"{name:8s} {seconds:.2f} s an epoch (median of {epochs})")
    print(f"ours / PyTorch {torch.__version__}: {medians['ours'] / medians['PyTorch']:.2f}")


if __name__ == "__main__":
    main()
