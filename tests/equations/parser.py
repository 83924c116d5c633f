"""One side of an equation, as tokens -> a function of {name: value}: recursive descent, no algebra.

A name is looked up as it is printed: `w_{ij}` under "w_ij", else as entry i, j of "w"; `\\hat y_j` under "hat y",
`\\partial E / \\partial w_{ij}` under "dE/dw". Sums are summed, means are taken over env["draws"].
"""

import itertools
import math

import numpy as np

from tests.equations import arithmetic
from tests.equations.tokens import CLOSE, OPEN, RELATIONS, text_of

ACCENTS = {r"\hat": "hat", r"\tilde": "tilde", r"\bar": "bar", r"\Delta": "Delta", r"\nabla": "nabla"}
FRACTIONS = {r"\frac", r"\tfrac", r"\dfrac"}
LOOPS = {r"\sum": sum, r"\prod": math.prod, r"\max": max}
PAIRS = {"(": ")", "[": "]", "{": "}", r"\lceil": r"\rceil", r"\lfloor": r"\rfloor", r"\langle": r"\rangle"}
TESTS = {
    "=": arithmetic.close, "<": lambda a, b: a < b, ">": lambda a, b: a > b, r"\le": lambda a, b: a <= b,
    r"\ge": lambda a, b: a >= b, r"\ne": lambda a, b: a != b, r"\in": lambda a, b: a in b,
}  # fmt: skip


class Unreadable(ValueError):
    """The parser has no rule for this TeX, or a name has no value."""


class Mismatch(AssertionError):
    """Something under a brace is not what the brace says."""


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


def condition(tokens, env):
    """`0 \\le a - b < k`, several parted by commas -> function of env: do all hold?"""
    tests = []
    for piece in split(tokens, {",", ":"}):
        signs = [token for token in piece if token in RELATIONS]
        sides = [Parser(side, env).whole() for side in split(piece, RELATIONS)]
        tests += [(TESTS[sign], a, b) for sign, a, b in zip(signs, sides, sides[1:], strict=False)]
    return lambda env: all(test(a(env), b(env)) for test, a, b in tests)


