"""The nets that travel with the chapter: what they are, how small, and as good as their records say."""

import numpy as np
import pytest

from nbhelpers.datasets import arrays, mnist, record
from nbhelpers.nn import mlp
from nbhelpers.variational import bound, trained
from nbhelpers.variational import field as fields
from nbhelpers.variational.experiments import fields as measured
from nbhelpers.variational.experiments import nets


@pytest.mark.parametrize("name", ["vae", "plain", "denoiser"])
def test_a_stored_net_is_that_of_the_settings_and_small(name):
    made = arrays(f"variational/{name}")[1]["settings"]
    part = ["denoiser"] if name == "denoiser" else ["seed", "epochs"]
    assert [made[one] for one in part] == [nets.SETTINGS[one] for one in part]
    assert sum((nets.FOLDER / f"{one}.npz").stat().st_size for one in ("vae", "plain", "denoiser")) < 200_000


def test_an_unknown_net_is_named():
    with pytest.raises(ValueError, match="name = 'deep': allowed are 'vae', 'plain', 'denoiser'"):
        trained.trained("deep")


def test_a_net_of_the_curve_is_as_far_off_as_its_record_says():
    for kind, sigma, seed in (("noise", "0.2", "3"), ("contractive", "0.4", "1")):
        X = fields.curve(1000)
        noisy = X + float(sigma) * np.random.default_rng(int(seed) + 100).normal(size=X.shape)
        net = trained.of_the_curve(kind, sigma, seed)
        off = measured.off(lambda x, net=net: mlp.predict(net, x), noisy, float(sigma))
        assert off == pytest.approx(record("variational/fields")["cells"][f"{kind}/{sigma}/{seed}"]["off"], abs=0.01)


def test_the_stored_decoder_does_as_well_as_the_measured_one():
    """Few bits cost little: the bound of the test digits beside the record's at the end, one draw each."""
    stored, X = trained.trained("vae"), mnist().test_images
    eps = np.random.default_rng(0).normal(size=(1, 1000, 2))
    logs = bound.log_weights(stored.net, X, stored.mu, stored.log_var, eps)
    then = sum(record("variational/samples")["cells"]["2/1/0"]["curves"]["test"][-1])
    assert -logs.mean() == pytest.approx(then, rel=0.02)


def test_the_denoiser_takes_noise_off():
    X = mnist().test_images[:100]
    noisy = X + 0.5 * np.random.default_rng(0).normal(size=X.shape)
    mended = mlp.predict(trained.trained("denoiser").net, noisy)
    assert np.mean((mended - X) ** 2) < 0.1 * np.mean((noisy - X) ** 2)
    assert trained.trained("denoiser").mu is None
