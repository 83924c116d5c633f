"""For all tests: no window is opened, Hypothesis judges results, never the speed of a machine, and what is marked
`whole` waits for the whole run."""

import os
import sys

import hypothesis

from tests.whole import WHOLE

os.environ["MPLBACKEND"] = "agg"
sys.modules["rfc3987_syntax"] = None  # jsonschema does without its 39 grammars, whose making takes 3 s
hypothesis.settings.register_profile("book", deadline=None, print_blob=True)
hypothesis.settings.load_profile("book")


def pytest_collection_modifyitems(config, items):
    later = [] if WHOLE else [item for item in items if item.get_closest_marker("whole")]
    if later:
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if item not in later]
