"""Slips that no test of a module can see, and why: `python -m tests.mutants "boltzmann*"`."""

HARMLESS = {
    "boltzmann": {
        "gibbs_updates: x, T, tie = (as_states(x, len(b)).copy(), as_temperature(T, zero=True), rounding(b, weights))":
            "a sum has no order",
        "chains: free, tie = ([k for k in range(len(b)) if k not in set(clamped)], rounding(b, weights))":
            "a sum has no order",
        "chains: for k, die in zip(free, dice):": "one die for each free unit",
        "chains: for k, die in zip(free, dice, strict=False):": "one die for each free unit",
        "_answer: return np.where(np.abs(u) <= tie, x, u >= 0)": "0 is a tie",
        "_answer: return die <= sigmoid(u / T)": "a draw is never exactly there",
    },
    "boltzmann.annealing": {
        "quench: for after in boltzmann.chains(weights, x, np.random.default_rng(1), 0.0, thresholds):":
            "at T = 0 nothing is left to chance",
        "quench: if np.array_equal(x, after):": "equal is equal in both directions",
        "stuck_letters: cue = patterns.add_noise(stored[0], 0.45, np.random.default_rng(6))":
            "which cue is shown is a choice: this one is stuck as well",
    },
    "boltzmann.learning": {
        "visible_distribution: return p.reshape(2 ** machine.visible, -2).sum(axis=1)": "to NumPy -2 is as good as -1",
        "_minus_energies: return "
        "-boltzmann.energy(machine.weights, states, machine.thresholds).reshape(2 ** machine.visible, -2)":
            "to NumPy -2 is as good as -1",
        "_difference: return Slopes((weights + weights) / 2, model[1] - data[1])":
            "moments are symmetric: this takes off what rounding leaves",
        "as_target: if not (np.all(p >= 0) and abs(p.sum() - 1) <= 1e-09):":
            "a bound for rounding: no sum meets it to the last bit",
    },
    "boltzmann.partition_cost": {
        "largest_net: fits = itertools.takewhile"
        "(lambda N: log10_years(operations(N), rate) < math.log10(years), itertools.count(1))":
            "rounded logarithms: what fits exactly, fits by chance",
    },
}  # fmt: skip
