"""The site of the book: formulas rendered at build time, and the pages' shell (its theme is in site/motion)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import Sphinx

from nbhelpers.site import (
    assets,
    dares,
    download,
    elsewhere,
    formulas,
    gallery,
    glossary,
    index,
    licences,
    lite,
    notes_map,
    offline,
    packed,
    reading,
    search,
)

HERE = Path(__file__).parent


def fingerprint(root: Path) -> str:
    """A hash of what pages are made with. As a setting of the book it makes every page new when that changes."""
    places = [path for folder in (HERE, HERE.parent / "build") for path in folder.rglob("*")]
    code = (path for path in places if path.suffix in (".py", ".js", ".css", ".jinja"))
    theme = (path for path in (root / "site").rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in [*sorted(code), *sorted(theme), root / "node_modules" / "katex" / "package.json"]:
        digest.update(path.read_bytes() if path.is_file() else b"missing")
    return digest.hexdigest()[:16]


def transforms() -> str:
    """A hash of what has a say while pages are read. As a setting it has every page read again when that changes."""
    modules = [Path(module.__file__) for module in (glossary, index, licences, notes_map, search)]
    digest = hashlib.sha256()
    for path in (*modules, HERE / "licences.html.jinja"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def setup(app: Sphinx) -> dict[str, bool]:
    """Entry point of the Sphinx extension (`_config.yml`: sphinx.local_extensions)."""
    app.add_config_value("site_fingerprint", fingerprint(Path(app.srcdir)), "html")
    app.add_config_value("site_transforms", transforms(), "env")
    formulas.setup(app)
    assets.setup(app)
    dares.setup(app)
    download.setup(app)
    lite.setup(app)
    elsewhere.setup(app)
    gallery.setup(app)
    glossary.setup(app)
    index.setup(app)
    licences.setup(app)
    notes_map.setup(app)
    offline.setup(app)
    packed.setup(app)
    reading.setup(app)
    search.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
