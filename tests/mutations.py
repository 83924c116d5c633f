"""Python code, wrong in one place at a time: what the runs over solutions and over the mathematics try.

A mutant has one operator, constant, name, argument, axis, comparison or index changed, or one term, factor, call,
keyword or statement left out. Left as they are: docstrings, annotations, decorators and what an error says.
"""

import ast
import copy

OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult], ast.Sub: [ast.Add, ast.Mult], ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult, ast.FloorDiv], ast.FloorDiv: [ast.Mult, ast.Div], ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult], ast.Mod: [ast.FloorDiv], ast.BitAnd: [ast.BitOr], ast.BitOr: [ast.BitAnd],
}  # fmt: skip
ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult, ast.Pow, ast.Mod)
COMPARISONS = {
    ast.Lt: [ast.LtE, ast.Gt], ast.LtE: [ast.Lt, ast.GtE], ast.Gt: [ast.GtE, ast.Lt], ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.In: [ast.NotIn], ast.NotIn: [ast.In],
}  # fmt: skip
OTHER = {
    "sum": "mean", "mean": "sum", "max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum",
    "argmax": "argmin", "argmin": "argmax", "exp": "log", "log": "exp", "log1p": "log", "expm1": "exp", "var": "std",
    "std": "var", "any": "all", "all": "any", "sin": "cos", "cos": "sin", "zeros": "ones", "zeros_like": "ones_like",
    "outer": "multiply", "prod": "sum", "cumsum": "cumprod", "cumprod": "cumsum", "shape": "T",
}  # fmt: skip
UNTOUCHED = ("annotation", "returns", "decorator_list", "bases")
SYMMETRIC = ("maximum", "minimum", "max", "min", "logaddexp", "hypot")
SHAPES = ("len", "array", "astype", "zeros_like")  # calls that look at no number, or change none


def mutants(code: str, step: int = 1, common: bool = False) -> dict[str, str]:
    """Every mutant's code by its change, or every `step`-th: the new lines, or "without" and those gone.

    The `common` ones are the slips that a hand makes most, about one in ten of all.
    """
    tree = ast.parse(code)
    before, found = ast.unparse(tree), {}
    for place in list(_changes(tree, common))[::step]:
        after = _with_one_changed(tree, *place)
        if after != before:
            found.setdefault(_change(before, after), after)
    return found


def _changes(tree, common):
    """(parent, field, place in that field if it is a list, what to put there)."""
    names = sorted({_own(node) for node in ast.walk(tree)} - {""})
    for parent, field, place, node in _places(tree):
        for new in _common(node) if common else [*_expressions(node, names), *_statements(node)]:
            yield parent, field, place, new


def _places(parent):
    """Every node below, as (parent, field, place in that field if it is a list, node)."""
    for field, value in ast.iter_fields(parent):
        for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and field not in UNTOUCHED and not _says(node):
                yield parent, field, place, node
                yield from _places(node)


def _says(node):
    """Is it a docstring or an error?"""
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _with_one_changed(tree, parent, field, place, new):
    """The code with one node in the place of another; the tree is left as it was."""
    old = getattr(parent, field)
    setattr(parent, field, new if place is None else [*old[:place], new, *old[place + 1 :]])
    after = ast.unparse(tree)
    setattr(parent, field, old)
    return after


