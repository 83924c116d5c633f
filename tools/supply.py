"""Where packages come from: lock files with the SHA-256 of every file of each version, and known vulnerabilities.

    python tools/supply.py lock [--upgrade]     write tools/lock/ again (`make lock`, `make lock UPGRADE=1`)
    python tools/supply.py audit                ask for known vulnerabilities (`make audit`)

uv makes the lock files, one a group, each for all systems and for Python 3.11 and newer. The versions are those of
tools/constraints.txt; with --upgrade the newest that the requirements allow, and tools/constraints.txt is written
again. The group "oracle" has no lock: PyTorch is another file, under one version, for each kind of processor and
graphics card, and which one is wanted differs from machine to machine.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools import environment, pyodide, vulnerabilities
from tools.console import ROOT, Failure, say

ENVIRONMENT = environment.Environment(name="_build/supply-env")
OLDEST = "3.11"
UNLOCKED = ("oracle",)
ALONE = ("lite", "pyodide", "supply")  # installed into environments of their own, so not held to the constraints
LISTS = {"lite": "tools/lite-requirements.txt", "supply": "tools/supply-requirements.txt"}
COMPLETE = ("lite", "pyodide")  # lists that are complete as they stand
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def groups():
    """The groups that have a lock, in the order in which they are installed."""
    return [group for group in environment.REQUIREMENTS if group not in UNLOCKED] + list(ALONE)


def pins(text):
    """{name: version} of a lock or a list of constraints; names as packages are compared."""
    found = (PIN.match(line) for line in text.splitlines())
    return {re.sub(r"[-_.]+", "-", pin[1]).lower(): pin[2] for pin in found if pin}


def ensure_environment():
    """The environment with uv and pip-audit, of the files that its lock names."""
    lock = environment.lock_of("supply")
    names = [lock if lock.is_file() else ROOT / LISTS["supply"]]
    options = (*(environment.EXACT if lock.is_file() else ()), *environment.lists(names))
    text = names[0].read_text(encoding="utf-8")
    environment.ensure_apart(ENVIRONMENT, text, lambda: environment.run_pip(ENVIRONMENT, names, *options))


def asked(group):
    """(lists, more lines) that a group's lock is made from; what builds our own package goes with the reader's."""
    if group == "pyodide":
        return (), pyodide.CARRIER
    if group != "reader":
        return environment.REQUIREMENTS.get(group) or (LISTS[group],), ""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return environment.REQUIREMENTS[group], "\n".join(project["build-system"]["requires"])


def write_lock(group, upgrade=False):
    """Write the lock of a group; versions that it shares with the reader's are the same."""
    target, (lists, lines) = environment.lock_of(group), asked(group)
    target.parent.mkdir(exist_ok=True)
    command = [ENVIRONMENT.program("uv"), "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST]
    command += ["--no-header", "--generate-hashes", "--no-annotate", "--no-emit-package", "nbhelpers", "--no-config"]
    if group not in ALONE:
        command += [] if upgrade else ["-c", environment.CONSTRAINTS]
        command += [] if group == "reader" else ["-c", environment.lock_of("reader")]
    command += (["--no-deps"] if group in COMPLETE else []) + (["--upgrade"] if upgrade else [])
    done = subprocess.run(
        [os.fspath(part) for part in (*command, "-o", target, *lists, *(["-"] if lines else []))],
        cwd=ROOT, input=lines, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise Failure(f"uv could not lock the group {group}:\n{done.stderr.strip()}")


def renew_constraints():
    """The versions of the locks, where the list of constraints has another."""
    path = ROOT / environment.CONSTRAINTS
    locked = {}
    for group in reversed([group for group in groups() if group not in ALONE]):
        locked |= pins(environment.lock_of(group).read_text(encoding="utf-8"))
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        for name in pins(line):
            line = f"{PIN.match(line)[1]}=={locked.get(name, pins(line)[name])}"
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def lock(upgrade=False):
    """Write every lock."""
    ensure_environment()
    for group in groups():
        write_lock(group, upgrade)
        count = len(pins(environment.lock_of(group).read_text(encoding="utf-8")))
        say(f"{environment.lock_of(group).relative_to(ROOT)}: {count} packages")
    if upgrade:
        renew_constraints()


def main(verb, *options):
    try:
        if verb == "lock":
            return lock("--upgrade" in options)
        ensure_environment()
        return vulnerabilities.run(ENVIRONMENT.program("pip-audit"), [environment.lock_of(group) for group in groups()])
    except Failure as failure:
        say(str(failure))
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
