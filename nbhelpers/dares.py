"""Every dare of the book by its name; each chapter's `dares` has them as the tuple `DARES`. In a notebook:

    from nbhelpers import dares
    dares.check("optimizers.losing")              # the state of the figure that was shown last
    dares.check("optimizers.losing", eta=0.03)    # a state of your own, the defaults where nothing is given
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nbhelpers import rooms
from nbhelpers.lab.dare import declared

if TYPE_CHECKING:
    from nbhelpers.lab import Lab
    from nbhelpers.lab.dare import Dare, Verdict


def registry() -> dict[str, Dare]:
    """Every dare by its name, chapter by chapter."""
    return rooms.registry("dares")


def get(name: str) -> Dare:
    """The dare of that name ("<chapter>.<dare>"), of which only the chapter is imported; `ValueError` with all names if
    there is none.
    """
    chapter = str(name).split(".")[0]
    own = declared(chapter) if chapter.isidentifier() else ()
    return next((dare for dare in own if dare.name == name), None) or rooms.get("dares", name)


def check(name: str, **values) -> Verdict:
    """Whether a state of its lab meets a dare: these values of its controls, or those of the figure shown last."""
    dare = get(name)
    return dare.judge(**(values or _shown(dare.lab)))


def _shown(lab: Lab) -> dict:
    """The values of the lab's figure that a notebook has shown last; none where there is no such figure."""
    notebook = sys.modules.get("nbhelpers.lab.notebook")
    cells = notebook.SHOWN.values() if notebook else ()
    widgets = [made for shown in cells for made in shown.widgets if made.lab.name == lab.name]
    return widgets[-1].values if widgets else {}
