"""What is stored of the trained stack."""

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.datasets import mnist
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.deep_belief import trained
from nbhelpers.deep_belief.experiments import stack as making
from nbhelpers.nn.mlp import accuracy


def test_the_stored_judge_reads_as_well_as_its_file_says():
    _, made = trained._parts()
    digits = mnist()
    found = accuracy(trained.judge(), shrink(digits.test_images), digits.test_labels)
    assert found == pytest.approx(made["judge's test accuracy"], abs=0.003) and made["settings"] == making.SETTINGS


def test_machines_lie_in_the_file_layer_by_layer_and_epoch_by_epoch():
    assert trained.kept() == (0, 1, 3, 10, 60)
    found = [part for layer in (1, 2, 3) for epoch in trained.kept()[1:] for part in trained.machine(layer, epoch)]
    assert all(one is other for one, other in zip(found, trained._parts()[0][:-4], strict=True))
    assert trained.machines() == (trained.machine(1, 60), trained.machine(2, 60))


@pytest.mark.parametrize("layer, units", [(1, 0), (2, 0), (3, 10)])
def test_epoch_0_is_the_start_at_the_log_odds_of_what_the_layer_learns_from(layer, units):
    start, end, features = trained.machine(layer, 0), trained.machine(layer, 60), trained.features_below(layer)
    assert [part.shape for part in start] == [part.shape for part in end]
    assert 1 / (1 + np.exp(-start.b[: len(start.b) - units])) == pytest.approx((features.sum(axis=0) + 1) / 5002)
    if units:
        counts = np.bincount(mnist().train_labels)
        assert 1 / (1 + np.exp(-start.b[-units:])) == pytest.approx((counts + 1) / 5002)


def test_a_layer_learns_from_the_hidden_units_below():
    digits, first, second = (trained.features_below(layer)[:9] for layer in (1, 2, 3))
    np.testing.assert_array_equal(digits, shrink(mnist().train_images[:9]))
    np.testing.assert_allclose(first, rbm.hidden_probability(trained.machine(1, 60), digits))
    np.testing.assert_allclose(second, rbm.hidden_probability(trained.machine(2, 60), first))


def test_a_moment_that_was_not_kept_is_refused():
    with pytest.raises(ValueError, match="epoch = 7: allowed are layers 1 to 3"):
        trained.machine(1, 7)
