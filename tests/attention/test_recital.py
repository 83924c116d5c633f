"""What the nets that read weigh, and what a letter costs, beside their own arrays."""

import numpy as np
import pytest

from nbhelpers.attention import readers, recital
from nbhelpers.attention.experiments import wide
from nbhelpers.nn.parameters import arrays, flat
from nbhelpers.recurrent import letters

RNG = np.random.default_rng


def test_what_a_net_weighs_is_what_its_arrays_hold():
    for kind in letters.KINDS:
        net = letters.new_reader(kind, RNG(0))
        assert recital.recurrent_cost(kind)[0] == flat(net).size
        matrices = [part.size for part in net if part.ndim == 2]
        gates = 3 * 29 if kind == "LSTM" else 0
        inside = sum(matrices) - 35 * (net[0].shape[1])  # a letter in is a row looked up
        assert recital.recurrent_cost(kind)[1] == inside + gates
    for size, one in readers.SIZES.items():
        net = readers.start(size, RNG(0))
        assert recital.transformer_cost(**one)[0] == flat(net).size
        matrices = sum(part.size for block in net.blocks for part in arrays(block) if part.ndim > 1) + net.W.size
        looks = len(net.blocks) * one["n"] * np.mean([2 * (t + 1) for t in range(40)])
        assert recital.transformer_cost(**one)[1] == matrices + looks
    with pytest.raises(ValueError, match="kind must be one of RNN, LSTM, got 'GRU'"):
        recital.recurrent_cost("GRU")


@pytest.mark.parametrize("kind", letters.KINDS)
def test_so_does_a_net_of_another_size(kind):
    net = letters.new_reader(kind, RNG(0), 5)
    assert recital.recurrent_cost(kind, 5)[0] == flat(net).size
    inside = sum(part.size for part in net if part.ndim == 2) - 35 * net[0].shape[1]
    assert recital.recurrent_cost(kind, 5)[1] == inside + (3 * 5 if kind == "LSTM" else 0)
    with pytest.raises(ValueError, match="units = 0: allowed are whole numbers from 1"):
        recital.recurrent_cost(kind, 0)


def test_the_wide_rnn_weighs_what_the_larger_transformer_does():
    sizes = {units: recital.recurrent_cost("RNN", units)[0] for units in range(1, 300)}
    assert min(sizes, key=lambda units: abs(sizes[units] - 28_771)) == wide.SETTINGS["units"]
