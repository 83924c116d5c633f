"""A stand-in for Matplotlib in the page's Python: labs import it for their stages, which the build has laid."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType

from nbhelpers.lab.light.shapes import Path

THERE = {"matplotlib.path": {"Path": Path}}  # what updates make use of


NOT_HERE = "Matplotlib is not loaded in this page: its figures move without it; a notebook has it"


class _Absent(type):
    """The kind of anything of Matplotlib's: it can be imported and named, and to do anything with it is an error."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise RuntimeError(NOT_HERE)

    def __call__(cls, *given, **named):
        raise RuntimeError(NOT_HERE)


class _Module(ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return THERE.get(self.__name__, {}).get(name) or _Absent(name, (), {})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "matplotlib":
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        pass


def stand_in() -> None:
    """From now on `import matplotlib` gives this, unless Matplotlib itself has been imported."""
    if "matplotlib" not in sys.modules:
        sys.meta_path.insert(0, _Finder())
