"""Numbers to predict in the chapter on tuning."""

import itertools

from nbhelpers.exercise import Near, Prediction
from nbhelpers.tuning.maxout import tangent_error

random_trials = Prediction(
    name="tuning.random_trials",
    title="How many random trials?",
    task="How many random settings must you try so that, with a chance of 95 % or more, one of them is among the best "
    "5 % of all settings?",
    truth=lambda: next(n for n in itertools.count(1) if 1 - 0.95**n >= 0.95),
    hints=(
        Near(20, "With 20 you expect one hit on average, but you miss altogether in 36 of 100 searches."),
        Near(58, "Almost: with 58 the chance is 94.9 %."),
        Near(19, "Trials do not share out the space between them. Ask for the chance that all of them miss."),
        Near(1, "One trial hits with 5 %. Ask for the chance that all trials miss."),
    ),
    wanted=0,
)

pieces_needed = Prediction(
    name="tuning.pieces_needed",
    title="Pieces for a parabola",
    task="Tangents in the middles of k equal parts: how many pieces does a maxout unit need to follow x² on [−1, 1] "
    "with a largest miss of 0.01 or less?",
    truth=lambda: next(k for k in itertools.count(1) if tangent_error(2, -1, 1, k) <= 0.01 + 1e-12),
    hints=(
        Near(100, "The miss falls with the square of k: 100 pieces reach 0.0001."),
        Near(8, "x² has the second derivative 2, not 1."),
        Near(5, "The interval is 2 long, not 1."),
        Near(20, "The line touches in the middle of its part, so the farthest point is half a part away, not a whole."),
    ),
    wanted=0,
)

false_alarm = Prediction(
    name="tuning.false_alarm",
    title="Twenty comparisons",
    task="Twenty knobs do nothing at all. You look at twenty independent 95 % intervals. What is the chance, between "
    "0 and 1, that at least one of them leaves out 0?",
    truth=lambda: 1 - 0.95**20,
    hints=(
        Near(0.05, "That is the chance for one interval."),
        Near(1.0, "One is what you expect on average, 20 × 0.05. Sometimes there are two, so sometimes there is none."),
        Near(0.95**20, "That is the chance that all twenty behave."),
    ),
)
