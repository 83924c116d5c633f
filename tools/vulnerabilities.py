"""Known vulnerabilities of all packages that the book is built, tested and shipped with.

Exit code: 0 if everything was checked and nothing is known, 1 if a vulnerability is known, 2 if something could not
be checked and of the rest nothing is known. pip-audit ends well when it could check nothing at all, so that what it
skipped is counted here.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from nbhelpers.build.pyodide import pinned
from tools import environment
from tools.console import ROOT, say

SERVICES = ("pypi", "osv")  # of pip-audit; the first that answers
TIMEOUT = 600


class Answer(NamedTuple):
    """What became known of one set of packages: how many were checked, what was found, why the rest was not."""

    what: str
    checked: int
    found: tuple[str, ...] = ()
    unknown: int = 0
    why: str = ""

    def __str__(self):
        lines = []
        if self.checked or not self.why:
            lines = [f"{self.what}: checked {self.checked} packages, {len(self.found)} known vulnerabilities"]
        if self.why:
            some = f"{self.unknown} packages" if self.unknown else "the packages"
            lines.append(f"{self.what}: {some} could not be checked: {self.why}")
        return "\n".join([*lines, *(f"  {line}" for line in self.found)])


def of_pip(what, text):
    """What pip-audit's JSON says."""
    packages = json.loads(text)["dependencies"]
    skipped = [one for one in packages if "skip_reason" in one]
    found = tuple(
        f"{one['name']} {one['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'none yet'}"
        for one in packages for known in one.get("vulns", ())
    )  # fmt: skip
    why = "the database knows none of them" if len(skipped) == len(packages) else "the database does not know them"
    return Answer(what, len(packages) - len(skipped), found, len(skipped), why if skipped else "")


def of_npm(text):
    """What `npm audit --json` says."""
    said = json.loads(text)
    if "metadata" not in said:
        return Answer("npm", 0, why=f"the registry answers {said.get('message') or said.get('error')}".split(" - ")[0])
    found = tuple(f"{name}: {one['severity']}, {one['range']}" for name, one in said["vulnerabilities"].items())
    return Answer("npm", said["metadata"]["dependencies"]["total"], found)


def ask(command):
    """(standard output, last line of the errors) of a command."""
    env = environment.Environment().variables()
    command = [os.fspath(part) for part in command]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=TIMEOUT)
    return done.stdout, (done.stderr.strip().splitlines() or ["no answer"])[-1]


def python_packages(what, program, path):
    """The answer of the first service that knows any of the packages of the list `path`."""
    answer = Answer(what, 0, why="no service was asked")
    for service in SERVICES:
        options = ("-s", service, "--no-deps", "--disable-pip", "-f", "json", "--progress-spinner", "off")
        said, problem = ask([program, *options, "-r", path])
        if not said.strip():
            why = "its host can't be reached" if "Connection" in problem or "Max retries" in problem else problem[:200]
            answer = answer if answer.unknown else Answer(what, 0, why=why)
            continue
        answer = of_pip(what, said)
        if answer.checked:
            break
    return answer


def browser_packages(program):
    """The packages of the page's Python, which are the same under their names and versions."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.txt"
        packages = pinned()["packages"].values()
        path.write_text("".join(f"{one['name']}=={one['version']}\n" for one in packages), encoding="utf-8")
        return python_packages("Pyodide", program, path)


def code(answers):
    """The exit code that the answers come to."""
    if any(answer.found for answer in answers):
        return 1
    return 2 if any(answer.why for answer in answers) else 0


def run(program, locks):
    """Ask about the locks, the page's Python and the npm packages; print a line for each."""
    answers = []
    for path in locks:
        answers.append(python_packages(f"Python, {path.relative_to(ROOT)}", program, path))
        say(str(answers[-1]))
    answers.append(browser_packages(program))
    say(str(answers[-1]))
    said, problem = ask([environment.Environment().program("npm"), "audit", "--json"])
    answers.append(of_npm(said) if said.strip().startswith("{") else Answer("npm", 0, why=problem))
    say(str(answers[-1]))
    return code(answers)
