"""Mini-batch paths against torch.optim.SGD fed by a DataLoader's batches, and bounds against scipy's eigenvalues."""

import itertools

import numpy as np
import pytest

from nbhelpers import batches
from nbhelpers.batches import stability

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle


@pytest.mark.parametrize(("batch", "eta"), [(1, 0.3), (5, 0.7), (32, 1.5)])
def test_the_path_is_torchs(batch, eta):
    X, y = batches.tide()
    rows = list(itertools.islice(batches.deal(32, batch, np.random.default_rng(0)), 100))
    w = torch.tensor([-1.4, 2.2], dtype=torch.float64, requires_grad=True)
    optimizer, inputs, levels = torch.optim.SGD([w], lr=eta), torch.tensor(X), torch.tensor(y)
    expected = [w.detach().numpy().copy()]
    for chosen in rows:
        optimizer.zero_grad()
        (0.5 * (inputs[chosen] @ w - levels[chosen]) ** 2).mean().backward()
        optimizer.step()
        expected.append(w.detach().numpy().copy())
    assert batches.descend(X, y, [-1.4, 2.2], eta, rows) == pytest.approx(np.array(expected), rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("batch", [1, 4, 32])
def test_the_bound_is_where_torchs_largest_eigenvalue_of_the_step_is_one(batch):
    X, _ = batches.tide(harmonics=2)
    bound = stability.largest_eta(X, batch)
    nu = batches.noise_factor(32, batch)
    step = np.eye(16) - bound * stability.drift(X) + bound**2 * stability.curvature_moment(X, nu)
    assert float(torch.linalg.eigvals(torch.tensor(step)).abs().max()) == pytest.approx(1, abs=1e-9)
