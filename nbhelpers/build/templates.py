"""The HTML of the build: Jinja templates, `<name>.html.jinja` beside the module that fills them.

Values are escaped; one that is HTML itself says so with `| safe`. The line breaks and the indentation of a template do
not reach the page: beside a tag or a statement they are nothing, within text one space.
"""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

ROOT = Path(__file__).parents[1]
BESIDE_TAG = re.compile(r"(?:(?<=>)|(?<=%}))\s*\n\s*|\s*\n\s*(?=<|{%|$)")
WITHIN_TEXT = re.compile(r"\s*\n\s*")


class Joined(Extension):
    """Takes a template's line breaks out before it is read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return WITHIN_TEXT.sub(" ", BESIDE_TAG.sub("", source))


TEMPLATES = Environment(loader=FileSystemLoader(ROOT), extensions=[Joined], autoescape=True, undefined=StrictUndefined)


def render(name: str, **values) -> str:
    """The HTML of the template `name`, "<folder of nbhelpers>/<file>"; an unknown name or a missing value raises.

    An apostrophe stands as itself: the book's search would take the number in its escaped form for a word.
    """
    return TEMPLATES.get_template(f"{name}.html.jinja").render(values).replace("&#39;", "'")
