"""Functions of the book as a reader has rewritten them: from the text of an editor into the figures.

    from nbhelpers import rewritten
    rewritten.use(["optimizers.adam"], "def adam(grad, w, eta=0.001):\\n    ...")
    rewritten.give_back(["optimizers.adam"])

The text is read where the book's function stands: it may use what that module uses, without importing it.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Sequence
from sys import modules

from nbhelpers import yours
from nbhelpers.exercise.runner import FILE, Unusable, guarded, unreadable


def use(names: Sequence[str], code: str) -> None:
    """Put what `code` defines in the place of the book's functions of these names: all of them, or none.

    `Unusable` where the code can't be read or lacks one of the functions, `Failed` for what it raises, both with the
    line and in words for the reader.
    """
    around = {}
    for name in names:  # a listing may show functions of several modules
        around |= vars(modules[yours.book(name).__module__])
    found = {name: function(name, code, around) for name in names}
    for name, rewrite in found.items():
        yours.use(name, rewrite)


def give_back(names: Sequence[str]) -> None:
    """Have the book's own again, of those that are in use."""
    for name in set(names) & set(yours.in_use()):
        yours.give_back(name)


def function(name: str, code: str, around: dict) -> Callable:
    """The function that `code` defines in the place of the book's `name`; it may use its module, and what is around."""
    short = name.rpartition(".")[2]
    space = around | vars(modules[yours.book(name).__module__])
    own = space.pop(short, None)
    try:
        program = compile(code, FILE, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unusable(unreadable(error, code)) from None
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)  # for tracebacks
    guarded(exec, (program, space), FILE)
    if not callable(space.get(short)) or space[short] is own:
        raise Unusable(f"The code defines no function {short}: keep its name.")
    return space[short]
