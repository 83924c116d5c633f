"""LeNet reads digits: plain, the same plain net in PyTorch, and with batch norm, dropout and shifted digits.

    python -m nbhelpers.convolution.experiments.lenet    # some ten minutes; writes data/lenet.json

Five seeds each. Needs PyTorch for its own row (pip install -r tests/requirements-oracle.txt).
Stopped half way, it goes on where it was.
"""
import argparse
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.measurements import fill
from nbhelpers.nn.training import shift_digits

ADAM = [[0.001, 12]]
SETTINGS = {
    "batch": 50,
    "rates and epochs": {"plain": ADAM, "all": [[0.003, 8], [0.001, 6], [0.0002, 4]]},
    "dropout": 0.3,
    "shift": 2,
    "seeds": [0, 1, 2, 3, 4],
}
NETS = ("plain", "PyTorch, plain", "all")
OUT = Path(__file__).parents[1] / "data" / "lenet.json"


def schedule(net: str) -> list:
    """[learning rate, epochs] one after the other; Adam starts anew with each."""
    return SETTINGS["rates and epochs"]["all" if net == "all" else "plain"]


def ours(net: str, seed: int) -> cnn.Net:
    """Train one net of ours."""
    digits, rng = datasets.mnist(), np.random.default_rng(seed)
    X = digits.train_images.astype(np.float32)
    trained, distort = cnn.lenet(rng), None
    if net == "all":
        trained = cnn.lenet(rng, batch_norm=True, dropout=SETTINGS["dropout"])
        distort = partial(shift_digits, reach=SETTINGS["shift"])
    for eta, epochs in schedule(net):
        run = cnn.train(trained, X, digits.train_labels, batch=SETTINGS["batch"], rng=rng, distort=distort, eta=eta)
        for _ in islice(run, epochs):
            pass
    return trained


def torch_lenet():
    """The plain net in PyTorch, with its own initial weights."""
    from torch import nn

    blocks = [nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)]
    blocks += [nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)]
    head = [nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)]
    return nn.Sequential(*blocks, nn.Flatten(), *head)


def torch_epochs(net, seed: int, eta: float):
    """Train it without end; yields after every epoch."""
    import torch

    digits = datasets.mnist()
    X = torch.tensor(digits.train_images, dtype=torch.float32).reshape(-1, 1, 28, 28)
    labels, rng = torch.tensor(digits.train_labels), np.random.default_rng(seed)
    optimizer = torch.optim.Adam(net.parameters(), lr=eta)
    while True:
        for rows in torch.as_tensor(rng.permutation(len(X))).split(SETTINGS["batch"]):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(X[rows]), labels[rows]).backward()
            optimizer.step()
        yield net


def theirs(seed: int) -> float:
    """The share of test digits that PyTorch's net reads right after the same epochs."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    digits, ((eta, epochs),) = datasets.mnist(), schedule("plain")
    *_, net = islice(torch_epochs(torch_lenet(), seed, eta), epochs)
    with torch.no_grad():
        X = torch.tensor(digits.test_images, dtype=torch.float32).reshape(-1, 1, 28, 28)
        return float((net(X).argmax(1).numpy() == digits.test_labels).mean())


def measure(net: str, seed: int) -> dict:
    """Train one net and read the test digits with it."""
    if net == "PyTorch, plain":
        import torch

        return {"test accuracy": round(theirs(seed), 4), "torch": torch.__version__}
    digits = datasets.mnist()
    right = cnn.accuracy(ours(net, seed), digits.test_images, digits.test_labels)
    return {"test accuracy": round(right, 4)}


def main() -> None:
    """Measure everything that is not measured yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the record to write (default: %(default)s)")
    fill(parser.parse_args().out, SETTINGS, [(net, seed) for net in NETS for seed in SETTINGS["seeds"]], measure)


if __name__ == "__main__":
    main()
