"""Slips that no test of a module can see, and why: `python -m tests.mutants "hopfield*"`."""

HARMLESS = {
    "hopfield.patterns": {
        "_by_typicality: closeness = patterns[rows] @ patterns[rows].mean(axis=0)": "a positive factor turns no order",
    },
}
