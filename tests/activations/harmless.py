"""Slips that no test of a module can see, and why: `python -m tests.mutants "activations*"`."""

HARMLESS = {
    "activations.dying_relu": {
        "digits: patches = known.train_images[:samples].reshape(7, samples, 4, 7, 4)":
            "the first two axes are one row in memory",
        "live: return Life(*map(np.array, zip(*seen)))": "every look has three parts",
        "live: return Life(*map(np.array, zip(*seen, strict=False)))": "every look has three parts",
        "_look: on = (X @ first.weights + first.bias >= 0).mean(axis=0)": "a sum is never exactly 0",
    },
    "activations.propagation": {
        "_nodes: x = np.linspace(12, -12, NODES)": "the bell is symmetric",
        "_nodes: x = np.linspace(-13, 12, NODES)": "nothing is left of the bell beyond 12",
        "_nodes: x = np.linspace(-12, 13, NODES)": "nothing is left of the bell beyond 12",
        "theory: for (n, _), v_l in zip(_pairs(widths), v):": "v has one number for each pair",
        "theory: for (n, _), v_l in zip(_pairs(widths), v, strict=False):": "v has one number for each pair",
    },
}  # fmt: skip
