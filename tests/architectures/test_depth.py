"""The record on deep stacks: what is read out of it, that it is the one its settings say, and a short piece again."""
import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.architectures import depth
from nbhelpers.architectures.experiments import deeper, shuffled
from nbhelpers.architectures.experiments import stacks as experiment

PLACES = {"degradation": (experiment.DEGRADATION, experiment.degradation_cells),
          "copy": (experiment.COPY, experiment.copy_cells),
          "longer": (experiment.LONGER, experiment.longer_cells),
          "deeper": (deeper.SETTINGS, deeper.cells),
          "shuffled": (shuffled.SETTINGS, shuffled.cells)}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_the_record_holds_every_cell_of_its_settings(name):
    settings, cells = PLACES[name]
    found = datasets.record(f"architectures/{name}")
    assert found["settings"] == settings
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in cells()]
    assert len(settings["seeds"]) >= 5


@pytest.mark.parametrize(
    "cell",
    [("SGD", "plain", 4, 0.03, 1), ("SGD", "residual", 8, 0.01, 0), ("SGD", "plain from the identity", 8, 0.01, 2),
     ("Adam", "residual", 8, 0.001, 3)],
)  # fmt: skip
def test_the_first_epochs_of_learning_to_read_come_out_again(cell):
    kept = datasets.record("architectures/degradation")["cells"]["/".join(map(str, cell))]["loss"]
    again = experiment.degradation(*cell, last=3)["loss"]
    assert again == pytest.approx(kept[:4], rel=2e-3)


@pytest.mark.parametrize(
    "cell", [("SGD", "plain", 4, 0.03, 0), ("SGD", "residual", 4, 0.01, 2), ("Adam", "plain", 4, 0.001, 1)]
)
def test_the_first_epochs_of_learning_to_copy_come_out_again(cell):
    kept = datasets.record("architectures/copy")["cells"]["/".join(map(str, cell))]["error"]
    again = experiment.copy(*cell, last=3)["error"]
    assert again == pytest.approx(kept[:4], rel=2e-3)


def test_the_first_epochs_of_learning_longer_come_out_again():
    found = depth.longer(8, 0.01)
    again = experiment.longer(8, 0.01, 2, (2, 40))["loss"]
    assert again[::2] == pytest.approx(found[2, :2], rel=2e-3) and found.shape == (5, 6)
    with pytest.raises(ValueError, match=r"blocks, eta = 8, 0\.5: this was not measured"):
        depth.longer(8, 0.5)


@pytest.mark.parametrize("kind", ["plain", "residual"])
def test_nets_that_go_on_are_those_of_the_first_record(kind):
    again = deeper.measure(kind, 16, 0.01, 1, (0, 1, 2, 3))["loss"]
    assert again == pytest.approx(depth.runs("degradation", kind, 16, 0.01)[1, :4], rel=2e-3)


def test_nets_of_other_starts_begin_as_recorded():
    found = depth.deeper("mirrored", 24, 0.01)
    assert found.shape == (5, 6)
    assert deeper.measure("mirrored", 24, 0.01, 1, (0, 40))["loss"] == pytest.approx(found[1, :2], rel=0.02)
    with pytest.raises(ValueError, match=r"kind, blocks, eta = 'mirrored', 16, 0\.01: this was not measured"):
        depth.deeper("mirrored", 16, 0.01)


def test_a_run_that_goes_on_and_fails_counts_as_guessing(monkeypatch):
    cells = {key: {"loss": [2.3, None]} for key in ("1/0.5/0", "plain/1/0.5/0")}
    monkeypatch.setattr(depth, "record", lambda name: {"settings": {"seeds": [0]}, "cells": cells})
    for found in (depth.longer(1, 0.5), depth.deeper("plain", 1, 0.5)):
        assert found.tolist() == [[2.3, depth.FAILED["degradation"]]]


