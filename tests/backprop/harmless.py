"""Slips that no test of a module can see, and why: `python -m tests.mutants "backprop*"`."""

CHANCE = "a draw is never exactly there"
ENDLESS = "both are without end"
STAYS = "twins start together, and once parted they stay so"
LAYERS = "one for each layer"
SYMMETRIC = "the noise is symmetric"
HARMLESS = {
    "backprop": {
        "step: return Net(*(old + change for old, change in zip(delta, net, strict=True)))": "a sum has no order",
        "step: return Net(*(old + change for old, change in zip(net, delta)))": "both are a Net",
        "step: return Net(*(old + change for old, change in zip(net, delta, strict=False)))": "both are a Net",
    },
    "backprop.playground": {
        "thinned: pairs = zip(net.layers, factors)": LAYERS,
        "thinned: pairs = zip(net.layers, factors, strict=False)": LAYERS,
        "slopes: together = zip(net.layers, gradients(smaller, X, Y), factors)": LAYERS,
        "slopes: together = zip(net.layers, gradients(smaller, X, Y), factors, strict=False)": LAYERS,
        "Training: self._begin = lambda: zip(*(nets(one, *points, how, seed) for one in both))": ENDLESS,
        "Training: self._begin = lambda: zip(*(nets(one, *points, how, seed) for one in both), strict=False)": ENDLESS,
        "Training: bounded = all(((np.abs(part) < LARGEST).all() for part in arrays(net)))": CHANCE,
        "Training: parted = not apart < APART or any((before.parted for before in self._moments[-1:]))": CHANCE,
        "Training: parted = not apart <= APART or any((before.parted for before in self._moments[1:]))": STAYS,
        "Training: parted = not apart <= APART or any((before.parted for before in self._moments[-2:]))": STAYS,
    },
    "backprop.point_sets": {
        "crescents: x = np.where(upper, np.cos(angle) - 0.5, 0.5 + np.cos(angle))": "left and right of it are alike",
        "crescents: return (np.stack([x, y], axis=1) - noise * rng.normal(size=(m, 2)), 1.0 - upper[:, None])":
            SYMMETRIC,
        "circles: return (_polar(radius, angle) - noise * rng.normal(size=(m, 2)), 1.0 * inner[:, None])": SYMMETRIC,
        "xor: size, same, right = (0.15 + 1.65 * rng.random((m, 2)), np.arange(m) % 2 == 1, rng.random(m) <= 0.5)":
            CHANCE,
        "xor: return (size * np.stack([x, y], axis=1) - noise * rng.normal(size=(m, 2)), 1.0 * same[:, None])":
            SYMMETRIC,
        "xor: return (size / np.stack([x, y], axis=1) + noise * rng.normal(size=(m, 2)), 1.0 * same[:, None])":
            "times 1 or -1, or divided by it",
        "spiral: angle = 2 * np.pi * TURNS * along - np.pi * second": "half a turn, forth or back",
        "spiral: return (_polar(0.2 + 1.6 * along, angle) - noise * rng.normal(size=(m, 2)), 1.0 * second[:, None])":
            SYMMETRIC,
    },
}  # fmt: skip
