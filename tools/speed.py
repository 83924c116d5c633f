"""book/speed.md: the budgets (book/budgets.yml) and what was measured (book/measured.json), written by the benches.

    python tools/speed.py       write the page again from both files
"""

import json
import sys
from pathlib import Path
from statistics import median

import yaml

BOOK = Path(__file__).parents[1] / "book"
MEASURED, BUDGETS, PAGE = BOOK / "measured.json", BOOK / "budgets.yml", BOOK / "speed.md"
NO_BREAK = "\u00a0"  # keeps a number and its unit in one line
POINTS = ("performance", "accessibility", "best-practices")


def budgets():
    return yaml.safe_load(BUDGETS.read_text("utf8"))


def measured():
    return json.loads(MEASURED.read_text("utf8")) if MEASURED.is_file() else {}


def keep(**parts):
    """Put what was measured now beside what was measured before, and write the page."""
    MEASURED.write_text(json.dumps(measured() | parts, indent=1, ensure_ascii=False) + "\n", "utf8")
    PAGE.write_text(text(budgets(), measured()), "utf8")


def over(pages):
    """{page: {what: measured}} of what is over its budget."""
    limits = budgets()["lighthouse"]
    found = {
        page: {
            what: numbers[what]
            for what, limit in limits.items()
            if (numbers[what] < limit if what in POINTS else numbers[what] > limit)
        }
        for page, numbers in pages.items()
    }
    return {page: bad for page, bad in found.items() if bad}


def table(header, rows):
    """A table in Markdown; numbers to the right."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def seconds(milliseconds):
    return f"{milliseconds / 1000:.1f}{NO_BREAK}s"


def size(number):
    """Bytes, in kB or MB."""
    return f"{number / 1e6:.1f}{NO_BREAK}MB" if number >= 1e6 else f"{number / 1e3:.0f}{NO_BREAK}kB"


def times(runs):
    return "once a page" if runs == 1 else f"each number the median of {runs} runs"


def page_rows(pages):
    for name, one in pages.items():
        times = (seconds(one["fcp"]), seconds(one["tti"]), f"{one['tbt']}{NO_BREAK}ms")
        page, points = name.removeprefix("book/").removesuffix(".html"), (one[kind] for kind in POINTS)
        yield (page, *points, *times, size(one["bytes"]))


PAGES = ("page", "performance", "accessibility", "best practices", "first text", "answers", "blocked", "loaded")
FIGURE = ("made with", "loaded", "first picture", "first answer", "a turn, median", "95 %", "without the line")


def figure_rows(ways):
    for way, one in ways.items():
        load = ("–",) * 3
        if "bytes" in one:
            load = (size(one["bytes"]), seconds(one["first"]), seconds(one["answer"]))
        yield (way, *load, f"{one['paint']:.1f}{NO_BREAK}ms", f"{one['paint95']:.1f}{NO_BREAK}ms", one["offline"])


TURNS = ("from the turn of a recorded control", "median", "95 % of the turns", "95 % at the slowest control")
TURNS_TOLD = (
    "Every slider of every lab, turned many times on the page. Browsers hand over the moves of a pointer at "
    "the beginning of a frame; a key can come at any time, and then up to 16.7 ms are the wait for the next frame."
)
WAYS = {
    "work": "to the new picture, laid out: our own work",
    "aligned": "to the painted frame, from the beginning of a frame",
    "anywhere": "to the painted frame, from any time",
}


def summary(rows):
    """{way: numbers} of {control: {way: its times in ms}}."""
    found = {}
    for way in WAYS:
        every = sorted(time for row in rows.values() for time in row[way])
        slowest = max(rows, key=lambda name: near_all(rows[name][way]))
        found[way] = [median(every), near_all(every), near_all(rows[slowest][way]), slowest]
    return found


def near_all(values):
    """The value that 95 % do not exceed."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def turn_rows(turns):
    for way, (middle, most, worst, name) in turns.items():
        yield (WAYS[way], f"{middle:.1f}{NO_BREAK}ms", f"{most:.1f}{NO_BREAK}ms", f"{worst:.1f}{NO_BREAK}ms ({name})")


def text(limits, found):
    """The whole page."""
    lighthouse = limits["lighthouse"]
    parts = [
        "# Speed",
        "This page is for those who build the book or put it on the web; as a reader you may skip it. A page of this "
        "book should be there at once, and a figure should follow the hand. These are the limits that every page "
        "keeps, and what was measured.",
        "## Limits",
        table(
            ("what", "at most"),
            (
                ("a page, compressed, without its recordings", size(limits["page"]["bytes"])),
                ("requests of a page", limits["page"]["requests"]),
                ("the recorded states of a lab, compressed", size(limits["lab"]["bytes"])),
                ("first text on a phone with slow 4G", seconds(lighthouse["fcp"])),
                ("until the page answers there", seconds(lighthouse["tti"])),
                ("our work from a turned control to the picture", f"{limits['lab-paint']}{NO_BREAK}ms"),
            ),
        ),
        "The tests count bytes and requests on every page. Times depend on the machine, so a command measures them: "
        "`make bench ROWS=pages`, `ROWS=page` and `ROWS=figure` write this page.",
    ]
    if "pages" in found:
        parts += [
            "## Pages",
            "Lighthouse with its mobile profile: a processor four times slower, slow 4G. The pages are compressed "
            f"with gzip. Measured on {found['day']}, {times(found['runs'])}.",
            table(PAGES, page_rows(found["pages"])),
        ]
    if "turns" in found:
        parts += ["## From the hand to the picture", TURNS_TOLD, table(TURNS, turn_rows(found["turns"]))]
    if "figure" in found:
        rows = figure_rows(found["figure"]["ways"])
        parts += ["## The same figure, made in other ways", found["figure"]["told"], table(FIGURE, rows)]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(BOOK.parent))
    PAGE.write_text(text(budgets(), measured()), "utf8")
