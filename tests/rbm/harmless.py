"""Slips that no test of a module can see, and why: `python -m tests.mutants "rbm*"`."""

PARTS = "every machine has three parts"
EITHER = "either way round"
EQUAL = "of two layers of one size either may be listed"
SAVED = "`out` only saves an array"
HARMLESS = {
    "rbm": {
        "sample: return (generator(rng).random(np.shape(probability)) <= probability).astype(float)":
            "no draw meets a probability to the last bit",
        "contrastive_divergence: return Estimate(RBM(*(one - other for one, other in zip(data, model))), end)": PARTS,
        "contrastive_divergence: return Estimate(RBM(*(one - other for one, other in zip(data, model, strict=False)"
        ")), end)": PARTS,
        "ascend: return RBM(*(at + eta * by for at, by in zip(rbm, slopes)))": PARTS,
        "ascend: return RBM(*(at + eta * by for at, by in zip(rbm, slopes, strict=False)))": PARTS,
    },
    "rbm.exact": {
        "log_partition: one = turned(rbm) if len(rbm.c) <= len(rbm.b) else rbm": EQUAL,
        "gradient: return RBM(*(seen - dreamt for seen, dreamt in zip(data, model_moments(rbm))))": PARTS,
        "gradient: return RBM(*(seen - dreamt for seen, dreamt in zip(data, model_moments(rbm), strict=False)))": PARTS,
        "model_moments: log_Z, small_hidden = (log_partition(rbm), len(rbm.c) <= len(rbm.b))": EQUAL,
        "expected_cd: return RBM(*(seen - left for seen, left in zip(moments(rbm, v), end)))": PARTS,
        "expected_cd: return RBM(*(seen - left for seen, left in zip(moments(rbm, v), end, strict=False)))": PARTS,
        "_chances: return np.prod(sigmoid(u[:, None, :] / (2 * states - 1)), axis=2)": "-1 and 1 are own inverses",
    },
    "rbm.fast": {
        "_stepper: np.multiply(eta / dtype(m), P, out=P)": EITHER,
        "_stepper: np.add(np.dot(V.T, P, out=slope), W, out=W)": EITHER,
        "_stepper: np.add(W, np.dot(V.T, P), out=W)": SAVED,
        "_stepper: np.add(P.sum(axis=0), c, out=c)": EITHER,
        "_stepper: np.add(eta / dtype(m) * (v.sum(axis=0) - end.sum(axis=0)), b, out=b)": EITHER,
    },
}  # fmt: skip
