"""A new chapter, small but whole: `python tools/new_chapter.py NAME` (`make new-chapter NAME=...`).

The files of tools/chapter/ are written under the chapter's name, the chapter is entered where a chapter has to be
entered, its notebook is run. What it says is true but only an example; it is there to be replaced. If anything goes
wrong, all files are as they were.
"""

import json
import keyword
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools.console import ROOT, Failure, say, step

TEMPLATES = Path(__file__).parent / "chapter"
FILES = {
    "module.py.txt": "nbhelpers/{}/__init__.py",
    "labs.py.txt": "nbhelpers/{}/labs.py",
    "exercises.py.txt": "nbhelpers/{}/exercises.py",
    "wrong.py.txt": "tests/{}/wrong.py",
    "test.py.txt": "tests/{0}/test_{0}.py",
    "test_labs.py.txt": "tests/{}/test_labs.py",
    "calls.py.txt": "tests/{}/calls.py",
    "equations.py.txt": "tests/{}/equations.py",
    "notebook.md.txt": "book/{}.ipynb",
}
ROOMS = ("nbhelpers/{}", "tests/{}")
NOTEBOOK = "book/{}.ipynb"
CODE = re.compile(r"^```code( hidden)?\n(.*?)^```\n", re.M | re.S)
GLOSSARY, CONTENTS, GRAPH, MAP = "book/glossary.md", "_toc.yml", "book/chapters.yml", "book/drawn/chapters.svg"
REPORT = "site/equations.json"
BACK_MATTER = "  - caption: Back matter\n"
BOX = (
    '<a class="there" href="{}.html"><rect x="{}" y="{}" width="112" height="34" rx="6"/>'
    '<text x="{}" y="{}">{}</text></a>'
)
BOXES = re.compile(r'href="(\w+)\.html"><rect x="(-?[\d.]+)" y="([\d.]+)"')
VIEW = re.compile(r'(viewBox="-12 6 374 )(\d+)(".*?<rect x="-12" y="6" width="374" height=")(\d+)', re.S)
LEFT, TALL, GAP = 2, 34, 28  # of the drawing's left column: where it begins, a box, the space to the next


def checked(name, root=ROOT):
    """The name, if a chapter can have it; Failure with what is wrong and what is allowed."""
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        raise Failure(f"a chapter can't be called {name!r}: allowed are small letters and, between words, _")
    if keyword.iskeyword(name) or name in sys.stdlib_module_names:
        raise Failure(f"a chapter can't be called {name!r}: Python has that word; take another")
    places = [*(room.format(name) for room in ROOMS), f"nbhelpers/{name}.py", NOTEBOOK.format(name)]
    if taken := [place for place in places if (root / place).exists()]:
        raise Failure(f"{name!r} is taken: there is {', '.join(taken)}; take another name")
    return name


def filled(text, name):
    """A template with the chapter's name in its forms."""
    words = name.replace("_", " ")
    forms = {"@name@": name, "@label@": name.replace("_", "-"), "@words@": words, "@Title@": words.capitalize()}
    for form, value in forms.items():
        text = text.replace(form, value)
    return text


def notebook(text):
    """A notebook, not yet run, from a text whose fenced blocks `code` are its code cells."""
    cells, rest = [], 0
    for block in [*CODE.finditer(text), None]:
        prose = text[rest : block.start() if block else len(text)].strip()
        if prose:
            cells.append({"cell_type": "markdown", "metadata": {}, "source": prose})
        if block:
            tags = {"tags": ["remove-input"]} if block[1] else {}
            code = {"cell_type": "code", "metadata": tags, "execution_count": None, "outputs": []}
            cells.append({**code, "source": block[2].strip()})
            rest = block.end()
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


def in_contents(text, name):
    """The last chapter before the back matter."""
    if text.count(BACK_MATTER) != 1:
        raise Failure(f"{CONTENTS} has no part 'Back matter' before which the chapter could stand")
    return text.replace(BACK_MATTER, f"      - file: book/{name}\n{BACK_MATTER}")


def in_glossary(text, name):
    """The chapter's one term, in its place in the alphabet."""
    words, place = name.replace("_", " "), f"/book/{name}.ipynb#a-value-that-hears-itself"
    meaning = "The rule that makes the next value of an example from the last one."
    entry = f"{words} map\n  {words}映射 · {meaning} Explained in []({place})\n"
    opening, rest = text.split("```{glossary}\n", 1)
    entries, closing = rest.split("```", 1)
    found = [each.strip() + "\n" for each in entries.split("\n\n")] + [entry]
    found.sort(key=lambda each: each.splitlines()[0].lower())
    return f"{opening}```{{glossary}}\n" + "\n".join(found) + "```" + closing


def lowest(drawing):
    """(chapter, y) of the lowest box of the drawing's left column."""
    boxes = [(float(y), name) for name, x, y in BOXES.findall(drawing) if float(x) == LEFT]
    y, name = max(boxes)
    return name, int(y)


def in_drawing(text, name):
    """A box below the lowest one of the left column, with an arrow from that."""
    _, y = lowest(text)
    top, middle = y + TALL + GAP, LEFT + 56
    line = f'    <path d="M{middle} {y + TALL}C{middle} {y + 47} {middle} {y + 47} {middle} {top - 3}"/>\n  </g>\n'
    box = BOX.format(name, LEFT, top, middle, top + 22, name.replace("_", " ").capitalize())
    text = text.replace("  </g>\n", line, 1).replace("</svg>", f"  {box}\n</svg>")
    low = top + TALL + 10
    return VIEW.sub(lambda m: f"{m[1]}{max(int(m[2]), low - 6)}{m[3]}{max(int(m[4]), low - 6)}", text, count=1)


def plan(root, name):
    """{path: text} of all files that the chapter makes or changes."""
    made = {}
    for template, place in FILES.items():
        text = filled((TEMPLATES / template).read_text("utf8"), name)
        made[root / place.format(name)] = notebook(text) if template.startswith("notebook") else text
    for place, change in ((CONTENTS, in_contents), (GLOSSARY, in_glossary), (MAP, in_drawing)):
        made[root / place] = change((root / place).read_text("utf8"), name)
    before, _ = lowest((root / MAP).read_text("utf8"))
    made[root / GRAPH] = (root / GRAPH).read_text("utf8") + f"{name}: [{before}]\n"
    return made


def run(*command):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise Failure("\n".join((done.stdout + done.stderr).strip().splitlines()[-15:]))


def finish(name):
    """Run the notebook, and have the pages told of the checks of its equations."""
    with step(f"running {NOTEBOOK.format(name)}"):
        run("tools/notebooks.py", NOTEBOOK.format(name))
    with step("checking its equations"):
        run("-m", "tests.equations.report", name)


def create(name, root=ROOT, finish=finish):
    """Write the chapter; if that fails at any point, no file is other than before."""
    made = plan(root, checked(name, root))
    before = {path: path.read_text("utf8") if path.exists() else None for path in [*made, root / REPORT]}
    try:
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf8")
        finish(name)
    except BaseException:
        for path, text in before.items():
            path.unlink(missing_ok=True) if text is None else path.write_text(text, "utf8")
        for room in ROOMS:
            shutil.rmtree(root / room.format(name), ignore_errors=True)
        raise
    return [path.relative_to(root) for path in before]


def main(name=""):
    try:
        made = create(name)
    except Failure as failure:
        say(f"{failure}\nNothing was changed.")
        return 1
    say("\n".join(["The chapter is there:", *(f"  {path}" for path in made)]))
    say("Look at it with `make serve`, then replace what it says. CONTRIBUTING.md, 'Add a chapter', goes through it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
