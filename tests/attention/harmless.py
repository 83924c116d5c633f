"""Slips that no test of a module can see, and why: `python -m tests.mutants "attention*"`."""

TURNED = "two axes change places either way round"
REST = "to NumPy -2 is as good as -1"
LAST = "of two axes the last is axis 1"

HARMLESS = {
    "attention": {
        "attend: z = beta * (Q @ K.swapaxes(-2, -1))": TURNED,
        "attend: if not mask.any(axis=1).all():": LAST,
        "backward: g_p = g @ V.swapaxes(-2, -1)": TURNED,
        "backward: return Back(beta * (g_z @ K), beta * (g_z.swapaxes(-2, -1) @ Q), p.swapaxes(-1, -2) @ g)": TURNED,
        "backward: return Back(beta * (g_z @ K), beta * (g_z.swapaxes(-1, -2) @ Q), p.swapaxes(-2, -1) @ g)": TURNED,
    },
    "attention.one_head": {
        "forward: h = x.swapaxes(1, 0) @ net.W_xh + places(net, len(x))": TURNED,
        "gradients: return OneHead(_summed(x.swapaxes(1, 0), g_h), g_P, _summed(seen.h[:, -1:], g.Q), "
        "_summed(seen.h, g.K), _summed(seen.h, g.V), seen.head.Y[:, 0].T @ g_y, g_y.sum(axis=0), net.positions)":
            TURNED,
        "_summed: return received.reshape(-2, received.shape[-1]).T @ error.reshape(-1, error.shape[-1])": REST,
        "_summed: return received.reshape(-1, received.shape[-1]).T @ error.reshape(-2, error.shape[-1])": REST,
    },
    "attention.pictures": {
        "damaged: return np.clip(0, picture + np.random.default_rng(0).normal(0, 0.6, 784), 1)": "0 clipped from below "
        "by the value and from above by 1 is the same",
        "direction: if (length <= 1e-12).any():": "no picture's length is just that",
        "damaged: return np.where(np.arange(784) <= 392, picture, 0.0)": "the pixel at the edge has no ink",
        "damaged: return np.where(np.arange(784) < 393, picture, 0.0)": "the pixel at the edge has no ink",
    },
    "attention.recall": {
        "success: return float(np.mean(logits(net, x).argmax(axis=1) == first))": LAST,
    },
}  # fmt: skip
