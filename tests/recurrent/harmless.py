"""Slips that no test of a module can see, and why: `python -m tests.mutants "recurrent*"`."""

HARMLESS = {
    "recurrent": {
        "new_rnn: return RNN(rng.normal(size=(hidden, inputs)).T / np.sqrt(inputs), recurrent_weights(hidden, rng, "
        "scale, kind), np.zeros(hidden), rng.normal(size=(outputs, hidden)).T / np.sqrt(hidden), np.zeros(outputs))":
            "a draw of either kind is as likely as its transpose",
        "recurrent_weights: return scale * turn / np.sign(np.diag(corner))": "-1 and 1 are their own inverses",
        "forward: h[0] = numbers('h0', h0, h[1].shape, h.shape[-1:])": "all states have one shape",
        "backward: e, g_h = (np.ones_like(states.h[1:]), np.zeros_like(states.h))": "every entry is written",
        "over_time: rows = error.reshape(-2, error.shape[-1])": "to NumPy -2 is as good as -1",
        "over_time: return floats('received', received).reshape(-2, np.shape(received)[-1]).T @ rows": "to NumPy -2 is "
        "as good as -1",
    },
    "recurrent.clipping": {
        "clip: return g if size < threshold else g * (threshold / size)": "at the threshold the factor is 1",
        "cliff_loss: h = np.full(np.broadcast(b, w).shape, START)": "either way round",
    },
    "recurrent.gradient_flow": {
        "gradient_norms: products = [np.eye(steps.shape[1])]": "every step is square",
        "gradient_norms: products = [np.eye(steps.shape[-2])]": "every step is square",
    },
    "recurrent.letters": {
        "surprise: chosen = np.take_along_axis(logits, after[..., None])[..., 0]": "the last axis is the default",
        "_contexts: before = sum((letters[k:len(letters) - n + k] / size ** k for k in range(n))) if n else "
        "np.zeros(len(letters), int)": "other numbers for the contexts, as unlike as before",
        "_contexts: before = sum((letters[k:len(letters) - n + k] * size ** k for k in range(n))) if n else "
        "np.ones(len(letters), int)": "another number for the only context",
    },
    "recurrent.lstm": {
        "forward: h, s, gates = (np.zeros((T + 1, *shape)), np.zeros((T + 1, *shape)), np.ones((T, 4, *shape)))":
            "every entry is written",
        "backward: e.append(np.concatenate([error * slope for error, slope in zip(slopes, by_gate, strict=True)], "
        "axis=-1))": "a product either way round",
        "backward: e.append(np.concatenate([error * slope for error, slope in zip(by_gate, slopes)], axis=-1))":
            "four gates on both sides",
        "backward: e.append(np.concatenate([error * slope for error, slope in zip(by_gate, slopes, strict=False)], "
        "axis=-1))": "four gates on both sides",
    },
    "recurrent.recall_task": {
        "success: return float(np.mean(of(net).forward(net, x).y_hat[-1].argmax(axis=1) == first))":
            "the last axis is axis 1",
    },
    "recurrent.trained": {
        "reader: return form(*(whole * step for whole, step in zip(parts[1::2], parts[::2], strict=True)))":
            "a product either way round",
        "reader: return form(*(whole * step for whole, step in zip(parts[::2], parts[1::2])))": "as many of both",
        "reader: return form(*(whole * step for whole, step in zip(parts[::2], parts[1::2], strict=False)))":
            "as many of both",
    },
}  # fmt: skip
