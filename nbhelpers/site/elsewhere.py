"""Where a page leads outside of the book: to a host that runs its notebook, to its source, to a report of an error.

All of it follows from Jupyter Book's own settings in `_config.yml`, and what is not set is not offered:
`html: baseurl`, the address of the pages; `repository: url` and `branch`, on GitHub; `launch_buttons: colab_url`,
`binderhub_url` and `jupyterhub_url`. Hosts get the readable notebooks, which `tools/publish.py` lays out for the
repository's branch `notebooks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

import yaml
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

import nbhelpers
from nbhelpers.build import pyodide

BRANCH = "notebooks"
GITHUB = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+)/?")
WEB = re.compile(r"https?://[^\s?#]+")


class Elsewhere(NamedTuple):
    """The addresses of this book, each without a slash at its end, empty where there is none."""

    site: str = ""
    repository: str = ""
    branch: str = "main"
    colab: str = ""
    binder: str = ""
    hub: str = ""

    @classmethod
    def read(cls, config: Path) -> Elsewhere:
        """From the file `_config.yml`."""
        said = yaml.safe_load(config.read_text("utf8"))
        repository = said.get("repository") or {}
        options = {f"repository_{name}": repository.get(name) for name in ("url", "branch")}
        options["launch_buttons"] = said.get("launch_buttons")
        return cls.of((said.get("html") or {}).get("baseurl"), options)

    @classmethod
    def of(cls, baseurl: str | None, options: Mapping) -> Elsewhere:
        """From Sphinx's `html_baseurl` and the theme's options; `ValueError` names a setting that is no address."""
        buttons = options.get("launch_buttons") or {}
        given = {
            "site": ("html: baseurl", baseurl, WEB, "a web address"),
            "repository": ("repository: url", options.get("repository_url"), GITHUB, "https://github.com/OWNER/NAME"),
            "colab": ("launch_buttons: colab_url", buttons.get("colab_url"), WEB, "a web address"),
            "binder": ("launch_buttons: binderhub_url", buttons.get("binderhub_url"), WEB, "a web address"),
            "hub": ("launch_buttons: jupyterhub_url", buttons.get("jupyterhub_url"), WEB, "a web address"),
        }
        for setting, address, form, allowed in given.values():
            if address and not form.fullmatch(address):
                raise ValueError(f"{setting} is {address!r}; allowed are {allowed}, or nothing")
        addresses = {name: (address or "").rstrip("/") for name, (_, address, _, _) in given.items()}
        addresses["repository"] = addresses["repository"].removesuffix(".git")
        return cls(**addresses, branch=options.get("repository_branch") or "main")

    @property
    def package(self) -> str:
        """Where pip finds what the notebooks import: beside them, or in the repository."""
        if self.site:
            return f"{self.site}/_sources/{pyodide.WHEEL}"
        return f"git+{self.repository}@{self.branch}" if self.repository else ""

    def runs(self, notebook: str) -> dict[str, str]:
        """Host -> the address that opens this notebook there."""
        if not self.repository:
            return {}
        owner, name = GITHUB.fullmatch(self.repository).groups()
        pull = {"repo": self.repository, "branch": BRANCH, "urlpath": f"lab/tree/{name}/{notebook}"}
        found = {
            "Colab": self.colab and f"{self.colab}/github/{owner}/{name}/blob/{BRANCH}/{quote(notebook)}",
            "Binder": self.binder
            and f"{self.binder}/v2/gh/{owner}/{name}/{BRANCH}?urlpath={quote(f'lab/tree/{notebook}', safe='')}",
            "JupyterHub": self.hub and f"{self.hub}/hub/user-redirect/git-pull?{urlencode(pull)}",
        }
        return {host: address for host, address in found.items() if address}

    def source(self, path: str) -> str:
        """Where the source of a page is read and changed."""
        return f"{self.repository}/blob/{self.branch}/{quote(path)}" if self.repository else ""

    def report(self, page: str, title: str) -> str:
        """Where an error of a page is reported; the page's script adds the state of its figures."""
        if not self.repository:
            return ""
        where = f"{self.site}/{page}.html" if self.site else f"{page}.html"
        body = f"What is wrong, and what did you expect?\n\n\n---\nPage: {where}\nEdition: {nbhelpers.__version__}"
        return f"{self.repository}/issues/new?{urlencode({'title': f'{title}: ', 'body': body})}"


def decide(app: Sphinx, config) -> None:
    try:
        app.elsewhere = Elsewhere.of(config.html_baseurl, config.html_theme_options)
    except ValueError as error:
        raise ExtensionError(f"_config.yml: {error}") from None


def link(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Tell a page where it leads."""
    if doctree is None:
        return
    places, path = app.elsewhere, Path(app.env.doc2path(pagename))
    title = re.sub("<[^>]*>", "", context.get("title", ""))
    context["report"] = places.report(pagename, title)
    context["edit"] = places.source(path.relative_to(app.srcdir).as_posix())
    if context.get("notebook"):
        context["runs"], context["package"] = places.runs(path.name), places.package


def lay_out(app: Sphinx, problem: Exception | None) -> None:
    """Put the package beside the notebooks that are offered for download."""
    if not problem and app.builder.format == "html" and app.elsewhere.site:
        folder = Path(app.outdir) / "_sources"
        folder.mkdir(exist_ok=True)
        (folder / pyodide.WHEEL).write_bytes(pyodide.wheel(chapters=True))


def setup(app: Sphinx) -> None:
    app.connect("config-inited", decide)
    app.connect("html-page-context", link, priority=902)  # when lite has said what is a chapter
    app.connect("build-finished", lay_out)
