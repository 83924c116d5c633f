"""The oldest and the newest versions that readers may have: what is asked for, when it is made anew, what is run."""

import tomllib
from datetime import date
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tools import checks, environment, versions
from tools.console import ROOT, Failure
from tools.environment import Environment

PROJECT = {"requires-python": ">=3.11", "dependencies": ["numpy>=1.26,<3", "any_widget<1,>=0.9.13"]}


def test_the_oldest_are_read_from_the_ranges():
    assert versions.constraints(PROJECT) == "numpy==1.26\nany_widget==0.9.13\n"


def test_every_range_of_the_package_has_a_lowest_version_that_it_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    held = {one.name: one for one in map(Requirement, versions.constraints(project).splitlines())}
    for needed in map(Requirement, project["dependencies"]):
        (exact,) = held[needed.name].specifier
        assert exact.operator == "==" and needed.specifier.contains(exact.version)
        assert not needed.specifier.contains(f"{Version(exact.version)}.dev0", prereleases=True)


@pytest.mark.parametrize("allowed", ["numpy", "numpy<3", "numpy>=1,>=2"])
def test_a_range_without_one_lowest_version_is_named(allowed):
    with pytest.raises(Failure, match=f"allows {allowed}; it has to say"):
        versions.constraints({"dependencies": [allowed]})


@pytest.mark.parametrize("version, newer", [((3, 11, 9), False), ((3, 12, 0), True), ((3, 9, 1), False)])
def test_a_python_newer_than_the_oldest_does_not_try_the_oldest_packages(version, newer):
    assert versions.too_new(PROJECT, version) is newer


@pytest.fixture
def made(tmp_path, monkeypatch):
    """[(name, arguments of pip)] of every environment that is made, in a checkout of its own."""
    found = []

    def make(env):
        for file in (env.python, env.folder / "constraints.txt"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()

    monkeypatch.setattr(environment, "make", make)
    monkeypatch.setattr(environment, "run_pip", lambda env, wanted, *arguments: found.append((env.name, arguments)))
    monkeypatch.setattr(versions, "place", lambda name: Environment(tmp_path, f"_build/{name}"))
    return found


def test_the_oldest_are_held_and_the_newest_free(made, tmp_path):
    for name in ("oldest", "newest", "oldest", "newest"):
        versions.ensure(name, PROJECT)
    assert [name for name, _ in made] == ["_build/oldest", "_build/newest"]
    held = [(tmp_path / arguments[1]).read_text() for _, arguments in made if arguments[0] == "-c"]
    assert held == [versions.constraints(PROJECT), ""]
    assert made[0][1][2:] == ("-r", "requirements.txt", "-r", "tests/requirements.txt")


def test_other_ranges_and_a_later_week_make_it_anew(made, monkeypatch):
    for name in ("oldest", "newest"):
        versions.ensure(name, PROJECT)
    monkeypatch.setattr(versions, "date", SimpleNamespace(today=lambda: date(1999, 1, 1)))
    for name in ("oldest", "newest"):
        versions.ensure(name, PROJECT)
    versions.ensure("oldest", PROJECT | {"dependencies": ["numpy>=1.27"]})
    assert [name for name, _ in made] == ["_build/oldest", "_build/newest", "_build/newest", "_build/oldest"]


def test_an_environment_that_was_not_filled_is_made_again(made, tmp_path):
    def fail():
        raise Failure("no network")

    env, filled = Environment(tmp_path, "_build/apart"), []
    with pytest.raises(Failure, match="no network"):
        environment.ensure_apart(env, "this", fail)
    for asked in ("this", "this", "that"):
        environment.ensure_apart(env, asked, lambda asked=asked: filled.append(asked))
    env.python.unlink()
    environment.ensure_apart(env, "that", lambda: filled.append("again"))
    assert filled == ["this", "that", "again"]


@pytest.fixture
def pytest_runs(monkeypatch):
    """run(name, code) -> the arguments of pytest when tools/versions.py ended with `code`."""

    def run(name, code=0):
        runs = []
        monkeypatch.setattr(checks, "run_shown", lambda *arguments: code)
        monkeypatch.setattr(checks, "run_pytest", lambda env, stage, *arguments, **more: runs.append((env, arguments)))
        stage = checks.Stage(name)
        checks.versions(SimpleNamespace(python="python", variables=dict), stage)
        return stage, runs

    return run


@pytest.mark.parametrize("name", checks.VERSIONS)
def test_chapters_run_in_the_environment_of_the_stage(pytest_runs, monkeypatch, name):
    monkeypatch.delenv("WHOLE", raising=False)
    _, [(env, few)] = pytest_runs(name)
    monkeypatch.setenv("WHOLE", "1")
    _, [(_, every)] = pytest_runs(name)
    assert env.folder == versions.place(name).folder
    assert ("ignore::DeprecationWarning" in few) is (name == "oldest")
    assert {"--nbval", "book/hopfield.ipynb", "tests/hopfield", "tests/lab"} <= set(few) < set(every)
    assert {str(path.relative_to(ROOT)) for path in ROOT.glob("book/*.ipynb")} < set(every)
    assert all((ROOT / one).exists() for one in every if one.startswith(("book/", "tests/")))


def test_where_they_can_t_be_had_the_stage_is_skipped_or_fails(pytest_runs):
    stage, runs = pytest_runs("oldest", checks.SKIPPED)
    assert (stage.tests["skipped"], stage.failed, runs) == (1, 0, [])
    with pytest.raises(Failure, match="the newest versions could not be installed"):
        pytest_runs("newest", 1)


@pytest.mark.parametrize("whole", ["", "1"])
def test_only_the_whole_run_tries_them_unasked(monkeypatch, tmp_path, whole):
    ran = []
    monkeypatch.setenv("WHOLE", whole)
    monkeypatch.setattr(checks, "REPORTS", tmp_path / "test")
    named = dict.fromkeys(("lint", *checks.VERSIONS), lambda stage: ran.append(stage.name))
    monkeypatch.setattr(checks, "stages", lambda *arguments: named)
    checks.run(None)
    assert ran == ["lint", *(checks.VERSIONS if whole else ())]
    checks.run(None, ["newest"])
    assert ran[-1] == "newest"
