"""Slips that no test of a module can see, and why: `python -m tests.mutants "backprop*"`."""

CHANCE = "a draw is never exactly there"
HARMLESS = {
    "backprop": {
        "step: return Net(*(old + change for old, change in zip(delta, net, strict=True)))": "a sum has no order",
        "step: return Net(*(old + change for old, change in zip(net, delta)))": "both are a Net",
        "step: return Net(*(old + change for old, change in zip(net, delta, strict=False)))": "both are a Net",
    },
    "backprop.minima": {
        "annealing: new = w - reach * rng.normal()": "the noise is symmetric",
        "annealing: if LOW < new <= HIGH and (rise <= 0 or rng.random() < _chance(rise, temperature)):": CHANCE,
        "annealing: if LOW <= new <= HIGH and (rise <= 0 or rng.random() <= _chance(rise, temperature)):": CHANCE,
        "noisy_descent: w = float(np.clip(w - eta * (slope(w) - noise * rng.normal()), LOW, HIGH))":
            "the noise is symmetric",
        "noisy_descent: w = float(np.clip(LOW, w - eta * (slope(w) + noise * rng.normal()), HIGH))":
            "the middle one of three, in any order",
    },
}  # fmt: skip