@pytest.mark.parametrize("case", [("copy", "plain", 0.03), ("copy", "residual", 0.01), ("shuffle", "residual", 0.01)])
def test_stacks_that_copy_or_shuffle_start_as_recorded(case):
    found = depth.shuffled(*case[:2])
    assert found.shape == (5, 6)
    assert shuffled.measure(*case, 2, (0, 2))["error"] == pytest.approx(found[2, :2], rel=2e-3)
    with pytest.raises(ValueError, match="task, kind = 'shuffle', 'plain': this was not measured"):
        depth.shuffled("shuffle", "plain")


@pytest.mark.parametrize("name", ["degradation", "copy"])
def test_the_best_rate_is_the_best_of_those_tried(name):
    for kind in ("plain", "residual"):
        for blocks in depth.settings(name)["blocks"][1:]:
            best = depth.at_best(name, kind, blocks)[:, -1].mean()
            for eta in depth.settings(name)["etas"]["SGD"]:
                assert best <= depth.runs(name, kind, blocks, eta)[:, -1].mean()


def test_accuracies_are_those_of_the_record_and_a_failed_run_guesses(monkeypatch):
    cells = datasets.record("architectures/degradation")["cells"]
    key = f"SGD/residual/8/{depth.best_eta('degradation', 'residual', 8)}/3"
    for which in ("training", "test"):
        found = depth.accuracies("residual", 8, which)
        assert found.shape == (5,) and found[3] == cells[key][f"{which} accuracy"]
    monkeypatch.setattr(depth, "best_eta", lambda *asked: 0.1)
    assert depth.accuracies("plain from the identity", 8, "test")[3] == 0.1


def test_a_run_that_failed_counts_as_an_answer_that_never_looks():
    for name in depth.VALUE:
        cells = datasets.record(f"architectures/{name}")["cells"]
        for key, cell in cells.items():
            values = cell[depth.VALUE[name]]
            method, kind, blocks, eta, seed = key.split("/")
            row = depth.runs(name, kind, int(blocks), float(eta), method)[int(seed)]
            assert np.isfinite(row).all() and len(row) == len(depth.settings(name)["epochs"])
            if None in values:
                assert row[-1] == depth.FAILED[name]


def test_grey_values_go_to_and_fro():
    image = np.linspace(0, 1, 64)
    assert [int(letter, 16) / 15 for letter in experiment.grey(image)] == pytest.approx(image, abs=1 / 30)
    shown = depth.copies("residual", 1, depth.best_eta("copy", "residual", 1))
    assert shown.shape == (4, 8, 8) and shown.max() == 1
    assert not depth.copies("plain", 8, 0.3).any() and depth.copies("plain", 8, 0.3).shape == (4, 8, 8)
    given = experiment.digits(1000)[experiment.COPY["shown"]].reshape(4, 8, 8)
    assert np.abs(shown - given).max() < 0.15  # a residual stack of two layers copies well


def test_variance_is_what_the_mean_digit_loses():
    X = experiment.digits(50)
    assert experiment.variance(X) == pytest.approx(0.5 * X.var(axis=0).sum())


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: depth.settings("speed"), "name = 'speed'"),
        (lambda: depth.runs("copy", "plain", 3, 0.01), "this was not measured"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


class TestWhatTheChapterClaims:
    """Five seeds each; every claim with the margin that the text gives it."""

    def ends(self, kind, blocks, method="SGD", name="degradation"):
        return depth.at_best(name, kind, blocks, method)[:, -1]

    def test_plain_nets_get_better_then_worse_on_their_training_digits(self):
        assert self.ends("plain", 1).max() < self.ends("plain", 0).min()
        assert self.ends("plain", 24).min() > 3 * self.ends("plain", 1).max()

    def test_residual_nets_do_not(self):
        for blocks in (8, 16, 24):
            assert self.ends("residual", blocks).max() < self.ends("plain", blocks).min()

    def test_copying_gets_harder_with_depth_for_plain_stacks(self):
        means = [self.ends("plain", blocks, name="copy").mean() for blocks in (1, 4, 16)]
        assert means == sorted(means)
        for blocks in (1, 2, 4, 8, 16):
            assert self.ends("residual", blocks, name="copy").max() < self.ends("plain", blocks, name="copy").min()
