"""The experiment behind the chapter on tuning: the record is whole, and cells measured again come out alike."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.convolution.layers import Activation
from nbhelpers.measurements import fill
from nbhelpers.tuning.experiments import digits as experiment


@pytest.fixture(scope="module")
def record():
    return datasets.record("tuning/mnist")


def test_the_record_is_complete_and_made_with_these_settings(record):
    assert record["settings"] == experiment.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


@pytest.mark.parametrize("cell", [("kernels", 1, 0.3, 32, 0), ("base", "base", 0.3, 128, 1), ("dense", 0, 0.3, 32, 2)])
def test_cells_can_be_measured_again(record, cell):
    recorded = record["cells"]["/".join(map(str, cell))]
    again = experiment.measure(*cell)
    for digits in ("held out", "test"):
        assert again[digits] == pytest.approx(recorded[digits], abs=0.02)
    assert again["blew up"] == recorded["blew up"]


def test_one_seed_gives_every_setting_the_same_digits():
    learned, held, test = experiment.split("unit", 3)
    bytes_learned = experiment.split("bytes", 3)[0]
    assert np.allclose(bytes_learned[0], 255 * learned[0]) and (bytes_learned[1] == learned[1]).all()
    rows = {image.tobytes() for image in learned[0]}
    assert len(learned[0]) == len(held[0]) == len(test[0]) == 1000
    assert not rows & {image.tobytes() for image in held[0]}


def test_preprocessing_learns_from_the_training_digits_alone():
    digits = datasets.mnist().train_images
    one, other = (experiment.preprocessed("gcn zca", [digits[:200], digits[k : k + 9]]) for k in (200, 300))
    assert (one[0] == other[0]).all() and abs(one[0].mean()) < 1e-3


@pytest.mark.parametrize("how, parameters", [
    ({}, 8 * 26 + 1568 * 32 + 32 + 330),
    ({"activation": "maxout"}, 16 * 26 + 1568 * 64 + 64 + 330),
    ({"dense": 0}, 8 * 26 + 15690),
    ({"size": "3+3"}, 8 * 10 + 8 * 73 + 1568 * 32 + 32 + 330),
    ({"extras": "both"}, 8 * 26 + 16 + 1568 * 32 + 32 + 64 + 330),
])  # fmt: skip
def test_the_nets_have_the_parameters_they_should(how, parameters):
    net = experiment.new_net(np.random.default_rng(0), **{**experiment.BASE, **how})
    assert len(net.w) == parameters
    assert net.forward(np.zeros((2, 784))).shape == (2, 10)


def test_tanh_has_the_slope_of_tanh():
    layer, x, step = Activation("tanh"), np.linspace(-2, 2, 9), 1e-6
    assert layer.forward(x) == pytest.approx(np.tanh(x))
    assert layer.backward(np.ones(9)) == pytest.approx((np.tanh(x + step) - np.tanh(x - step)) / (2 * step))


def test_a_rate_that_is_far_too_large_is_told_from_a_net_that_guesses():
    found = experiment.measure("base", "base", 1e30, 512, 0)
    assert found == {"held out": 0.1, "test": 0.1, "blew up": True}


def test_a_stopped_run_goes_on_where_it_was(tmp_path, capsys):
    asked = []

    def measure(*cell):
        asked.append(cell)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return {"test": 0.5}

    cells, out = experiment.cells()[:4], tmp_path / "tuning.json"
    with pytest.raises(KeyboardInterrupt):
        fill(out, experiment.SETTINGS, cells, measure)
    assert not out.exists()
    fill(out, experiment.SETTINGS, cells, measure)
    assert asked == [cells[0], cells[1], cells[2], cells[2], cells[3]]
    assert "(kept)" in capsys.readouterr().err
