"""Pictures that are kept, the example by hand, scores of random keys: against closed forms."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.attention import example, pictures, scaling


class TestPictures:
    def test_direction(self):
        x = np.array([[1.0, 2.0, 6.0], [0.0, 0.0, 1.0]])
        found = pictures.direction(x)
        assert found.sum(axis=-1) == pytest.approx([0, 0], abs=1e-12)
        assert (found**2).sum(axis=-1) == pytest.approx([1, 1])
        assert found[0] == pytest.approx(np.array([-2, -1, 3]) / np.sqrt(14))
        assert pictures.direction(5 * x + 7) == pytest.approx(found)
        with pytest.raises(ValueError, match="one grey alone"):
            pictures.direction(np.ones(4))

    def test_the_mean_of_all_and_one_alone(self):
        kept = pictures.kept()
        faint = pictures.recall(pictures.damaged("half"), kept, 1e-9)
        assert faint.p == pytest.approx(np.full(6, 1 / 6)) and faint.Y == pytest.approx(kept.mean(axis=0))
        sharp = pictures.recall(pictures.damaged("half"), kept, 500.0)
        assert sharp.p == pytest.approx([1, 0, 0, 0, 0, 0]) and sharp.Y == pytest.approx(kept[0])

    def test_a_second_update_asks_with_the_answer(self):
        kept = pictures.kept()
        once = pictures.recall(pictures.damaged("noise"), kept, 5.0)
        twice = pictures.recall(pictures.damaged("noise"), kept, 5.0, 2)
        assert twice.Y == pytest.approx(pictures.recall(once.Y, kept, 5.0).Y)
        cosine = np.corrcoef(once.Y, kept[3])[0, 1]  # a cosine of directions is a correlation
        weight = np.exp(5 * np.array([np.corrcoef(once.Y, one)[0, 1] for one in kept]))
        assert twice.p[3] == pytest.approx(np.exp(5 * cosine) / weight.sum())

    def test_what_is_kept_and_what_is_left_of_it(self):
        kept, labels = pictures.kept(), datasets.mnist().train_labels[list(pictures.KEPT)]
        assert labels.tolist() == [3, 3, 0, 1, 4, 7] and kept.shape == (6, 784)
        for cue, whole in (("half", kept[0]), ("seven", kept[5])):
            found = pictures.damaged(cue)
            assert (found[:392] == whole[:392]).all() and not found[392:].any()
        noise = pictures.damaged("noise")
        assert noise.min() == 0 and noise.max() == 1 and 0.2 < np.corrcoef(noise, kept[0])[0, 1] < 0.6
        assert (noise == pictures.damaged("noise")).all()
        with pytest.raises(ValueError, match="cue = 'odd': allowed are 'half', 'noise', 'seven'"):
            pictures.damaged("odd")


class TestExample:
    def test_by_hand(self):
        Q, K, V, z, p, Y = example.head()
        assert Q.tolist() == [[0, 1], [0, 0], [3, 0]] and K.tolist() == V.tolist() == example.X.tolist()
        assert z == pytest.approx(np.array([[0, 0, 1], [0, 0, 0], [3, 0, 0]]) / np.sqrt(2))
        a, b = np.exp(1 / np.sqrt(2)), np.exp(3 / np.sqrt(2))
        rows = [[1 / (2 + a), 1 / (2 + a), a / (2 + a)], [1 / 3] * 3, [b / (2 + b), 1 / (2 + b), 1 / (2 + b)]]
        assert p == pytest.approx(np.array(rows)) and Y == pytest.approx(np.array(rows)[:, [0, 2]])

    def test_masked(self):
        p = example.head(he=2.0, tom=-1.0, masked=True)[4]
        assert p[:2] == pytest.approx(np.array([[1, 0, 0], [0.5, 0.5, 0]]))
        assert example.query_weights(2.0, -1.0).tolist() == [[0, -1], [2, 0]]


class TestScaling:
    def test_the_variance_of_a_score_is_the_number_of_numbers(self):
        rng = np.random.default_rng(0)
        for k in (1, 4, 64):
            plain, divided = scaling.draw(k, 50, rng, 600)
            assert plain.shape == (600, 50) and plain == pytest.approx(divided * np.sqrt(k))
            assert plain.var() == pytest.approx(k, rel=0.1) and plain.mean() == pytest.approx(0, abs=0.06 * np.sqrt(k))
        assert scaling.draw(3, 5, rng).plain.shape == (1, 5)

    def test_movable_is_the_trace_of_the_derivative(self):
        z = np.random.default_rng(1).normal(size=(2, 5))
        for row, found in zip(z, scaling.movable(z), strict=True):
            total = 0.0
            for j in range(5):
                ends = [np.exp(row + s * 1e-6 * np.eye(5)[j]) for s in (1, -1)]
                total += (ends[0][j] / ends[0].sum() - ends[1][j] / ends[1].sum()) / 2e-6
            assert found == pytest.approx(total, rel=1e-6)
        assert scaling.movable(np.zeros(4)) == pytest.approx(0.75)
