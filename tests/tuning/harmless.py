"""Slips that no test of a module can see, and why: `python -m tests.mutants "tuning*"`."""

EITHER = "either way round"
ORDER = "where the numbers lie in memory"
EQUAL = "as many pieces on both sides"
SHAPE = "only its shape is looked at"
HARMLESS = {
    "tuning": {
        "best_rate: return max(rates(knob, value), key=lambda eta: runs(knob, value, eta, batch, 'held out').sum())":
            "as many seeds at every rate",
    },
    "tuning.maxout": {
        "maxout: h = parts[0].copy()": ORDER,
        "maxout_backward: dz = np.ones_like(z)": "every entry is written",
        "maxout_backward: left = g.copy()": ORDER,
        "maxout_backward: for part, back in zip(_pieces(z, pieces), _pieces(dz, pieces)):": EQUAL,
        "maxout_backward: for part, back in zip(_pieces(z, pieces), _pieces(dz, pieces), strict=False):": EQUAL,
        "maxout_backward: np.multiply(won, left, out=back)": EITHER,
        "maxout_backward: np.multiply(~won, left, out=left)": EITHER,
        "Maxout: _pieces(np.ones((1, pieces)), pieces)": SHAPE,
        "Maxout: _pieces(np.zeros((2, pieces)), pieces)": SHAPE,
        "Maxout: def forward(self, x, training=True, rng=None):": "training changes nothing here",
    },
    "tuning.random_search": {
        "trials_needed: return int(np.ceil(needed - 1e-12 * min(2, needed)))": "a bound for rounding, twice as wide",
    },
}  # fmt: skip
