"""The transformers that have learned to read: their form, how well they read, and the records."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.attention import readers, reading, transformer
from nbhelpers.attention.experiments import transformer as experiment
from nbhelpers.attention.experiments import wide, without
from nbhelpers.nn.parameters import arrays, flat
from nbhelpers.recurrent import letters
from nbhelpers.recurrent.experiments import reader

RNG = np.random.default_rng
sizes = pytest.mark.parametrize("size", readers.SIZES)


@sizes
def test_a_stored_net_has_its_form(size):
    wanted = [part.shape for part in arrays(readers.start(size, RNG(0)))]
    for updates in readers.KEPT[size]:
        assert [part.shape for part in arrays(readers.reader(size, updates))] == wanted
    assert flat(readers.reader(size, 0)) == pytest.approx(flat(readers.start(size, RNG(0))), abs=0)


def test_records_are_complete_and_made_with_these_settings():
    for name, module in (("transformer", experiment), ("without", without), ("wide", wide)):
        record = datasets.record(f"attention/{name}")
        assert record["settings"] == module.SETTINGS
        assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in module.cells()]


def test_the_wide_rnn_begins_with_this_net():
    cell, settings = datasets.record("attention/wide")["cells"]["RNN/3"], wide.SETTINGS
    first = next(reader.learning("RNN", 3, settings["units"], settings["updates"]))
    assert reader.loss(first, letters.text()[1]) == cell["held out"][0] and len(cell["held out"]) == 9


@sizes
def test_the_stored_net_reads_as_well_as_it_did(size):
    text = letters.codes(letters.text()[1][:20_000]).reshape(20, 1000)[::6]
    found = np.mean([letters.surprise(reading.read(readers.reader(size), one[:-1]), one[1:]).mean() for one in text])
    recorded = datasets.record("attention/transformer")["cells"][f"{size}/0"]
    assert found == pytest.approx(recorded["held out"][-1], abs=0.05)


@pytest.mark.parametrize("part", ["positions", "residuals", "layer norm"])
def test_a_part_is_missing(part):
    net = without.lesser(readers.reader("large", 0), part)
    states = transformer.forward(net, np.array([1, 2, 3]))
    if part == "positions":
        assert states.blocks[0].x == pytest.approx(net.E[[1, 2, 3]])
    if part == "residuals":
        assert states.blocks[1].middle == pytest.approx(
            states.blocks[1].heads @ net.blocks[1].W_O.reshape(32, 32), abs=1e-6
        )
    if part == "layer norm":
        assert all(seen.z is seen.x and seen.z_2 is seen.middle for seen in states.blocks) and states.z is states.x
    assert without.lesser(net, "nothing") is net
