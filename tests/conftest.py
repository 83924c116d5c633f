"""For all tests: no window is opened, and Hypothesis judges results, never the speed of a machine."""

import os

import hypothesis

os.environ["MPLBACKEND"] = "agg"
hypothesis.settings.register_profile("book", deadline=None, print_blob=True)
hypothesis.settings.load_profile("book")
