"""Linear autoencoders and PCA: against the singular value decomposition, central differences, planes by hand."""

import itertools

import numpy as np
import pytest

from nbhelpers.autoencoders import pca


def data(seed=0, m=60, n=7):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, n)) * np.arange(1, n + 1) + rng.normal(size=n)


def test_components_and_error_are_those_of_the_svd():
    X = data()
    mean, C = pca.mean_and_covariance(X)
    _, sizes, directions = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    for k in (1, 3, 7):
        variances, P = pca.principal_components(C, k)
        np.testing.assert_allclose(variances, sizes[:k] ** 2 / len(X))
        assert pca.principal_angles(P, directions[:k].T).max() == pytest.approx(0, abs=1e-5)
        rebuilt = pca.project(X, mean, P)
        assert 0.5 * np.sum((rebuilt - X) ** 2, axis=1).mean() == pytest.approx(pca.pca_error(C, k), abs=1e-9)


def test_variances_are_the_largest_eigenvalues_and_never_negative():
    assert pca.principal_components(np.diag([0.5, 3.0, 2.0]), 3)[0].tolist() == [3, 2, 0.5]
    assert pca.pca_error(np.diag([0.5, 3.0, 2.0]), 1) == 1.25
    assert pca.principal_components(np.full((3, 3), 0.1), 3)[0] == pytest.approx([0.3, 0, 0])
    assert pca.principal_components(np.diag([1.0, -1e-17]), 2)[0].tolist() == [1, 0]


def test_the_error_needs_the_covariance_alone():
    X, rng = data(), np.random.default_rng(1)
    mean, C = pca.mean_and_covariance(X)
    net = pca.Linear(rng.normal(size=(7, 3)), rng.normal(size=(3, 7)))
    residual = (X - mean) - (X - mean) @ net.U @ net.V
    assert pca.linear_error(C, net) == pytest.approx(0.5 * np.sum(residual**2, axis=1).mean())


def test_slopes_are_those_of_central_differences():
    _, C = pca.mean_and_covariance(data())
    rng, step = np.random.default_rng(2), 1e-6
    net = pca.Linear(rng.normal(size=(7, 2)), rng.normal(size=(2, 7)))
    for name in ("U", "V"):
        slopes = getattr(pca.linear_slopes(C, net), name)
        for place in np.ndindex(slopes.shape):
            nudge = np.zeros(slopes.shape)
            nudge[place] = step
            ends = [pca.linear_error(C, net._replace(**{name: getattr(net, name) + s * nudge})) for s in (1, -1)]
            assert slopes[place] == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("k", [1, 2, 4])
def test_descent_ends_in_the_space_of_the_components(k, seed):
    C = np.diag([3.0, 2.0, 1.2, 0.7, 0.3, 0.1])
    net = next(itertools.islice(pca.train_linear(C, k, np.random.default_rng(seed), 0.02), 2000, None))
    assert pca.linear_error(C, net) == pytest.approx(pca.pca_error(C, k), rel=1e-6)
    assert pca.principal_angles(net.V.T, np.eye(6)[:, :k]).max() < 0.01
    assert pca.pca_error(C, k) == pytest.approx({1: 2.15, 2: 1.15, 4: 0.2}[k])


def test_the_first_steps_of_a_linear_net_are_those_of_momentum_from_a_small_start():
    C = np.diag(np.linspace(3, 0.1, 50))
    start, one, two = itertools.islice(pca.train_linear(C, 20, np.random.default_rng(0)), 3)
    for n, part in enumerate(start):
        assert part.std() == pytest.approx(0.1 / np.sqrt(50), rel=0.06) and abs(part.mean()) < 0.002
        first, second = pca.linear_slopes(C, start)[n], pca.linear_slopes(C, one)[n]
        assert one[n] == pytest.approx(part - 0.01 * first)
        assert two[n] == pytest.approx(one[n] - 0.01 * (0.9 * first + second))


def test_angles_by_hand():
    e = np.eye(4)
    tilted = np.cos(np.radians(30)) * e[:, [1]] + np.sin(np.radians(30)) * e[:, [2]]
    assert pca.principal_angles(e[:, :2], np.hstack([e[:, [0]], tilted])) == pytest.approx([0, 30])
    assert pca.principal_angles(e[:, :2], e[:, 2:]) == pytest.approx([90, 90])
    mixed = e[:, :2] @ np.array([[2.0, 1.0], [0.0, -3.0]])  # other columns, the same plane
    assert pca.principal_angles(e[:, :2], mixed) == pytest.approx([0, 0], abs=1e-9)
    assert pca.principal_angles(e, e[::-1]) == pytest.approx(np.zeros(4), abs=1e-9)
    small = e[:, [0]] + 1e-9 * e[:, [1]]
    assert pca.principal_angles(e[:, [0]], small)[0] == pytest.approx(np.degrees(1e-9), rel=1e-5)


def test_bad_arguments_are_named_with_what_is_allowed():
    C = np.eye(5)
    for k in (0, 6):
        for function in (pca.principal_components, pca.pca_error):
            with pytest.raises(ValueError, match=f"k = {k}: allowed are whole numbers from 1 to 5"):
                function(C, k)
        with pytest.raises(ValueError, match=f"k = {k}"):
            next(pca.train_linear(C, k, np.random.default_rng(0)))
    with pytest.raises(ValueError, match=r"B has shape \(5, 3\); allowed: \(n, k\)"):
        pca.principal_angles(C[:, :2], C[:, :3])
    with pytest.raises(ValueError, match=r"both \(n, k\) with k <= n"):
        pca.principal_angles(C[:2], C[:2])
