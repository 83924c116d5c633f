"""The net of layers: its slopes against central differences, bad input, and that it learns."""

import json
from itertools import islice

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.convolution.experiments import lenet
from nbhelpers.convolution.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Pool
from nbhelpers.nn import optimizers
from nbhelpers.nn.training import shift_digits


def small_net(rng, pool="max", activation="relu", p=0.25):
    """A whole CBAPD block, and a head."""
    layers = [Conv(2, 3, 3, rng, padding="same"), BatchNorm(3), Activation(activation), Pool(2, pool), Dropout(p)]
    layers += [Conv(3, 2, 2, rng, stride=2), Flatten(), Dense(2 * 2 * 1, 5, rng), BatchNorm(5), Activation("sigmoid")]
    return cnn.Net([*layers, Dense(5, 4, rng)], (2, 8, 4), dtype=np.float64)


@pytest.mark.parametrize("pool", ["max", "mean"])
@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
def test_slopes_are_central_differences(pool, activation):
    rng = np.random.default_rng(4)
    net = small_net(rng, pool, activation)
    X, labels = rng.normal(size=(6, 2, 8, 4)), rng.integers(0, 4, 6)
    net.w += rng.normal(0, 0.1, net.w.size)

    def E(w):
        net.w[:] = w
        return cnn.cross_entropy(net.forward(X, True, np.random.default_rng(9)), labels)[0]

    w = net.w.copy()
    found = cnn.slopes(net, X, labels, np.random.default_rng(9))[1]
    h = 1e-5
    expected = [(E(w + h * unit) - E(w - h * unit)) / (2 * h) for unit in np.eye(w.size)]
    assert found == pytest.approx(np.array(expected), rel=1e-5, abs=1e-8)


class TestNet:
    def test_the_layers_hold_views_of_one_row(self):
        net = small_net(np.random.default_rng(0))
        net.w[:] = 0
        assert all((part == 0).all() for layer in net.layers for part in layer.parameters.values())

    def test_lenet_counts_its_parameters(self):
        parts = [6 * 25 + 6, 16 * 6 * 25 + 16, 400 * 120 + 120, 120 * 84 + 84, 84 * 10 + 10]
        assert cnn.lenet(np.random.default_rng(0)).w.size == sum(parts) == 61706

    def test_images_may_come_as_rows(self):
        net = cnn.lenet(np.random.default_rng(0))
        X = np.random.default_rng(1).random((3, 784))
        assert (net.forward(X) == net.forward(X.reshape(3, 1, 28, 28))).all()

    @pytest.mark.parametrize("method, eta", [(optimizers.sgdm, 0.3), (optimizers.adam, 0.01)])
    def test_learns_what_it_is_shown(self, method, eta):
        digits = datasets.mnist()
        X, labels = digits.train_images[:200], digits.train_labels[:200]
        rng = np.random.default_rng(0)
        net = cnn.lenet(rng, batch_norm=True)
        epochs = list(islice(cnn.train(net, X, labels, batch=20, rng=rng, method=method, eta=eta), 5))
        assert all(trained is net for trained in epochs)
        assert cnn.accuracy(net, X, labels) > 0.95

    def test_the_same_seed_gives_the_same_net(self):
        digits = datasets.mnist()

        def run():
            rng = np.random.default_rng(5)
            net = cnn.lenet(rng, batch_norm=True, dropout=0.5)
            X, labels = digits.train_images[:60], digits.train_labels[:60]
            return next(cnn.train(net, X, labels, batch=20, rng=rng, distort=shift_digits, eta=0.01)).w.copy()

        assert (run() == run()).all()


class TestBadInput:
    def test_labels_that_do_not_fit(self):
        z = np.zeros((3, 4))
        with pytest.raises(ValueError, match="labels run from 0 to 4; allowed: 0 to 3"):
            cnn.cross_entropy(z, np.array([0, 4, 1]))
        with pytest.raises(ValueError, match=r"labels has shape \(2,\); allowed: \(3,\)"):
            cnn.cross_entropy(z, np.array([0.0, 1.0]))

    def test_images_of_another_size(self):
        with pytest.raises(ValueError, match=r"X has shape \(2, 5\); allowed here: \(samples, 1, 28, 28\)"):
            cnn.lenet(np.random.default_rng(0)).forward(np.zeros((2, 5)))

    def test_no_layers(self):
        with pytest.raises(ValueError, match="layers is empty"):
            cnn.Net([], (1,))


class TestRecord:
    """What nbhelpers.convolution.experiments.lenet measured; five seeds each."""

    @staticmethod
    def right(net):
        record = datasets.record("convolution/lenet")
        return np.array([record["cells"][f"{net}/{seed}"]["test accuracy"] for seed in record["settings"]["seeds"]])

    def test_every_net_has_five_seeds(self):
        record = datasets.record("convolution/lenet")
        assert record["settings"] == json.loads(json.dumps(lenet.SETTINGS))
        assert len(record["cells"]) == 5 * len(lenet.NETS)

    def test_the_plain_net_is_pytorchs(self):
        """Their means differ by less than two standard errors of the difference."""
        ours, theirs = self.right("plain"), self.right("PyTorch, plain")
        error = np.sqrt((ours.var(ddof=1) + theirs.var(ddof=1)) / 5)
        assert 0.95 <= ours.mean() <= 0.97 and abs(ours.mean() - theirs.mean()) < 2 * error

    def test_with_the_chapters_means_it_reads_more(self):
        assert self.right("all").mean() >= 0.975
        assert self.right("all").min() > self.right("plain").max()
