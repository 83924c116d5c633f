"""What a live page loads: Pyodide from where the setting says, and a wheel of this package.

`pyodide.json` pins the files with sizes and SHA-256 (made by `tools/pyodide.py pin`). The setting
`pyodide_url` in `_config.yml`, or the variable PYODIDE at build time, is a web address, or a folder whose
files the site is to serve itself; empty means a book without live labs.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tomllib
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import nbhelpers
from nbhelpers.equations import printed_in

PROJECT = Path(nbhelpers.__file__).parents[1] / "pyproject.toml"
PIN = Path(__file__).with_name("pyodide.json")
PACKAGES = ("numpy", "contourpy")  # and all that they need; figures are drawn by `nbhelpers.lab.light`
STAGES = "nbhelpers/lab/light/stages/"
LEFT_OUT = ("nbhelpers/README.md", "nbhelpers/build/", "nbhelpers/site/", "nbhelpers/lab/web/")
WHEEL = f"nbhelpers-{nbhelpers.__version__}-py3-none-any.whl"
MORE = "more.zip"
CARRIED = (".py", ".npz", ".json", ".md")
FIRST_DAY = (2020, 1, 1, 0, 0, 0)


@cache
def pinned() -> dict:
    return json.loads(PIN.read_text(encoding="utf-8"))


def wheel_files(chapters: bool = False) -> dict[str, bytes]:
    """Path in the wheel -> content: the package without what only a build needs, and every lab there is.

    Only whole `chapters` need the experiments, and the scripts of a figure.
    """
    without = {"__pycache__"} | (set() if chapters else {"experiments"})
    files = {}
    for folder in map(Path, nbhelpers.__path__):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            name = f"nbhelpers/{inside.as_posix()}"
            script = chapters and name.startswith("nbhelpers/lab/web/")
            carried = path.suffix in CARRIED and not name.startswith(LEFT_OUT)
            if script or (carried and without.isdisjoint(inside.parts)):
                files[name] = path.read_bytes()
    return files


def wheel(chapters: bool = False, stages: Mapping[str, bytes] | None = None) -> bytes:
    """A wheel of this package, the same bytes from the same sources; one with whole `chapters` says what it needs.

    `stages` of labs by name (`build.stages`) are what the page's Python draws from.
    """
    info = f"nbhelpers-{nbhelpers.__version__}.dist-info"
    about = f"Metadata-Version: 2.1\nName: nbhelpers\nVersion: {nbhelpers.__version__}\n"
    if chapters:
        project = tomllib.loads(PROJECT.read_text("utf8"))["project"]
        needs = "".join(f"Requires-Dist: {name}\n" for name in project["dependencies"])
        about += f"Requires-Python: {project['requires-python']}\n{needs}"
    files = wheel_files(chapters) | {f"{STAGES}{name}.json": text for name, text in sorted((stages or {}).items())} | {
        f"{info}/METADATA": about.encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: nbhelpers\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [f"{name},sha256={_urlsafe(content)},{len(content)}" for name, content in files.items()]
    files[f"{info}/RECORD"] = ("\n".join([*lines, f"{info}/RECORD,,"]) + "\n").encode()
    return _zipped(files)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files, the same bytes from the same content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def more(root: Path = PROJECT.parent) -> bytes:
    """An archive of what no figure needs: experiments and texts, for the cells of chapters, and the checks of the
    printed equations with these, for `nbhelpers.equations`."""
    tests = [root / "tests" / "rooms.py", *root.glob("tests/equations/*.py"), *root.glob("tests/*/equations*.py")]
    paths = [*tests, *root.glob("nbhelpers/*/experiments/*.py"), *root.glob("nbhelpers/*/data/*.txt")]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}
    left_out = ("test_", "mutate", "report", "seeds")
    files = {name: content for name, content in files.items() if not name.rpartition("/")[2].startswith(left_out)}
    for path in sorted((root / "book").glob("*.ipynb")):
        printed = printed_in(json.loads(path.read_text("utf8")))
        text = "\n".join(f"$${tex}$$ ({label})" for label, tex in printed.items())
        cells = [{"cell_type": "markdown", "source": text}]
        files[f"book/{path.name}"] = json.dumps({"cells": cells}, ensure_ascii=False).encode()
    return _zipped(files)


def _urlsafe(content: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def place(setting: str) -> tuple[str, Path | None]:
    """(web address, None), or ("", folder) where the site is to serve the files itself."""
    setting = os.environ.get("PYODIDE") or setting
    if setting.startswith(("http://", "https://")):
        return setting.rstrip("/") + "/", None
    folder = Path(setting).expanduser().resolve()
    missing = [name for name in files() if not (folder / name).is_file()]
    if missing:
        raise ValueError(
            f"pyodide_url is {setting!r}: that is no web address, and the folder lacks {', '.join(missing[:3])} "
            f"of Pyodide {pinned()['info']['version']} (`python tools/pyodide.py fetch` makes such a folder)"
        )
    return "", folder


def packages() -> dict[str, dict]:
    """What Pyodide's lock says of each package that is loaded."""
    return {name: pinned()["packages"][name] for name in PACKAGES}


def files() -> dict[str, dict]:
    """File -> {bytes, sha256} of all that is loaded from Pyodide's place."""
    entries = {**pinned()["core"], **{entry["file_name"]: entry for entry in packages().values()}}
    return {name: {key: entry[key] for key in ("bytes", "sha256")} for name, entry in entries.items()}


def stages_in(static: Path) -> dict[str, bytes]:
    """The stages of the labs in a site that is there."""
    (there,) = static.glob(f"live-*/{WHEEL}")
    with zipfile.ZipFile(there) as archive:
        names = [name for name in archive.namelist() if name.startswith(STAGES)]
        return {name.removeprefix(STAGES).removesuffix(".json"): archive.read(name) for name in names}


def lay_out(setting: str, static: Path, stages: Mapping[str, bytes]) -> tuple[str, int] | None:
    """Put what live labs need into `static`; (path of the list there, bytes to be loaded), None for no live labs."""
    if not (os.environ.get("PYODIDE") or setting):
        return None
    url, folder = place(setting)
    if folder:
        url = f"../pyodide-{pinned()['info']['version']}/"
        _copy(folder, static / url.removeprefix("../"))
    content = wheel(stages=stages)
    lock = {"info": pinned()["info"], "packages": packages()}
    listing = {
        "version": pinned()["info"]["version"],
        "url": url,
        "files": files(),
        "packages": PACKAGES,
        "wheel": _entry(WHEEL, content),
        "more": _entry(MORE, rest := more()),
    }
    text = json.dumps(listing, indent=1)
    here = static / f"live-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
    for old in static.glob("live-*"):
        shutil.rmtree(old)
    here.mkdir(parents=True)
    (here / WHEEL).write_bytes(content)
    (here / MORE).write_bytes(rest)
    (here / "live.json").write_text(text, encoding="utf-8")
    (here / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return f"{here.name}/live.json", len(content) + sum(entry["bytes"] for entry in files().values())


def _entry(name: str, content: bytes) -> dict:
    return {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, entry in files().items():
        content = (source / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            version = pinned()["info"]["version"]
            raise ValueError(f"{source / name} is not the file of Pyodide {version} (its SHA-256 differs)")
        if not (target / name).is_file() or (target / name).stat().st_size != entry["bytes"]:
            (target / name).write_bytes(content)
