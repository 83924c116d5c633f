"""Show a function from its one home, so that no notebook holds a second copy of it."""

from __future__ import annotations

import inspect
import re
import textwrap


class Source:
    """The source text of a function or class; in a notebook it is shown highlighted."""

    def __init__(self, *things):
        for thing in things:
            if not (inspect.isfunction(thing) or inspect.isclass(thing)):
                raise ValueError(f"source shows functions and classes, not {thing!r}")
        self.text = "\n\n".join(_text(thing) for thing in things)

    def __repr__(self):
        return self.text

    def _repr_markdown_(self):
        return f"```python\n{self.text}\n```"


def _text(thing):
    """The source, without the `takes` that looks its arguments over: what is allowed stands in the docstring."""
    return re.sub(r"^@takes\(.*?\)\n(?=def )", "", textwrap.dedent(inspect.getsource(thing)), flags=re.DOTALL).rstrip()


source = Source
