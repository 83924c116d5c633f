"""The three nets of the chapter, stored in few bits with what made them.

    python -m nbhelpers.variational.experiments.nets    # two minutes; writes data/{vae,plain,denoiser}.npz

"vae" and "plain" are decoders of a code of two numbers, as in `samples` with seed 0, with the means and log variances
that their encoders gave the 1,000 test digits. "denoiser" gives back digits from digits with Gaussian noise.
"""
import io
import json
import sys
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets, files, variational
from nbhelpers.autoencoders.experiments.nets import deaf_to_paper
from nbhelpers.autoencoders.trained import in_steps
from nbhelpers.measurements import versions
from nbhelpers.nn import mlp
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.training import fit
from nbhelpers.variational.experiments import samples

FOLDER = Path(__file__).parents[1] / "data"
KINDS = {"vae": "1", "plain": "plain"}
SETTINGS = {"seed": 0, "epochs": 100, "denoiser": {"units": 64, "sigma": 0.5, "batch": 100, "rates": [0.003, 0.0006],
            "epochs": 25}}  # fmt: skip


def decoder(name: str) -> tuple:
    """The decoder, and what the encoder says of the test digits."""
    X = datasets.mnist().train_images[: samples.LEARNED].astype(np.float32)
    vae = next(islice(samples.nets(2, KINDS[name], SETTINGS["seed"], X), SETTINGS["epochs"] - 1, None))
    clouds = variational.encode(vae, datasets.mnist().test_images)
    return vae.decoder, [one.astype(np.float16) for one in clouds]


def denoiser(epochs: int | None = None) -> tuple:
    """The net that takes Gaussian noise off, nothing clipped; sigmoid outputs and cross-entropy."""
    made, X, rng = SETTINGS["denoiser"], datasets.mnist().train_images, np.random.default_rng(0)
    net = mlp.new_mlp((784, made["units"], 784), rng, "relu", "logistic")

    def slopes(net, rows):
        return mlp.gradients(net, X[rows] + made["sigma"] * rng.normal(size=(len(rows), 784)), X[rows])

    for eta in made["rates"]:
        nets = fit(net, slopes, len(X), batch=made["batch"], rng=rng, method=adam, eta=eta)
        net = next(islice(nets, (epochs or made["epochs"]) - 1, None))
    return deaf_to_paper(net, X), []


def make(name: str) -> None:
    """Train it, round it, store it with what made it."""
    net, clouds = denoiser() if name == "denoiser" else decoder(name)
    file = io.BytesIO()
    made = np.array(json.dumps({"settings": SETTINGS, "versions": versions()}))
    np.savez_compressed(file, *in_steps(net), *clouds, made=made)
    files.write(file.getvalue(), FOLDER / f"{name}.npz")
    print(f"{name}: {len(file.getvalue())} bytes", flush=True)


if __name__ == "__main__":
    for one in sys.argv[1:] or (*KINDS, "denoiser"):
        make(one)
