"""Slips that no test of a module can see, and why: `python -m tests.mutants "activations*"`."""

BELL = "a mean over a bell: the same to rounding with other points, and nothing is left of it beyond 8"
HARMLESS = {
    "activations.dying_relu": {
        "digits: patches = known.train_images[:samples].reshape(7, samples, 4, 7, 4)":
            "the first two axes are one row in memory",
        "live: return Life(*map(np.array, zip(*seen)))": "every look has three parts",
        "live: return Life(*map(np.array, zip(*seen, strict=False)))": "every look has three parts",
        "_look: on = (X @ first.weights + first.bias >= 0).mean(axis=0)": "a sum is never exactly 0",
    },
    "activations.hinges": {
        "descend: e = np.where(z >= 0, g[:, None] * c, 0)": "a pre-activation is never exactly 0",
    },
    "activations.regions": {
        "pieces: square = extent / np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])": "1 / 1 is 1",
        "_through_layer: on = corners.mean(axis=0) @ W + b >= 0": "where it is 0 all over a piece, both are alike",
        "_cut_all: z[np.abs(z) < NOTHING] = 0": "no corner is exactly so near",
    },
    "activations.propagation": {
        "_nodes: x = np.linspace(12, -12, NODES)": "the bell is symmetric",
        "_nodes: x = np.linspace(-13, 12, NODES)": "nothing is left of the bell beyond 12",
        "_nodes: x = np.linspace(-12, 13, NODES)": "nothing is left of the bell beyond 12",
        "theory: for (n, _), v_l in zip(_pairs(widths), v):": "v has one number for each pair",
        "theory: for (n, _), v_l in zip(_pairs(widths), v, strict=False):": "v has one number for each pair",
    },
    "activations.weight_init": {
        "rms_in_theory: x = np.linspace(8, -8, 321)": "the bell is symmetric",
        "rms_in_theory: x = np.linspace(-9, 8, 321)": BELL,
        "rms_in_theory: x = np.linspace(-8, 9, 321)": BELL,
        "rms_in_theory: x = np.linspace(-8, 8, 322)": BELL,
    },
}  # fmt: skip
