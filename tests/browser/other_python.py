"""The Python of a live page beside the one that made the records: does a lab say the same in both?

    python -m tests.browser.other_python [LAB ...]    every recorded state of these labs, or of all (half an hour)
"""

import json
import math
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from nbhelpers import labs
from nbhelpers.build import pyodide, record
from nbhelpers.lab.answers import plain
from nbhelpers.site.katex import node_program
from tools.pyodide import fetch

RECORDS = Path(__file__).parents[2] / "_build" / "labs"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
CLOSE = 1e-7  # of two numbers that were rounded differently on the way


class OtherPython:
    """Pyodide under Node: the files, the package and the answers of a live page, and one start for all labs."""

    def __init__(self):
        with tempfile.TemporaryDirectory() as folder:
            lock, wheel = Path(folder, "lock.json"), Path(folder, pyodide.WHEEL)
            lock.write_text(json.dumps({"info": pyodide.pinned()["info"], "packages": pyodide.packages()}))
            stages = {name: record.ensure(name, RECORDS).with_suffix(".stage") for name in labs.registry()}
            wheel.write_bytes(pyodide.wheel(stages={name: path.read_bytes() for name, path in stages.items()}))
            command = [node_program(), Path(__file__).with_suffix(".mjs"), fetch(), lock, wheel]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self.ask("state", next(iter(labs.registry())))

    def ask(self, what, lab, **values):
        """The answer to a request of a live page (`nbhelpers.live.Session`)."""
        print(json.dumps({"do": what, "lab": lab, "values": values}), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, (lab, values, answer)
        return answer

    def close(self):
        with self._process:  # which closes both ends and waits
            pass


def rounding_decides(state):
    """Whether a lab has found that the last digit decides a run: then it says so, and only what it says is compared."""
    return bool(state.get("parted") or state.get("parts"))


def disagreement(other, lab, values, ours=None):
    """What is not the same in both Pythons at these settings, or None. `ours`: the recorded sentence, if there is one.

    Another last digit may be printed, where the numbers themselves agree.
    """
    answer = other.ask("state", lab.name, **values)
    if ours == answer["reading"]:
        return None
    state = lab.state(**values)
    ours = ours or lab.read(state)
    if not alike(ours, answer["reading"], 0 if rounding_decides(state) else 1):
        return f"{ours!r} here, {answer['reading']!r} in the page"
    if rounding_decides(state):
        return None
    return next(iter(differences(json.loads(json.dumps(plain(state))), answer["state"], lab.name)), None)


def alike(one, other, digits):
    """Whether two sentences have the same words, and numbers at most so many units of their last digit apart."""
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    numbers = ([Decimal(number.replace(",", "")) for number in NUMBER.findall(text)] for text in (one, other))
    return all(abs(a - b) <= digits * max(map(_last_digit, (a, b))) for a, b in zip(*numbers, strict=True))


def _last_digit(number):
    return Decimal(10) ** number.as_tuple().exponent


def differences(ours, theirs, where):
    """The places where two states differ: whole numbers and words exactly, others by more than CLOSE of their size."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for key in ours:
            yield from differences(ours[key], theirs[key], f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for k, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(*pair, f"{where}[{k}]")
    elif not _same(ours, theirs):
        yield f"{where}: {ours!r} here, {theirs!r} in the page"


def _same(ours, theirs):
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=1e-12) or (ours != ours and theirs != theirs)
    return ours == theirs and type(ours) is type(theirs)


def recorded(lab):
    """(values, sentence) of every recorded state."""
    readings = json.loads(record.ensure(lab.name, RECORDS).read_text(encoding="utf-8"))["readings"]
    return list(zip(lab.recorded(), readings, strict=True))


def main(names):
    """The table: lab, states tried, states that differ; and where."""
    other, total = OtherPython(), 0
    for lab in [labs.get(name) for name in names] or labs.registry().values():
        pairs = recorded(lab)
        found = [(values, fault) for values, ours in pairs if (fault := disagreement(other, lab, values, ours))]
        print(f"{lab.name:<28}{len(pairs):>6}{len(found):>6}", *found, sep="\n    " if found else "", flush=True)
        total += len(found)
    other.close()
    return total > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
