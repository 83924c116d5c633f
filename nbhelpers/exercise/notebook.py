"""An exercise in Jupyter: its task, which a notebook keeps, and the report on what the learner wrote in a cell."""

from __future__ import annotations

from nbhelpers.exercise import page
from nbhelpers.exercise.definition import Exercise
from nbhelpers.exercise.prediction import Prediction
from nbhelpers.exercise.report import Report


def mimebundle(exercise: Exercise | Prediction) -> dict:
    """Task, start and folded solution."""
    return {"text/html": page.still(exercise), "text/plain": repr(exercise)}


for kind in (Exercise, Prediction):
    kind._repr_mimebundle_ = lambda exercise, include=None, exclude=None: mimebundle(exercise)
Report._repr_html_ = page.report
