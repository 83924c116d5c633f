"""JupyterLite beside the pages: what is laid out for it, the setting that asks for it, and what goes wrong."""

import hashlib
import io
import json
import os
import zipfile
from types import SimpleNamespace

import pytest
from sphinx.errors import ExtensionError

from nbhelpers.build import pyodide as live
from nbhelpers.lab import widget
from nbhelpers.site import lite as pages
from tools import checks, commands, lite, pyodide, readable
from tools.console import Failure
from tools.environment import Environment


@pytest.fixture
def copy_of_pyodide(tmp_path, monkeypatch):
    """A folder that looks like a copy of Pyodide, with a package that is wanted and one that is not."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    contents = {"numpy-2-any.whl": b"numbers", "scipy-1-any.whl": b"more", **dict.fromkeys(pyodide.CORE, b"core")}
    for name, content in contents.items():
        (folder / name).write_bytes(content)

    def package(name, *needs):
        sha256 = hashlib.sha256(contents[name]).hexdigest()
        return {"file_name": name, "sha256": sha256, "depends": list(needs)}

    packages = {"numpy": package("numpy-2-any.whl", "openblas"), "scipy": package("scipy-1-any.whl", "numpy")}
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {}, "packages": packages}))
    monkeypatch.setattr(pyodide, "home", lambda: folder)
    monkeypatch.setattr(lite, "ENVIRONMENT", Environment(tmp_path, "env"))
    monkeypatch.setattr(live, "pinned", lambda: {"core": {}})
    (tmp_path / "env" / "wheels").mkdir(parents=True)
    for name in ("comm-0.2.3-py3-none-any.whl", "ipywidgets-8.1.7-py3-none-any.whl"):
        (tmp_path / "env" / "wheels" / name).write_bytes(name.encode())
    return folder


def test_pyodide_gets_the_wheels_and_loses_what_no_chapter_needs(copy_of_pyodide, tmp_path):
    target = tmp_path / "static" / "pyodide"
    lite.lay_out_pyodide(target)
    packages = json.loads((target / "pyodide-lock.json").read_text())["packages"]
    assert set(packages) == {"numpy", "comm", "ipywidgets", "nbhelpers"}
    assert packages["numpy"]["depends"] == []
    for entry in packages.values():
        assert hashlib.sha256((target / entry["file_name"]).read_bytes()).hexdigest() == entry["sha256"]
    assert {"numpy", "matplotlib", "ipywidgets"} <= set(packages["nbhelpers"]["depends"])
    assert packages["ipywidgets"]["version"] == "8.1.7" and packages["ipywidgets"]["imports"] == ["ipywidgets"]
    assert not (target / "scipy-1-any.whl").exists()


def test_from_elsewhere_only_the_list_and_our_wheels_are_here(copy_of_pyodide, tmp_path):
    target = tmp_path / "static" / "pyodide"
    lite.lay_out_pyodide(target, "https://cdn.example.org/pyodide/")
    lock = json.loads((target / "pyodide-lock.json").read_text())
    here = {entry["file_name"] for entry in lock["packages"].values() if entry.get("here")}
    assert {path.name for path in target.iterdir()} == here | {"pyodide.js", "pyodide-lock.json"}
    assert "here" not in lock["packages"]["numpy"] and lock["elsewhere"] == "https://cdn.example.org/pyodide/"


def test_a_damaged_or_missing_file_of_pyodide_is_named(copy_of_pyodide, tmp_path):
    (copy_of_pyodide / "numpy-2-any.whl").write_bytes(b"noise")
    with pytest.raises(Failure, match=r"numpy-2-any.whl in .* SHA-256 differs"):
        lite.lay_out_pyodide(tmp_path / "one")
    (copy_of_pyodide / "numpy-2-any.whl").unlink()
    with pytest.raises(Failure, match=r"has no numpy-2-any.whl"):
        lite.lay_out_pyodide(tmp_path / "two")


def test_an_address_in_the_variable_is_no_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PYODIDE", str(tmp_path / "own"))
    assert pyodide.home() == tmp_path / "own"
    monkeypatch.setenv("PYODIDE", "https://cdn.example.org/pyodide")
    assert pyodide.home() == tmp_path / "nbhelpers-pyodide"
    built = []
    monkeypatch.setattr(lite, "build", lambda *arguments: built.append(arguments))
    assert lite.main(str(tmp_path / "lite"), "a folder") == 0
    assert built == [(tmp_path / "lite", "https://cdn.example.org/pyodide/")]


def test_a_site_of_its_own_refuses_an_address(monkeypatch):
    monkeypatch.setenv("PYODIDE", "https://cdn.example.org/pyodide/")
    monkeypatch.setattr(commands, "ready", lambda: pytest.fail("began all the same"))
    with pytest.raises(Failure, match=r"PYODIDE is 'https://cdn.example.org/.*', a web address; .* wants a folder"):
        commands.site(None)


def test_only_whole_chapters_carry_the_experiments_and_the_scripts_of_a_figure():
    def names(**options):
        return set(zipfile.ZipFile(io.BytesIO(live.wheel(**options))).namelist())

    more = names(chapters=True) - names()
    scripts = {f"nbhelpers/lab/web/{name}" for name in (*widget.scripts(), "widget.js", "lab.css")}
    assert scripts < more and any("/experiments/" in name for name in more)
    assert all("/experiments/" in name or name.startswith("nbhelpers/lab/web/") for name in more)


def test_every_module_that_a_chapter_imports_is_in_the_wheel():
    files = set(zipfile.ZipFile(io.BytesIO(live.wheel(chapters=True))).namelist())
    for path in readable.chapters():
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for line in "".join(cell["source"]).splitlines() if cell["cell_type"] == "code" else ():
                if line.startswith("from nbhelpers."):
                    module = line.split()[1].replace(".", "/")
                    assert {f"{module}.py", f"{module}/__init__.py"} & files, line


def test_notebooks_are_as_a_server_hands_them_out():
    cell = {"cell_type": "code", "source": ["a = 1\n", "a"], "outputs": []}
    cell["outputs"] = [{"text": ["1\n", "2"]}, {"data": {"text/html": ["<p>", "</p>"], "application/json": {"a": 1}}}]
    notebook = lite.joined({"metadata": {"kernelspec": {"name": "python3"}}, "cells": [cell]})
    assert notebook["metadata"]["kernelspec"]["name"] == "python"
    (cell,) = notebook["cells"]
    assert cell["source"] == "a = 1\na" and cell["outputs"][0]["text"] == "1\n2"
    assert cell["outputs"][1]["data"] == {"text/html": "<p></p>", "application/json": {"a": 1}}


def test_the_list_names_every_chapter(tmp_path):
    (tmp_path / "files").mkdir()
    lite.lay_out_notebooks(tmp_path)
    listed = json.loads((tmp_path / "api" / "contents" / "all.json").read_text())
    names = [entry["path"] for entry in listed["content"]]
    assert names == [path.name for path in readable.chapters()] and "index.ipynb" not in names
    assert all((tmp_path / "files" / name).stat().st_size == entry["size"] for name, entry in zip(
        names, listed["content"], strict=True
    ))  # fmt: skip


@pytest.mark.parametrize("named, stands, expected", [("", True, True), ("1", False, True), ("0", True, False)])
def test_the_variable_goes_before_the_setting(monkeypatch, named, stands, expected):
    monkeypatch.setenv("LITE", named)
    config = SimpleNamespace(lite=stands)
    pages.decide(None, config)
    assert config.lite is expected


def test_a_wrong_variable_is_named(monkeypatch):
    monkeypatch.setenv("LITE", "yes")
    with pytest.raises(ExtensionError, match="LITE is 'yes'; allowed are 1"):
        pages.decide(None, SimpleNamespace(lite=False))


@pytest.mark.parametrize("on", [True, False])
def test_a_chapter_is_told_where_it_runs(on):
    app = SimpleNamespace(config=SimpleNamespace(root_doc="book/index", lite=on))
    context = {"is_notebook": True, "pathto": lambda path, resource: f"../{path}"}
    pages.link(app, "book/hopfield", "page.html", context, None)
    assert context["notebook"] == "book/hopfield.ipynb"
    address = context.get("lite", {}).get("url")
    assert address == ("../lite/notebooks/index.html?path=hopfield.ipynb" if on else None)
    for other in ("book/index", "book/notation"):
        plain = {"is_notebook": other == "book/index"}
        pages.link(app, other, "page.html", plain, None)
        assert "lite" not in plain and "notebook" not in plain


def test_switched_off_nothing_of_it_stays(tmp_path):
    (tmp_path / "lite" / "files").mkdir(parents=True)
    builder = SimpleNamespace(format="html")
    pages.lay_out(SimpleNamespace(builder=builder, outdir=str(tmp_path), config=SimpleNamespace(lite=False)), None)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("ci", [False, True])
def test_the_stage_is_skipped_where_it_can_t_be_had_but_not_on_ci(monkeypatch, ci):
    def failed(*arguments):
        raise Failure("JupyterLite or its Python could not be had.")

    monkeypatch.setattr(checks, "run_logged", failed)
    monkeypatch.setattr(checks.pyodide, "fetch", lambda: pytest.fail("fetched all the same"))
    monkeypatch.setattr(checks.book, "build_twin", lambda *arguments, **options: pytest.fail("built all the same"))
    monkeypatch.setenv("CI", "true") if ci else monkeypatch.delenv("CI", raising=False)
    environment = SimpleNamespace(python="python", variables=dict)
    stage = checks.Stage("lite")
    if ci:
        with pytest.raises(Failure, match="could not be had"):
            checks.lite(environment, stage, dict, lambda: checks.lite_book(environment))
    else:
        checks.lite(environment, stage, dict, lambda: checks.lite_book(environment))
        assert stage.tests["skipped"] == 1 and stage.failed == 0
