"""Slips that no test of a module can see, and why: `python -m tests.mutants "variational*"`."""

ORDER = "another order of the same sums"
LAYERS = "both have a slope for every layer"
HARMLESS = {
    "variational.bound": {
        "importance: return np.logaddexp.reduce(logs) - np.log(len(logs))": "a ufunc reduces the first axis by itself",
        "log_evidence: line = np.arange(-reach, reach + step / 3, step)": "any share of a step takes the end in",
    },
    "variational.contractive": {
        "penalty_gradients: of_V = np.einsum('mh,ih,mio->ho', s, W, J)": ORDER,
        "penalty_gradients: of_V = np.einsum('mh,ih,mio->ho', s, W, J, optimize=False)": ORDER,
        "learned: pairs = zip(mlp.gradients(net, X[rows], X[rows]), penalty_gradients(net, X[rows]))": LAYERS,
        "learned: pairs = zip(mlp.gradients(net, X[rows], X[rows]), penalty_gradients(net, X[rows]), strict=False)":
            LAYERS,
        "learned: return [Layer(*(one + sigma ** 2 * price for one, price in zip(*pair))) for pair in pairs]": LAYERS,
        "learned: return [Layer(*(one + sigma ** 2 * price for one, price in zip(*pair, strict=False))) "
        "for pair in pairs]": LAYERS,
    },
    "variational.field": {
        "learned: return gradients(net, X[rows] - sigma * rng.normal(size=(len(rows), X.shape[1])), X[rows])":
            "noise has no side",
    },
    "variational.trained": {
        "of_the_curve: form = new_mlp((2, found['settings']['units'], 2), np.random.default_rng(1), 'tanh', 'linear')":
            "only its shapes are used",
    },
}  # fmt: skip
