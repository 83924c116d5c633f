"""The readable notebooks as hosts take them: a folder to be pushed as the repository's branch `notebooks`.

    python tools/publish.py FOLDER

Colab opens a chapter of that branch, Binder makes its machine from `requirements.txt` and `runtime.txt`, nbgitpuller
gives each student a copy. Without `repository: url` in `_config.yml` nothing is written.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from nbhelpers.files import write
from nbhelpers.site.elsewhere import Elsewhere
from tools import workbooks
from tools.console import ROOT, say

PYTHON = "python-3.12"  # of the machine that Binder makes, whose own is older than the book allows
README = """# Neural Networks in Motion: the notebooks

Made from {repository} by `tools/publish.py`. Changes belong there: what is changed here, the next edition writes over.
"""
REQUIREMENTS = """jupyterlab>=4.2,<5
{package}
"""


def files(places):
    """{name: text} of the branch."""
    told = {"README.md": README, "requirements.txt": REQUIREMENTS, "runtime.txt": f"{PYTHON}\n"}
    filled = {name: text.format(repository=places.repository, package=places.package) for name, text in told.items()}
    return filled | workbooks.texts(f"{places.site}/" if places.site else "", places.package)


def main(folder):
    places = Elsewhere.read(ROOT / "_config.yml")
    if not places.repository:
        say("_config.yml names no repository (repository: url): nothing to publish")
        return 0
    for name, text in files(places).items():
        write(text, Path(folder) / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
