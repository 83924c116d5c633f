"""The linear autoencoder in the plane: against the singular value decomposition of the points that it learns from."""

import numpy as np
import pytest

from nbhelpers.autoencoders.labs import plane
from nbhelpers.autoencoders.labs.plane import COUNT, LAST, OWN

SQUARE = OWN.pack(np.array([(1, 1), (1, 3), (3, 1), (3, 3)]))


def decomposed(X):
    """(first direction, E of the best line): from the points alone, without a covariance."""
    scales, directions = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)[1:]
    return directions[0], scales[1] ** 2 / len(X) / 2


@pytest.mark.parametrize("across", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("seed", range(5))
def test_descent_ends_at_the_line_of_the_singular_vectors(across, seed):
    state = plane.state(across=across, seed=seed, step=LAST)
    direction, least = decomposed(state["X"])
    ends = state["line"].T
    along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    assert abs(along @ direction) == pytest.approx(1, abs=1e-5) and state["pca"] == pytest.approx(least, abs=1e-9)
    assert state["E"] == pytest.approx(least, rel=0.01, abs=1e-3) and state["angle"] < 0.5
    nearest = state["X"].mean(axis=0) + np.outer((state["X"] - state["X"].mean(axis=0)) @ direction, direction)
    assert np.abs(state["rebuilt"] - nearest).max() < 0.15


def test_the_line_turns_slowly_where_the_two_variances_are_alike():
    """Seed 2 draws points that vary nearly as much across as along; the error does not wait for the direction."""
    states = [plane.state(across=across, seed=2, step=LAST) for across in (1.0, 1.8)]
    even = states[1]["variances"][1] / states[1]["variances"][0]
    assert even > 0.9 and states[0]["angle"] < 0.5 < 2 < states[1]["angle"]
    assert states[1]["E"] == pytest.approx(states[1]["pca"], rel=0.02)
    assert "yet the line is still" in plane.read(states[1])


@pytest.mark.parametrize("step", [0, 20, 60])
def test_reconstructions_lie_on_the_line_and_the_error_is_theirs(step):
    state = plane.state(step=step)
    (x0, x1), (y0, y1) = state["line"]
    off = (state["rebuilt"] - (x0, y0)) @ (y0 - y1, x1 - x0) / np.hypot(x1 - x0, y1 - y0)
    assert np.abs(off).max() < 1e-9 and len(state["X"]) == COUNT
    gaps = np.sum((state["rebuilt"] - state["X"]) ** 2, axis=1)
    assert state["E"] == pytest.approx(gaps.mean() / 2) and state["errors"][step] == state["E"]


def test_it_learns_from_the_reader_s_own_points():
    X = np.array([(-4, -2.1), (-1, -0.4), (2, 0.8), (5, 2.6)])
    state = plane.state(own=OWN.pack(X), step=LAST)
    np.testing.assert_allclose(state["X"], X)
    assert state["pca"] == pytest.approx(decomposed(X)[1], abs=1e-6)
    assert plane.read(state).startswith("The net's line is that of the first principal component.")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (SQUARE, "The points vary alike in all directions"),
        ("1,2", "All points lie on one spot"),
        ("1,2;1,2;1,2", "All points lie on one spot"),
        ("-3,0;3,0", "The weights are random"),
    ],
)
@pytest.mark.parametrize("step", [0, LAST])
def test_where_no_line_is_the_best_it_is_said(own, said, step):
    state = plane.state(own=own, step=step)
    if said == "The weights are random" and step:
        said = "The net's line is that of the first principal component."
    assert plane.read(state).startswith(said) and np.isfinite(state["rebuilt"]).all()
    assert state["alike"] is ("spot" in said or "alike" in said)


def test_points_that_fill_the_view_are_learned_without_running_away():
    corners = OWN.pack(np.array([(-6, -6), (6, 6), (-6, -5), (6, 5)]))
    errors = plane.state(own=corners, step=LAST)["errors"]
    assert np.isfinite(errors).all() and errors[-1] < 0.1 * errors[0]
