"""Typical wrong answers to the exercises on architectures, as a reader would type them; one for each hint."""


def cost(parameters, multiply_adds):
    return f"""
def cost(c_in, c_out, k, size, groups):
    weights = c_out * (c_in // groups) * k ** 2
    return {parameters}, {multiply_adds}
"""


def field(step, begin="r, jump = 1, 1"):
    return f"def field(layers):\n    {begin}\n    for k, s in layers:\n        {step}\n    return r\n"


def back(out="e * (u > 0)", through="((out @ W2.T) * (z > 0)) @ W1.T", straight="out"):
    return f"""
def back(h, W1, W2, e):
    z = h @ W1
    u = h + np.maximum(z, 0) @ W2
    out = {out}
    return {straight} + {through}
"""


WRONG = {
    "architectures.cost": {
        "no bias": cost("weights", "weights * size * size"),
        "groups forgotten": cost("c_in * c_out * k * k + c_out", "c_in * c_out * k * k * size * size"),
        "groups twice": cost("weights // groups + c_out", "weights // groups * size * size"),
        "no sharing": cost("(weights + c_out) * size * size", "weights * size * size"),
        "k once": cost("weights // k + c_out", "weights // k * size * size"),
        "bias multiplied": cost("weights + c_out", "(weights + c_out) * size * size"),
        "one place": cost("weights + c_out", "weights"),
    },
    "architectures.field": {
        "no jump": field("r += k - 1"),
        "jump too early": field("jump *= s; r += (k - 1) * jump"),
        "k instead of k − 1": field("r += k * jump; jump *= s"),
        "starts at 0": field("r += (k - 1) * jump; jump *= s", begin="r, jump = 0, 1"),
        "product of kernels": field("r *= k"),
        "sum of kernels": field("r += k", begin="r = 0"),
    },
    "architectures.back": {
        "no straight way": back(straight="0"),
        "outer relu forgotten on the straight way": back(straight="e"),
        "no outer relu": back(out="e"),
        "no inner relu": back(through="out @ W2.T @ W1.T"),
        "not transposed": back(through="((out @ W2) * (z > 0)) @ W1"),
    },
}
