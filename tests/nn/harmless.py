"""Slips that no test of a module can see, and why: `python -m tests.mutants "nn*"`."""

HARMLESS = {
    "nn.mlp": {
        "as_targets: if output == 'softmax' and (not (np.abs(Y.sum(axis=1) - 1) <= 1e-05).all()):":
            "a bound for rounding: no sum meets it to the last bit",
    },
    "nn.optimizers": {
        "sgd: step = rate * m * np.sqrt(V)": "V is 1",
        "sgdm: step = rate * m * np.sqrt(V)": "V is 1",
        "heavy_ball: step = rate * m * np.sqrt(V)": "V is 1",
        "nesterov: step = rate * (beta * m + (1 - beta) * g) * np.sqrt(V)": "V is 1",
        "minimize: if t // 16 == 0 and (not np.isfinite(turn.w).all()):": "when it looks: a path that ended costs time",
        "minimize: inside = np.isfinite(path).reshape(steps + 1, -2).all(axis=1)": "to NumPy -2 is as good as -1",
    },
    "nn.training": {
        "early_stopping: least = np.fmin(errors[-1], least)": "the smaller of two, in any order",
        "shift_digits: padded = np.pad(X.reshape(m, 28, 28), ((0, 1), (reach, reach), (reach, reach)))":
            "nobody looks at an image behind the last",
    },
    "nn.twins": {
        "step: e = b * (1 - b) * (g @ pair.w.swapaxes(2, 1))": "the same two axes",
        "step: return Twins(pair.v + x.T @ e, pair.gamma - gamma, pair.w + b.swapaxes(2, 1) @ g, pair.theta - theta)":
            "the same two axes",
        "parted: apart = np.abs(answers[:, 0] - answers[:, 1]).reshape(len(answers), -2).max(axis=1)":
            "to NumPy -2 is as good as -1",
    },
}  # fmt: skip
