"""Dares over the labs of the chapter on attention."""

from nbhelpers.attention.labs import recall, scale
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import percent, say

BLUNT, MOST = 5, 0.7
HALF = 0.5


def _one_memory(beta, **controls):
    largest = float(recall.state(beta=beta, **controls).p.max())
    words = say("At β = {beta:.3g} the largest weight is {share}.", beta=beta, share=percent(largest, 1))
    return beta <= BLUNT and largest >= MOST, words


def _divided_and_sharp(divided, **controls):
    largest = float(scale.state(divided=divided, **controls).p.max())
    words = say("With scores {how} by √k the largest weight is {share}.",
                how="divided" if divided else "not divided", share=percent(largest, 1))  # fmt: skip
    return divided and largest > HALF, words


one_memory = Dare(
    name="attention.one_memory",
    title="one memory, without sharpness",
    lab=recall,
    challenge="With a sharpness β of at most 5, give one of the six pictures at least 70 % of the weight.",
    hints=("Some memories have a double. Which have none?",),
    check=_one_memory,
    debrief="What counts is β times the differences of the cosines. The two 3s are so alike that a β of 5 cannot tell "
    "them apart; the 7 has no such neighbour, and repeated updates bring the answer nearer to it.",
)
divided_and_sharp = Dare(
    name="attention.divided_and_sharp",
    title="divided, and sharp all the same",
    lab=scale,
    challenge="Divide by √k, and have one key take more than half of the weight.",
    hints=("Dividing sets the variance of a score over all queries, not the scores of this one.", "Try short keys."),
    check=_divided_and_sharp,
    debrief="Divided by √k, scores have variance 1 on average over queries, whatever k is. Those of a single query q "
    "have the variance |q|²/k. With few numbers in a key it varies a good deal from query to query, so you need a "
    "query of which |q|² is large.",
)
DARES = (one_memory, divided_and_sharp)
