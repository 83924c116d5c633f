"""Holes in a map of codes: the gradient with a shaken code, the empty share, and the record's first cell in small."""

import numpy as np
import pytest

from nbhelpers import autoencoders
from nbhelpers.autoencoders.experiments import holes
from nbhelpers.datasets import record
from nbhelpers.nn.parameters import flat, shaped
from tests.equations.differences import slopes

FOUND = record("autoencoders/holes")


def test_the_record_is_that_of_its_settings():
    assert FOUND["settings"] == holes.SETTINGS
    assert list(FOUND["cells"]) == ["/".join(map(str, cell)) for cell in holes.cells()]


@pytest.mark.parametrize("sizes", [(5, 2), (5, 4, 3, 2)])
def test_gradients_with_a_shaken_code_are_the_differences_of_the_error(sizes):
    rng = np.random.default_rng(0)
    net, X, noise = autoencoders.new_autoencoder(sizes, rng), rng.random((3, 5)), rng.normal(0, 0.3, (3, 2))

    def error(w):
        moved = shaped(net, w)
        return autoencoders.reconstruction_error(autoencoders.decode(moved, autoencoders.encode(moved, X) + noise), X)

    np.testing.assert_allclose(flat(holes.shaken_gradients(net, X, noise)), slopes(error, flat(net)), atol=1e-8)


def test_without_noise_they_are_the_gradients_of_an_autoencoder():
    rng = np.random.default_rng(1)
    net, X = autoencoders.new_autoencoder((6, 3, 2), rng), rng.random((4, 6))
    ours, known = holes.shaken_gradients(net, X, np.zeros((4, 2))), autoencoders.gradients(net, X, X)
    np.testing.assert_allclose(flat(ours), flat(known))


def test_a_map_of_four_places():
    """Of the middles of a 2 x 2 grid one code reaches one, two codes two, and a code between them none."""
    one, two, between = np.array([[0.25, 0.25]]), np.array([[0.25, 0.27], [0.75, 0.75]]), np.array([[0.5, 0.5]])
    assert [holes.empty_share(codes, 0.05, 2) for codes in (one, two, between)] == [0.75, 0.5, 1]
    assert holes.empty_share(between, 0.4, 2) == 0


def test_a_short_training_is_measured():
    found = holes.measured(holes.trained("shaken", 1, [[0.004, 1]]), 1)
    assert set(found) == set(FOUND["cells"]["plain/0"])
    assert 20 < found["error"] < 30 and 0 < found["empty"] <= 1
