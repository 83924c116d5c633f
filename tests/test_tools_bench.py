"""The benchmark of the mathematics: what it makes of measured times, and what its command asks for. No clock here."""

import urllib.request
from http.client import RemoteDisconnected
from types import SimpleNamespace

import pytest

from tools import bench_maths, commands, slow_line


@pytest.mark.parametrize("target, said", [(0.5, "0.50 met"), (0.49, "0.49 MISSED"), (None, "-")])
def test_a_line_holds_the_medians_and_the_ratios_turn_by_turn(monkeypatch, target, said):
    taken = {"ours": [0.004, 0.002, 0.006], "theirs": [0.008, 0.010, 0.006]}
    monkeypatch.setattr(bench_maths, "seconds", lambda work: taken[work()].pop(0))
    row = SimpleNamespace(name="a row", ours=lambda: "ours", theirs=lambda: "theirs", parts=2, target=target, turns=3)
    name, *numbers = bench_maths.measured(row).split("  ")
    assert name == "a row" and [one.strip() for one in numbers if one.strip()][-1] == said
    assert " ".join(numbers).split()[:4] == ["2.000", "4.000", "0.500", "0.200-1.000"]


@pytest.fixture
def asked(monkeypatch):
    """What a bench command would install, build and run."""
    found = []
    environment = SimpleNamespace(python="python", variables=lambda **extra: extra)
    monkeypatch.setattr(commands, "ready", lambda *groups: found.append(groups) or environment)
    monkeypatch.setattr(commands.book, "build", lambda env, **extra: found.append(extra or "build"))
    monkeypatch.setattr(commands.pyodide, "fetch", lambda: "copy")
    monkeypatch.setattr(commands.browser, "ensure", lambda env: "chromium")
    monkeypatch.setattr(commands, "run_shown", lambda command, variables: found.append(command[1:]) or 0)
    return found


def test_the_mathematics_alone_needs_the_other_libraries_and_no_book(asked):
    assert commands.main(["bench", "maths"]) == 0
    assert asked == [("test", "oracle", "bench"), ["tools/bench_maths.py"]]


def test_pictures_alone_need_no_other_library(asked):
    assert commands.main(["bench", "page", "live"]) == 0
    assert asked == [("test",), "build", ["tools/bench.py", "page", "live"]]


def test_without_rows_all_that_takes_no_minutes_is_measured(asked):
    assert commands.main(["bench"]) == 0
    assert asked[1] == ["tools/bench_maths.py"] and asked[-1] == ["tools/bench.py", "jupyter", "page", "live"]


def test_the_figure_s_rivals_and_the_generated_books_are_asked_for_by_name(asked):
    assert commands.main(["bench", "figure", "scale"]) == 0
    lite = [["tools/lite.py", "--fetch"], {"LITE": "1", "PYODIDE": "copy"}]
    assert asked == [("test", "bench"), *lite, ["tools/bench_figure.py"], (), ["tools/bench_scale.py"]]


def test_an_unknown_row_is_named(asked, capsys):
    assert commands.main(["bench", "maths", "speed"]) == 1
    said = "no row is called speed; there are jupyter, page, live, maths, pages, figure, scale"
    assert said in capsys.readouterr().out
    assert not asked


def test_a_slow_line_takes_its_time_counts_its_bytes_and_can_be_cut(tmp_path, monkeypatch):
    waits = []
    monkeypatch.setattr(slow_line.time, "sleep", waits.append)
    monkeypatch.setattr(slow_line.time, "monotonic", lambda: 0.0)
    (tmp_path / "a.bin").write_bytes(bytes(40_000))
    with (line := slow_line.Line(tmp_path)) as address:
        assert len(urllib.request.urlopen(f"{address}a.bin").read()) == line.bytes == 40_000
        assert waits == [slow_line.LATENCY, *(pytest.approx(sent / slow_line.RATE) for sent in (16384, 32768, 40000))]
        line.slow = False
        urllib.request.urlopen(f"{address}a.bin").read()
        assert len(waits) == 4 and line.bytes == 80_000
        line.cut = True
        with pytest.raises(RemoteDisconnected):
            urllib.request.urlopen(f"{address}a.bin")
