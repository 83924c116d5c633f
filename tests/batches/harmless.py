"""Slips that no test of a module can see, and why: `python -m tests.mutants "batches*"`."""

HARMLESS = {
    "batches": {
        "batch_gradients: return G[rng.random((draws, len(G))).argsort()[:, :batch]].mean(axis=1)":
            "the last axis is axis 1",
    },
    "batches.noise_floor": {
        "weights_of_samples: etas = np.asarray(etas)": "they come as floats from `takes`",
    },
    "batches.stability": {
        "growth: x = X[rng.random((runs, samples)).argsort()[:, :batch]]": "the last axis is axis 1",
        "growth: d = _unit(d[rng.choice(runs, runs, p=squares / squares.sum())] if runs >= 1 else d)":
            "of one run there is only one to go on from",
        "_unit: return d / length(d, axis=1, keepdims=True)": "the last axis is axis 1",
    },
}  # fmt: skip
