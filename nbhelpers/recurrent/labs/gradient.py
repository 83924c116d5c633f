"""Lab `recurrent.gradient`: how long a gradient is, k steps back in time, and how long it may be."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Seed
from nbhelpers.lab.style import COLOUR
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
    values = np.linalg.eigvals(W)
    return {
        "kind": kind, "activation": activation, "length": length,
        "norms": norms, "sigma": gradient_flow.largest_singular_value(W),
        "rho": float(np.abs(values).max()), "real": np.sort(values.real), "imaginary": _imaginary(values),
    }  # fmt: skip


def _imaginary(values):
    """The imaginary parts in the order of the sorted real parts; of a pair, the upper one first."""
    order = sorted(range(len(values)), key=lambda i: (round(values[i].real, 9), -round(values[i].imag, 9)))
    return np.array([values[i].imag for i in order])


def gradient_setup(flowing, plane):
    axes = flowing.add_axes((0.16, 0.15, 0.79, 0.75))
    axes.set(xlim=(0, LONGEST), ylim=(LOW, HIGH), yscale="log", xlabel="steps back in time k")
    axes.set_yticks([1e-10, 1e-5, 1, 1e5, 1e10], ["10⁻¹⁰", "10⁻⁵", "1", "10⁵", "10¹⁰"])
    axes.minorticks_off()
    axes.set_title("length of the gradient", pad=8)
    axes.axhline(1, color=COLOUR["grid"], lw=1, zorder=0)
    artists = {
        "bound": axes.plot([], [], "--", color=COLOUR["weight"], lw=1.5)[0],
        "radius": axes.plot([], [], ":", color=COLOUR["target"], lw=2)[0],
        "norms": axes.plot([], [], color=COLOUR["error"], lw=2.6)[0],
        "end": axes.plot([], [], "o", color=COLOUR["error"], ms=7, clip_on=False)[0],
    }
    for y, text, role in ((3e8, "- - bound σᵏ", "weight"), (1.5e7, "··· ρᵏ", "target"), (7e5, "— measured", "error")):
        axes.text(99, y, text, color=COLOUR[role], ha="right", va="center")
    ring = plane.add_axes((0.12, 0.15, 0.75, 0.75))
    ring.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[-2, -1, 0, 1, 2], yticks=[-2, -1, 0, 1, 2])
    ring.set_xlabel("real part")
    ring.set_title("eigenvalues of the recurrent weights", pad=8)
    around = np.linspace(0, 2 * np.pi, 73)
    ring.plot(np.cos(around), np.sin(around), color=COLOUR["muted"], lw=1.2)
    artists["sigma"] = ring.plot([], [], "--", color=COLOUR["weight"], lw=1.5)[0]
    artists["rho"] = ring.plot([], [], ":", color=COLOUR["target"], lw=2)[0]
    artists["values"] = ring.plot([], [], "o", color=COLOUR["target"], ms=5, mew=0)[0]
    artists["told"] = [
        ring.text(-EDGE + 0.1, EDGE - 0.05, "", color=COLOUR["weight"], va="top"),
        ring.text(EDGE, EDGE - 0.05, "", color=COLOUR["target"], ha="right", va="top"),
    ]
    ring.text(-EDGE + 0.1, -EDGE + 0.1, "— radius 1", color=COLOUR["muted"])
    return artists


def gradient_update(artists, s):
    k = np.arange(s.length + 1)
    thin = k[:: 1 if len(k) < 40 else 4]
    artists.norms.set_data(thin, np.clip(s.norms[thin], LOW, HIGH))
    artists.end.set_data([k[-1]], [np.clip(s.norms[-1], LOW, HIGH)])
    for name, rate in (("bound", s.sigma), ("radius", s.rho)):
        artists[name].set_data(*_straight(rate, s.length))
    around = np.linspace(0, 2 * np.pi, 49)
    for name in ("sigma", "rho"):
        artists[name].set_data(s[name] * np.cos(around), s[name] * np.sin(around))
    artists["values"].set_data(s.real, s.imaginary)
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
    compute=gradient_state,
    setup=gradient_setup,
    update=gradient_update,
    read=gradient_sentence,
)  # fmt: skip
