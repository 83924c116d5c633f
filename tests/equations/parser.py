"""One side of an equation, as tokens -> a function of {name: value}: recursive descent, no algebra.

A name is looked up as it is printed: `w_{ij}` under "w_ij", else as entry i, j of "w"; `\\hat y_j` under "hat y",
`\\partial E / \\partial w_{ij}` under "dE/dw". Sums are summed, means are taken over env["draws"].
"""

import math

import numpy as np

from tests.equations import arithmetic
from tests.equations.loops import case, condition, covariance, indices_below, mean
from tests.equations.names import Name, called, indices_of, lookup, slope_lookup, words_of
from tests.equations.tokens import CLOSE, RELATIONS, Unreadable, group_at, split, text_of

FRACTIONS = {r"\frac", r"\tfrac", r"\dfrac"}
LOOPS = {r"\sum": sum, r"\prod": math.prod, r"\max": max}
PAIRS = {"(": ")", "[": "]", "{": "}", r"\lceil": r"\rceil", r"\lfloor": r"\rfloor", r"\langle": r"\rangle"}


class Mismatch(AssertionError):
    """Something under a brace is not what the brace says."""


def read(tokens, env):
    """All tokens as one expression -> function of env."""
    return Parser(tokens, env).whole()


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
        found, self.at = group_at(self.tokens, self.at)
        return found

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
        value = self._inner(exponent)
        return _two(arithmetic.power, node, value)

    def _entry(self, node):
        indices = indices_of(self.group(), self._inner)
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
            key = "d/d" + "".join(words_of(under[1:]))
            inner = self.term()
            return lambda env: env[key](lambda changes: inner({**env, **changes}))
        over = over[1:]
        second = over[:2] == ["^", "2"]
        parts = split(under[1:], {r"\partial", "d"} if second else ())
        top = Name(over[2:] if second else over)
        bottoms = [Name(part) for part in parts]
        return slope_lookup(top, bottoms, self.env, self._inner)

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
            test = condition(inside, self.env, read)
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
        keys, over = indices_below(below, above, self.env, read)
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
        parsed = [(self._inner(row[0]), case(row[1], self.env, read)) for row in (split(row, {"&"}) for row in rows)]

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
        if (literal := f"{base}_{''.join(words_of(name.sub))}") in self.env and callable(self.env[literal]):
            base, name.base, name.sub = literal, literal, []
        function = self.env.get(base) if base in self.env else arithmetic.FUNCTIONS.get(base)
        if callable(function) and (self.peek() == "(" or base in arithmetic.FUNCTIONS):
            exponent = self._inner(name.sup) if name.sup else None
            if self.peek() in ("(", "["):
                arguments = [self._inner(piece) for piece in split(self.group(), {","})]
            else:
                arguments = [self.factor()]
            return called(function, arguments, name, exponent, self._inner)
        return lookup(name, self.env, self._inner)


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
