"""Builds a book of a few pages with this book's theme, as the whole book is built: warnings are errors."""

from pathlib import Path
from subprocess import CompletedProcess

from tests.tiny import sphinx

ROOT = Path(__file__).parents[2]
CONF = """
project = "Tiny"
html_theme, html_theme_path = "motion", ["site"]
html_math_renderer = "katex_at_build"
html_favicon = "site/motion/static/favicon.svg"
exclude_patterns = ["site", "node_modules"]
"""


def build(folder: Path, pages: dict[str, str], conf: str) -> CompletedProcess:
    """Write `pages` ({path: text}) and conf.py, which begins with CONF, and build them into _build/html."""
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")
    (folder / "conf.py").write_text(CONF + conf, "utf8")
    for name in ("site", "node_modules", "package-lock.json"):
        (folder / name).symlink_to(ROOT / name)
    return sphinx.run("-W", "-n", "--keep-going", "-q", ".", "_build/html", folder=folder)


def built(folder: Path, pages: dict[str, str], conf: str) -> Path:
    """The folder of the site; fails with what the build said."""
    done = build(folder, pages, conf)
    assert done.returncode == 0, done.stderr
    return folder / "_build" / "html"
