"""Slips that no test of a module can see, and why: `python -m tests.mutants "deep_belief*"`."""

PARTS = "every machine has three parts"
PAIRS = "a step for every array"
LABELS = "every label has its weights and its bias"
NONE = "the machine has no weights there"
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
    "deep_belief.bits": {
        "log_share: each = [b + np.logaddexp(0, heard + w).sum(axis=1) for w, b in zip(top.W[fields:], top.b[fields:])]":  # noqa: E501
            LABELS,
        "log_share: each = [b + np.logaddexp(0, heard + w).sum(axis=1) for w, b in zip(top.W[fields:], "
        "top.b[fields:], strict=False)]": LABELS,
        "log_share: return x @ top.b[:fields] + np.logaddexp.reduce(each)": "the first axis is the default",
        "log_partition: p = up_down.probability(Layer(start.W.T, start.b), np.ones((runs, len(top.c))))": NONE,
        "log_partition: y = joint.draw(joint.label_given_hidden(start, np.ones((runs, len(top.c))), classes), rng)":
            NONE,
        "log_weights: for up, down, below, above in zip(net.up, net.down, states, states[1:]):":
            "strict is False by default",
    },
    "deep_belief.up_down": {
        "step: rise = RBM(*(one - other for one, other in zip(data, model)))": PARTS,
        "step: rise = RBM(*(one - other for one, other in zip(data, model, strict=False)))": PARTS,
        "_moved: return tuple((Layer(*(at + eta * to for at, to in zip(*pair))) for pair in zip(layers, by, "
        "strict=True)))": PARTS,
        "_moved: return tuple((Layer(*(at + eta * to for at, to in zip(*pair, strict=False))) for pair in zip(layers, "
        "by, strict=True)))": PARTS,
        "_moved: return tuple((Layer(*(at + eta * to for at, to in zip(*pair, strict=True))) for pair in zip(layers, "
        "by)))": PARTS,
        "_moved: return tuple((Layer(*(at + eta * to for at, to in zip(*pair, strict=True))) for pair in zip(layers, "
        "by, strict=False)))": PARTS,
        "wake: return tuple((slopes(layer, above, below) for layer, below, above in zip(net.down, states, "
        "states[1:])))": "strict is False by default",
        "sleep: return tuple((slopes(layer, below, above) for layer, below, above in zip(net.up, states, "
        "states[1:])))": "strict is False by default",
    },
    "deep_belief.trained": {
        "_parts: return [whole * step for whole, step in zip(stored[1::2], stored[::2], strict=True)]":
            "a product either way round",
        "_parts: return [whole * step for whole, step in zip(stored[::2], stored[1::2])]": PAIRS,
        "_parts: return [whole * step for whole, step in zip(stored[::2], stored[1::2], strict=False)]": PAIRS,
    },
}  # fmt: skip
