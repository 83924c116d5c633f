"""Whole chapters in the browser: JupyterLite with the book's notebooks and a Python that knows nbhelpers.

    python tools/lite.py FOLDER [PYODIDE]   build it there (the book's build does, where the setting `lite` is on)
    python tools/lite.py --fetch            only fetch what it needs

The site in FOLDER asks no other host for anything, unless PYODIDE is a web address: then Python comes from
there, checked, and everything else from FOLDER. It is built in an environment of its own, which holds
JupyterLite and nothing else, so that no other extension of Jupyter gets in.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from nbhelpers.build import pyodide as live
from tools import environment, pyodide, readable
from tools.console import LOG_LINES, ROOT, Failure, say

BUILD = ROOT / "_build"
ENVIRONMENT = environment.Environment(name="_build/lite-env")
REQUIREMENTS = environment.lock_of("lite")  # of tools/lite-requirements.txt, with hashes
PAGES = "https://book.invalid/"  # the address of the book's pages, known where the site is read: see lite-page.js
APPS = ("notebooks", "tree")
LEFT_OUT = {
    *("pandas", "pyarrow", "pyodide-unix-timezones", "provisa-client"),
    *("scipy", "scikit-learn", "joblib", "threadpoolctl", "openblas"),
    *pyodide.UNUSED,
}
WHEELS = {  # added to Pyodide's packages, so that `import nbhelpers` finds them: name -> what it needs
    "comm": ("traitlets",),
    "ipywidgets": ("comm", "ipython", "traitlets"),
    "psygnal": (),
    "typing_extensions": (),
    "anywidget": ("ipywidgets", "psygnal", "typing-extensions"),
    "nbhelpers": ("numpy", "matplotlib", "ipywidgets", "anywidget"),
}
SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},  # every cell is there, and can be found
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
ICONS = ("notebook", "busy-1", "busy-2", "busy-3", "file")


def variables():
    """The environment variables without those that would let other packages in."""
    other = ("PYTHONPATH", "PYTHONHOME", "JUPYTER_PATH", "JUPYTERLITE_DIR", "JUPYTERLITE_PYODIDE_URL", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in other}


def ensure_environment():
    """The environment, and in it the wheels for the browser, of the files that the lock names."""
    environment.ensure_apart(ENVIRONMENT, REQUIREMENTS.read_text(encoding="utf-8"), fill)


def fill():
    environment.run_pip(ENVIRONMENT, [REQUIREMENTS], *environment.EXACT, "-r", REQUIREMENTS)
    fetched = ENVIRONMENT.folder / "wheels.txt"
    fetched.write_text(locked([name for name in WHEELS if name != "nbhelpers"]), encoding="utf-8")
    pure = ("--platform", "any", "--only-binary", ":all:")  # what a browser's Python can run
    wheels = ("-d", ENVIRONMENT.folder / "wheels", "-r", fetched)
    environment.run_pip(ENVIRONMENT, [fetched], *environment.EXACT, *pure, *wheels, do="download")


def locked(names):
    """What the lock says of these packages."""
    entries = re.split(r"\n(?! )", REQUIREMENTS.read_text(encoding="utf-8"))
    return "\n".join(entry for entry in entries if entry.partition("==")[0].replace("-", "_") in names) + "\n"


def run(failed, *command, folder=BUILD):
    """Run a command in a folder with its output in a log; Failure(failed) with the log's end if it ends badly."""
    log = BUILD / "lite.log"
    with log.open("wb") as file:
        done = subprocess.run(command, cwd=folder, env=variables(), stdout=file, stderr=subprocess.STDOUT)
    if done.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        raise Failure("\n".join([*lines[-LOG_LINES:], failed, f"The whole log: {log}"]))


def digest(content):
    return hashlib.sha256(content).hexdigest()


def integrity(sha256):
    """A SHA-256 in hexadecimal digits as a browser takes it."""
    return "sha256-" + b64encode(bytes.fromhex(sha256)).decode()


def entry(path, needs):
    """The entry of a pure Python wheel in Pyodide's list of packages."""
    name, version = path.name.split("-")[:2]
    return {
        "name": name,
        "version": version,
        "file_name": path.name,
        "install_dir": "site",
        "sha256": digest(path.read_bytes()),
        "package_type": "package",
        "imports": [name],
        "depends": list(needs),
        "unvendored_tests": False,
        "here": True,
    }


def copy_checked(name, target, wanted):
    """Copy one file of Pyodide; Failure if it is missing or not the one that its SHA-256 names."""
    if not (pyodide.home() / name).is_file():
        raise Failure(f"{pyodide.home()} has no {name}; whole chapters want a complete copy of Pyodide")
    content = (pyodide.home() / name).read_bytes()
    if wanted and digest(content) != wanted:
        raise Failure(f"{name} in {pyodide.home()} is not the file that it should be (its SHA-256 differs)")
    (target / name).write_bytes(content)


