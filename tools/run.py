"""python tools/run.py COMMAND - what the Makefile calls; needs nothing but Python 3.11 or newer.

This file is kept to syntax that an old Python reads too, so that it can say what is wanted.
"""

import os
import sys

NEEDED = (3, 11)


def too_old(version):
    """One sentence for a Python older than the book needs; None if it is new enough."""
    if tuple(version[:2]) >= NEEDED:
        return None
    return "This book needs Python %d.%d or newer, and %s is Python %d.%d: install a newer one, or name it: make PYTHON=python3.11" % (  # noqa: E501, UP031
        NEEDED + (sys.executable,) + tuple(version[:2])  # noqa: RUF005
    )


if __name__ == "__main__":
    sentence = too_old(sys.version_info)
    if sentence:
        sys.exit(sentence)
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from tools.commands import main

    sys.exit(main())
