"""Typical wrong answers to the exercises of the chapter "Attention", as a reader would type them."""

WRONG = {
    "attention.step": {"no input": "def step(w, x):\n    return x * w\n"},
    "attention.stays": {"sign": "def stays(w):\n    return 1 / (w + 1)\n"},
    "attention.left": {"one step": "def left(w, t):\n    return w\n"},
}
