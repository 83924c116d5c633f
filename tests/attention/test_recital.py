"""What the nets that read weigh, and what a letter costs, beside their own arrays."""

import numpy as np
import pytest

from nbhelpers.attention import readers, recital
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
