"""Maxout and ZCA whitening against PyTorch, in double precision."""

import numpy as np
import pytest

from nbhelpers.datasets.preprocessing import whiten, whitening
from nbhelpers.tuning.maxout import maxout, maxout_backward

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: "
    "pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("shape, pieces", [((7, 12), 3), ((4, 6, 5, 3), 2), ((2, 5), 5), ((2, 5), 1)])
def test_maxout_forward_and_backward(shape, pieces):
    rng = np.random.default_rng(0)
    values = rng.normal(size=shape)
    z = torch.tensor(values, requires_grad=True)
    h = z.reshape(shape[0], -1, pieces, *shape[2:]).amax(dim=2)
    d = rng.normal(size=tuple(h.shape))
    h.backward(torch.tensor(d))
    assert maxout(values, pieces) == pytest.approx(h.detach().numpy())
    assert maxout_backward(d, values, pieces) == pytest.approx(z.grad.numpy())


def test_zca_by_singular_values():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(60, 8)) @ rng.normal(size=(8, 8))
    centred = torch.tensor(X - X.mean(axis=0))
    U, _, V = torch.linalg.svd(centred, full_matrices=False)
    assert whiten(X, whitening(X, eps=1e-12)) == pytest.approx((U @ V).numpy() * np.sqrt(60), rel=1e-6, abs=1e-9)