class Parser:
    """Reads `tokens` with the names in `env` (to tell a call from a product)."""

    def __init__(self, tokens, env):
        self.tokens, self.env, self.at, self.bars = tokens, env, 0, 0

    def whole(self):
        """All tokens as one expression."""
        node = self.expression()
        if self.at < len(self.tokens):
            raise Unreadable(f"can't read {' '.join(self.tokens[self.at :])} in {' '.join(self.tokens)}")
        return node

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self):
        if self.at >= len(self.tokens):
            raise Unreadable(f"ends too early: {' '.join(self.tokens)}")
        self.at += 1
        return self.tokens[self.at - 1]

    def group(self):
        """Tokens of {...} or the one token that stands for it."""
        first = self.take()
        if first not in OPEN:
            return [first]
        start, depth = self.at, 1
        while depth:
            token = self.take()
            depth += (token in OPEN) - (token in CLOSE)
        return self.tokens[start : self.at - 1]

    def expression(self):
        node = self.signed()
        while self.peek() in ("+", "-"):
            node = _two((lambda a, b: a + b) if self.take() == "+" else (lambda a, b: a - b), node, self.term())
        return node

    def signed(self):
        if self.peek() in ("+", "-"):
            sign, node = self.take(), self.signed()
            return node if sign == "+" else (lambda env: -node(env))
        return self.term()

    def term(self):
        node = self.factor()
        elementwise = self.env.get("elementwise", False)
        while (token := self.peek()) is not None:
            if token in (r"\cdot", r"\odot", r"\circ", "/"):
                self.take()
                if token == r"\cdot" and self.peek() in ("+", "-"):
                    node = _two(arithmetic.dot, node, self.signed())
                    continue
                operation = {r"\cdot": arithmetic.dot, "/": lambda a, b: a / b}.get(token, lambda a, b: a * b)
                node = _two(operation, node, self.factor())
            elif self._begins(token):
                node = _two(lambda a, b: arithmetic.product(a, b, elementwise), node, self.factor())
            else:
                break
        return node

    def _begins(self, token):
        if token in ("|", r"\|"):
            return not self.bars
        return token not in CLOSE and token not in RELATIONS and token not in ("+", "-", ",", "&", "_", "^", ":", "ROW")

    def factor(self):
        node = self.atom()
        while self.peek() in ("^", "_"):
            node = self._power(node) if self.take() == "^" else self._entry(node)
        return node

    def _power(self, node):
        exponent = self.group()
        if exponent[-1] in (r"\top",):
            return lambda env: np.transpose(node(env))
        value = Parser(exponent, self.env).whole()
        return _two(arithmetic.power, node, value)

    def _entry(self, node):
        indices = indices_of(self.group(), self.env)
        return lambda env: arithmetic.Table(node(env), env.get("origin", 1)).at(*(index(env) for index in indices))

    def atom(self):
        token = self.peek()
        if token in FRACTIONS:
            return self._fraction()
        if token in LOOPS and self.tokens[self.at + 1 : self.at + 2] == ["_"]:
            return self._loop()
        if token in ("|", r"\|", r"\lVert"):
            return self._norm()
        if token in PAIRS:
            return self._bracket()
        rules = {
            r"\sqrt": self._root, r"\underbrace": self._brace, r"\mathbb": self._mean, r"\partial": self._name,
            r"\begin{cases}": self._cases, r"\begin{pmatrix}": self._matrix, r"\max": self._extreme,
            r"\min": self._extreme,
        }  # fmt: skip
        if token in rules:
            return rules[token]()
        if token is not None and token[0].isdigit():
            value = float(self.take()) if "." in token else int(self.take())
            return lambda env: value
        return self._name()

    def _inner(self, tokens):
        return Parser(tokens, self.env).whole()

    def _fraction(self):
        self.take()
        over, under = self.group(), self.group()
        if over[0] in (r"\partial", "d") and under[0] == over[0] and len(under) > 1:
            return self._slope(over, under)
        return _two(lambda a, b: a / b, self._inner(over), self._inner(under))

    def _slope(self, over, under):
        """dE/dw under its name, or the slope of what follows, by central differences."""
        if len(over) == 1:
            key = "d/d" + "".join(_words(under[1:]))
            inner = self.term()
            return lambda env: env[key](lambda changes: inner({**env, **changes}))
        over = over[1:]
        second = over[:2] == ["^", "2"]
        parts = split(under[1:], {r"\partial", "d"} if second else ())
        top = Name(over[2:] if second else over)
        bottoms = [Name(part) for part in parts]
        return slope_lookup(top, bottoms, self.env)

    def _root(self):
        self.take()
        inner = self._inner(self.group())
        return lambda env: np.sqrt(inner(env))

    def _brace(self):
        """\\underbrace{a}_{b} is a, and must be b where b is no word."""
        self.take()
        inner = self._inner(self.group())
        if self.peek() != "_":
            return inner
        self.take()
        label = self.group()
        if any(token.startswith(r"\text") for token in label) and text_of(label[0]) not in self.env:
            return inner
        said = self._inner(label)

        def node(env):
            if not arithmetic.close(inner(env), said(env), env.get("tolerance", 1e-9)):
                raise Mismatch(f"under the brace {inner(env)}, not {said(env)}")
            return inner(env)

        return node

    def _mean(self):
        """\\mathbb{E}[...], \\mathbb{E}|...|^2."""
        self.take()
        letter = self.group()
        if letter != ["E"]:
            raise Unreadable(f"\\mathbb of {letter}")
        return mean(self.factor())

    def _bracket(self):
        opening = self.peek()
        inside = self.group()
        if opening == "[" and RELATIONS & set(inside):
            test = condition(inside, self.env)
            return lambda env: int(test(env))
        node = self._inner(inside)
        if opening == r"\langle":
            return mean(node)
        rounded = {r"\lceil": math.ceil, r"\lfloor": math.floor}.get(opening)
        return (lambda env: rounded(node(env))) if rounded else node

    def _norm(self):
        closing = {r"\lVert": r"\rVert"}.get(self.peek(), self.peek())
        self.take()
        inner = Parser(self.tokens, self.env)
        inner.at, inner.bars = self.at, 1
        node = inner.expression()
        self.at = inner.at
        if self.take() != closing:
            raise Unreadable(f"no {closing} in {' '.join(self.tokens)}")
        return lambda env: arithmetic.norm(node(env))

    def _loop(self):
        reduce = LOOPS[self.take()]
        self.take()
        below = self.group()
        above = None
        if self.peek() == "^":
            self.take()
            above = self._inner(self.group())
        keys, over = indices_below(below, above, self.env)
        outside, self.env = self.env, {**self.env, **dict.fromkeys(keys, 0)}
        body = self.term()
        self.env = outside

        def node(env):
            return reduce([body({**env, **found}) for found in over(env)])

        return node

    def _extreme(self):
        function = max if self.take() == r"\max" else min
        values = [self._inner(piece) for piece in split(self.group(), {","})]
        if len(values) == 1:
            raise Unreadable("the largest of one number")
        return lambda env: function(value(env) for value in values)

    def _cases(self):
        self.take()
        start, depth = self.at, 1
        while depth:
            token = self.take()
            depth += (token == r"\begin{cases}") - (token == r"\end{cases}")
        rows = [row for row in _rows(self.tokens[start : self.at - 1]) if row]
        parsed = [(self._inner(row[0]), case(row[1], self.env)) for row in (split(row, {"&"}) for row in rows)]

        def node(env):
            for value, applies in parsed:
                if applies(env):
                    return value(env)
            raise Unreadable("no case applies")

        return node

    def _matrix(self):
        rows = [[self._inner(cell) for cell in split(row, {"&"})] for row in _rows(self.group())]
        return lambda env: np.array([[cell(env) for cell in row] for row in rows], dtype=float)

    def _name(self):
        name = Name(self.tokens[self.at :], partial=True)
        self.at += name.length
        base = name.base
        if base in ("Var", "Cov") and base not in self.env:
            parts = [self._inner(piece) for piece in split(self.group(), {","})] if self.peek() in "([" else None
            return covariance(parts or [self.factor()] * 2)
        if (literal := f"{base}_{''.join(_words(name.sub))}") in self.env and callable(self.env[literal]):
            base, name.base, name.sub = literal, literal, []
        function = self.env.get(base) if base in self.env else arithmetic.FUNCTIONS.get(base)
        if callable(function) and (self.peek() == "(" or base in arithmetic.FUNCTIONS):
            exponent = self._inner(name.sup) if name.sup else None
            if self.peek() in ("(", "["):
                arguments = [self._inner(piece) for piece in split(self.group(), {","})]
            else:
                arguments = [self.factor()]
            return called(function, arguments, name, exponent, self.env)
        return lookup(name, self.env)


