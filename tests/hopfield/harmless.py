"""Slips that no test of a module can see, and why: `python -m tests.mutants "hopfield*"`."""

HARMLESS = {
    "hopfield.dense_capacity": {
        "stable: return np.all(change >= -1e-09 * (patterns.shape[1] * (power - 1)), axis=1)": "a bound for rounding",
    },
    "hopfield.patterns": {
        "_by_typicality: closeness = patterns[rows] @ patterns[rows].mean(axis=0)": "a positive factor turns no order",
    },
}
