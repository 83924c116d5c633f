"""What the site carries of others is listed, with its licence; nothing else gets into its scripts."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from nbhelpers.build.pyodide import pinned
from nbhelpers.site import licences, packed
from nbhelpers.site.katex import node_program
from tests.tiny.book import built

ROOT = Path(__file__).parents[1]
ENTRIES = licences.entries(ROOT)
NPM = {name: entry for entry in ENTRIES for name in entry.get("npm", ())}


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    """The npm packages that go into the editor's one file."""
    folder = tmp_path_factory.mktemp("editor")
    command = [node_program(), ROOT / "site/editor/bundle.mjs", folder / "editor.js", folder / "inputs.json"]
    subprocess.run(command, check=True, cwd=ROOT, timeout=60)
    inputs = json.loads((folder / "inputs.json").read_text())
    found = (re.search(r".*node_modules/((?:@[^/]+/)?[^/]+)", path) for path in inputs)
    return {match[1] for match in found if match}


def test_every_package_in_the_editor_has_an_entry_and_every_entry_its_package(bundled):
    assert "@codemirror/view" in bundled
    assert bundled == {name for name, entry in NPM.items() if entry["where"] == "_static/editor-*.js"}


@pytest.mark.parametrize("name", NPM)
def test_a_package_is_under_the_licence_that_its_entry_says(name):
    about = json.loads((ROOT / "node_modules" / name / "package.json").read_text())
    assert about["license"] == NPM[name]["licence"].split(";")[0]
    assert any("Permission is hereby granted" in path.read_text() for path in licences.texts(ROOT, NPM[name]).values())


def test_every_dependency_of_the_site_has_an_entry():
    assert set(json.loads((ROOT / "package.json").read_text())["dependencies"]) <= set(NPM)


def test_every_package_of_the_page_s_python_has_an_entry():
    (entry,) = (entry for entry in ENTRIES if entry.get("pyodide") == "packages")
    assert set(entry["licence"]) == set(pinned()["packages"])
    assert f"/{pinned()['info']['version']}/" in str(ENTRIES)


def test_every_script_and_style_of_a_site_is_ours_or_has_an_entry(tmp_path):
    """A small site: what lies in its _static after the build."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text())["sphinx"]["extra_extensions"]
    extensions = ["myst_nb", "sphinx_copybutton", "sphinx_togglebutton", "sphinx_design", "nbhelpers.site", *config]
    conf = f"extensions = {extensions}\nbibtex_bibfiles = []\n"
    html = built(tmp_path, {"index.md": "# Start\n\n```{licences}\n```\n"}, conf)
    static = html / "_static"
    ours = {path.name for path in (ROOT / "site/motion/static").iterdir()} | {packed.web_folder()}
    listed = "".join(entry["where"] for entry in ENTRIES)
    made = {"documentation_options.js", "licences", "file.png", "plus.png", "minus.png"}  # Sphinx's too
    there = {path.name for path in static.iterdir()}
    assert {name for name in there - ours - made if name not in listed} == set()
    page = (html / "index.html").read_text()
    linked = {Path(link).name for link in re.findall(rf'href="({licences.FOLDER}/[^"]+)"', page)}
    assert linked == {path.name for path in (static / "licences").iterdir()}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"licence": None}, "lacks licence"),
        ({"link": None}, "needs a `text` or a `link`"),
        ({"text": {"a.txt": "no"}}, "there is no no"),
    ],
)
def test_an_entry_that_does_not_say_enough_is_refused(tmp_path, change, said):
    whole = {"name": "A", "for": "it", "where": "there", "licence": "MIT", "link": "https://example.org"}
    entry = {key: value for key, value in {**whole, **change}.items() if value is not None}
    (tmp_path / "site").mkdir()
    (tmp_path / licences.LIST).write_text(yaml.safe_dump([entry]))
    with pytest.raises(ValueError, match=said):
        licences.entries(tmp_path)
