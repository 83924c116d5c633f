"""Slips that no test of a module can see, and why: `python -m tests.mutants "autoencoders*"`."""

BOUND = "a bound: no draw meets it to the last bit"
BOTH = "sines and cosines say the same there"
CLIPPED = "cut off either way"
MINUS = "to NumPy -2 is as good as -1"
PAPER = "more paper than is looked at"
THREES = "three arrays for every layer"
UNUSED = "only keeps a warning away: the other formula is taken there"
FAR = "no weight has more than 32 steps"
HARMLESS = {
    "autoencoders.corruption": {
        "gaussian: return np.clip(0, X + rng.normal(0, strength, X.shape), 1)": CLIPPED,
        "gaussian: return np.clip(X - rng.normal(0, strength, X.shape), 0, 1)": "noise has no side",
        "salt_and_pepper: hit, white = (rng.random(X.shape) <= strength, rng.random(X.shape) < 0.5)": BOUND,
        "salt_and_pepper: hit, white = (rng.random(X.shape) < strength, rng.random(X.shape) <= 0.5)": BOUND,
        "masking: return np.where(rng.random(X.shape) <= strength, 0.0, X)": BOUND,
        "_neighbours: padded = np.pad(X.reshape(-2, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))": MINUS,
        "_neighbours: padded = np.pad(X.reshape(-1, SIDE, SIDE), ((0, 0), (1, 2), (1, 1)))": PAPER,
        "_neighbours: padded = np.pad(X.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 2)))": PAPER,
    },
    "autoencoders.out_of_distribution": {
        "letter_pictures: ink = (letters(word).reshape(-1, 10, 10) >= 0).astype(float)": "letters hold -1 and 1",
        "letter_pictures: ink = (letters(word).reshape(-2, 10, 10) > 0).astype(float)": MINUS,
        "letter_pictures: return np.pad(large, ((0, 0), (4, 4), (4, 4))).reshape(-2, SIDE ** 2)": MINUS,
    },
    "autoencoders.pca": {
        "principal_angles: angles = np.where(cosines ** 2 <= 0.5, np.arccos(np.clip(cosines, 0, 1)), "
        "np.arcsin(np.clip(sines, 0, 1)))": BOTH,
        "principal_angles: angles = np.where(cosines * 2 < 0.5, np.arccos(np.clip(cosines, 0, 1)), "
        "np.arcsin(np.clip(sines, 0, 1)))": BOTH,
        "principal_angles: angles = np.where(cosines ** 3 < 0.5, np.arccos(np.clip(cosines, 0, 1)), "
        "np.arcsin(np.clip(sines, 0, 1)))": BOTH,
        "principal_angles: angles = np.where(cosines ** 2 < 0.5, np.arccos(np.clip(0, cosines, 1)), "
        "np.arcsin(np.clip(sines, 0, 1)))": CLIPPED,
        "principal_angles: angles = np.where(cosines ** 2 < 0.5, np.arccos(np.clip(cosines, 0, 1)), "
        "np.arcsin(np.clip(0, sines, 1)))": CLIPPED,
        "principal_angles: angles = np.where(cosines ** 2 < 0.5, np.arccos(np.clip(cosines, 0, 1)), "
        "np.arcsin(np.clip(sines, 0, 2)))": UNUSED,
    },
    "autoencoders.sparsity": {
        "kl_penalty: rho_hat = np.clip(LEAST, H.mean(axis=0), MOST)": CLIPPED,
    },
    "autoencoders.trained": {
        "trained: layers = (Layer(whole * step, bias) for whole, step, bias in zip(*[iter(parts)] * 3))": THREES,
        "trained: layers = (Layer(whole * step, bias) for whole, step, bias in zip(*[iter(parts)] * 3, strict=False))":
            THREES,
        "in_steps: whole = np.clip(-127, np.round(weights / step.astype(float)), 127)": CLIPPED,
        "in_steps: whole = np.clip(np.round(weights / step.astype(float)), -128, 127)": FAR,
        "in_steps: whole = np.clip(np.round(weights / step.astype(float)), -127, 128)": FAR,
        "from_greys: values = np.array([int(figure, 17) for figure in text]) / 14": "one figure is the same in base 17",
    },
}  # fmt: skip
