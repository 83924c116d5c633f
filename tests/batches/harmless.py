"""Slips that no test of a module can see, and why: `python -m tests.mutants "batches*"`."""

HARMLESS = {
    "batches": {
        "batch_gradients: return G[rng.random((draws, len(G))).argsort()[:, :batch]].mean(axis=1)":
            "the last axis is axis 1",
    },
    "batches.noise_floor": {
        "weights_of_samples: etas = np.asarray(etas)": "they come as floats from `takes`",
    },
}  # fmt: skip
