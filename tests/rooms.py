"""The tests of a chapter stand in its folder: `tests/<chapter>/`. What several tests gather from all of them."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent


def each(name: str) -> Iterator[ModuleType]:
    """The module of that name, such as "wrong", of every chapter that has one."""
    return (import_module(f"tests.{path.parent.name}.{name}") for path in sorted(HERE.glob(f"*/{name}.py")))
