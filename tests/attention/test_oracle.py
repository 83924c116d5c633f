"""Attention against torch's own: forward and backward, with and without the causal mask, double precision."""

import numpy as np
import pytest

from nbhelpers import attention

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle

NEAR = {"rel": 1e-6, "abs": 1e-12}


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("beta", [None, 1.3])
def test_forward_and_backward(causal, beta):
    rng = np.random.default_rng(0)
    n, T = (6, 6) if causal else (4, 6)
    given = [rng.normal(size=shape) for shape in ((2, 3, n, 5), (2, 3, T, 5), (2, 3, T, 7))]
    g = rng.normal(size=(2, 3, n, 7))
    theirs = [torch.tensor(part, requires_grad=True) for part in given]
    Y = torch.nn.functional.scaled_dot_product_attention(*theirs, is_causal=causal, scale=beta)
    (Y * torch.from_numpy(g)).sum().backward()
    found = attention.attend(*given, attention.causal(T) if causal else None, beta)
    assert found.Y == pytest.approx(Y.detach().numpy(), **NEAR)
    for mine, other in zip(attention.backward(*given, found.p, g, beta), theirs, strict=True):
        assert mine == pytest.approx(other.grad.numpy(), **NEAR)
