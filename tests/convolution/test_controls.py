"""LeNet without what is said to help it, and dropout without its factor: the records, and a short piece again."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.convolution.experiments import controls, unscaled


@pytest.mark.parametrize("experiment, name", [(controls, "controls"), (unscaled, "unscaled")])
def test_the_records_were_made_with_the_settings_of_their_experiments(experiment, name):
    record = datasets.record(f"convolution/{name}")
    assert record["settings"] == experiment.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


@pytest.mark.parametrize("name", ["shuffled", "mean"])
def test_after_one_epoch_lenet_reads_as_recorded(name):
    found = datasets.record("convolution/controls")["cells"][f"{name}/1"]["test accuracy"][0]
    assert controls.measure(name, 1, (1,))["test accuracy"] == pytest.approx([found], abs=0.02)


def test_after_one_epoch_dropout_without_its_factor_does_as_recorded():
    found = datasets.record("convolution/unscaled")["cells"]["1"]
    for name, ((loss, right),) in unscaled.measure(1, (1,)).items():
        assert loss == pytest.approx(found[name][0][0], rel=0.02)
        assert right == pytest.approx(found[name][0][1], abs=0.02)


def test_dropout_as_noted_leaves_out_half_and_its_way_back_has_the_same_mask():
    layer, x = unscaled.AsNoted(0.5), np.ones((40, 50))
    y = layer.forward(x, training=True, rng=np.random.default_rng(0))
    assert set(y.ravel()) == {0, 1} and y.mean() == pytest.approx(0.5, abs=0.05)
    assert (layer.backward(3 * x) == 3 * y).all()
    layer.factor = 0.5
    assert (layer.forward(x) == 0.5).all() and (layer.backward(x) == 0.5).all()
