"""TeX of a display -> tokens -> statements: what is claimed, side by side, without what is there for the eye."""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"\\(?:text|operatorname|mathrm)\{[^{}]*\}|\\(?:begin|end)\{\w+\}|\\\\(?:\[[^\]]*\])?|\\[a-zA-Z]+|\\.|\d+\.\d+|\d|[^\s]"
)
FOR_THE_EYE = {r"\,", r"\;", r"\:", r"\!", r"\ ", "~", r"\left", r"\right", r"\displaystyle", r"\limits", r"\mathbf"}
BRACKETS = re.compile(r"\\(?:[bB]igg?[lrm]?)$")
RELATIONS = {"=", "<", ">", r"\le", r"\ge", r"\approx", r"\leftarrow", r"\to", r"\ne", r"\iff", r"\in"}
BREAKS = {r"\quad", r"\qquad", r"\Longrightarrow", r"\Rightarrow", ",", ":", ";"}
OPEN = {"(", "[", "{", r"\lceil", r"\lfloor", r"\langle", r"\begin{cases}", r"\begin{pmatrix}", r"\lVert"}
CLOSE = {")", "]", "}", r"\rceil", r"\rfloor", r"\rangle", r"\end{cases}", r"\end{pmatrix}", r"\rVert"}
NAMED = {r"\dots": "dots", r"\cdots": "cdots", r"\ldots": "dots"}


class Unreadable(ValueError):
    """There is no rule for this TeX, or a name has no value."""


class Statement(NamedTuple):
    """a = b < c: its sides, the relations between them, and (i != j) where it holds for some only."""

    sides: list
    relations: list
    condition: list


def tokens_of(tex):
    """The tokens that mean something; digits that stand together outside of an argument are one number."""
    found = []
    for token in TOKEN.findall(tex):
        if token in FOR_THE_EYE or BRACKETS.match(token):
            continue
        digit = token.isdigit() and found and re.fullmatch(r"\d+", found[-1])
        if digit and not _argument(found) and not re.search(re.escape(found[-1]) + r"\s+" + token, tex):
            found[-1] += token
        else:
            found.append(token)
    return _transposes(found)


def _argument(found):
    """\\frac12 is a half: two digits after \\frac are two arguments."""
    return len(found) > 1 and (found[-2] in {r"\frac", r"\tfrac", r"\dfrac", "^", "_"})


def _transposes(tokens):
    out = []
    for token in tokens:
        if out and out[-1] == r"\mathsf" and token == "T":
            out[-1] = r"\top"
        else:
            out.append(token)
    return out


def text_of(token):
    """What stands in \\text{...} or \\operatorname{...}, or None."""
    found = re.fullmatch(r"\\(?:text|operatorname|mathrm)\{(.*)\}", token)
    return found[1].strip() if found else None


def statements_of(tex, names=()):
    """All statements of a display. Words between them part them, unless they are in `names`."""
    tokens = _plain(tokens_of(tex))
    pieces, depth = [[]], 0
    for token in tokens:
        depth += (token in OPEN) - (token in CLOSE)
        word = token.startswith(r"\text") and text_of(token) not in names
        if depth == 0 and (token in BREAKS or token == "ROW" or word or token == "."):
            pieces.append(["ROW"] if token == "ROW" else [])
        else:
            pieces[-1].append(token)
    return _conditions([_sides(piece) for piece in _joined(pieces)])


def _plain(tokens):
    """Without the frame and the columns of `aligned` and `boxed`; a new row is `ROW`."""
    out, inner = [], 0
    for token in tokens:
        inner += (token in (r"\begin{cases}", r"\begin{pmatrix}")) - (token in (r"\end{cases}", r"\end{pmatrix}"))
        if token in (r"\begin{aligned}", r"\end{aligned}", r"\boxed"):
            continue
        if token.startswith(r"\\") and not inner:
            out.append("ROW")
        elif token == "&" and not inner:
            if out and out[-1] == "&":
                out[-1] = r"\quad"
            else:
                out.append("&")
        else:
            out.append(token)
    out, inner, kept = _unboxed(out), 0, []
    for token in out:
        inner += (token in (r"\begin{cases}", r"\begin{pmatrix}")) - (token in (r"\end{cases}", r"\end{pmatrix}"))
        if token != "&" or inner:
            kept.append(token)
    return kept


def _unboxed(tokens):
    """{ a = b } as a whole, which \\boxed leaves behind, without its braces."""
    if tokens and tokens[0] == "{" and tokens[-1] == "}":
        return tokens[1:-1]
    return tokens


def _joined(pieces):
    """A row that begins with = or + goes on with the row before."""
    out = []
    for piece in pieces:
        row, piece = piece[:1] == ["ROW"], [token for token in piece if token != "ROW"]
        if row and out and piece and (piece[0] in RELATIONS or piece[0] in "+-"):
            out[-1] += piece
        elif piece and out and not row and piece[0] in RELATIONS:
            out[-1] += piece
        elif piece:
            out.append(piece)
    return out


def _sides(tokens):
    sides, relations, depth, bars = [[]], [], 0, 0
    for token in tokens:
        depth += (token in OPEN) - (token in CLOSE)
        if depth == 0 and not bars % 2 and token in RELATIONS:
            sides.append([])
            relations.append(token)
        else:
            sides[-1].append(token)
    return Statement(sides, relations, [])


def _conditions(statements):
    """`(i \\ne j)` after a statement says for which i and j it holds."""
    out = []
    for each in statements:
        only = each.sides[0]
        if out and not each.relations and only[0] == "(" and only[-1] == ")" and RELATIONS & set(only):
            out[-1] = out[-1]._replace(condition=only[1:-1])
        else:
            out.append(each)
    return out


def split(tokens, at):
    """Tokens between those `at`, outside of all brackets."""
    pieces, depth = [[]], 0
    for token in tokens:
        depth += (token in OPEN) - (token in CLOSE)
        if depth == 0 and token in at:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces


def group_at(tokens, at):
    """(what stands in {...} at place `at`, or the one token there; the place after it)."""
    if at >= len(tokens):
        raise Unreadable(f"ends too early: {' '.join(tokens)}")
    if tokens[at] not in OPEN:
        return [tokens[at]], at + 1
    end, depth = at + 1, 1
    while depth:
        if end >= len(tokens):
            raise Unreadable(f"{tokens[at]} is not closed: {' '.join(tokens)}")
        depth += (tokens[end] in OPEN) - (tokens[end] in CLOSE)
        end += 1
    return tokens[at + 1 : end - 1], end