def _two(operation, a, b):
    return lambda env: operation(a(env), b(env))


def _rows(tokens):
    rows = [[]]
    for token in tokens:
        if token.startswith(r"\\"):
            rows.append([])
        else:
            rows[-1].append(token)
    return rows


def _words(tokens):
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
        parser = Parser(self.tokens, {})
        parser.at = self.at
        group = parser.group()
        self.at = parser.at
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


def indices_of(tokens, env):
    """`ij` -> i and j; `si+p, sj+q` -> two expressions; each a function of env."""
    if "," not in tokens and all(len(token) == 1 and token.isalnum() for token in tokens):
        return [Parser([token], env).whole() for token in tokens]
    return [Parser(piece, env).whole() for piece in split(tokens, {","})]


def lookup(name, env):
    """The value of a name, by the longest way to write it that `env` knows."""
    below, above = "".join(_words(name.sub)), "".join(_words(name.sup))
    base, sup, turned = name.base, name.sup, False
    if sup and sup[-1] == r"\top":
        sup, turned = sup[:-1], True
        above = "".join(_words(sup))
    keys = [
        (f"{base}_{below}^{above}", [], []),
        (f"{base}_{below}", [], sup),
        (f"{base}^{above}", name.sub, []),
        (base, name.sub, sup),
    ]
    known = [key for key in keys if key[0] in env and not key[0].endswith(("_", "^"))]
    if base == "e" and sup and not name.sub and not (known and known[0][0] != "e"):
        exponent = Parser(sup, env).whole()
        return lambda env: math.e ** exponent(env)
    if not known and base in arithmetic.CONSTANTS:
        known = [(base, name.sub, sup)]
    if not known:
        raise Unreadable(f"no value for {base}{'_' + below if below else ''}{'^' + above if above else ''}")
    key, sub, sup = known[0]
    node = entry(key, sub, sup, env)
    return (lambda env: np.transpose(node(env))) if turned else node


