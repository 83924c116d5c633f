"""One colour, one meaning, in formulas too: each symbol of a chapter gets the colour of its role.

The notebooks keep plain TeX. At build time `w_{hj}` becomes `{\\textcolor{weight}{w_{\\textcolor{ink}{hj}}}}`
for KaTeX (the indices go with their symbol, so that they stand where they stood), and KaTeX's
`color:weight` becomes the CSS variable of that role, which has a light and a dark value.

A key is a symbol (`w`), a symbol with any subscript (`e_`: the error, not Euler's number), with one
subscript (`b_h`) or with one superscript (`x^s`). Inside subscripts and exponents nothing is coloured.
"""

from __future__ import annotations

import html
import re

LAYERS = {
    "w": "weight", "v": "weight", "W": "weight",
    "x": "activation", "X": "activation", "b": "activation", "A": "activation", r"\hat y": "activation",
    "y": "target",
    "g": "error", "e_": "error",
    "E": "energy", "T": "temperature",
}  # fmt: skip
OPTIMIZERS = {"w": "weight", "g": "error", r"\nabla": "error", "E": "energy"}
NEURONS = {
    "w": "weight", "W": "weight", "x": "activation", "X": "activation", "y": "activation", "d": "target", "E": "energy",
}  # fmt: skip
ACTIVATIONS = {
    "w": "weight", "W": "weight", "x": "activation", "A": "activation", r"\hat y": "activation", "y": "target",
    "e_": "error", "E": "energy",
}  # fmt: skip
BATCHES = {"w": "weight", "x": "activation", "y": "target", "g": "error", r"\nabla": "error", "E": "energy"}
CONVOLUTION = {"w": "weight", "x": "activation", "y": "activation", "d_": "error", "E": "energy"}
TUNING = {"w": "weight", "W": "weight", "x": "activation", "h": "activation", "E": "energy"}
ARCHITECTURES = {"w": "weight", "W": "weight", "x": "activation", "h": "activation", "E": "energy"}
RECURRENT = {
    "W": "weight", "x": "activation", "h": "activation", r"\hat y": "activation", "y": "target",
    "q": "error", "r_": "error", r"\delta": "error", "E": "energy",
}  # fmt: skip
STORED = {f"x^{s}": "target" for s in ("s", "t", "1", "2", "3", "P")}
HOPFIELD = {
    "w": "weight", "W": "weight", "x": "activation", **STORED, "x_k^2": "activation", "X": "target",
    "E": "energy", "T": "temperature",
}  # fmt: skip
BOLTZMANN = {
    "w": "weight", "W": "weight", "x": "activation", "v": "activation", "h": "activation", "q": "target",
    "E": "energy", "L": "energy", "T": "temperature",
}  # fmt: skip
RBM = {"w_": "weight", "W": "weight", "v": "activation", "h": "activation", "E": "energy", "F": "energy"}
DEEP_BELIEF = RBM | {"u_": "weight", "A": "activation", "x": "activation", "B": "energy"}
AUTOENCODERS = {
    "U": "weight", "V": "weight", "W": "weight", "P": "target", "x": "target", r"\hat x": "activation",
    r"\tilde x": "noise", "h": "activation", "z": "activation", "e_": "error", "E": "energy",
}  # fmt: skip
# there b_i is a threshold, and only b_h an activation
NOTATION = {"b_h": "activation"} | {
    symbol: role for symbol, role in (LAYERS | OPTIMIZERS | HOPFIELD).items() if symbol not in ("b", "X")
}
ERRATA = {
    "w": "weight", "x": "activation", r"\hat y": "activation", "y": "target", "g": "error", "E": "energy",
    "T": "temperature",
}  # fmt: skip

ROLES: dict[str, dict[str, str]] = {
    "book/neurons": NEURONS,
    "book/backprop": LAYERS,
    "book/generalising": LAYERS,
    "book/activations": ACTIVATIONS,
    "book/optimizers": OPTIMIZERS,
    "book/batches": BATCHES,
    "book/convolution": CONVOLUTION,
    "book/tuning": TUNING,
    "book/architectures": ARCHITECTURES,
    "book/recurrent": RECURRENT,
    "book/hopfield": HOPFIELD,
    "book/boltzmann": BOLTZMANN,
    "book/rbm": RBM,
    "book/deep_belief": DEEP_BELIEF,
    "book/autoencoders": AUTOENCODERS,
    "book/notation": NOTATION,
    "book/errata": ERRATA,
}

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.S)
_ACCENTS = {r"\hat", r"\tilde", r"\bar", r"\vec", r"\mathbf", r"\boldsymbol", r"\widehat"}
# commands whose arguments hold no symbols, and those whose arguments are formulas of their own: how many
_UNTOUCHED = dict.fromkeys(
    r"\text \textrm \textbf \textit \texttt \mathrm \operatorname \operatorname* \mathcal \mathbb \mathfrak "
    r"\mathtt \begin \end \tag \label \color \hspace \mbox".split(),
    1,
) | {r"\textcolor": 2, r"\href": 2}
_PARTS = dict.fromkeys(r"\frac \dfrac \tfrac \cfrac \binom".split(), 2) | dict.fromkeys(
    r"\sqrt \overline \underline".split(), 1
)


