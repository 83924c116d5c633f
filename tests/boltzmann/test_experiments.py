"""The chapter's record of learning: made with the settings of its experiment, and pieces of it come out again."""

import pytest

from nbhelpers.boltzmann.experiments import learning
from nbhelpers.datasets import record


@pytest.mark.parametrize(("way", "one", "seed"), [("exact", 1, 0), ("exact", 4, 3), ("sampled", 100, 2)])
def test_a_piece_of_the_stored_learning_comes_out_again(way, one, seed):
    cell = record("boltzmann/learning")["cells"][f"{way}/{one}/{seed}"]
    assert cell["L"][:2] == pytest.approx(learning.measure(way, one, seed, upto=800)["L"], abs=1e-4)


def test_the_record_is_that_of_its_settings():
    found = record("boltzmann/learning")
    assert found["settings"] == learning.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in learning.cells()]
