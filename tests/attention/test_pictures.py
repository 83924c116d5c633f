"""Pictures that are kept and recalled: against correlations, and at both ends of beta."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.attention import pictures


def test_direction():
    x = np.array([[1.0, 2.0, 6.0], [0.0, 0.0, 1.0]])
    found = pictures.direction(x)
    assert found.sum(axis=-1) == pytest.approx([0, 0], abs=1e-12)
    assert (found**2).sum(axis=-1) == pytest.approx([1, 1])
    assert found[0] == pytest.approx(np.array([-2, -1, 3]) / np.sqrt(14))
    assert pictures.direction(5 * x + 7) == pytest.approx(found)
    with pytest.raises(ValueError, match="one grey alone"):
        pictures.direction(np.ones(4))
    with pytest.raises(ValueError, match="one grey alone"):
        pictures.direction(np.array([[1.0, 2.0], [3.0, 3.0]]))


def test_the_mean_of_all_and_one_alone():
    kept = pictures.kept()
    faint = pictures.recall(pictures.damaged("half"), kept, 1e-9)
    assert faint.p == pytest.approx(np.full(6, 1 / 6)) and faint.Y == pytest.approx(kept.mean(axis=0))
    sharp = pictures.recall(pictures.damaged("half"), kept, 500.0)
    assert sharp.p == pytest.approx([1, 0, 0, 0, 0, 0]) and sharp.Y == pytest.approx(kept[0])


def test_a_second_update_asks_with_the_answer():
    kept = pictures.kept()
    once = pictures.recall(pictures.damaged("noise"), kept, 5.0)
    twice = pictures.recall(pictures.damaged("noise"), kept, 5.0, 2)
    assert twice.Y == pytest.approx(pictures.recall(once.Y, kept, 5.0).Y)
    cosine = np.corrcoef(once.Y, kept[3])[0, 1]  # a cosine of directions is a correlation
    weight = np.exp(5 * np.array([np.corrcoef(once.Y, one)[0, 1] for one in kept]))
    assert twice.p[3] == pytest.approx(np.exp(5 * cosine) / weight.sum())


def test_what_is_kept_and_what_is_left_of_it():
    kept, labels = pictures.kept(), datasets.mnist().train_labels[list(pictures.KEPT)]
    assert labels.tolist() == [3, 3, 0, 1, 4, 7] and kept.shape == (6, 784)
    for cue, whole in (("half", kept[0]), ("seven", kept[5])):
        found = pictures.damaged(cue)
        assert (found[:392] == whole[:392]).all() and not found[392:].any()
    noise = pictures.damaged("noise")
    drawn = np.random.default_rng(0).normal(0, 0.6, 784)
    assert noise == pytest.approx(np.minimum(np.maximum(kept[0] + drawn, 0), 1))
    assert noise.min() == 0 and noise.max() == 1 and 0.2 < np.corrcoef(noise, kept[0])[0, 1] < 0.6
    assert (noise == pictures.damaged("noise")).all()
    with pytest.raises(ValueError, match="cue = 'odd': allowed are 'half', 'noise', 'seven'"):
        pictures.damaged("odd")
