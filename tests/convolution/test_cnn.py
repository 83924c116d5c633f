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


def dense(rng, *between):
    """Two inputs, two classes; w is (w11, w12, w21, w22, b1, b2) if nothing stands between."""
    return cnn.Net([Dense(2, 2, rng), *between], (2,), dtype=np.float64)


def test_cross_entropy_by_hand():
    E, slopes = cnn.cross_entropy(np.log([[1, 3], [4, 1]], dtype=np.float32), [0, 0])
    assert E == pytest.approx((np.log(4) + np.log(5 / 4)) / 2) and slopes.dtype == np.float32
    assert slopes == pytest.approx(np.array([[-0.75, 0.75], [-0.2, 0.2]]) / 2)
    with np.errstate(invalid="ignore"):  # what has left the finite numbers goes through
        assert np.isnan(cnn.cross_entropy([[np.nan, 0]], [0])[0])


def test_accuracy_is_the_share_of_the_largest_outputs():
    net = dense(np.random.default_rng(0))
    net.w[:] = 1, 0, 0, 1, 0, 0
    assert cnn.accuracy(net, [[3, 1], [0, 1], [2, 0]], [0, 1, 1]) == pytest.approx(2 / 3)


def test_rows_are_predicted_in_pieces_of_500_unless_told():
    X, sizes = np.arange(2002.0).reshape(1001, 2), []
    net = dense(np.random.default_rng(0))
    wanted, forward = net.forward(X), net.forward
    net.forward = lambda X: sizes.append(len(X)) or forward(X)
    assert cnn.predict(net, X) == pytest.approx(wanted) and sizes == [500, 500, 1]
    assert cnn.predict(net, X[:3], at_once=2) == pytest.approx(wanted[:3]) and sizes[3:] == [2, 1]
    assert cnn.predict(net, X[:1], at_once=1) == pytest.approx(wanted[:1])


class TestTrain:
    X, labels = np.array([[1.0, 2], [-1, 0.5], [0.3, -2]]), np.array([0, 1, 1])

    def test_two_epochs_of_sgd(self):
        nets = [dense(np.random.default_rng(0)) for _ in range(2)]
        rng, path, w = np.random.default_rng(1), [], nets[1].w
        for net in islice(cnn.train(nets[0], self.X, self.labels, batch=3, rng=rng, method=optimizers.sgd, eta=0.5), 2):
            path.append(net.w.copy())
        for found in path:
            w -= 0.5 * cnn.slopes(nets[1], self.X, self.labels)[1]
            assert found == pytest.approx(w)

    def test_unless_told_it_is_adam_whose_first_step_is_eta_in_each_weight(self):
        net = dense(np.random.default_rng(0))
        before, slopes = net.w.copy(), cnn.slopes(net, self.X, self.labels)[1]
        next(cnn.train(net, self.X, self.labels, batch=3, rng=np.random.default_rng(1), eta=0.25))
        assert net.w - before == pytest.approx(-0.25 * np.sign(slopes), rel=1e-5)

    @pytest.mark.parametrize("batch", [1, 2, 3, 4, 5])
    def test_no_batch_of_one_for_batch_norm_of_single_units(self, batch):
        """Of 5 samples."""
        rng, X, labels = np.random.default_rng(0), np.arange(10.0).reshape(5, 2), np.array([0, 1, 0, 1, 1])
        next(cnn.train(dense(rng), X, labels, batch=batch, rng=rng, eta=0.1))
        image = [BatchNorm(1), Flatten(), Dense(2, 2, rng)]
        next(cnn.train(cnn.Net(image, (1, 1, 2)), X, labels, batch=batch, rng=rng, eta=0.1))
        flattened = cnn.Net([Flatten(), BatchNorm(2), Dense(2, 2, rng)], (1, 1, 2))
        for net in (dense(rng, BatchNorm(2)), flattened):
            epochs = cnn.train(net, X, labels, batch=batch, rng=rng, eta=0.1)
            if batch in (3, 5):
                next(epochs)
            else:
                with pytest.raises(ValueError, match=f"batch = {batch}: of 5 samples one is left"):
                    next(epochs)

    @pytest.mark.parametrize("shape", [(3, 5), (0, 2)])
    def test_inputs_that_do_not_fit(self, shape):
        epochs = cnn.train(dense(np.random.default_rng(0)), np.ones(shape), np.zeros(shape[0]), batch=1, rng=None)
        with pytest.raises(ValueError, match=rf"X has shape \({shape[0]}, {shape[1]}\); allowed here: \(samples, 2\)"):
            next(epochs)


class TestNet:
    def test_only_the_first_layer_passes_nothing_back(self):
        assert [layer.passes_back for layer in small_net(np.random.default_rng(0)).layers] == [False] + [True] * 10

    def test_unless_told_it_is_at_use(self):
        net = dense(np.random.default_rng(0), BatchNorm(2), Dropout(0.5))
        net.forward([[1, 2], [5, 4]])
        assert not net.layers[1].mean.any()

    def test_lenet_starts_evenly_between_bounds(self):
        for layer in cnn.lenet(np.random.default_rng(0)).layers:
            if layer.parameters:
                w = layer.parameters["w"]
                n_in = w[0].size if w.ndim == 4 else len(w)
                assert 0.95 < np.abs(w).max() * np.sqrt(n_in) <= 1 + 1e-6 and layer.parameters["b"].all()

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
