"""The nets that travel with the chapter. `python -m nbhelpers.variational.experiments.nets` made them."""

from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from nbhelpers import datasets
from nbhelpers.guards import one_of, takes
from nbhelpers.nn.mlp import MLP, Layer, new_mlp
from nbhelpers.nn.parameters import shaped

FORMS = {"vae": "tanh", "plain": "tanh", "denoiser": "relu"}


class Stored(NamedTuple):
    """A net, and of a decoder what its encoder said of the 1,000 test digits, (1000, 2) each."""

    net: MLP
    mu: np.ndarray | None = None
    log_var: np.ndarray | None = None


@cache
def trained(name: str) -> Stored:
    """One of "vae" and "plain", decoders 2-96-784 with the clouds of the test digits, and "denoiser" 784-64-784."""
    if name not in FORMS:
        raise ValueError(f"name = {name!r}: allowed are {', '.join(map(repr, FORMS))}")
    parts = iter(datasets.arrays(f"variational/{name}")[0])
    layers = tuple(Layer(whole * step, bias) for whole, step, bias in (islice(parts, 3), islice(parts, 3)))
    return Stored(MLP(layers, FORMS[name], "logistic"), *parts)


@takes(kind=one_of("noise", "contractive"), sigma=one_of("0.1", "0.2", "0.4"), seed=one_of(*"01234"))
def of_the_curve(kind: str, sigma: str, seed: int) -> MLP:
    """A net of the curve in the plane, "noise" or "contractive", as `experiments.fields` measured it."""
    found = datasets.record("variational/fields")
    form = new_mlp((2, found["settings"]["units"], 2), np.random.default_rng(0), "tanh", "linear")
    return shaped(form, np.array(found["cells"][f"{kind}/{sigma}/{seed}"]["net"]))
