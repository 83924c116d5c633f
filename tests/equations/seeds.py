"""Every printed equation at other random values: `python -m tests.equations.seeds [CHAPTER ...] [SEED ...]`.

Without a chapter those of all (some 20 seconds a seed), without a seed at SEEDS. Ends with 1 if any does not hold.
`make test` checks them with one seed, `make test-all` with all of SEEDS.
"""

import sys

from tests.equations.notebook import all_equations
from tests.equations.registry import registered

SEEDS = (*range(1, 19), 12345, 20261129)


def wrong(seed, chapters=()):
    """{label: what did not agree} at the values of this seed."""
    entries, found = registered(), {}
    book = {name: equations for name, equations in all_equations().items() if not chapters or name in chapters}
    for label, tex in ((label, tex) for equations in book.values() for label, tex in equations.items()):
        if said := entries[label].outcome(tex, entries[label].cases(seed)).wrong:
            found[label] = said
    return found


def main(asked):
    bad, chapters = False, [name for name in asked if not name.isdecimal()]
    for seed in [int(seed) for seed in asked if seed.isdecimal()] or SEEDS:
        found = [f"{label}: {said}" for label, said in wrong(seed, chapters).items()]
        bad |= bool(found)
        print(f"seed {seed}: {'; '.join(found) or 'all hold'}", flush=True)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
