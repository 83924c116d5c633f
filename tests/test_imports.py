"""Who imports whom in nbhelpers: no arrow upward between the floors, and no circle, late imports counted too."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import nbhelpers
from nbhelpers.rooms import chapters

ROOT = Path(nbhelpers.__file__).parent
FLOORS = (
    {"brought", "files", "guards", "measurements", "norm", "yours"},
    {"datasets", "stats"},
    {"nn"},
    {"lab", "exercise"},
    {*chapters()},
    {"rooms", "labs", "exercises", "dares"},
    {"cells", "equations", "live", "rewritten", "worker"},
    {"build", "site"},
)


@cache
def imports():
    """{module: the modules that it imports}, by their names below nbhelpers; of a package, its __init__."""
    paths = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in ROOT.rglob("*.py")}
    paths = {name.removesuffix("__init__").rstrip("."): path for name, path in paths.items()}
    return {name: {*imported(path, paths)} - {name} for name, path in paths.items()}


def imported(path, known):
    nodes = list(ast.walk(ast.parse(path.read_text("utf8"))))
    typing = [node for node in nodes if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    for_types = {part for node in typing for part in ast.walk(node)}
    for node in nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node not in for_types:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name.removeprefix("nbhelpers.") in known else node.module for name in whole]
        else:
            continue
        yield from (name.removeprefix("nbhelpers.") for name in names if name.startswith("nbhelpers."))


def floor(name):
    """The number of the floor on which a module stands."""
    room = name.split(".")[0]
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def upward(graph):
    return {f"{name} -> {other}" for name, others in graph.items() for other in others if floor(other) > floor(name)}


def circle(graph):
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]


def test_no_arrow_leads_upward():
    assert upward({name: others for name, others in imports().items() if name}) == set()


def test_there_is_no_circle():
    assert circle(imports()) is None


def test_a_chapter_s_face_does_not_import_its_labs_and_exercises():
    graph = imports()
    inside = {name for name in graph if name.split(".")[0] in chapters() and not shows(name)}
    assert not {(name, other) for name in inside for other in graph[name] if shows(other)}


def shows(name):
    return not {"labs", "exercises", "dares"}.isdisjoint(name.split("."))


def test_labs_and_exercises_do_not_import_the_experiments():
    graph = imports()
    assert not {(name, other) for name in graph if shows(name) for other in graph[name] if "experiments" in other}


@pytest.mark.parametrize(
    ("arrows", "found"),
    [({"guards": {"hopfield"}}, "guards -> hopfield"), ({"lab.page": {"hopfield.labs"}}, "lab.page -> hopfield.labs")],
)
def test_an_arrow_upward_is_seen(arrows, found):
    assert upward(arrows) == {found}


def test_a_circle_is_seen():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) is not None


def test_readers_without_sphinx_find_every_lab_and_exercise():
    code = "import sys; sys.modules.update(sphinx=None, docutils=None)\n"
    code += "from nbhelpers import exercises, labs; assert labs.registry() and exercises.registry()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent, check=True)
