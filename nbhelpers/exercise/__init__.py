"""An exercise that checks itself: a task, a starting point, cases with an independent truth, hints.

    answer (code or function) -> check: run every case, compare with the truth -> Report
    answer (a number)         -> Prediction.check: compare with the computed truth -> Report

It is declared once (`Exercise`, `Prediction`) and shown by several hosts: `notebook` (cells of its own), `page` (the
static page). No host knows what is right; no exercise knows which host shows it. NumPy only.
"""

from nbhelpers.exercise import notebook  # noqa: F401 - this host brings itself in
from nbhelpers.exercise.definition import Case, Exercise, Hint
from nbhelpers.exercise.prediction import Near, Prediction
from nbhelpers.exercise.report import Outcome, Report

__all__ = ["Case", "Exercise", "Hint", "Near", "Outcome", "Prediction", "Report"]
