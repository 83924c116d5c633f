"""The environment tool: what is damaged, half made or out of date is noticed and mended."""

import json
import subprocess
import sys
import venv

import pytest

from tools import environment
from tools.console import ROOT, Failure
from tools.environment import Environment, complaint, ensure_npm, ensure_python, requirements_hash, write_stamp

REQUIREMENT_FILES = (
    "pyproject.toml",
    "requirements.txt",
    "tools/book-requirements.txt",
    "tests/requirements.txt",
    "tests/requirements-oracle.txt",
    "tools/pdf-requirements.txt",
    "tools/constraints.txt",
)

READER = ["-r", "requirements.txt", "-r", "tools/book-requirements.txt"]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own with a real, small environment in which the one package `thing` is installed."""
    monkeypatch.setattr(environment, "KEY_MODULES", ("thing",))
    for name in REQUIREMENT_FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n")
    env = Environment(tmp_path)
    plant(env)
    write_stamp(env, {"reader": requirements_hash(env, "reader")})
    return env


def packages(env):
    return next(env.folder.glob("lib/python3*/site-packages"), env.folder / "Lib" / "site-packages")


def plant(env):
    """An environment without pip, with the package `thing`, recorded as pip records it."""
    venv.create(env.folder, symlinks=True, with_pip=False)
    folder = packages(env)
    (folder / "thing.py").write_text("answer = 42\n")
    info = folder / "thing-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n")
    (info / "RECORD").write_text("thing.py,,12\nthing-1.0.dist-info/METADATA,,\nthing-1.0.dist-info/RECORD,,\n")


@pytest.fixture
def done(monkeypatch):
    """What was made and installed, in order, without a network."""
    order = []

    def make(env):
        environment.remove(env.folder)
        plant(env)
        order.append("make")

    monkeypatch.setattr(environment, "make", make)
    monkeypatch.setattr(environment, "pip_install", lambda env, group: order.append(group))
    monkeypatch.setattr(environment, "run_logged", lambda *arguments: None)
    return order


def remove_python(env):
    env.python.unlink()


def remove_module(env):
    (packages(env) / "thing.py").unlink()


def cut_module(env):
    (packages(env) / "thing.py").write_text("answ")


def break_import(env):
    (packages(env) / "thing.py").write_text("import gone1")


def remove_record(env):
    (packages(env) / "thing-1.0.dist-info" / "RECORD").unlink()


def break_python(env):
    env.python.unlink()
    env.python.write_text("#!/bin/sh\nexit 3\n")
    env.python.chmod(0o755)


def remove_stamp(env):
    env.stamp.unlink()


def damage_stamp(env):
    env.stamp.write_text('{"installed": ')


def move(env):
    stamp = json.loads(env.stamp.read_text())
    env.stamp.write_text(json.dumps(stamp | {"root": "/elsewhere"}))


def replace_by_file(env):
    environment.remove(env.folder)
    env.folder.write_text("not a folder")


DAMAGE = {
    remove_python: "its Python is gone",
    remove_module: "thing.py is missing",
    cut_module: "thing.py has 4 bytes instead of 12",
    break_import: "import thing fails (ModuleNotFoundError: No module named 'gone1')",
    remove_record: "thing was not installed to its end",
    break_python: "its Python does not run",
    remove_stamp: "its installation did not come to its end",
    damage_stamp: "its installation did not come to its end",
    move: "it was made for /elsewhere",
    replace_by_file: "its Python is gone",
    lambda env: environment.remove(env.folder): "there is none yet",
}


def test_a_sound_environment_is_left_alone(checkout, done):
    assert complaint(checkout) is None
    ensure_python(checkout, ["reader"])
    assert done == []


@pytest.mark.parametrize("damage, said", DAMAGE.items(), ids=[damage.__name__ for damage in DAMAGE])
def test_damage_is_named_and_mended(checkout, done, capsys, damage, said):
    damage(checkout)
    assert said in complaint(checkout)
    ensure_python(checkout, ["reader"])
    assert done == ["make", "reader"] and said in capsys.readouterr().out
    assert complaint(checkout) is None


@pytest.mark.parametrize("name", ["requirements.txt", "tools/constraints.txt", "pyproject.toml"])
def test_changed_requirements_are_installed_into_the_same_environment(checkout, done, name):
    (checkout.root / name).write_text("numpy\n")
    ensure_python(checkout, ["reader"])
    ensure_python(checkout, ["reader"])
    assert done == ["reader"]


def test_a_group_is_added_once(checkout, done):
    for _ in range(2):
        ensure_python(checkout, ["reader", "test", "oracle"])
    assert done == ["test", "oracle"]


def test_an_installation_that_fails_is_half_made_the_next_time(checkout, done, monkeypatch):
    def fail(env, group):
        raise Failure("no network")

    monkeypatch.setattr(environment, "pip_install", fail)
    with pytest.raises(Failure, match="no network"):
        ensure_python(checkout, ["reader", "test"])
    assert complaint(checkout) == "its installation did not come to its end"


def test_a_python_without_ensurepip_is_told_what_to_install(checkout, monkeypatch):
    said = "The virtual environment was not created successfully because ensurepip is not available."
    answer = subprocess.CompletedProcess([], 1, stdout=said, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **options: answer)
    with pytest.raises(Failure, match="apt-get install python3-venv"):
        environment.make(checkout)
    assert not checkout.folder.exists()


def test_make_gives_an_environment_with_pip(tmp_path):
    env = Environment(tmp_path)
    environment.make(env)
    version = [env.python, "-c", "import pip, sys; print(sys.prefix)"]
    assert subprocess.run(version, capture_output=True, text=True).stdout.strip() == str(env.folder.resolve())


def test_programs_run_without_other_packages(checkout, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    variables = checkout.variables(EXTRA="1")
    assert {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}.isdisjoint(variables) and variables["EXTRA"] == "1"
    assert variables["PATH"].startswith(str(checkout.bin))


@pytest.fixture
def npm(checkout, monkeypatch):
    """The checkout with complete npm packages, and a list of the commands that install them."""
    commands = []

    def install(command, *rest):
        commands.append(command[1])
        for name in environment.NPM_FILES:
            (checkout.root / name).parent.mkdir(parents=True, exist_ok=True)
            (checkout.root / name).write_text("")

    monkeypatch.setattr(environment, "run_logged", install)
    (checkout.root / "package-lock.json").write_text("{}")
    ensure_npm(checkout)
    ensure_npm(checkout)
    assert commands == ["ci"]
    return checkout, commands


@pytest.mark.parametrize("name", ["package-lock.json", *environment.NPM_FILES])
def test_npm_packages_are_installed_again_when_changed_or_missing(npm, name):
    checkout, commands = npm
    if name == "package-lock.json":
        (checkout.root / name).write_text("{ }")
    else:
        (checkout.root / name).unlink()
    ensure_npm(checkout)
    ensure_npm(checkout)
    assert commands == ["ci", "ci"]


def test_the_lock_file_names_no_registry():
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


def test_doctor_finds_this_environment_sound():
    command = [sys.executable, "-I", ROOT / "tools" / "doctor.py", "numpy"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == ""


@pytest.fixture
def pip(checkout, monkeypatch):
    """pip(log) -> the commands run when the first run of pip fails and leaves this log."""

    def fail_with(log):
        commands = []

        def run(command, *rest):
            commands.append([str(part) for part in command])
            if len(commands) == 1:
                checkout.log.write_text(log)
                raise Failure("pip could not install requirements.txt.")

        monkeypatch.setattr(environment, "run_logged", run)
        return commands

    return fail_with


def test_versions_that_cannot_be_had_are_replaced_by_the_newest_allowed(checkout, pip):
    commands = pip("ERROR: No matching distribution found for soupsieve==4.1.2")
    environment.pip_install(checkout, "reader")
    assert "-c" in commands[0] and "-c" not in commands[1] and commands[1][-4:] == READER


def test_without_a_network_it_is_said_and_not_tried_twice(checkout, pip):
    commands = pip("NewConnectionError: failed to establish a new connection\nERROR: No matching distribution")
    with pytest.raises(Failure, match="There seems to be no network"):
        environment.pip_install(checkout, "reader")
    assert len(commands) == 1
