"""Every page of the built book under Lighthouse's mobile profile: a table, and the numbers for book/speed.md.

    python tools/bench_pages.py [PAGE ...]     (all pages without; `make bench ROWS=pages` builds the book first)
"""

import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools import audit, speed
from tools.server import served

RUNS = int(os.environ.get("RUNS", "3"))  # the median of each number is taken: a busy machine disturbs single ones
COLUMNS = ("performance", "accessibility", "best-practices", "fcp", "tti", "tbt", "bytes")
HEADER = ("perf.", "access.", "practices", "FCP ms", "TTI ms", "TBT ms", "bytes")


def pages(html):
    """Every page that a reader sees, as its path below the site."""
    return [f"book/{path.name}" for path in sorted((html / "book").glob("*.html"))] + ["search.html"]


def row(cells):
    return f"{cells[0]:26}" + "".join(f"{cell:>11}" for cell in cells[1:])


def measure(html, names, chromium):
    """{page: numbers}, each the median of RUNS audits; prints a row a page as it goes."""
    found = {}
    print(f"Lighthouse, mobile profile (processor 4 times slower, slow 4G), median of {RUNS} runs")
    print(row(("page", *HEADER)), flush=True)
    with served(html) as address:
        for name in names:
            found[name] = audit.middle([audit.lighthouse(address + name, chromium) for _ in range(RUNS)])
            print(row((name, *(found[name][column] for column in COLUMNS))), flush=True)
    return found


def main(wanted):
    html = Path(os.environ.get("BOOK_HTML", Path(__file__).parents[1] / "_build" / "html"))
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    unknown = [name for name in wanted if not (html / name).is_file()]
    if unknown:
        sys.exit(f"no page is called {', '.join(unknown)}; there are {', '.join(pages(html))}")
    audit.fetch()
    found = measure(html, wanted or pages(html), chromium)
    if not wanted:
        speed.keep(pages=found, runs=RUNS, day=date.today().isoformat())
    over = speed.over(found)
    print(json.dumps(over, indent=1) if over else "All within the budgets.")


if __name__ == "__main__":
    main(sys.argv[1:])
