"""Slips that no test of a module can see, and why: `python -m tests.mutants "deep_belief*"`."""

PARTS = "every machine has three parts"
PAIRS = "a step for every array"
ALIKE = "the layer has as many units at every epoch"
HARMLESS = {
    "deep_belief.bound": {
        "bars_and_stripes: return np.unique(np.vstack([np.repeat(lines, side, axis=1), np.tile(lines, (2, side))]), "
        "axis=0)": "each picture is kept once",
        "log_likelihood: return np.logaddexp.reduce(log_marginal(second) + log_v_given_h(first, v), axis=1)":
            "the last axis is axis 1",
        "learn: if weights.shape != (len(v),) or weights.min() < 0 or (not np.isclose(1, weights.sum())):":
            "near either way round",
    },
    "deep_belief.labels": {
        "draw: passed = p.cumsum(axis=1) >= rng.random((len(p), 1)) * p.sum(axis=1, keepdims=True)":
            "no draw meets a sum to the last bit",
        "train: top = rbm.ascend(top, RBM(*(a - b for a, b in zip(learned, model))), rate)": PARTS,
        "train: top = rbm.ascend(top, RBM(*(a - b for a, b in zip(learned, model, strict=False))), rate)": PARTS,
    },
    "deep_belief.trained": {
        "_parts: return ([whole * step for whole, step in zip(stored[1::2], stored[::2], strict=True)], made)":
            "a product either way round",
        "_parts: return ([whole * step for whole, step in zip(stored[::2], stored[1::2])], made)": PAIRS,
        "_parts: return ([whole * step for whole, step in zip(stored[::2], stored[1::2], strict=False)], made)": PAIRS,
        "_start: hidden = len(machine(layer, kept()[1]).c)": ALIKE,
        "_start: hidden = len(machine(layer, kept()[-2]).c)": ALIKE,
    },
}  # fmt: skip
