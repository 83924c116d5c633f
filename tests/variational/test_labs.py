"""The lab of the chapter "Variational": what it computes and what it says."""

import pytest

from nbhelpers.variational import labs


@pytest.mark.parametrize("w", [-0.5, 0.0, 0.5, 0.8])
def test_the_value_settles_where_the_sentence_says(w):
    state = labs.echo.state(w=w, start=2.0)
    assert state["path"][-1] == pytest.approx(state["stays"], abs=abs(w) ** 12 * 6 + 1e-12)
    assert f"settles at {1 / (1 - w):.3f}." in labs.echo.read(state)


def test_it_says_when_no_value_stays_and_when_the_value_runs_away():
    assert "no value stays" in labs.echo.reading(w=1.0) and "it is 12 after 12 steps" in labs.echo.reading(w=1.0)
    assert "|w| is 1.2, not below 1." in labs.echo.reading(w=1.2)
    assert "|w| is 1.2, not below 1." in labs.echo.reading(w=-1.2)
