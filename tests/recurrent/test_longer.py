"""The longer runs of the LSTM with bias 1 begin as those of `recall` did."""

import pytest

from nbhelpers import datasets
from nbhelpers.recurrent.experiments import longer


def test_the_record_was_made_with_the_settings_of_the_experiment():
    record = datasets.record("recurrent/longer")
    assert record["settings"] == longer.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in longer.cells()]


def test_after_600_updates_they_stand_where_the_runs_of_recall_ended():
    before = datasets.record("recurrent/memory")["cells"]
    for (name, seed), cell in zip(longer.cells(), datasets.record("recurrent/longer")["cells"].values(), strict=True):
        assert cell["success"][1] == pytest.approx(before[f"16/{name}/40/{seed}"]["success"], abs=0.05)


def test_a_fresh_net_is_looked_at_as_recorded(monkeypatch):
    monkeypatch.setitem(longer.SETTINGS, "updates", 1)
    found, recorded = longer.measure("LSTM 1", 0), datasets.record("recurrent/longer")["cells"]["LSTM 1/0"]
    for key, value in found.items():
        assert value[0] == pytest.approx(recorded[key][0], rel=0.02)
