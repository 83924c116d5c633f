"""Bars and stripes: which pictures they are, and what one step of learning on them is."""

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.nn.parameters import flat
from nbhelpers.rbm import bars, exact


def pair(rates=(0.0, 0.5), **how):
    """The last two machines of a run, and the difference by the last rate."""
    *_, before, after = bars.learn(rates, np.random.default_rng(3), **how)
    return before, (flat(after) - flat(before)) / rates[-1]


def test_the_pictures_are_all_whose_rows_or_columns_are_alike():
    grids = exact.all_bits(9).reshape(-1, 3, 3)
    alike = [g.ravel().tolist() for g in grids if (g == g[0]).all() or (g == g[:, :1]).all()]
    assert bars.pictures().tolist() == alike and len(alike) == 14


def test_a_rate_of_zero_leaves_the_start():
    start, other = bars.learn([0.0, 0.0], np.random.default_rng(3))
    assert [part.shape for part in start] == [(9, 6), (9,), (6,)]
    assert all(np.array_equal(*both) for both in zip(start, other, strict=True))
    sizes = [next(bars.learn([0.0], np.random.default_rng(seed))).W.std() for seed in range(5)]
    assert 0.08 < np.mean(sizes) < 0.12


def test_a_step_of_the_exact_gradient_is_the_slope_by_differences():
    start, step = pair(k=None)
    data, small = bars.pictures(), 1e-5
    for at in (0, 17, 53):
        up, down = (
            rbm.RBM(start.W + sign * small * np.eye(1, 54, at).reshape(9, 6), start.b, start.c) for sign in (1, -1)
        )
        slope = (exact.log_likelihood(up, data) - exact.log_likelihood(down, data)) / (2 * small)
        assert step[at] == pytest.approx(slope, abs=1e-7)


LATE = (*[0.5] * 250, 0.0, 0.5)


@pytest.mark.parametrize(("how", "k"), [({}, 1), ({"k": 3}, 3)])
def test_chains_from_the_pictures_are_in_the_mean_what_endlessly_many_are(how, k):
    before, step = pair(LATE, copies=300, **how)
    others = {one: flat(exact.expected_cd(before, bars.pictures(), one)) for one in (1, 3, 10)}
    off = {one: np.linalg.norm(step - other) for one, other in others.items()}
    assert min(off, key=off.get) == k and off[k] < 0.15


def test_persistent_chains_go_on_and_so_know_the_model():
    before, step = pair(LATE, persistent=True, copies=300)
    right, short = exact.gradient(before, bars.pictures()), exact.expected_cd(before, bars.pictures(), 1)
    assert np.linalg.norm(step - flat(right)) < 0.5 * np.linalg.norm(step - flat(short))


def test_without_a_word_there_is_one_chain_a_picture_and_it_starts_there():
    runs = [pair(), pair(k=1, persistent=False, copies=1)]
    assert np.array_equal(runs[0][1], runs[1][1])


def test_what_is_wrong_is_named():
    with pytest.raises(ValueError, match="copies = 0"):
        next(bars.learn([0.1], np.random.default_rng(0), copies=0))
