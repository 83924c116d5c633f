"""A lab in the reader's browser: what a worker running Python answers to the page, as JSON text.

Imports NumPy alone; the worker itself is `lab/web/worker.js`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module

from nbhelpers import dares, equations, exercises, rewritten
from nbhelpers.cells import Cells
from nbhelpers.exercise.runner import Failed, Unusable
from nbhelpers.lab.answers import Answers, plain
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.failure import failure
from nbhelpers.lab.light.drawing import LightDrawing, kept
from nbhelpers.lab.progress import reporting, seldom


def find(name: str) -> Lab:
    """The lab of that name; only its own chapter is imported."""
    module = import_module(f"nbhelpers.{name.split('.')[0]}.labs")
    return next(lab for lab in module.LABS if lab.name == name)


class Session:
    """All labs of a page. `answer` never raises: what goes wrong is said in the answer.

    A drawing is kept for each lab, and which parts the page already has, so that only new ones are sent. `stage` gives
    what a lab is drawn from.
    """

    def __init__(self, progress: Callable[[float], None] = lambda share: None, stage: Callable[[Lab], dict] = kept):
        self._stage = stage
        self._labs: dict[str, Answers] = {}
        self._found: dict[str, Lab] = {}
        self._progress = progress
        self._cells: dict[str, Cells] = {}

    def answer(self, request: str) -> str:
        """The answer to `{"do": one of the names below, "lab": ..., "values": {...}}`."""
        asked = json.loads(request)
        kinds = (
            self.stage, self.compute, self.state, self.numbers, self.take, self.check, self.use, self.give_back,
            self.put, self.equation, self.cell, self.dare,
        )  # fmt: skip
        work = {kind.__name__: kind for kind in kinds}[asked["do"]]
        try:
            with reporting(seldom(self._progress)):
                result = work(asked["lab"], **asked.get("values", {}))
        except KeyboardInterrupt:
            if asked["lab"] in self._labs:
                self._labs[asked["lab"]].forget()  # the answer that would have brought its parts is lost
            result = {"stopped": True}
        except Exception as error:  # a lab may fail in any way; its reader is told, the next request still runs
            result = {"error": failure(error, self._found.get(asked["lab"]))}
        return json.dumps(result, ensure_ascii=False)

    def stage(self, name: str) -> dict:
        """The lab's panels without what moves, and its controls over their full ranges."""
        return self._of(name).stage()

    def compute(self, name: str, **values) -> dict:
        """The parts of the picture that changed since the last answer, and the sentence."""
        return self._of(name).compute(**values)

    def state(self, name: str, **values) -> dict:
        """The state itself as numbers and the sentence, to be compared with another Python's."""
        lab = self._find(name)
        state = lab.state(**values)
        return {"state": plain(state), "reading": lab.read(state)}

    def numbers(self, name: str, **values) -> dict:
        """The state as the text of a CSV file, for the reader to keep."""
        return self._of(name).numbers(**values)

    def take(self, name: str, control: str, given: dict) -> dict:
        """What a control of the lab makes of a picture or a text that the reader brings."""
        return self._of(name).take(control, given)

    def check(self, name: str, code: str) -> dict:
        """The report on a reader's answer to an exercise."""
        return exercises.check(name, code)

    def use(self, names: str, code: str) -> dict:
        """Functions of the book (their names, after commas) as the reader has rewritten them, in the figures."""
        try:
            rewritten.use(names.split(","), code)
        except (Unusable, Failed) as problem:
            return {"problem": str(problem)}
        return self._forgotten()

    def put(self, name: str, code: str) -> dict:
        """A reader's answer to an exercise in the place of the book's function."""
        try:
            exercises.get(name).put(code)
        except (Unusable, Failed) as problem:
            return {"problem": str(problem)}
        return self._forgotten()

    def give_back(self, names: str) -> dict:
        """The book's own again."""
        rewritten.give_back(names.split(","))
        return self._forgotten()

    def equation(self, label: str, chapter: str, seed: int) -> dict:
        """Whether a printed equation agrees with the code, the reader's functions among it, at random values."""
        return equations.check(chapter, label, seed)

    def cell(self, chapter: str, code: str) -> dict:
        """What a cell of a chapter prints, run after those that were run before it."""
        return self._cells.setdefault(chapter, Cells()).run(code)

    def dare(self, name: str, /, **values) -> dict:
        """Whether these values of its lab's controls meet a dare."""
        return dares.get(name).judge(**values).as_dict()

    def _forgotten(self) -> dict:
        """No state that was computed before counts any more."""
        for answers in self._labs.values():
            answers.state.forget()
        return {"problem": ""}

    def _find(self, name: str) -> Lab:
        if name not in self._found:
            self._found[name] = find(name)
        return self._found[name]

    def _of(self, name: str) -> Answers:
        if name not in self._labs:
            lab = self._find(name)
            self._labs[name] = Answers(LightDrawing(lab, self._stage(lab)))
        return self._labs[name]