def entry(key, sub, sup, env):
    """env[key] with its indices; what stands above is an index of a Table with `upper`, else a power."""
    value = env.get(key, arithmetic.CONSTANTS.get(key))
    upper = isinstance(value, arithmetic.Table) and value.upper and sup
    below = indices_of(sub, env) if sub else []
    above = indices_of(sup, env) if upper else []
    exponent = Parser(sup, env).whole() if sup and not upper else None

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


def called(function, arguments, name, exponent, env):
    """f(a, b), with the index of w_{ij}(t) and the power of \\tanh^2 x taken of what it gives."""
    indices = indices_of(name.sub, env) if name.sub else []

    def node(env):
        value = env.get(name.base, function)(*(argument(env) for argument in arguments))
        if indices:
            value = arithmetic.Table(value, env.get("origin", 1)).at(*(index(env) for index in indices))
        return value if exponent is None else arithmetic.power(value, exponent(env))

    return node


def slope_lookup(top, bottoms, env):
    """dE/dw, d2E/dwdw: entry of a table under that name, first the indices of E, then those of w."""
    order = f"d{len(bottoms)}" if len(bottoms) > 1 else "d"
    over, under = "".join(_words(top.sub)), "".join(f"d{bottom.base}" for bottom in bottoms)
    below = "_" + "".join(_words(bottoms[0].sub)) if len(bottoms) == 1 and bottoms[0].sub else ""
    high = "^" + "".join(_words(bottoms[0].sup)) if bottoms[0].sup else ""
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
            return entry(key, sub, [], env)
    raise Unreadable(f"no value for {keys[-1][0]}")


def mean(node):
    """Over env["draws"], each of which gives names their values; with env["chances"] if they differ."""

    def over(env):
        chances = env.get("chances", [1 / len(env["draws"])] * len(env["draws"]))
        return sum(chance * node({**env, **draw}) for chance, draw in zip(chances, env["draws"], strict=True))

    return over


def covariance(parts):
    first, second = parts[0], parts[-1]
    both = mean(_two(lambda a, b: a * b, first, second))
    means = mean(first), mean(second)
    return lambda env: both(env) - means[0](env) * means[1](env)


def case(tokens, env):
    """When a row of `cases` applies: `if` and a relation, or words that `env` knows."""
    words = " ".join(" ".join(text_of(token) or "" for token in tokens).split())
    if words in env:
        return lambda env: env[words].function(env) if isinstance(env[words], arithmetic.Lazy) else env[words]
    rest = [token for token in tokens if text_of(token) is None and token not in (",", ".", "ROW")]
    if not rest and words in ("otherwise", "else", "otherwise.", "otherwise,"):
        return lambda env: True
    if not RELATIONS & set(rest):
        raise Unreadable(f"no value for the case {words!r}")
    return condition(rest, env)


def indices_below(tokens, above, env):
    """What stands under a sum -> the indices, and a function of env: a list of {index: value}."""
    names, tests = split(tokens, {":"})[0], tokens
    if ":" in tokens:
        tests = tokens[tokens.index(":") + 1 :]
    pieces = split(names, {","})
    letters = [piece[0] for piece in pieces]
    if len(pieces) == 1 and set(names[1:2]) & {"<", r"\le"} and set(names[3:4]) & {"<", r"\le"}:
        letters = [names[2]]  # t < u < T
    if names[1:2] == [r"\ne"] and names[2].isalpha() and names[2] not in env and names[3:] == []:
        letters = [names[0], names[2]]  # all pairs i != j
    keys = [letter.lstrip("\\") for letter in letters]
    last = above
    if names[1:3] == ["=", "1"] and names[3:4] == [","]:  # j = 1, ..., k
        keys, last = keys[:1], Parser(names[-1:], env).whole()
    if last is not None:
        first = Parser(pieces[0][2:], env).whole()
        return keys, lambda env: [{keys[0]: value} for value in range(first(env), last(env) + 1)]
    if names[1:2] == [r"\in"]:
        members = Parser(names[2:], env).whole()
        return keys, lambda env: [{keys[0]: value} for value in members(env)]
    inside = {**env, **dict.fromkeys(keys, 0)}
    holds = condition(tests, inside) if RELATIONS & set(tests) else (lambda env: True)

    def over(env):
        missing = [key for key in keys if key not in env["range"]]
        if missing:
            raise Unreadable(f"no range for {missing}")
        found = [dict(zip(keys, each, strict=True)) for each in itertools.product(*(env["range"][k] for k in keys))]
        return [each for each in found if holds({**env, **each})]

    return keys, over
