"""The exercises of the chapter on Hopfield nets: energy, storing, one update, the projection rule."""

import numpy as np

from nbhelpers import hopfield
from nbhelpers.exercise import Near, Prediction
from nbhelpers.hopfield.exercises.ask import ask, ask_truth
from nbhelpers.hopfield.exercises.dense import ask_dense, count_mixtures
from nbhelpers.hopfield.exercises.energy import energy, energy_truth
from nbhelpers.hopfield.exercises.numbers import against_negatives
from nbhelpers.hopfield.exercises.projection import projection
from nbhelpers.hopfield.exercises.store import store

FOUR = hopfield.store([[1, 1, -1, -1]])

after_the_turn = Prediction(
    name="hopfield.after_the_turn",
    title="Four units by hand",
    task="Store the single pattern (+1, +1, −1, −1), with 1/N in front. Start from (+1, +1, +1, −1) and let "
    "the one unit flip that wants to. What is the energy then?",
    truth=lambda: energy_truth(FOUR, ask_truth(FOUR, np.array([1.0, 1, 1, -1]), np.zeros(4), 2), np.zeros(4)),
    hints=(
        Near(0, "That is the energy before the turn. How far does it fall?"),
        Near(1.5, "The right size. But a net at rest in its memory is in a valley: what sign does E have there?"),
        Near(-3, "The double sum visits each pair twice; the one half in front takes that back."),
        Near(-6, "You have counted the six pairs. Each has a weight of one quarter."),
        Near(-2, "There are self-links in your sum: w_ii is zero."),
        Near(-0.75, "For a unit that flips from +1 to −1, Δx is −2, not −1."),
    ),
)

EXERCISES = (energy, store, ask, projection, ask_dense, after_the_turn, against_negatives, count_mixtures)
