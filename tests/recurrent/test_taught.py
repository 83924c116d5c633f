"""Runs given more time, and shorter distances first: the record, and its first quarter again."""

import pytest

from nbhelpers import datasets
from nbhelpers.recurrent.experiments import taught


def test_the_record_was_made_with_the_settings_of_the_experiment():
    record = datasets.record("recurrent/taught")
    assert record["settings"] == taught.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in taught.cells()]


def test_given_time_they_begin_as_the_runs_of_recall():
    before = datasets.record("recurrent/memory")["cells"]
    for (way, net, hidden, distance, seed), cell in zip(
        taught.cells(), datasets.record("recurrent/taught")["cells"].values(), strict=True
    ):
        assert len(cell["success"]) == len(cell["reach"]) == 5
        if way == "time" and net != "LSTM 5":
            assert cell["success"][1] == pytest.approx(before[f"{hidden}/{net}/{distance}/{seed}"]["success"], abs=0.3)


@pytest.mark.parametrize("way", ["time", "lessons"])
def test_the_first_quarter_comes_out_again(way, monkeypatch):
    monkeypatch.setattr(taught, "lessons", lambda way, distance: [20 if way == "time" else 5])
    recorded = datasets.record("recurrent/taught")["cells"][f"{way}/RNN 0.5/16/20/0"]
    found = taught.measure(way, "RNN 0.5", 16, 20, 0)
    assert found["success"] == pytest.approx(recorded["success"][:2], abs=0.05)
    assert found["reach"][0] == pytest.approx(recorded["reach"][0], rel=0.02)


def test_lessons_grow_up_to_the_distance_asked_for():
    assert taught.lessons("time", 40) == [40] * 4
    assert taught.lessons("lessons", 20) == [5, 10, 15, 20]
