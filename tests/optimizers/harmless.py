"""Slips that no test of a module can see, and why: `python -m tests.mutants optimizers`."""

START = "where a walk begins is a choice, not a law: the recorded labs hold it"
HARMLESS = {
    "optimizers.convergence": {
        "bowl_path: M = np.array([[1 - eta * lam, -eta * _beta(beta) / row], [lam, beta * row]]).transpose(2, 0, 1)":
            "a row of ones",
    },
    "optimizers.test_functions": {
        "saddle: return Surface('saddle', loss, gradient, start=(-3.0, 0.01), minimum=(0.0, 1.0))": START,
        "valley: return Surface('valley', loss, gradient, start=(-2.4, 1.6), minimum=(1.0, 1.0))": START,
        "bumps: return Surface('bumps', loss, gradient, start=(-2.1, 2.8), minimum=(0.0, 0.0))": START,
    },
}  # fmt: skip
