"""Names as printed -> values: w_{ij} under "w_ij", else entry i, j of "w"; \\hat y_j under "hat y".

`read` makes of tokens a function of {name: value}; it is the parser's.
"""

import math

import numpy as np

from tests.equations import arithmetic
from tests.equations.tokens import Unreadable, group_at, split, text_of

ACCENTS = {r"\hat": "hat", r"\tilde": "tilde", r"\bar": "bar", r"\Delta": "Delta", r"\nabla": "nabla"}


def words_of(tokens):
    """The tokens as they stand in a key: without braces and backslashes."""
    return [text_of(token) or token.lstrip("\\") for token in tokens if token not in ("{", "}")]


class Name:
    """A letter or word with its accent, primes, what stands below (`sub`) and above (`sup`)."""

    def __init__(self, tokens, partial=False):
        self.tokens, self.at, self.sub, self.sup = tokens, 0, [], []
        self.base = self._base()
        while self.at < len(tokens) and tokens[self.at] in ("'", "_", "^"):
            sign = tokens[self.at]
            if (sign == "_" and self.sub) or (sign == "^" and self.sup):
                break
            self.at += 1
            if sign == "'":
                self.base += "'"
            elif sign == "_":
                self.sub = self._group()
            else:
                self.sup = self._group()
        self.length = self.at
        if not partial and self.length < len(tokens):
            raise Unreadable(f"{' '.join(tokens)} is more than a name")

    def _group(self):
        group, self.at = group_at(self.tokens, self.at)
        return group

    def _base(self):
        if not self.tokens:
            raise Unreadable("a name is missing")
        token = self.tokens[0]
        self.at = 1
        if token in ACCENTS:
            inner = Name(self._group() if self.tokens[1] == "{" else [self.tokens[1]], partial=True)
            self.at = max(self.at, 2)
            if self.tokens[1] in ACCENTS:
                inner = Name(self.tokens[1:3], partial=True)
                self.at = 3
            return f"{ACCENTS[token]} {inner.base}"
        word = text_of(token)
        if word is None and not (token.isalpha() or token[0] == "\\"):
            raise Unreadable(f"{token!r} is no name")
        return word if word is not None else token.lstrip("\\")


def indices_of(tokens, read):
    """`ij` -> i and j; `si+p, sj+q` -> two expressions; each a function of env."""
    if "," not in tokens and all(len(token) == 1 and token.isalnum() for token in tokens):
        return [read([token]) for token in tokens]
    return [read(piece) for piece in split(tokens, {","})]


def lookup(name, env, read):
    """The value of a name, by the longest way to write it that `env` knows."""
    below, above = "".join(words_of(name.sub)), "".join(words_of(name.sup))
    base, sup, turned = name.base, name.sup, False
    if sup and sup[-1] == r"\top":
        sup, turned = sup[:-1], True
        above = "".join(words_of(sup))
    keys = [
        (f"{base}_{below}^{above}", [], []),
        (f"{base}_{below}", [], sup),
        (f"{base}^{above}", name.sub, []),
        (base, name.sub, sup),
    ]
    known = [key for key in keys if key[0] in env and not key[0].endswith(("_", "^"))]
    if base == "e" and sup and not name.sub and not (known and known[0][0] != "e"):
        exponent = read(sup)
        return lambda env: math.e ** exponent(env)
    if not known and base in arithmetic.CONSTANTS:
        known = [(base, name.sub, sup)]
    if not known:
        raise Unreadable(f"no value for {base}{'_' + below if below else ''}{'^' + above if above else ''}")
    key, sub, sup = known[0]
    node = entry(key, sub, sup, env, read)
    return (lambda env: np.transpose(node(env))) if turned else node


def entry(key, sub, sup, env, read):
    """env[key] with its indices; what stands above is an index of a Table with `upper`, else a power."""
    value = env.get(key, arithmetic.CONSTANTS.get(key))
    upper = isinstance(value, arithmetic.Table) and value.upper and sup
    below = indices_of(sub, read) if sub else []
    above = indices_of(sup, read) if upper else []
    exponent = read(sup) if sup and not upper else None

    def node(env):
        value = env.get(key, arithmetic.CONSTANTS.get(key))
        if isinstance(value, arithmetic.Lazy):
            value = value.function(env)
        indices = [index(env) for index in above + below]
        if isinstance(value, arithmetic.Table):
            value = value.at(*indices)
        elif indices:
            value = arithmetic.Table(value, env.get("origin", 1)).at(*indices)
        return value if exponent is None else arithmetic.power(value, exponent(env))

    return node


def called(function, arguments, name, exponent, read):
    """f(a, b), with the index of w_{ij}(t) and the power of \\tanh^2 x taken of what it gives."""
    indices = indices_of(name.sub, read) if name.sub else []

    def node(env):
        value = env.get(name.base, function)(*(argument(env) for argument in arguments))
        if indices:
            value = arithmetic.Table(value, env.get("origin", 1)).at(*(index(env) for index in indices))
        return value if exponent is None else arithmetic.power(value, exponent(env))

    return node


def slope_lookup(top, bottoms, env, read):
    """dE/dw, d2E/dwdw: entry of a table under that name, first the indices of E, then those of w."""
    order = f"d{len(bottoms)}" if len(bottoms) > 1 else "d"
    over, under = "".join(words_of(top.sub)), "".join(f"d{bottom.base}" for bottom in bottoms)
    below = "_" + "".join(words_of(bottoms[0].sub)) if len(bottoms) == 1 and bottoms[0].sub else ""
    high = "^" + "".join(words_of(bottoms[0].sup)) if bottoms[0].sup else ""
    subs = [bottom.sub for bottom in bottoms if bottom.sub]
    lower = [token for at, sub in enumerate(subs) for token in ([","] if at else []) + sub]
    both = top.sub + ([","] if top.sub and lower else []) + lower
    if "," in both and all(len(token) == 1 and (token.isalnum() or token == ",") for token in both):
        both, lower = [t for t in both if t != ","], [t for t in lower if t != ","]
    keys = [(f"{order}{top.base}_{over}/{under}{below}", []), (f"{order}{top.base}/{under}{below}", top.sub)]
    keys = keys if below else []
    keys += [(f"{order}{top.base}_{over}/{under}", lower), (f"{order}{top.base}/{under}{high}", both)]
    keys += [(f"{order}{top.base}/{under}", both)]
    for key, sub in keys:
        if key in env:
            return entry(key, sub, [], env, read)
    raise Unreadable(f"no value for {keys[-1][0]}")
