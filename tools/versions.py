"""Environments with the oldest and with the newest versions that readers may have, below _build.

    python tools/versions.py oldest     what our own package stands on, at the lowest versions of pyproject.toml
    python tools/versions.py newest     everything as new as can be had today; made anew every week
"""

import sys
import tomllib
from datetime import date
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools import environment
from tools.checks import SKIPPED
from tools.console import ROOT, Failure, run_shown, say

LISTS = ("requirements.txt", "tests/requirements.txt")
INSTALLED = "import sys, importlib.metadata as m; print(*(f'{name} {m.version(name)}' for name in sys.argv[1:]))"


def place(name):
    return environment.Environment(name=f"_build/{name}")


def lowest(name, allowed):
    """The lowest version in a range."""
    floors = [one.version for one in allowed if one.operator == ">="]
    if len(floors) != 1:
        raise Failure(f"pyproject.toml allows {name}{allowed}; it has to say from which version on, once")
    return floors[0]


def constraints(project):
    """What holds every package that our own stands on to the lowest version."""
    needed = map(Requirement, project["dependencies"])
    return "".join(f"{one.name}=={lowest(one.name, one.specifier)}\n" for one in needed)


def too_new(project, version=sys.version_info):
    """True if this Python is newer than the oldest allowed: the oldest packages were not built for it."""
    oldest = lowest("Python", SpecifierSet(project["requires-python"]))
    return tuple(version[:2]) > tuple(map(int, oldest.split(".")))


def ensure(name, project):
    """The environment `name`."""
    env, held = place(name), constraints(project) if name == "oldest" else ""
    asked = [(ROOT / path).read_text(encoding="utf-8") for path in ("pyproject.toml", *LISTS)]

    def fill():
        path = env.folder / "constraints.txt"
        path.write_text(held, encoding="utf-8")
        environment.run_pip(env, LISTS, "-c", path, *environment.lists(LISTS))

    environment.ensure_apart(env, [*asked, held or f"{date.today():%G-%V}"], fill)
    return env


def main(name):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        if name == "oldest" and too_new(project):
            say(f"Skipped: the oldest versions want Python {project['requires-python'].lstrip('>=')}.")
            return SKIPPED
        env = ensure(name, project)
    except Failure as failure:
        say(str(failure))
        return 1
    names = [Requirement(line).name for line in project["dependencies"]]
    return run_shown([env.python, "-c", INSTALLED, *names], env.variables())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
