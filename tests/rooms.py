"""The tests of a chapter stand in its folder: `tests/<chapter>/`. What several tests gather from all of them."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent


def each(name: str) -> Iterator[ModuleType]:
    """The module of that name, such as "wrong", or those whose names begin so ("wrong*"), of every chapter with one."""
    return (import_module(f"tests.{path.parent.name}.{path.stem}") for path in sorted(HERE.glob(f"*/{name}.py")))
