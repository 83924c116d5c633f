"""Slips that no test of a module can see, and why: `python -m tests.mutants "neurons*"`."""

ENDS = "beyond the ends all sums are on one side: the weights 0 give those tables as well"
HARMLESS = {
    "neurons": {
        "decidable_tables: weights = np.array(np.meshgrid(*[span] * n)).reshape(n, -2)":
            "to NumPy -2 is as good as -1",
        "decidable_tables: thresholds = np.arange(-n * largest + 0.5, n * largest + 1)": ENDS,
        "decidable_tables: thresholds = np.arange(-n * largest - 1.5, n * largest + 1)": ENDS,
        "decidable_tables: thresholds = np.arange(-n * largest - 0.5, n * largest)": ENDS,
        "decidable_tables: thresholds = np.arange(-n * largest - 0.5, n * largest + 2)": ENDS,
        "decidable_tables: thresholds = np.arange(-n * largest, n * largest + 1)":
            "a whole threshold decides as the half above it: a tie is a no",
        "decidable_tables: "
        "return {tuple(table) for theta in thresholds for table in step(sums + theta).astype(int).T.tolist()}":
            "the thresholds come with both signs",
        "perceptron: for x, wanted in zip(X, y):": "the lengths are looked over before",
        "perceptron: for x, wanted in zip(X, y, strict=False):": "the lengths are looked over before",
    },
    "neurons.delta": {
        "least_squares: X, y, _ = _fit(X, y, np.ones(X.shape[-1]))": "only the shape is looked at",
    },
    "neurons.hebb": {
        "pairs: equal = rng.random(steps) <= agree": "a draw is never exactly there",
        "link: return w + eta * np.concatenate([[0.0], np.cumsum(states[:, 0] / states[:, 1])])":
            "units are -1 or +1: 1 / x is x",
        "principal: return (float(values[-1]), c if c.sum() > 0 else -c)": "with the sum 0 both signs are right",
        "principal: return (float(values[-1]), c if c.mean() >= 0 else -c)": "the mean has the sign of the sum",
    },
}  # fmt: skip
