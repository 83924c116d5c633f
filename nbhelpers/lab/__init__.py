"""A lab is a figure that answers: controls, a pure computation, a drawing, a sentence.

    controls -> compute(**controls) -> state -> update(artists, state)   the picture
                                             -> read(state)              the sentence

It is declared once (`Lab`) and shown by several hosts, all with the HTML of `page` and the scripts of `web`:
`notebook` (a kernel answers), `nbhelpers.build` (the static page with its recorded states), `nbhelpers.live` (Python
in the page). No host knows what a lab computes; no lab knows which host shows it.
"""

import logging
import sys

from nbhelpers.lab.controls import Choice, Control, Range, Seed, Switch, Text, Time
from nbhelpers.lab.definition import Lab, Panel
from nbhelpers.lab.dots import Dots
from nbhelpers.lab.pixels import Pixels
from nbhelpers.lab.points import Point
from nbhelpers.lab.progress import Stopped, track
from nbhelpers.lab.source import source

if sys.platform == "emscripten":  # Matplotlib looks for fonts at its start there, and would say so in red
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

if "IPython" in sys.modules:
    from nbhelpers.lab import notebook  # noqa: F401 - this host brings itself in

__all__ = [
    "Choice", "Control", "Dots", "Lab", "Panel", "Pixels", "Point", "Range", "Seed", "Stopped", "Switch", "Text",
    "Time", "source", "track",
]  # fmt: skip
