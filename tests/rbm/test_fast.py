"""The fast trainer against the clear one: the same draws give the same machine."""

from functools import partial

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.rbm import fast as rbm_fast
from nbhelpers.rbm.pseudo_likelihood import pseudo_likelihood
from tests.rbm.test_rbm import machine

X, TEST = (part[:500] for part in binary_mnist())


def after(train, seed, epochs=2, **how):
    rng = np.random.default_rng(seed)
    machines = train(rbm.new_rbm(784, 20, rng, data=X), X, eta=0.1, batch=50, rng=rng, **how)
    return [next(machines) for _ in range(epochs)]


@pytest.mark.parametrize("seed", range(3))
def test_in_double_precision_both_are_the_same_after_every_epoch(seed):
    for clear, fast in zip(after(rbm.train, seed), after(rbm_fast.train, seed, dtype=np.float64), strict=True):
        for one, other in zip(clear, fast, strict=True):
            assert np.allclose(one, other, rtol=0, atol=1e-10)


@pytest.mark.parametrize("batch", [1, 2, 6])
def test_a_small_machine_is_the_same_whatever_the_batch(batch):
    v = np.random.default_rng(0).integers(0, 2, (6, 5)).astype(float)
    how = {"eta": 0.5, "batch": batch}
    clear, fast = (
        next(train(machine(), v, rng=np.random.default_rng(1), **how))
        for train in (rbm.train, partial(rbm_fast.train, dtype=np.float64))
    )
    assert all(np.allclose(one, other, rtol=0, atol=1e-12) for one, other in zip(clear, fast, strict=True))
    single = next(rbm_fast.train(machine(), v, rng=np.random.default_rng(1), **how))
    assert all(part.dtype == np.float32 for part in single)


def test_in_single_precision_it_learns_as_well():
    pairs = [(after(rbm.train, seed)[-1], after(rbm_fast.train, seed)[-1]) for seed in range(5)]
    scores = np.array([[pseudo_likelihood(machine, TEST[:200]) for machine in pair] for pair in pairs])
    assert pairs[0][1].W.dtype == np.float32
    difference = scores @ [1, -1]
    assert abs(difference.mean()) < 3 * difference.std(ddof=1) / np.sqrt(5) + 0.1


@pytest.mark.parametrize("how, named", [({"batch": 30}, "batch = 30"), ({"dtype": np.int8}, "dtype")])
def test_wrong_arguments_are_named(how, named):
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=named):
        next(rbm_fast.train(rbm.new_rbm(784, 5, rng), X, eta=0.1, rng=rng, **{"batch": 50, **how}))
