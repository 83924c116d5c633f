"""Does a book ten times this size still build? Books of 10, 50 and 200 labs, built cold, warm and with one lab changed.

    python tools/bench_scale.py [LABS ...]

Each book is made in a folder of its own that goes afterwards: chapters of five labs with formulas, terms, a gallery,
a glossary, the graph of the chapters. A row gives seconds, processor seconds of the build and all its processes, the
memory of the largest of them, the records made anew, the pages written. Other work on the machine disturbs
the seconds; the processor seconds hardly. Below stand the processor seconds that one more lab costs: if they stay the
same between books, time grows in proportion.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import nbformat.v4

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10, 50, 200)
EACH = 5  # labs a chapter
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
import nbhelpers
nbhelpers.__path__.append(str(Path(__file__).parent / "rooms"))
project = "Scale"
extensions = ["myst_nb", "nbhelpers.site", "nbhelpers.build.lab_pages", "nbhelpers.build.exercise_pages"]
html_theme, html_theme_path = "motion", ["site"]
html_math_renderer = "katex_at_build"
html_favicon = "site/motion/static/favicon.svg"
exclude_patterns = ["_build", "site", "node_modules", "rooms"]
myst_enable_extensions, myst_url_schemes = ["dollarmath"], ["https", "lab"]
nb_execution_mode = "off"
myst_heading_anchors = 3
pyodide_url = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"
"""
LAB = '''
import numpy as np
from nbhelpers import optimizers
from nbhelpers.lab import Lab, Panel, Range
from nbhelpers.optimizers import test_functions as surfaces

RATE = 0.1

def compute(eta):
    surface = surfaces.SURFACES["valley"]
    path = optimizers.minimize(optimizers.sgd, surface.gradient, surface.start, 20, eta=RATE * eta)
    return {{"path": path, "eta": eta}}

def setup(figure):
    axes = figure.add_subplot()
    axes.set(xlim=(-3, 3), ylim=(-3, 3))
    return {{"path": axes.plot([], [], "o-")[0]}}

def update(artists, state):
    artists["path"].set_data(*np.clip(state["path"], -3, 3).T)

def read(state):
    return f"At {{state['eta']:g}} the path has {{len(state['path'])}} points."

LAB = Lab(
    name="{chapter}.{name}", title="Lab {name} of {chapter}", compute=compute, setup=setup, update=update, read=read,
    controls=(Range("eta", "rate", 0.01, 0.1, default=0.05, recorded=(0.01, 0.02, 0.05, 0.1)),),
    panels=(Panel("path", "the path"),),
)
'''
SECTION = """## What {name} does

A *{chapter} {name}* (量{number}) is $x_{{{number}}} = \\eta_{{{number}}} w + {number}$ after one step, and

$$
E_{{{number}}} = \\sum_i (w_i - {number})^2
$$ ({chapter}-{name})

{words}

<figure class="lab" data-lab="{chapter}.{name}"></figure>

[try 0.1](lab:{name}?eta=0.1)
"""


def letters(number):
    """0 -> aa, 1 -> ab: names of labs have no digits."""
    return chr(97 + number // 26) + chr(97 + number % 26)


def make(folder, count):
    """A book of `count` labs in `folder`."""
    for name in ("book", "rooms"):
        (folder / name).mkdir()
    for name in ("site", "node_modules"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    (folder / "conf.py").write_text(CONF)
    chapters, terms = [], []
    for first in range(0, count, EACH):
        chapter, sections = f"chapter_{letters(first // EACH)}", []
        made = folder / "rooms" / chapter / "labs"
        made.mkdir(parents=True)
        names = [letters(number) for number in range(first, min(first + EACH, count))]
        (made.parent / "__init__.py").touch()
        imports = "".join(f"from nbhelpers.{chapter}.labs.{name} import LAB as {name}_\n" for name in names)
        (made / "__init__.py").write_text(f"{imports}LABS = ({''.join(f'{name}_, ' for name in names)})\n")
        for number in range(first, min(first + EACH, count)):
            name = letters(number)
            (made / f"{name}.py").write_text(LAB.format(chapter=chapter, name=name))
            words = f"Words of {name} that say what it is about. " * 20
            sections.append(SECTION.format(chapter=chapter, name=name, number=number, words=words))
            place = f"Explained in [](/book/{chapter}.ipynb#what-{name}-does)"
            terms.append(f"{chapter} {name}\n  量{number} · It is number {number}. {place}\n")
        cells = [nbformat.v4.new_markdown_cell(text) for text in (f"# The {chapter}", *sections)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "book" / f"{chapter}.ipynb")
        chapters.append(chapter)
    graph = "".join(f"{name}: [{before}]\n" for before, name in pairwise(["", *chapters]))
    (folder / "book/chapters.yml").write_text(graph)
    (folder / "book/glossary.md").write_text("# Words\n\n```{glossary}\n" + "\n".join(terms) + "```\n")
    (folder / "book/gallery.md").write_text("# Seen\n\n```{gallery}\n```\n")
    tree = "".join(f"book/{name}\n" for name in (*chapters, "glossary", "gallery"))
    (folder / "index.md").write_text(f"# Start\n\n```{{toctree}}\n{tree}```\n")


def build(folder):
    """(seconds, processor seconds, peak megabytes, records made, pages written) of one build."""
    before, began, started = records(folder), time.time(), time.perf_counter()
    environ = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    log = folder / "build.log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-d", "_build/.doctrees", ".", "_build/html"]
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=out, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build failed:\n{log.read_text()[-3000:]}")
    seconds = time.perf_counter() - started
    written = sum(path.stat().st_mtime >= began - 1 for path in (folder / "_build/html/book").glob("*.html"))
    memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return seconds, used.ru_utime + used.ru_stime, memory, len(records(folder) - before), written


def records(folder):
    return {path.name for path in (folder / "_build" / "labs").glob("*.json")}


def change(folder):
    """Another learning rate in one lab."""
    path = min((folder / "rooms").glob("*/labs/[a-z]*.py"))
    path.write_text(path.read_text().replace("RATE = 0.1", "RATE = 0.2"))


def measure(count):
    """{build: its numbers} of a book of `count` labs, each printed as it is known."""
    found = {}
    folder = Path(tempfile.mkdtemp(prefix="scale-"))
    try:
        make(folder, count)
        for name, prepare in (("cold", None), ("warm", None), ("one changed", change)):
            if prepare:
                prepare(folder)
            found[name] = build(folder)
            seconds, cpu, memory, made, pages = found[name]
            row = f"{count:>5} {name:<12}{seconds:>9.1f}{cpu:>9.1f}{1000 * cpu / count:>9.0f}{memory:>8.0f}"
            print(f"{row}{made:>9}{pages:>7}", flush=True)
    finally:
        shutil.rmtree(folder)
    return found


def main(sizes):
    print(f"{'labs':>5} {'build':<12}{'seconds':>9}{'CPU s':>9}{'ms/lab':>9}{'MB':>8}{'records':>9}{'pages':>7}")
    found = {count: measure(count) for count in sizes}
    for name in ("cold", "warm", "one changed"):
        costs = [
            f"{one} to {other} labs {1000 * (found[other][name][1] - found[one][name][1]) / (other - one):.0f} ms, "
            f"{1000 * (found[other][name][2] - found[one][name][2]) / (other - one):.0f} kB"
            for one, other in pairwise(sizes)
        ]
        print(f"one more lab, {name}: {'; '.join(costs)}")


if __name__ == "__main__":
    main(sorted(int(text) for text in sys.argv[1:]) or SIZES)