def coloured(tex: str, roles: dict[str, str]) -> str:
    """TeX with each symbol that has a role in its colour and its indices in ink; all else as it was."""
    tokens = _TOKEN.findall(tex)
    out: list[str] = []
    at = 0
    while at < len(tokens):
        if tokens[at] in _PARTS:
            piece, at = _parts(tokens, at, roles)
        else:
            end, role = _symbol(tokens, at, roles)
            piece, at = "".join(tokens[at:end]), end
            if role:
                indices, at = _indices(tokens, end)
                piece = f"{{\\textcolor{{{role}}}{{{piece}{indices}}}}}"
        out.append(piece)
    return "".join(out)


def _parts(tokens: list[str], at: int, roles: dict[str, str]) -> tuple[str, int]:
    """A command like `\\frac` with each of its arguments coloured by itself, and where they end."""
    out, end = tokens[at], at + 1
    if tokens[end : end + 1] == ["["]:
        end = tokens.index("]", end) + 1 if "]" in tokens[end:] else end
        out += "".join(tokens[at + 1 : end])
    for _ in range(_PARTS[tokens[at]]):
        after = _argument(tokens, end)
        out += coloured("".join(tokens[end:after]), roles)
        end = after
    return out, end


def _indices(tokens: list[str], at: int) -> tuple[str, int]:
    """The subscripts, exponents and primes that start at `at`, in ink, and where they end."""
    out, end, last = "", at, at
    while end < len(tokens):
        if tokens[end] in "_^":
            last = _argument(tokens, end + 1)
            out += f"{tokens[end]}{{\\textcolor{{ink}}{{{_inner(tokens[end + 1 : last])}}}}}"
        elif tokens[end] == "'":
            out, last = out + "'", end + 1
        elif not tokens[end].isspace():
            break
        end = max(last, end + 1)
    return out, last


def _inner(tokens: list[str]) -> str:
    """What an argument holds, without its outermost braces."""
    text = "".join(tokens).strip()
    return text[1:-1] if text.startswith("{") else text


def _symbol(tokens: list[str], at: int, roles: dict[str, str]) -> tuple[int, str | None]:
    """The end of what starts at `at`, and its role if it is a symbol that has one."""
    token = tokens[at]
    if token in "_^":
        return _argument(tokens, at + 1), None
    if token == r"\\" and tokens[at + 1 : at + 2] == ["["] and "]" in tokens[at:]:  # a line break with a distance
        return tokens.index("]", at) + 1, None
    if token in _UNTOUCHED:
        return _untouched(tokens, at), None
    if token in _ACCENTS:
        end = _argument(tokens, at + 1)
        inner = _bare(tokens[at + 1 : end])
        return end, _role(tokens, end, f"{token} {inner}", roles) or _role(tokens, end, inner, roles)
    return at + 1, _role(tokens, at + 1, token, roles)


def _role(tokens: list[str], end: int, name: str, roles: dict[str, str]) -> str | None:
    """The role of the symbol `name` whose tokens end before `end`, with the indices that follow it."""
    index = {"_": "", "^": ""}
    while end < len(tokens) and (tokens[end].isspace() or tokens[end] in "_^'"):
        after = _argument(tokens, end + 1) if tokens[end] in "_^" else end + 1
        if tokens[end] in "_^":
            index[tokens[end]] = _bare(tokens[end + 1 : after])
        end = after
    lower, upper = index["_"] and "_" + index["_"], index["^"] and "^" + index["^"]
    keys = (name + lower + upper, name + lower, name + upper, name + "_" if lower else name, name)
    return next((roles[key] for key in keys if key in roles), None)


def _untouched(tokens: list[str], at: int) -> int:
    """The end of a command with its arguments."""
    end = at + 1
    for _ in range(_UNTOUCHED[tokens[at]]):
        end = _argument(tokens, end)
    if "".join(tokens[at:end]) in (r"\begin{array}", r"\begin{alignedat}"):
        end = _argument(tokens, end)
    return end


def _argument(tokens: list[str], at: int) -> int:
    """The end of the argument that starts at `at`: a {group}, or one token with its own argument."""
    while at < len(tokens) and tokens[at].isspace():
        at += 1
    if at >= len(tokens):
        return at
    if tokens[at] in _UNTOUCHED:
        return _untouched(tokens, at)
    if tokens[at] in _ACCENTS:
        return _argument(tokens, at + 1)
    if tokens[at] != "{":
        return at + 1
    depth = 0
    while at < len(tokens):
        depth += {"{": 1, "}": -1}.get(tokens[at], 0)
        at += 1
        if depth == 0:
            break
    return at


def _bare(tokens: list[str]) -> str:
    return "".join(tokens).replace("{", "").replace("}", "").replace(" ", "")


def as_variables(markup: str, tex: str, roles: dict[str, str]) -> str:
    """KaTeX's HTML with the roles' CSS variables as colours, and plain `tex` as what is copied from it."""
    for role in {*roles.values(), "ink"}:
        markup = markup.replace(f"color:{role};", f"color:var(--lab-{role});")
        markup = markup.replace(f' mathcolor="{role}"', "")
    plain = html.escape(tex, quote=False)
    return re.sub(r"(<annotation [^>]*>).*?(</annotation>)", lambda m: m[1] + plain + m[2], markup, flags=re.S)
