"""Lab `recurrent.gradient`: how long a gradient is, k steps back in time, and how long it may be."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.words import count
from nbhelpers.recurrent import gradient_flow, recurrent_weights

LONGEST = 100
LOW, HIGH = 1e-10, 1e10  # lengths beyond are drawn on the rim
EDGE = 2.6  # of the plane of eigenvalues
SPOKEN = {"tanh": "tanh", "relu": "ReLU", "linear": "no squashing"}
KINDS = {"orthogonal": "orthogonal: stretches all alike", "gaussian": "Gaussian: one draw for each weight"}


def gradient_state(kind, scale, activation, hidden, length, seed):
    """Lengths of the gradient for k = 0 ... length steps back; the two numbers of W_hh; its eigenvalues."""
    rng = np.random.default_rng(seed)
    W = recurrent_weights(hidden, rng, scale, kind)
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
    norm, length, sigma, rho = s.norms[-1], s.length, s.sigma, s.rho
    each = norm ** (1 / length)
    if norm == 0:
        fate = f"is 0 within {length} steps back: at some step no ReLU is on, and nothing passes"
    else:
        times = f"{_size(norm)} times as long after {count(length, 'step')} back"
        fate = f"is {times}, a factor of {each:.3f} a step: {_verdict(norm, each)}"
    numbers = f"the largest singular value of the recurrent weights, {sigma:.2f}, is the most that one step allows"
    why = _why(sigma, rho, s.activation)
    return f"With {SPOKEN[s.activation]}, the gradient {fate}; {numbers}, {why}."


def _verdict(norm, each):
    """What becomes of it: by its length, or, where a few steps have not changed that much, by the factor of one."""
    if norm < 1e-2 or norm > 1e2:
        return "it vanishes" if norm < 1 else "it explodes"
    return "it fades" if each < 0.97 else "it grows" if each > 1.03 else "it survives"


def _why(sigma, rho, activation):
    if sigma < 0.995:
        return "and a gradient that loses a share at every step must vanish in the end"
    if activation != "linear":
        thief = "the slopes of tanh" if activation == "tanh" else "the units that ReLU silences"
        return f"but {thief} take their share (spectral radius {rho:.2f})"
    if sigma > 1.005 and rho < sigma - 0.005:
        return f"but in the long run the spectral radius of {rho:.2f} rules"
    return f"and the spectral radius is {rho:.2f}"


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
