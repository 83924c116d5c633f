"""Dreams that settle: the record, and that its nets and its measures are what they are called."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.deep_belief import trained
from nbhelpers.deep_belief.experiments import dreamer, settled


def test_the_record_is_that_of_its_settings():
    found = datasets.record("deep_belief/settled")
    assert found["settings"] == settled.SETTINGS and trained.ROUNDS == settled.SETTINGS["rounds"][-1]
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in settled.cells()]


def test_longer_learning_ends_at_about_the_same_rate():
    rates = [how["eta"] * how["decay"] ** how["epochs"] for how in settled.SETTINGS["up-down"].values()]
    assert rates == pytest.approx([rates[0]] * 3, rel=0.1)


def test_variety_is_the_root_of_the_variance_within_a_label():
    labels = np.repeat(np.arange(10), 2)
    pictures = np.zeros((20, 784))
    pictures[::2, :3], pictures[10:, 500] = 1, 1
    assert settled.variety(pictures, labels) == round(np.sqrt(3 / 4), 2)
    assert settled.variety(np.ones((20, 784)), labels) == 0


@pytest.mark.parametrize("kind", ["grown", "tuned"])
def test_echoes_of_the_stored_nets_are_those_of_the_record(kind):
    """But for the rounding of their weights, and other draws."""
    one, wanted = getattr(trained, kind)(), datasets.record("deep_belief/settled")["cells"][f"{kind}/0"]
    echoes = settled.echoes(one, np.random.default_rng(0))
    for rounds in map(str, settled.SETTINGS["rounds"]):
        assert np.mean(echoes[rounds]) == pytest.approx(np.mean(wanted["echoes"][rounds]), abs=3)


def test_before_settling_the_record_agrees_with_that_of_the_dreamer():
    """Other draws: 500 dreams of each net, and 200."""
    cells, others = (datasets.record(f"deep_belief/{name}")["cells"] for name in ("settled", "dreamer"))
    for kind in ("grown", "tuned"):
        for steps in dreamer.SETTINGS["dreams"]["steps"][1:]:
            found = np.mean([cells[f"{kind}/{seed}"]["read"][f"{steps}/0"] for seed in range(5)])
            other = np.mean([others[f"{kind}/{seed}"]["dreams"][str(steps)] for seed in range(5)])
            assert found == pytest.approx(other, abs=4)
