"""Typical wrong answers to the exercises of the chapter "Variational", as a reader would type them."""

WRONG = {
    "variational.step": {"no input": "def step(w, x):\n    return x * w\n"},
    "variational.stays": {"sign": "def stays(w):\n    return 1 / (w + 1)\n"},
    "variational.left": {"one step": "def left(w, t):\n    return w\n"},
}
