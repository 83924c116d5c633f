"""What runs over something: sums, means over draws, the cases of a definition, conditions on indices.

`read(tokens, env)` makes of tokens a function of {name: value}; it is the parser's.
"""

import itertools

from tests.equations import arithmetic
from tests.equations.tokens import RELATIONS, Unreadable, split, text_of

TESTS = {
    "=": arithmetic.close, "<": lambda a, b: a < b, ">": lambda a, b: a > b, r"\le": lambda a, b: a <= b,
    r"\ge": lambda a, b: a >= b, r"\ne": lambda a, b: a != b, r"\in": lambda a, b: a in b,
}  # fmt: skip


def condition(tokens, env, read):
    """`0 \\le a - b < k`, several parted by commas -> function of env: do all hold?"""
    tests = []
    for piece in split(tokens, {",", ":"}):
        signs = [token for token in piece if token in RELATIONS]
        sides = [read(side, env) for side in split(piece, RELATIONS)]
        tests += [(TESTS[sign], a, b) for sign, a, b in zip(signs, sides, sides[1:], strict=False)]
    return lambda env: all(test(a(env), b(env)) for test, a, b in tests)


def mean(node):
    """Over env["draws"], each of which gives names their values; with env["chances"] if they differ."""

    def over(env):
        chances = env.get("chances", [1 / len(env["draws"])] * len(env["draws"]))
        return sum(chance * node({**env, **draw}) for chance, draw in zip(chances, env["draws"], strict=True))

    return over


def covariance(parts):
    """Mean of the product less product of the means; of one part with itself the variance."""
    first, second = parts[0], parts[-1]
    both = mean(lambda env: first(env) * second(env))
    means = mean(first), mean(second)
    return lambda env: both(env) - means[0](env) * means[1](env)


def case(tokens, env, read):
    """When a row of `cases` applies: `if` and a relation, or words that `env` knows."""
    words = " ".join(" ".join(text_of(token) or "" for token in tokens).split())
    if words in env:
        return lambda env: env[words].function(env) if isinstance(env[words], arithmetic.Lazy) else env[words]
    rest = [token for token in tokens if text_of(token) is None and token not in (",", ".", "ROW")]
    if not rest and words in ("otherwise", "else", "otherwise.", "otherwise,"):
        return lambda env: True
    if not RELATIONS & set(rest):
        raise Unreadable(f"no value for the case {words!r}")
    return condition(rest, env, read)


def indices_below(tokens, above, env, read):
    """What stands under a sum -> the indices, and a function of env: a list of {index: value}."""
    names, tests = split(tokens, {":"})[0], tokens
    if ":" in tokens:
        tests = tokens[tokens.index(":") + 1 :]
    pieces = split(names, {","})
    letters = [piece[0] for piece in pieces]
    if len(pieces) == 1 and set(names[1:2]) & {"<", r"\le"} and set(names[3:4]) & {"<", r"\le"}:
        letters = [names[2]]  # t < u < T
    if set(names[1:2]) & {r"\ne", "<", ">"} and names[2].isalpha() and names[2] not in env and names[3:] == []:
        letters = [names[0], names[2]]  # all pairs i != j, each pair i < j once
    keys = [letter.lstrip("\\") for letter in letters]
    last = above
    if names[1:3] == ["=", "1"] and names[3:4] == [","]:  # j = 1, ..., k
        keys, last = keys[:1], read(names[-1:], env)
    if last is not None:
        first = read(pieces[0][2:], env)
        return keys, lambda env: [{keys[0]: value} for value in range(first(env), last(env) + 1)]
    if names[1:2] == [r"\in"]:
        members = read(names[2:], env)
        return keys, lambda env: [{keys[0]: value} for value in members(env)]
    inside = {**env, **dict.fromkeys(keys, 0)}
    holds = condition(tests, inside, read) if RELATIONS & set(tests) else (lambda env: True)

    def over(env):
        missing = [key for key in keys if key not in env["range"]]
        if missing:
            raise Unreadable(f"no range for {missing}")
        found = [dict(zip(keys, each, strict=True)) for each in itertools.product(*(env["range"][k] for k in keys))]
        return [each for each in found if holds({**env, **each})]

    return keys, over
