"""Every optimizer against torch.optim, step by step, in double precision."""

import numpy as np
import pytest

from nbhelpers.nn import optimizers
from nbhelpers.nn.optimizers import minimize
from nbhelpers.optimizers.schedules import cosine
from nbhelpers.optimizers.test_functions import SURFACES

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: "
    "pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle

STEPS = 400
# ours: method, settings; theirs: class, settings. Ours averages momentum, theirs adds it up: lr * (1 - beta).
PAIRS = {
    "SGD": (optimizers.sgd, {"eta": 0.01}, "SGD", {"lr": 0.01}),
    "SGDM": (optimizers.sgdm, {"eta": 0.02, "beta": 0.9}, "SGD", {"lr": 0.02 * (1 - 0.9), "momentum": 0.9}),
    "heavy ball": (optimizers.heavy_ball, {"eta": 0.002, "beta": 0.9}, "SGD", {"lr": 0.002, "momentum": 0.9}),
    "Nesterov": (
        optimizers.nesterov, {"eta": 0.02, "beta": 0.9},
        "SGD", {"lr": 0.02 * (1 - 0.9), "momentum": 0.9, "nesterov": True},
    ),
    "Adagrad": (optimizers.adagrad, {"eta": 0.1}, "Adagrad", {"lr": 0.1, "eps": 1e-10}),
    "Adagrad, large eps": (optimizers.adagrad, {"eta": 0.1, "eps": 0.1}, "Adagrad", {"lr": 0.1, "eps": 0.1}),
    "RMSProp": (optimizers.rmsprop, {"eta": 0.01}, "RMSprop", {"lr": 0.01, "alpha": 0.9, "eps": 1e-8}),
    "RMSProp, large eps": (
        optimizers.rmsprop, {"eta": 0.01, "beta": 0.99, "eps": 0.1},
        "RMSprop", {"lr": 0.01, "alpha": 0.99, "eps": 0.1},
    ),
    "Adam": (optimizers.adam, {"eta": 0.01}, "Adam", {"lr": 0.01, "betas": (0.9, 0.999), "eps": 1e-8}),
    "Adam, other betas": (
        optimizers.adam, {"eta": 0.005, "beta1": 0.5, "beta2": 0.9, "eps": 0.1},
        "Adam", {"lr": 0.005, "betas": (0.5, 0.9), "eps": 0.1},
    ),
    "AdamW": (optimizers.adamw, {"eta": 0.01}, "AdamW", {"lr": 0.01, "weight_decay": 0.01}),
    "AdamW, large decay": (
        optimizers.adamw, {"eta": 0.005, "beta1": 0.5, "beta2": 0.9, "eps": 0.1, "weight_decay": 0.7},
        "AdamW", {"lr": 0.005, "betas": (0.5, 0.9), "eps": 0.1, "weight_decay": 0.7},
    ),
}  # fmt: skip


def torch_path(name, settings, gradients, start):
    """The path of torch.optim.<name>, fed with a row of gradients: shape (steps + 1, *start.shape)."""
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = getattr(torch.optim, name)([w], **settings)
    path = [w.detach().numpy().copy()]
    for gradient in gradients:
        w.grad = torch.as_tensor(np.asarray(gradient))
        optimizer.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("pair", PAIRS)
def test_path_on_a_surface(pair, surface):
    method, ours, name, theirs = PAIRS[pair]
    land = SURFACES[surface]
    path = minimize(method, land.gradient, land.start, STEPS, **ours)
    # torch hears the gradients of our path: near a minimum the steps of RMSProp would blow up any rounding
    expected = torch_path(name, theirs, land.gradient(path[:-1]), land.start)
    assert path == pytest.approx(expected, rel=1e-10, abs=1e-11)


@pytest.mark.parametrize("pair", PAIRS)
def test_path_on_noisy_gradients_of_very_different_sizes(pair):
    method, ours, name, theirs = PAIRS[pair]
    rng = np.random.default_rng(7)
    noise = rng.normal(size=(STEPS, 3, 2)) * 10.0 ** np.arange(-3, 3).reshape(3, 2)
    noise[rng.random(noise.shape) < 0.3] = 0.0  # some parameters hear nothing for a while
    start = rng.normal(size=(3, 2))

    heard = iter(noise)
    path = minimize(method, lambda w: next(heard), start, STEPS, **ours)
    expected = torch_path(name, theirs, noise, start)
    assert path == pytest.approx(expected, rel=1e-10, abs=1e-11)


def test_on_its_own_torch_walks_the_same_way():
    """The valley once more, nothing shared, its loss typed in torch: the gradient comes from there alone."""
    w = torch.tensor([-1.4, 1.6], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([w], lr=0.05)
    for _ in range(STEPS):
        optimizer.zero_grad()
        ((1 - w[0]) ** 2 + 5 * (w[1] - w[0] ** 2) ** 2).backward()
        optimizer.step()
    land = SURFACES["valley"]
    ours = minimize(optimizers.adam, land.gradient, land.start, STEPS, eta=0.05)[-1]
    assert ours == pytest.approx(w.detach().numpy(), rel=1e-8)


@pytest.mark.parametrize(("steps", "warm"), [(30, 0), (30, 6), (12, 11)])
def test_the_schedule_is_a_linear_warm_up_and_a_cosine_of_torch(steps, warm):
    schedules = torch.optim.lr_scheduler
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    ahead = schedules.CosineAnnealingLR(optimizer, steps - warm)
    if warm:
        rise = schedules.LinearLR(optimizer, 1e-12, 1.0, total_iters=warm)
        ahead = schedules.SequentialLR(optimizer, [rise, ahead], [warm])
    found = []
    for _ in range(steps + 1):
        found.append(ahead.get_last_lr()[0])
        optimizer.step()
        ahead.step()
    assert [cosine(t, steps, warm) for t in range(steps + 1)] == pytest.approx(found, abs=1e-9)