def _own(node):
    """The name that a node gives to an argument or a value; empty if it gives none."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            return name
    return ""


def _change(before, after):
    old, new = before.splitlines(), after.splitlines()
    added = [line.strip() for line in new if line not in old]
    return "; ".join(added) or f"without {'; '.join(line.strip() for line in old if line not in new)}"


def _with(node, **fields):
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _minus(node):
    return ast.UnaryOp(ast.USub(), node)


def _expressions(node, names):
    """What may stand in the place of an expression."""
    match node:
        case ast.BinOp(left, op, right):
            yield from (_with(node, op=other()) for other in OPERATORS.get(type(op), ()))
            yield from (left, right)
            if not isinstance(op, ast.Pow):
                yield from (_with(node, left=_minus(left)), _with(node, right=_minus(right)))
            if isinstance(op, ORDERED):
                yield _with(node, left=right, right=left)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Compare(ops=ops):
            yield from (_with(node, ops=[other(), *ops[1:]]) for other in COMPARISONS.get(type(ops[0]), ()))
        case ast.BoolOp(op, values):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
            yield from values
        case ast.IfExp(body=body, orelse=orelse):
            yield from (_with(node, body=orelse, orelse=body), body, orelse)
        case ast.Constant(value) if isinstance(value, bool):
            yield ast.Constant(not value)
        case ast.Constant(value) if isinstance(value, int | float):
            others = (value + 1, value - 1, 2 * value, value / 2, 0, 1)
            yield from (ast.Constant(other) for other in others if other != value)
        case ast.Attribute(value, attr):
            yield from [_with(node, attr=OTHER[attr])] if attr in OTHER else []
            yield from [value] if attr == "T" else []
        case ast.Call():
            yield from _calls(node)
        case ast.Name(id=name, ctx=ast.Load()) if name in names:
            yield from (ast.Name(other, ast.Load()) for other in names if other != name)
        case ast.Subscript(value, index, ast.Load()):
            yield value
            yield from [_with(node, slice=_with(index, elts=index.elts[::-1]))] if isinstance(index, ast.Tuple) else []
        case ast.Slice():
            yield from (_with(node, **{part: None}) for part in ("lower", "upper", "step") if getattr(node, part))
        case ast.Tuple(elts, ast.Load()) if len(elts) > 1:
            yield _with(node, elts=elts[::-1])


def _common(node):
    """The other sign, bound or power, a term or keyword left out, one more, two arguments swapped, a line less."""
    match node:
        case ast.BinOp(left, op):
            yield from [_with(node, op=other()) for other in OPERATORS.get(type(op), ())][:1]
            yield from [left] if isinstance(op, ast.Add | ast.Sub) else []
        case ast.Call(args=arguments, keywords=keywords):
            if len(arguments) > 1 and _called(node) not in SYMMETRIC:
                yield _with(node, args=[arguments[1], arguments[0], *arguments[2:]])
            yield from (_with(node, keywords=[each for each in keywords if each is not gone]) for gone in keywords)
        case ast.If():
            yield _with(node, test=ast.Constant(False))
        case ast.Expr(ast.Call()) | ast.AugAssign():
            yield ast.Pass()
        case ast.UnaryOp() | ast.Compare() | ast.BoolOp() | ast.Constant() | ast.Attribute() | ast.For():
            yield from [*_expressions(node, []), *_statements(node)][:1]


def _called(call):
    """The last name of the function that is called: np.linalg.norm(x) -> norm."""
    return ast.unparse(call.func).split(".")[-1]


def _calls(node):
    """A call with its arguments swapped, one of them or a keyword left out or more, its first argument negated."""
    arguments, keywords = node.args, node.keywords
    if _called(node) in SHAPES:
        return
    yield from arguments[:1]
    yield from [node.func.value] if isinstance(node.func, ast.Attribute) else []
    if len(arguments) > 1:
        yield _with(node, args=[arguments[1], arguments[0], *arguments[2:]])
    if arguments:
        yield _with(node, args=[_minus(arguments[0]), *arguments[1:]])
        yield _with(node, args=[ast.BinOp(arguments[0], ast.Sub(), ast.Constant(1)), *arguments[1:]])
    yield from (_with(node, keywords=[each for each in keywords if each is not gone]) for gone in keywords)
    yield from (_with(node, args=arguments[:place] + arguments[place + 1 :]) for place in range(len(arguments)))


def _statements(node):
    """A statement left out, turned, or ended after its first turn."""
    match node:
        case ast.Assign() | ast.Expr():
            yield ast.Pass()
        case ast.AugAssign(target, op, value):
            yield ast.Pass()
            yield ast.Assign([target], value, lineno=0)
            yield from (_with(node, op=other()) for other in OPERATORS.get(type(op), ()))
        case ast.If(test=test):
            yield from (_with(node, test=ast.UnaryOp(ast.Not(), test)), _with(node, test=ast.Constant(True)))
            yield _with(node, test=ast.Constant(False))
        case ast.For() | ast.While():
            yield _with(node, body=[*node.body, ast.Break()])
            yield ast.Pass()
        case ast.Return(value) if not isinstance(value, ast.Tuple):
            yield _with(node, value=_minus(value))
