"""Every printed equation at other random values: `python -m tests.equations.seeds [SEED ...]`, else 20 seeds.

Ends with 1 if any does not hold. `make test` checks them with one seed, `make test-all` with all of SEEDS.
"""

import sys

from tests.equations.notebook import all_equations
from tests.equations.registry import registered

SEEDS = (*range(1, 19), 12345, 20261129)


def wrong(seed):
    """{label: what did not agree} at the values of this seed."""
    entries, found = registered(), {}
    for label, tex in ((label, tex) for chapter in all_equations().values() for label, tex in chapter.items()):
        if said := entries[label].outcome(tex, entries[label].cases(seed)).wrong:
            found[label] = said
    return found


def main(seeds):
    bad = False
    for seed in seeds:
        found = [f"{label}: {said}" for label, said in wrong(seed).items()]
        bad |= bool(found)
        print(f"seed {seed}: {'; '.join(found) or 'all hold'}", flush=True)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main([int(seed) for seed in sys.argv[1:]] or SEEDS))
