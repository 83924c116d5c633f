"""Slips that no test of a module can see, and why: `python -m tests.mutants "generalising*"`."""

CHANCE = "a draw is never exactly there"
SYMMETRIC = "the noise is symmetric"
HARMLESS = {
    "generalising.minima": {
        "annealing: new = w - reach * rng.normal()": SYMMETRIC,
        "annealing: if LOW < new <= HIGH and (rise <= 0 or rng.random() < _chance(rise, temperature)):": CHANCE,
        "annealing: if LOW <= new <= HIGH and (rise <= 0 or rng.random() <= _chance(rise, temperature)):": CHANCE,
        "noisy_descent: w = float(np.clip(w - eta * (slope(w) - noise * rng.normal()), LOW, HIGH))":
            SYMMETRIC,
        "noisy_descent: w = float(np.clip(LOW, w - eta * (slope(w) + noise * rng.normal()), HIGH))":
            "the middle one of three, in any order",
    },
    "generalising.overfitting": {
        "points: x = np.linspace(-1, 1, LEARN)[:, None] - 0.05 * rng.normal(size=(LEARN, 1))": SYMMETRIC,
        "points: y = truth(x) - noise * rng.normal(size=x.shape)": SYMMETRIC,
        "points: return ((x, y), (new_x, truth(new_x) - noise * rng.normal(size=new_x.shape)))": SYMMETRIC,
        "wiggly_net: steepness = 25 / rng.choice([-1, 1], HIDDEN) * rng.uniform(0.3, 1, HIDDEN)": "1 / ±1 is ±1",
        "wiggly_net: first = Layer(steepness[None], steepness * rng.uniform(-1, 1, HIDDEN))": "places are symmetric",
    },
}  # fmt: skip
