"""What is stored of the trained stack."""

import pytest

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


def test_a_moment_that_was_not_kept_is_refused():
    with pytest.raises(ValueError, match="epoch = 7: allowed are layers 1 to 3"):
        trained.machine(1, 7)
