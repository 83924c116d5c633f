"""Typical wrong answers to the exercises on architectures, as a reader would type them; one for each hint."""

COST = "def cost(c_in, c_out, k, size, groups):\n    return {}\n"


def cost(parameters, multiply_adds):
    return f"""
def cost(c_in, c_out, k, size, groups):
    weights = c_out * (c_in // groups) * k ** 2
    return {parameters}, {multiply_adds}
"""


def field(step, begin="r, jump = 1, 1", order="layers", answer="r"):
    return f"def field(layers):\n    {begin}\n    for k, s in {order}:\n        {step}\n    return {answer}\n"


U = "h + np.maximum(z, 0) @ W2"


def back(out="g * (u > 0)", through="((out @ W2.T) * (z > 0)) @ W1.T", straight="out", u=U):
    return f"""
def back(h, W1, W2, g):
    z = h @ W1
    u = {u}
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
        "one bias": cost("weights + 1", "weights * size * size"),
        "bias for each input": cost("weights + c_in", "weights * size * size"),
        "bias for each slice": cost("c_out * (c_in // groups) * (k * k + 1)", "weights * size * size"),
        "bias for each group": cost("weights + c_out // groups", "weights * size * size"),
        "groups forgotten in the parameters": cost("c_in * c_out * k * k + c_out", "weights * size**2"),
        "groups forgotten in the work": cost("weights + c_out", "c_in * c_out * k**2 * size**2"),
        "times the groups": cost("weights * groups**2 + c_out", "weights * groups**2 * size**2"),
        "no channels": cost("c_out * k * k + c_out", "c_out * k * k * size**2"),
        "one kernel": cost("weights // c_out + c_out", "weights // c_out * size**2"),
        "channels added": cost("(c_in // groups + c_out) * k**2 + c_out", "(c_in // groups + c_out) * k**2 * size**2"),
        "bias added to the work": cost("weights + c_out", "weights * size**2 + c_out"),
        "size once": cost("weights + c_out", "weights * size"),
        "output cut again": cost("weights + c_out", "weights * (size - k + 1)**2"),
        "input taken for output": cost("weights + c_out", "weights * (size + k - 1)**2"),
        "no output channels in the work": cost("weights + c_out", "c_in // groups * k**2 * size**2"),
        "two operations": cost("weights + c_out", "2 * weights * size**2"),
        "outputs swapped": cost("weights * size**2", "weights + c_out"),
        "parameters alone": COST.format("(c_in // groups * k**2 + 1) * c_out"),
        "multiply-adds alone": COST.format("c_in // groups * (k * size)**2 * c_out"),
        "bias multiplied": cost("weights + c_out", "(weights + c_out) * size * size"),
        "one place": cost("weights + c_out", "weights"),
        "bias at each place": cost("weights + c_out * size**2", "weights * size**2"),
    },
    "architectures.field": {
        "no jump": field("r += k - 1"),
        "jump too early": field("jump *= s; r += (k - 1) * jump"),
        "k instead of k − 1": field("r += k * jump; jump *= s"),
        "starts at 0": field("r += (k - 1) * jump; jump *= s", begin="r, jump = 0, 1"),
        "own stride": field("r += (k - 1) * s"),
        "stride before alone": field("r += (k - 1) * jump; jump = s"),
        "strides added": field("r += (k - 1) * jump; jump += s"),
        "strides added, less one": field("r += (k - 1) * jump; jump += s - 1"),
        "k - s": field("r += (k - s) * jump; jump *= s"),
        "k + 1": field("r += (k + 1) * jump; jump *= s"),
        "one side only": field("r += k // 2 * jump; jump *= s"),
        "brackets": field("r += k - 1 * jump; jump *= s"),
        "brackets after k": field("r += k * jump - 1; jump *= s"),
        "field spread": field("r = (r + k - 1) * jump; jump *= s"),
        "from the end": field("r += (k - 1) * jump; jump *= s", order="reversed(layers)"),
        "r s + k": field("r = r * s + k"),
        "poolings left out": field("if s == 1: r += (k - 1) * jump\n        jump *= s"),
        "poolings skipped": field("if s == 1: r += (k - 1) * jump; jump *= s"),
        "last kernel": field("r = k"),
        "largest kernel": field("r = max(r, k)"),
        "jump": field("r += (k - 1) * jump; jump *= s", answer="jump"),
        "area": field("r += (k - 1) * jump; jump *= s", answer="r * r"),
        "product of kernels": field("r *= k"),
        "sum of kernels": field("r += k", begin="r = 0"),
        "k alone": field("r += k"),
        "k times the stride": field("r += k * s"),
        "one jump": field("r += jump; jump *= s"),
        "jump added": field("r += k - 1 + jump; jump *= s"),
    },
    "architectures.back": {
        "no straight way": back(straight="0"),
        "outer relu forgotten on the straight way": back(straight="g"),
        "straight way alone": back(through="0"),
        "straight on as it came": back(straight="g", through="0"),
        "outer relu forgotten on the way through": back(through="((g @ W2.T) * (z > 0)) @ W1.T"),
        "no relu": back(out="g", through="out @ W2.T @ W1.T"),
        "outer relu's value": back(out="g * np.maximum(0, u)"),
        "inner relu's value": back(through="((out @ W2.T) * np.maximum(0, z)) @ W1.T"),
        "relu of the slope": back(out="np.maximum(0, g)"),
        "inner relu of the slope": back(through="np.maximum(out @ W2.T, 0) @ W1.T"),
        "outer relu shut the wrong way": back(out="g * (u <= 0)"),
        "inner relu shut the wrong way": back(through="((out @ W2.T) * (z <= 0)) @ W1.T"),
        "z at the outer relu": back(out="g * (z > 0)"),
        "u at the inner relu": back(through="((out @ W2.T) * (u > 0)) @ W1.T"),
        "h at the inner relu": back(through="((out @ W2.T) * (h > 0)) @ W1.T"),
        "h at the outer relu": back(out="g * (h > 0)"),
        "u without h": back(u="np.maximum(z, 0) @ W2"),
        "u without the inner relu": back(u="h + z @ W2"),
        "inner relu too late": back(through="(out @ W2.T @ W1.T) * (z > 0)"),
        "inner relu too early": back(through="(out * (z > 0)) @ W2.T @ W1.T"),
        "W1 not transposed": back(through="((out @ W2.T) * (z > 0)) @ W1"),
        "W2 not transposed": back(through="((out @ W2) * (z > 0)) @ W1.T"),
        "weights in the order forward": back(through="((out @ W1.T) * (z > 0)) @ W2.T"),
        "weights as on the way forward": back(through="((out @ W1) * (z > 0)) @ W2"),
        "W2 alone": back(through="(out @ W2.T) * (z > 0)"),
        "weights in front": back(through="W1.T @ ((W2.T @ out) * (z > 0))"),
        "ways subtracted": back(through="-((out @ W2.T) * (z > 0)) @ W1.T"),
        "h added": back(straight="h"),
        "mean over samples": back(out="g * (u > 0) / len(h)"),
        "forward": back(straight="np.maximum(u, 0)", through="0"),
        "no outer relu": back(out="g"),
        "no inner relu": back(through="out @ W2.T @ W1.T"),
        "not transposed": back(through="((out @ W2) * (z > 0)) @ W1"),
        "outer sum for its slope": back(out="g * u"),
        "inner sum for its slope": back(through="((out @ W2.T) * z) @ W1.T"),
        "one for the straight way": back(straight="1"),
        "neither relu nor straight way": back(out="g", straight="0", through="g @ W2.T @ W1.T"),
        "inner relu missing, no straight way": back(straight="0", through="out @ W2.T @ W1.T"),
        "through alone over samples": back(through="((out @ W2.T) * (z > 0)) @ W1.T / len(h)"),
        "straight way twice": back(straight="2 * out"),
        "ways multiplied": back(straight="0", through="out * (((out @ W2.T) * (z > 0)) @ W1.T)"),
    },
}

HARMLESS = {
    "architectures.cost": {"weights = c_out * (c_in / groups) * k * k": "groups divide the channels without rest"},
    "architectures.back": {
        "e = g * (u >= 0)": "at 0 itself either slope is as good",
        "u = h + np.maximum(0, z) @ W2": "the larger of two has no order",
        "return e + e @ W2.T * (z >= 0) @ W1.T": "at 0 itself either slope is as good",
    },
}
