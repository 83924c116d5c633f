"""The transformer against torch.nn.TransformerEncoderLayer: logits, loss and every gradient, double precision."""

import numpy as np
import pytest

from nbhelpers.attention import reading, transformer
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import letters

torch = pytest.importorskip(
    "torch",
    reason="PyTorch is the oracle of these tests; install it with: pip install -r tests/requirements-oracle.txt",
)
pytestmark = pytest.mark.oracle

NEAR = {"rel": 1e-6, "abs": 1e-12}
N, HEADS, HIDDEN, PLACES, SIZE = 6, 2, 5, 9, len(letters.ALPHABET)


def some_net(rng):
    net = transformer.new_transformer(N, HEADS, 2, PLACES, rng, HIDDEN)
    row = flat(net)
    return shaped(net, row + 0.3 * rng.normal(size=row.size))


def theirs(block):
    """(torch's layer with the block's weights, its parameters in the order of the block's arrays)."""
    layer = torch.nn.TransformerEncoderLayer(N, HEADS, HIDDEN, 0.0, batch_first=True, norm_first=True,
                                             dtype=torch.float64)  # fmt: skip
    mine = {
        "self_attn.in_proj_weight": np.concatenate([W.reshape(N, N).T for W in block[1:4]]),
        "self_attn.in_proj_bias": np.zeros(3 * N), "self_attn.out_proj.bias": np.zeros(N),
        "self_attn.out_proj.weight": block.W_O.reshape(N, N).T,
        "linear1.weight": block.W_1.T, "linear1.bias": block.b_1,
        "linear2.weight": block.W_2.T, "linear2.bias": block.b_2,
        "norm1.weight": block.before.gain, "norm1.bias": block.before.shift,
        "norm2.weight": block.between.gain, "norm2.bias": block.between.shift,
    }  # fmt: skip
    layer.load_state_dict({name: torch.tensor(value) for name, value in mine.items()})
    return layer


def gradient_of(layer):
    """The layer's gradients, as ours would be."""
    found = {name: part.grad.numpy() for name, part in layer.named_parameters()}
    Q, K, V = (W.T.reshape(N, HEADS, -1) for W in np.split(found["self_attn.in_proj_weight"], 3))
    return transformer.Block(
        transformer.Norm(found["norm1.weight"], found["norm1.bias"]), Q, K, V,
        found["self_attn.out_proj.weight"].T.reshape(HEADS, -1, N),
        transformer.Norm(found["norm2.weight"], found["norm2.bias"]),
        found["linear1.weight"].T, found["linear1.bias"], found["linear2.weight"].T, found["linear2.bias"],
    )  # fmt: skip


def test_logits_and_every_gradient():
    rng = np.random.default_rng(0)
    net, batch = some_net(rng), rng.integers(SIZE, size=(3, 8))
    E, P, gain, shift, W, c = (
        torch.tensor(part, requires_grad=True) for part in (net.E, net.P, *net.last, net.W, net.c)
    )
    layers, T = [theirs(block) for block in net.blocks], 7
    x = E[torch.tensor(batch[:, :-1])] + P[:T]
    for layer in layers:
        x = layer(x, src_mask=torch.nn.Transformer.generate_square_subsequent_mask(T, dtype=torch.float64))
    y_hat = torch.nn.functional.layer_norm(x, (N,), gain, shift) @ W + c
    torch.nn.functional.cross_entropy(y_hat.reshape(-1, SIZE), torch.tensor(batch[:, 1:].ravel())).backward()

    assert transformer.forward(net, batch[:, :-1]).y_hat == pytest.approx(y_hat.detach().numpy(), **NEAR)
    wanted = transformer.Transformer(
        E.grad.numpy(), P.grad.numpy(), tuple(map(gradient_of, layers)),
        transformer.Norm(gain.grad.numpy(), shift.grad.numpy()), W.grad.numpy(), c.grad.numpy(),
    )  # fmt: skip
    assert flat(reading.gradients(net, batch)) == pytest.approx(flat(wanted), **NEAR)
