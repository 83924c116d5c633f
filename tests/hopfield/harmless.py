"""Slips that no test of a module can see, and why: `python -m tests.mutants "hopfield*"`."""

SIGN = "-1 and +1 are their own inverses"
EITHER = "either way round"
BOUND = "a bound for rounding: no number meets it to the last bit"
GRID = "another grid, as fine, around the top at 1.51"
NARROW = "narrower, but wider than rounding all the same"
EQUAL = "as many on both sides"
HARMLESS = {
    "hopfield": {
        "energy: return float(-0.5 / x @ weights @ x + b @ x)": SIGN,
        "energy_change: return float(-u[k] * (-2 / x[k]))": SIGN,
        "recall: E = -0.5 / x @ (u - b)": SIGN,
        "recall: tie, visit = (rounding(b, weights), 0)": EITHER,
        "recall: if x[k] * u[k] <= -tie:": BOUND,
        "recall: E -= u[k] * 2 / x[k]": SIGN,
        "recall: u += 2 / x[k] * weights[k]": SIGN,
        "recall_at_once: wanted = np.where(np.abs(u) > rounding(b, weights), np.sign(u), x)": EITHER,
        "recall_at_once: if np.array_equal(x, wanted):": EITHER,
        "is_stable: return bool(np.all(x * (weights @ x - b) >= -rounding(b, weights)))": EITHER,
        "all_energies: return -0.5 * np.sum(states @ weights / states, axis=1) + states @ b": SIGN,
        "all_minima: return states[np.all(agreement >= -rounding(b, weights), axis=1)]": EITHER,
        "as_net: if not np.array_equal(weights.T, weights):": EITHER,
    },
    "hopfield.sparse": {
        "sparse_patterns: on = round(activity * units) if 0 <= activity < 1 else 0": "0 of them are on all the same",
        "sparse_patterns: on = round(activity * units) if 0 < activity < 2 else 0": "all and more are refused too",
        "store: weights = (weights + weights) / 2": "products of a matrix with itself are symmetric but for rounding",
    },
    "hopfield.capacity": {
        "crosstalk: from_others = agreement @ patterns - (count - 1) / patterns": SIGN,
        "capacity_trial: wrong = crosstalk(patterns) >= 1 - 1 / units + 1e-09": BOUND,
        "capacity_trial: wrong = crosstalk(patterns) > 1 - 1 / units": BOUND,
        "first_crossing: crossed = np.flatnonzero(away / away[0] < 0) if away[0] else np.array([], dtype=int)":
            "a quotient has the sign of the product",
        "first_crossing: crossed = np.flatnonzero(away * away[0] < 0) if away[0] else np.array([])":
            "empty is empty, whatever its type",
        "_branch: y = np.linspace(1.5, 8, 20001)": GRID,
        "_branch: y = np.linspace(0.5, 9, 20001)": GRID,
        "_branch: y = np.linspace(0.5, 8, 20002)": GRID,
    },
    "hopfield.dense": {
        "recall: while np.any(change <= -tie):": BOUND,
        "recall: if change[k] <= -tie:": BOUND,
        "recall: z += 2 * x[k] / stored[:, k]": SIGN,
        "recall: z += 2 / x[k] * stored[:, k]": SIGN,
        "is_stable: return bool(np.all(change > -tie))": BOUND,
        "_changes: grown = np.cosh(2) - np.sinh(2) / x * (softmax(z) @ stored)": SIGN,
        "_changes: return ((bend + x * ((up - down) / 2 @ stored)) / scale, 1e-12 * (np.abs(up) + np.abs(down)).mean() "
        "/ scale)": NARROW,
        "_changes: return ((bend + x * ((up - down) / 2 @ stored)) / scale, 1e-12 * np.abs(up).sum() / scale)": NARROW,
    },
    "hopfield.dense_capacity": {
        "stable: return np.all(change >= -1e-09 * (patterns.shape[1] * (power - 1)), axis=1)": "a bound for rounding",
    },
    "hopfield.fast": {
        "settler: tie, steps = (rounding(b, weights), list(2 * weights))": EITHER,
        "settler: for x, u in zip(states, states @ weights - b):": EQUAL,
        "settler: for x, u in zip(states, states @ weights - b, strict=False):": EQUAL,
        "_sweep: for k, own in zip(order.tolist(), x[order].tolist()):": EQUAL,
        "_sweep: for k, own in zip(order.tolist(), x[order].tolist(), strict=False):": EQUAL,
        "_sweep: if own * inputs[k] <= limit:": BOUND,
        "_sweep: if own >= 0:": SIGN,
    },
    "hopfield.patterns": {
        "_by_typicality: closeness = patterns[rows] @ patterns[rows].mean(axis=0)": "a positive factor turns no order",
    },
    "hopfield.spurious": {
        "mixtures_of_three: return np.array(rows).reshape(-2, patterns.shape[1])": "to NumPy -2 is as good as -1",
        "basins: lower = energies[near] <= energies[:, None] - 1e-09": BOUND,
        "basins: level = energies.round(10)": NARROW,
        "basins: order = np.argsort(-level)": "states of one level hand nothing to each other",
    },
}  # fmt: skip