def lay_out_pyodide(target, elsewhere=""):
    """Pyodide with the packages that the notebooks need and the wheels of WHEELS, in the folder `target`.

    elsewhere: the web address that Pyodide's own files come from, if they are not to be in the folder.
    """
    target.mkdir(parents=True)
    lock = json.loads((pyodide.home() / "pyodide-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name not in LEFT_OUT}
    core = {name: about["sha256"] for name, about in live.pinned()["core"].items()}
    files = {} if elsewhere else dict.fromkeys(pyodide.CORE) | core
    for package in packages.values():
        package["depends"] = [other for other in package["depends"] if other not in LEFT_OUT]
        files |= {} if elsewhere else {package["file_name"]: package["sha256"]}
    for name, sha256 in files.items():
        copy_checked(name, target, sha256)
    own = target / live.WHEEL
    own.write_bytes(live.wheel(chapters=True))
    for path in (*(ENVIRONMENT.folder / "wheels").glob("*.whl"), own):
        if path != own:
            shutil.copy(path, target)
        name = path.name.split("-")[0]
        packages[name.replace("_", "-")] = entry(path, WHEELS[name])
    lock["packages"] = packages
    if elsewhere:
        lock |= {"elsewhere": elsewhere, "core": {name: integrity(sha256) for name, sha256 in core.items()}}
    shutil.copyfile(ROOT / "tools" / "lite-pyodide.js", target / "pyodide.js")
    (target / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def joined(notebook):
    """The notebook as a Jupyter server hands it out: each text one string; with the browser's kernel."""
    notebook["metadata"]["kernelspec"] = KERNEL
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", ()):
            if "text" in output:
                output["text"] = "".join(output["text"])
            data = output.get("data", {})
            data.update({kind: "".join(text) for kind, text in data.items() if isinstance(text, list)})
    return notebook


def listing(folder):
    """What JupyterLite takes for the list of its notebooks: as a Jupyter server gives it."""
    about = {"writable": True, "mimetype": None, "content": None, "format": None}
    content = []
    for path in sorted(folder.iterdir()):
        status = path.stat()
        date = datetime.fromtimestamp(status.st_mtime, UTC).isoformat()
        own = {"name": path.name, "path": path.name, "type": "notebook", "size": status.st_size}
        content.append(about | own | {"created": date, "last_modified": date})
    whole = {"name": "", "path": "", "type": "directory", "format": "json", "size": None, "content": content}
    return about | whole | {"created": content[0]["created"], "last_modified": content[0]["last_modified"]}


def lay_out_notebooks(site):
    """The chapters, and the list in which JupyterLite looks for them."""
    files, lists = site / "files", site / "api" / "contents"
    files.mkdir(exist_ok=True)
    lists.mkdir(parents=True)
    for name, notebook in readable.notebooks(PAGES):
        (files / name).write_text(json.dumps(joined(notebook), ensure_ascii=False), encoding="utf-8")
    (lists / "all.json").write_text(json.dumps(listing(files)), encoding="utf-8")


def lay_out_script(site):
    """The book's own script, before all others of a page."""
    for page in [site / app / "index.html" for app in APPS]:
        text = page.read_text(encoding="utf-8")
        if text.count("<head>") != 1:
            raise Failure(f"{page} has no place for the book's script")
        page.write_text(text.replace("<head>", '<head><script src="../lite-page.js"></script>'), encoding="utf-8")
    shutil.copyfile(ROOT / "tools" / "lite-page.js", site / "lite-page.js")


def lay_out_icons(site):
    """The icons of a browser tab, which JupyterLite looks for where it has not put them."""
    folder = site / "static" / "favicons"
    folder.mkdir(parents=True)
    for name in ICONS:
        shutil.copyfile(site / "notebooks" / "favicon.ico", folder / f"favicon-{name}.ico")


def lay_out_licences(site):
    """The licences of JupyterLite and of what it was built with."""
    folder = site / "licences"
    folder.mkdir()
    for path in ENVIRONMENT.folder.glob("**/*.dist-info/**/LICEN[CS]E*"):
        package = next(part for part in path.parts if part.endswith(".dist-info")).partition("-")[0]
        shutil.copyfile(path, folder / f"{package}-{path.name}")


def fetch():
    """All that is fetched from elsewhere: JupyterLite in its environment, wheels, a copy of Pyodide."""
    BUILD.mkdir(exist_ok=True)
    ensure_environment()
    try:
        pyodide.fetch()
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure(f"A copy of Pyodide could not be fetched ({error}); it needs the network, once.") from error


def build(site, elsewhere=""):
    """Build JupyterLite into the folder `site`, with Pyodide in it or from the web address `elsewhere`."""
    fetch()
    source = BUILD / "lite-source"
    for folder in (source, site):
        shutil.rmtree(folder, ignore_errors=True)
    lay_out_pyodide(source / "static" / "pyodide", elsewhere)
    (source / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    apps = [part for app in APPS for part in ("--apps", app)]
    small = ("--no-sourcemaps", "--no-unused-shared-packages")
    command = (ENVIRONMENT.python, "-m", "jupyterlite_core", "build", "--lite-dir", source, "--output-dir", site)
    run("JupyterLite was not built.", *command, *apps, *small, folder=source)  # where it leaves its notes
    lay_out_notebooks(site)
    lay_out_script(site)
    lay_out_icons(site)
    lay_out_licences(site)
    shutil.rmtree(source)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    say(f"JupyterLite: {size / 1e6:.0f} MB in {site}")


def main(folder, setting=""):
    """`setting` is `pyodide_url` of _config.yml; the variable PYODIDE goes before it, as for live labs."""
    setting = os.environ.get("PYODIDE") or setting
    try:
        fetch() if folder == "--fetch" else build(Path(folder).resolve(), pyodide.web_address(setting))
    except Failure as failure:
        say(str(failure))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
