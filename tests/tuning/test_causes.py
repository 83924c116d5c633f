"""The causes taken away: each variant is what its name says, the record is whole, and cells come out alike again."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.datasets.preprocessing import gcn
from nbhelpers.tuning.experiments import causes, digits

CELLS = datasets.record("tuning/causes")["cells"]


def test_the_record_was_made_with_the_settings_of_the_experiment():
    assert datasets.record("tuning/causes")["settings"] == causes.SETTINGS
    assert list(CELLS) == ["/".join(map(str, cell)) for cell in causes.cells()]
    assert {len(values) for cell in CELLS.values() for values in cell.values()} == {5}


@pytest.mark.parametrize("name, eta", [
    ("twelve steps", 1.0), ("shuffled 1x1", 0.3), ("uneven", 0.3), ("zca 10", 0.3), ("net 2, 1x1", 0.3),
])  # fmt: skip
def test_cells_can_be_measured_again(name, eta):
    again, then = causes.measure(name, eta, 32, 6, (3,)), CELLS[f"{name}/{eta}/32/6"]
    for part in ("learned", "held out", "test"):
        assert again[part] == pytest.approx([then[part][3]], abs=0.02)


@pytest.mark.parametrize("name, cell", [
    ("none", "base/base/0.3/32"), ("tanh", "activation/tanh/1.0/32"), ("sigmoid", "activation/sigmoid/1.0/32"),
    ("dropout", "extras/dropout 0.5/0.3/32"),
])  # fmt: skip
def test_after_six_epochs_they_stand_where_the_first_record_stands(name, cell):
    eta, known = cell.split("/")[2], datasets.record("tuning/mnist")["cells"]
    for part in ("held out", "test"):
        found = CELLS[f"{name}/{eta}/32/6"][part]
        assert found == pytest.approx([known[f"{cell}/{seed}"][part] for seed in range(5)], abs=0.01)


@pytest.mark.parametrize("name, mean, slope", [("centred", 0.0, 0.25), ("steep", 0.5, 1.0)])
def test_shapes_keep_one_cause_and_lose_the_other(name, mean, slope):
    f, back = causes.SHAPES[name]
    u, h = np.linspace(-3, 3, 25), 1e-6
    assert back(f(u)) == pytest.approx((f(u + h) - f(u - h)) / (2 * h), abs=1e-8)
    assert (f(u).mean(), back(f(0.0))) == pytest.approx((mean, slope))


def test_uneven_digits_are_grey_values_and_gcn_takes_the_unevenness_away():
    images = [datasets.mnist().train_images[k : k + 50] for k in (0, 50)]
    uneven = causes.changed(images, "uneven", np.random.default_rng(0))
    for part, even in zip(uneven, images, strict=True):
        assert 0 <= part.min() <= part.max() <= 1 and not np.allclose(part, even)
        assert gcn(part) == pytest.approx(gcn(even))


def test_shuffled_digits_have_their_pixels_in_one_other_order():
    images = [datasets.mnist().train_images[k : k + 50] for k in (0, 50)]
    one, other = causes.changed(images, "shuffled", np.random.default_rng(0))
    order = np.random.default_rng(0).permutation(784)
    assert (one == images[0][:, order]).all() and (other == images[1][:, order]).all()
    assert (np.sort(one) == np.sort(images[0])).all() and not (one == images[0]).all()


def test_small_weights_on_bytes_begin_as_the_base_net_does():
    X = datasets.mnist().train_images[:20].astype(np.float32)
    base, small, large = (causes.new_net(np.random.default_rng(0), first=f) for f in (1.0, 1 / 255, 255))
    assert small.forward(255 * X) == pytest.approx(base.forward(X), abs=1e-4)
    assert large.forward(X) == pytest.approx(base.forward(255 * X), rel=1e-4, abs=1e-2)


def test_another_net_on_the_same_digits():
    starts = [causes.prepared("unit", seed)[0][0] for seed in (0, 0, 1)]
    assert (starts[0] == starts[1]).all() and not (starts[0] == starts[2]).all()
    assert CELLS["none/0.3/32/6"]["test"] != CELLS["net 1/0.3/32/6"]["test"]


def test_steps_can_be_counted():
    parts = digits.split("unit", 0)
    rng, net = np.random.default_rng(0), causes.new_net(np.random.default_rng(0))
    before = net.w.copy()
    assert digits.learn(net, *parts[0], 0.3, 32, rng, 6, 0) and (net.w == before).all()
    assert digits.learn(net, *parts[0], 0.3, 32, rng, 6, 1) and not (net.w == before).all()
