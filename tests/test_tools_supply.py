"""The lock files agree with the lists that they are made from; what is said of known vulnerabilities is so."""

import json
import re
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from tools import environment, lite, pyodide, supply, vulnerabilities
from tools.console import ROOT, Failure

LOCKED = [group for group in supply.groups() if group not in supply.ALONE]
CONSTRAINTS = supply.pins((ROOT / environment.CONSTRAINTS).read_text())
ENTRY = re.compile(r"(\S+)==(\S+)( ; .+?)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")
AGAIN = "run `make lock`"


def text(group):
    return environment.lock_of(group).read_text(encoding="utf-8")


def wanted(group):
    """The requirements that a group's lock is made from."""
    lists, more = supply.asked(group)
    lines = [line for name in lists for line in (ROOT / name).read_text().splitlines()] + more.splitlines()
    return [Requirement(line.split("#")[0]) for line in lines if line.strip() and line[0] not in "#-"]


@pytest.mark.parametrize("group", supply.groups())
def test_a_lock_is_versions_with_hashes_and_nothing_else(group):
    assert text(group) and ENTRY.sub("", text(group)) == "", AGAIN
    assert "://" not in text(group)


@pytest.mark.parametrize("group", supply.groups())
def test_a_lock_has_what_its_group_asks_for(group):
    pins = supply.pins(text(group))
    for requirement in wanted(group):
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert name in pins and requirement.specifier.contains(pins[name], prereleases=True), f"{requirement}: {AGAIN}"


def test_a_lock_has_what_our_own_package_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in map(Requirement, project["dependencies"]):
        assert requirement.specifier.contains(supply.pins(text("reader"))[requirement.name]), AGAIN


@pytest.mark.parametrize("group", LOCKED)
def test_locks_and_constraints_name_one_version(group):
    other = {entry[1].lower() for entry in ENTRY.finditer(text(group)) if entry[3]}  # for some systems or Pythons only
    for name, version in supply.pins(text(group)).items():
        assert name in other or name in CONSTRAINTS, f"{name} stands in no constraint"
        assert CONSTRAINTS.get(name, version) == version, f"{name}: {AGAIN}"
        assert supply.pins(text("reader")).get(name, version) == version, f"{name}: {AGAIN}"


def test_every_constraint_is_in_a_lock_or_is_the_oracle_s():
    """The lists of the oracle have no lock; what only they need is PyTorch, scikit-learn and below."""
    left = set(CONSTRAINTS) - {name for group in LOCKED for name in supply.pins(text(group))}
    oracle = {"torch", "filelock", "fsspec", "mpmath", "networkx", "sympy"}
    assert left <= oracle | {"scikit-learn", "joblib", "narwhals", "threadpoolctl"}


def test_a_lock_is_for_every_system():
    """Packages of macOS and Windows stand in it, and one version has the files of several systems."""
    entries = {entry[1]: entry for entry in ENTRY.finditer(text("reader"))}
    systems = [Marker(entries[name][3].removeprefix(" ; ")) for name in ("appnope", "pywinpty", "colorama")]
    mac, windows = ({"sys_platform": system, "os_name": os} for system, os in (("darwin", "posix"), ("win32", "nt")))
    assert [marker.evaluate(mac) for marker in systems] == [True, False, False]
    assert [marker.evaluate(windows) for marker in systems] == [False, True, True]
    assert entries["numpy"][4].count("sha256") > 30


def test_the_carrier_of_pyodide_and_the_wheels_for_the_browser_come_with_hashes():
    assert f"{pyodide.CARRIER} \\" in text("pyodide")
    entries = list(ENTRY.finditer(lite.locked(["comm", "ipywidgets"])))
    assert [entry[1] for entry in entries] == ["comm", "ipywidgets"]


@pytest.fixture
def pip(tmp_path, monkeypatch):
    """pip(log) -> the commands run in a checkout with a lock, when the first run fails and leaves this log."""
    (tmp_path / environment.LOCKS).mkdir(parents=True)
    environment.lock_of("reader", tmp_path).write_text("numpy==2.4.6 --hash=sha256:0\n")
    env = environment.Environment(tmp_path)

    def fail_with(log):
        commands = []

        def run(command, *rest):
            commands.append([str(part) for part in command])
            if log and len(commands) == 1:
                env.folder.mkdir()
                env.log.write_text(log)
                raise Failure("pip could not install requirements.txt.")

        monkeypatch.setattr(environment, "run_logged", run)
        return env, commands

    return fail_with


def test_a_lock_is_installed_with_hashes_and_our_own_package_from_here(pip):
    env, commands = pip("")
    environment.pip_install(env, "reader")
    assert commands[0][-5:] == ["--no-deps", "--require-hashes", "--no-compile", "-r", "tools/lock/reader.txt"]
    assert commands[1][-4:] == ["--no-deps", "--no-build-isolation", "-e", "."] and len(commands) == 2


def test_another_file_than_the_lock_names_is_refused(pip):
    env, commands = pip("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")
    with pytest.raises(Failure, match="nothing else is taken for it"):
        environment.pip_install(env, "reader")
    assert len(commands) == 1


def test_versions_that_cannot_be_had_are_replaced_by_the_newest_allowed(pip):
    env, commands = pip("ERROR: No matching distribution found for soupsieve==4.1.2")
    environment.pip_install(env, "reader")
    lists = ["-r", "requirements.txt", "-r", "tools/book-requirements.txt"]
    assert commands[-1][-4:] == lists and "--require-hashes" not in commands[-1]


# known vulnerabilities ----------------------------------------------------------------------------------

SOUND = {"name": "numpy", "version": "2.4.6", "vulns": []}
BAD = {"name": "old", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "odd", "skip_reason": "not found"}


def of(*packages):
    return vulnerabilities.of_pip("Python", json.dumps({"dependencies": packages}))


@pytest.mark.parametrize(
    ("packages", "said", "code"),
    [
        ((SOUND, SOUND), "Python: checked 2 packages, 0 known vulnerabilities", 0),
        ((SOUND, BAD), "checked 2 packages, 1 known vulnerabilities\n  old 1: PYSEC-1, mended in 1.1", 1),
        ((SOUND, SKIPPED), "checked 1 packages, 0 known vulnerabilities\nPython: 1 packages could not be checked", 2),
        ((SKIPPED,), "Python: 1 packages could not be checked: the database knows none of them", 2),
        ((BAD, SKIPPED), "1 packages could not be checked", 1),
    ],
)
def test_what_is_said_of_python_packages(packages, said, code):
    assert said in str(of(*packages)) and vulnerabilities.code([of(*packages)]) == code
    assert ("checked 0" in str(of(*packages))) is False


def test_what_is_said_of_npm_packages():
    refused = vulnerabilities.of_npm('{"message": "405 Method Not Allowed - POST somewhere", "method": "POST"}')
    assert str(refused) == "npm: the packages could not be checked: the registry answers 405 Method Not Allowed"
    old = {"severity": "high", "range": "<2"}
    known = {"metadata": {"dependencies": {"total": 9}}, "vulnerabilities": {"old": old}}
    assert str(vulnerabilities.of_npm(json.dumps(known))).splitlines() == [
        "npm: checked 9 packages, 1 known vulnerabilities", "  old: high, <2",
    ]  # fmt: skip
    assert vulnerabilities.code([refused]) == 2
    assert vulnerabilities.code([refused, vulnerabilities.of_npm(json.dumps(known))]) == 1
