"""The nets that have learned to read: their form, how well they read, and the record of their learning."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.recurrent import RNN, letters, lstm, trained
from nbhelpers.recurrent.experiments import reader as experiment
from nbhelpers.recurrent.experiments import reader_longer as longer

RNG = np.random.default_rng
kinds = pytest.mark.parametrize("kind", letters.KINDS)


@kinds
def test_a_stored_net_has_its_form(kind):
    wanted = letters.new_reader(kind, RNG(0))
    for checkpoint in range(5):
        net = trained.reader(kind, checkpoint)
        assert type(net) is type(wanted) is (RNN if kind == "RNN" else lstm.LSTM)
        assert [part.shape for part in net] == [part.shape for part in wanted]


def test_it_is_complete_and_made_with_these_settings():
    record = datasets.record("recurrent/reader")
    assert record["settings"] == experiment.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


def test_the_longer_runs_are_complete_and_begin_with_the_same_nets():
    record, text = datasets.record("recurrent/reader_longer"), letters.text()[1]
    assert record["settings"] == longer.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in longer.cells()]
    for name, (kind, units) in longer.NETS.items():
        first = next(experiment.learning(kind, 3, units, longer.SETTINGS["updates"]))
        assert experiment.loss(first, text) == record["cells"][f"{name}/3"]["held out"][0]
        assert len(record["cells"][f"{name}/3"]["learned"]) == 9


@kinds
def test_the_stored_net_reads_as_well_as_it_did(kind):
    recorded = datasets.record("recurrent/reader")["cells"][f"{kind}/0"]
    assert experiment.loss(trained.reader(kind, 4), letters.text()[1]) == pytest.approx(
        recorded["held out"][-1], abs=0.01
    )


def test_the_first_updates_come_out_again():
    """The RNN before the first and after the hundredth update, from seed 0, is the one that is stored."""
    moments = experiment.learning("RNN", 0)
    nets = [net for update, net in zip(range(101), moments, strict=False) if update in (0, 100)]
    for checkpoint, net in enumerate(nets):
        for found, wanted in zip(trained.reader("RNN", checkpoint), net, strict=True):
            assert found == pytest.approx(wanted, abs=0.01 * max(1.0, np.abs(wanted).max()))
