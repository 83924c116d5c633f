"""Where pages lead outside of the book: by one setting, and nowhere without it."""

import io
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from nbhelpers import labs
from nbhelpers.build import pyodide
from nbhelpers.lab.page import headlined
from nbhelpers.site.elsewhere import Elsewhere
from tests.tiny.book import built
from tools import publish, readable

ROOT = Path(__file__).parents[1]
BUTTONS = {
    "colab_url": "https://colab.research.google.com",
    "binderhub_url": "https://mybinder.org/",
    "jupyterhub_url": "https://hub.example.edu",
}
OPTIONS = {"repository_url": "https://github.com/someone/motion.git", "launch_buttons": BUTTONS}
SITE = "https://someone.example/motion"


def test_each_host_opens_the_readable_notebook():
    runs = Elsewhere.of("", OPTIONS).runs("hopfield.ipynb")
    assert runs["Colab"] == "https://colab.research.google.com/github/someone/motion/blob/notebooks/hopfield.ipynb"
    assert runs["Binder"] == "https://mybinder.org/v2/gh/someone/motion/notebooks?urlpath=lab%2Ftree%2Fhopfield.ipynb"
    pull = parse_qs(urlsplit(runs["JupyterHub"]).query)
    assert pull["branch"] == ["notebooks"] and pull["urlpath"] == ["lab/tree/motion/hopfield.ipynb"]


def test_without_settings_there_is_nothing():
    places = Elsewhere.of(None, {})
    assert places == Elsewhere() and places.runs("a.ipynb") == {}
    assert places.package == places.source("book/a.md") == places.report("book/a", "A") == ""


def test_the_package_comes_from_the_site_or_else_from_the_repository():
    assert Elsewhere.of(SITE, OPTIONS).package == f"{SITE}/_sources/{pyodide.WHEEL}"
    named = {**OPTIONS, "repository_branch": "second"}
    assert Elsewhere.of("", named).package == "git+https://github.com/someone/motion@second"


@pytest.mark.parametrize(
    "baseurl, options, words",
    [
        ("motion", {}, "html: baseurl is 'motion'"),
        ("", {"repository_url": "https://example.org/motion"}, "repository: url is .*OWNER/NAME"),
        ("", {"launch_buttons": {"binderhub_url": "mybinder"}}, "launch_buttons: binderhub_url is 'mybinder'"),
    ],
)
def test_what_is_no_address_is_refused_by_name(baseurl, options, words):
    with pytest.raises(ValueError, match=words):
        Elsewhere.of(baseurl, options)


def test_a_page_leads_there_and_its_report_names_it(tmp_path):
    conf = f"""
extensions = ["myst_nb", "nbhelpers.site"]
html_baseurl = {SITE!r}
html_theme_options = {OPTIONS!r}
nb_execution_mode = "off"
"""
    notebook = {"cells": [readable.markdown_cell("# A chapter")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    index = "# Start\n\n```{toctree}\nbook/one\n```\n"
    site = built(tmp_path, {"index.md": index, "book/one.ipynb": json.dumps(notebook)}, conf)
    page = (site / "book" / "one.html").read_text("utf8")
    links = re.findall(r'href="(https?://[^"]+)"', page.replace("&amp;", "&"))
    assert {urlsplit(link).netloc for link in links} >= {"colab.research.google.com", "mybinder.org", "hub.example.edu"}
    assert "https://github.com/someone/motion.git/blob/main/book/one.ipynb" not in links
    assert "https://github.com/someone/motion/blob/main/book/one.ipynb" in links
    asked = next(parse_qs(urlsplit(link).query) for link in links if "/issues/new" in link)
    assert f"Page: {SITE}/book/one.html" in asked["body"][0] and asked["title"] == ["A chapter: "]
    assert zipfile.is_zipfile(site / "_sources" / pyodide.WHEEL)
    start = (site / "index.html").read_text("utf8")
    assert "Colab" not in start and "Report an error" in start


@pytest.mark.whole
def test_a_downloaded_notebook_runs_in_an_empty_folder(tmp_path):
    """With the package from its wheel, as the notebook's first cell has it."""
    wheel, shelf, empty = tmp_path / pyodide.WHEEL, tmp_path / "shelf", tmp_path / "empty"
    wheel.write_bytes(pyodide.wheel(chapters=True))
    empty.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(shelf), str(wheel)]
    subprocess.run(pip, check=True)
    made = dict(readable.notebooks(f"{SITE}/", str(wheel)))["optimizers.ipynb"]
    first = {**readable.code_cell("import nbhelpers; print(nbhelpers.__file__)"), "id": "where"}
    path = empty / "optimizers.ipynb"
    path.write_text(json.dumps({**made, "cells": [first, *made["cells"]]}), "utf8")
    run = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--inplace", str(path)]
    subprocess.run(run, cwd=empty, env={**os.environ, "PYTHONPATH": str(shelf)}, check=True, timeout=300)
    cells = json.loads(path.read_text("utf8"))["cells"]
    assert str(shelf) in "".join(cells[0]["outputs"][0]["text"])
    assert "%pip install" in "".join(cells[2]["source"]) and cells[2]["outputs"] == []  # it is there
    outputs = [out["data"] for cell in cells for out in cell.get("outputs", []) if "data" in out]
    sentence = headlined(labs.get("optimizers.race").reading())
    assert any(sentence in "".join(output.get("text/html", "")) for output in outputs)


def test_the_wheel_says_what_it_needs():
    with zipfile.ZipFile(io.BytesIO(pyodide.wheel(chapters=True))) as archive:
        about = archive.read(f"nbhelpers-{pyodide.nbhelpers.__version__}.dist-info/METADATA").decode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    assert re.findall("Requires-Dist: (.*)", about) == project["dependencies"]


def test_the_branch_has_what_hosts_need(tmp_path):
    files = publish.files(Elsewhere.of(SITE, OPTIONS))
    assert {"README.md", "requirements.txt", "runtime.txt", "index.ipynb", "hopfield.ipynb"} < set(files)
    assert files["requirements.txt"].splitlines()[1] == f"{SITE}/_sources/{pyodide.WHEEL}"
    assert f"{SITE}/book/hopfield.html?recall.noise" in files["hopfield.ipynb"]


def test_the_citation_agrees_with_the_package_and_the_settings():
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf8"))
    places = Elsewhere.read(ROOT / "_config.yml")
    assert said["version"] == pyodide.nbhelpers.__version__
    assert (said.get("url", ""), said.get("repository-code", "")) == (places.site, places.repository)


def test_the_package_s_front_page_runs():
    code = re.search(r"```python\n(.*?)```", (ROOT / "nbhelpers" / "README.md").read_text("utf8"), re.DOTALL)[1]
    done = subprocess.run([sys.executable, "-m", "IPython", "-c", f"{code}\nprint('W', W.shape)"], capture_output=True)
    assert "W (100, 100)" in done.stdout.decode(), done.stdout.decode() + done.stderr.decode()
