"""Slips that no test of a module can see, and why: `python -m tests.mutants "batches*"`."""

HARMLESS = {
    "batches": {
        "minimum: return np.linalg.lstsq(X, y)[0]": "what NumPy takes by itself, from 2.0 on",
        "batch_gradients: rows = rng.random((draws, len(G))).argsort()[:, :batch]": "the last axis is axis 1",
        "batch_gradients: parts = min(draws, -(-rows.size / G.shape[1] // HELD))": "in how many parts changes no mean",
        "batch_gradients: parts = min(draws, -(-rows.size * G.shape[1] * HELD))": "in how many parts changes no mean",
        "tide: return (X, X @ truth - noise * rng.normal(size=samples))": "noise falls on both sides alike",
    },
    "batches.noise_floor": {
        "weights_of_samples: etas = np.asarray(etas)": "they come as floats from `takes`",
    },
    "batches.stability": {
        "growth: x = X[rng.random((runs, samples)).argsort()[:, :batch]]": "the last axis is axis 1",
        "growth: delta = _unit(delta[rng.choice(runs, runs, p=squares / squares.sum())] if runs >= 1 else delta)":
            "of one run there is only one to go on from",
        "_unit: return delta / length(delta, axis=1, keepdims=True)": "the last axis is axis 1",
    },
}  # fmt: skip
