"""Typical wrong answers to the exercises of generalising, as a reader would type them; one for each hint."""

D = "def decay_step(w, slope, eta, decay):\n    return {}\n"

WRONG = {
    "generalising.decay_step": {
        "decay forgotten": D.format("w - eta * slope"),
        "growth": D.format("(1 + eta * decay) * w - eta * slope"),
        "no eta at the decay": D.format("(1 - decay) * w - eta * slope"),
        "slope of the square": D.format("(1 - 2 * eta * decay) * w - eta * slope"),
        "price for its slope": D.format("w - eta * slope - eta * decay * w**2 / 2"),
        "slope forgotten": D.format("(1 - eta * decay) * w"),
        "no eta at the slope": D.format("(1 - eta * decay) * w - slope"),
        "no eta": D.format("(1 - decay) * w - slope"),
        "eta twice": D.format("(1 - eta**2 * decay) * w - eta * slope"),
        "half left": D.format("(1 - eta * decay / 2) * w - eta * slope"),
        "square for slope": D.format("w - eta * slope - eta * decay * w**2"),
        "price of all weights": D.format("w - eta * (slope + 0.5 * decay * (w @ w))"),
        "no w": D.format("w - eta * slope - eta * decay"),
        "size of w": D.format("w - eta * slope - eta * decay * abs(w)"),
        "L1": D.format("w - eta * slope - eta * decay * np.sign(w)"),
        "after the step": D.format("(w - eta * slope) * (1 - eta * decay)"),
        "slope shrunk": D.format("(1 - eta) * w - eta * decay * slope"),
        "λ times both": D.format("(1 - eta * decay) * w - eta * decay * slope"),
        "uphill the loss": D.format("(1 - eta * decay) * w + eta * slope"),
        "the change alone": D.format("-eta * slope - eta * decay * w"),
        "what is taken off": D.format("eta * slope + eta * decay * w"),
        "the slope alone": D.format("decay * w + slope"),
        "uphill": D.format("w + eta * slope + eta * decay * w"),
        "after the step, no eta": D.format("(w - eta * slope) * (1 - decay)"),
        "price, no eta": D.format("w - eta * slope - decay * w**2 / 2"),
        "growth, no eta": D.format("(1 + decay) * w - eta * slope"),
        "sum of the weights": D.format("w - eta * (slope + decay * w.sum())"),
        "length of the weights": D.format("w - eta * (slope + decay * (w @ w) ** 0.5)"),
    },
}
