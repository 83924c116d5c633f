"""The benchmark of the mathematics: what it makes of measured times, and what its command asks for. No clock here."""

from types import SimpleNamespace

import pytest

from tools import bench_maths, commands


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
    monkeypatch.setattr(commands.book, "build", lambda env: found.append("build"))
    monkeypatch.setattr(commands.browser, "ensure", lambda env: "chromium")
    monkeypatch.setattr(commands, "run_shown", lambda command, variables: found.append(command[1:]) or 0)
    return found


def test_the_mathematics_alone_needs_the_other_libraries_and_no_book(asked):
    assert commands.main(["bench", "maths"]) == 0
    assert asked == [("test", "oracle", "bench"), ["tools/bench_maths.py"]]


def test_pictures_alone_need_no_other_library(asked):
    assert commands.main(["bench", "page", "live"]) == 0
    assert asked == [("test",), "build", ["tools/bench.py", "page", "live"]]


def test_without_rows_everything_is_measured(asked):
    assert commands.main(["bench"]) == 0
    assert asked[1] == ["tools/bench_maths.py"] and asked[-1] == ["tools/bench.py", "jupyter", "page", "live"]


def test_an_unknown_row_is_named(asked, capsys):
    assert commands.main(["bench", "maths", "speed"]) == 1
    assert "no row is called speed; there are jupyter, page, live, maths" in capsys.readouterr().out
    assert not asked
