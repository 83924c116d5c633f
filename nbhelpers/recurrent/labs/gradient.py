"""Lab `recurrent.gradient`: how long a gradient is, k steps back in time, and how long it may be."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.words import say
from nbhelpers.recurrent import gradient_flow, recurrent_weights

LONGEST = 100
LOW, HIGH = 1e-10, 1e10  # lengths beyond are drawn on the rim
EDGE = 2.6  # of the plane of eigenvalues
SPOKEN = {"tanh": "tanh", "relu": "ReLU", "linear": "no nonlinearity"}
KINDS = {"orthogonal": "orthogonal: stretches all vectors alike", "gaussian": "Gaussian: each weight drawn by itself"}


def gradient_state(kind, scale, activation, hidden, length, seed):
    """Lengths of the gradient for k = 0 ... length steps back; the two numbers of W_hh; its eigenvalues."""
    rng = np.random.default_rng(seed)
    W = recurrent_weights(hidden, rng, scale, kind).T
    inputs = rng.normal(size=(LONGEST, hidden))[:length]
    with np.errstate(over="ignore", invalid="ignore"):
        h = gradient_flow.drive(W, 0.3 * inputs, activation)
        norms = gradient_flow.gradient_norms(gradient_flow.jacobians(W, h, activation))
    values = sorted(np.linalg.eigvals(W), key=lambda value: (round(value.real, 9), -round(value.imag, 9)))
    return {
        "kind": kind, "activation": activation, "length": length,
        "norms": norms, "sigma": gradient_flow.largest_singular_value(W),
        "rho": float(np.abs(values).max()), "real": np.real(values), "imaginary": np.imag(values),
    }  # fmt: skip


def gradient_setup(flow, plane):
    return {**_flow(flow), **_plane(plane)}


def _flow(figure):
    axes = kit.axes(figure, (0.16, 0.15, 0.79, 0.75), xlim=(0, LONGEST), ylim=(LOW, HIGH), yscale="log",
                    yticks={1e-10: "10⁻¹⁰", 1e-5: "10⁻⁵", 1: "1", 1e5: "10⁵", 1e10: "10¹⁰"},
                    xlabel="steps back in time k")  # fmt: skip
    axes.set_title("length of the gradient", pad=8)
    kit.level(axes, 1, "grid", "-", 1, zorder=0)
    for y, text, role in ((3e8, "- - bound σᵏ", "weight"), (1.5e7, "··· ρᵏ", "target"), (7e5, "— measured", "error")):
        kit.note(axes, 99, y, text, role, 12, ha="right", va="center")
    return {
        "bound": kit.line(axes, "weight", ls="--", lw=1.5),
        "radius": kit.line(axes, "target", ls=":"),
        "norms": kit.line(axes, "error", lw=2.6),
        "end": kit.dots(axes, "error", 7, clip_on=False),
    }


def _plane(figure):
    axes = kit.axes(figure, (0.12, 0.15, 0.75, 0.75), xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE),
                    xticks=(-2, -1, 0, 1, 2), yticks=(-2, -1, 0, 1, 2), xlabel="real part")  # fmt: skip
    axes.set_title("eigenvalues of the recurrent weights", pad=8)
    kit.line(axes, "muted", *_circle(1, 73), lw=1.2)
    artists = {
        "sigma": kit.line(axes, "weight", ls="--", lw=1.5),
        "rho": kit.line(axes, "target", ls=":"),
        "eigenvalues": kit.dots(axes, "target", 5, mew=0),
        "told": [kit.note(axes, -EDGE + 0.1, EDGE - 0.05, "", "weight", 12, va="top"),
                 kit.note(axes, EDGE, EDGE - 0.05, "", "target", 12, ha="right", va="top")],
    }  # fmt: skip
    kit.note(axes, -EDGE + 0.1, -EDGE + 0.1, "— radius 1", "muted", 12)
    return artists


def _circle(radius, points):
    angle = np.linspace(0, 2 * np.pi, points)
    return radius * np.cos(angle), radius * np.sin(angle)


def gradient_update(artists, s):
    shown = np.arange(0, s.length + 1, 1 if s.length < 39 else 4)
    norms = np.clip(s.norms, LOW, HIGH)
    artists.norms.set_data(shown, norms[shown])
    kit.put(artists.end, s.length, norms[-1])
    artists.bound.set_data(*_straight(s.sigma, s.length))
    artists.radius.set_data(*_straight(s.rho, s.length))
    artists.sigma.set_data(*_circle(s.sigma, 49))
    artists.rho.set_data(*_circle(s.rho, 49))
    artists.eigenvalues.set_data(s.real, s.imaginary)
    artists.told[0].set_text(f"- - σ = {s.sigma:.2f}")
    artists.told[1].set_text(f"··· ρ = {s.rho:.2f}")


def _straight(rate, length):
    """rate^k on the log axis: a straight line from k = 0 to the end, or to where it leaves the panel."""
    slope = np.log10(max(rate, 1e-6))
    end = min(length, 10 / abs(slope)) if abs(slope) > 1e-9 else length
    return [0, end], [1, 10 ** (slope * end)]


def gradient_sentence(s):
    norm = s.norms[-1]
    each = norm ** (1 / s.length)
    yield _headline(norm, each, s.length)
    if norm > 0:
        yield say("With {activation} that is a factor of {each:.3f} a step.",
                  activation=SPOKEN[s.activation], each=each)  # fmt: skip
    yield say("The most that one step allows is the largest singular value of the recurrent weights, σ = {sigma:.2f}.",
              sigma=s.sigma)  # fmt: skip
    yield from _why(s.sigma, s.rho, s.activation)


def _headline(norm, each, length):
    """What becomes of it: by its length, or, where a few steps have not changed that much, by the factor of one."""
    told = {"size": _size(norm), "length": length}
    if norm == 0:
        return say("Nothing comes back: at some step every ReLU was off, and the gradient is 0.")
    if norm < 1e-2:
        return say("The gradient vanishes: {length} steps back it is {size} of what it was.", **told)
    if norm > 1e2:
        return say("The gradient explodes: {length} steps back it is {size} times as long.", **told)
    if each < 0.97:
        return say("The gradient fades: {length} steps back it is {size} of what it was.", **told)
    if each > 1.03:
        return say("The gradient grows: {length} steps back it is {size} times as long.", **told)
    return say("The gradient survives: {length} steps back it is {size} times as long.", **told)


def _why(sigma, rho, activation):
    """What the two numbers of the weights have to say."""
    if sigma < 0.995:
        yield say("σ is below 1: the gradient has to vanish in the end.")
    elif activation == "tanh":
        yield say("The derivatives of tanh, at most 1, only shorten it.")
    elif activation == "relu":
        yield say("A ReLU that is off passes nothing back.")
    rules = activation == "linear" and sigma > 1.005 and rho < sigma - 0.005
    yield say("In the long run the spectral radius rules: ρ = {rho:.2f}." if rules
              else "The spectral radius is ρ = {rho:.2f}.", rho=rho)  # fmt: skip


def _size(number):
    return f"{number:.2f}" if 0.01 <= number < 1000 else f"{number:.1e}"


gradient = Lab(
    name="recurrent.gradient",
    title="A gradient on its way back through time",
    controls=(
        Range("scale", "scale of the recurrent weights", 0.1, 2.5, default=0.9, step=0.05,
              recorded=(0.5, 0.9, 1.0, 1.1, 1.5, 2.0)),
        Choice("activation", "activation", {"tanh": "tanh", "relu": "ReLU", "linear": "none (linear)"}, default="tanh"),
        Choice("kind", "recurrent weights", KINDS, default="gaussian"),
        Range("length", "length of the sequence", 5, LONGEST, default=100, recorded=(20, 100)),
        Range("hidden", "hidden units", 2, 40, default=20),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("flow", "length of the gradient against the steps back, with the bound and the spectral radius",
              350, 300),
        Panel("plane", "eigenvalues in the plane, with circles of radius 1, ρ and the largest singular value",
              300, 300),
    ),
    compute=gradient_state, setup=gradient_setup, update=gradient_update, read=gradient_sentence,
)  # fmt: skip
