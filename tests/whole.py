"""What the run of all tests leaves to the whole one: `make test-all` sets WHOLE, `make test` tries a sample."""

import os
from collections.abc import Iterable

WHOLE = bool(os.environ.get("WHOLE"))


def some(items: Iterable, few: int) -> list:
    """All `items` in the whole run; else so `few` of them, spread evenly, with the first and the last."""
    items = list(items)
    if WHOLE or few >= len(items):
        return items
    return [items[round(k * (len(items) - 1) / max(few - 1, 1))] for k in range(few)]
