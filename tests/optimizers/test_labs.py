"""The labs of the chapter on optimizers: their states against closed forms, their sentences at the ends."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.optimizers.experiments import digits as experiment
from nbhelpers.optimizers.labs import LABS, anatomy, digits, momentum, race, schedules
from nbhelpers.optimizers.schedules import SCHEDULES


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.short)
def test_every_reading_is_whole_sentences_without_broken_numbers(lab):
    for values in lab.recorded():
        sentence = lab.reading(**values)
        assert sentence.endswith(".") and sentence[0].isupper(), values
        assert not {"nan", "inf", "-0.00"} & set(sentence.replace(",", " ").split()), (values, sentence)


def test_bad_values_are_named():
    with pytest.raises(ValueError, match=r"eta \(learning rate η\) can't be 7: allowed is a number from 0.001 to 3"):
        race.state(eta=7)
    with pytest.raises(ValueError, match=r"surface \(surface\) can't be 'hill'"):
        race.state(surface="hill")
    with pytest.raises(ValueError, match="kappa"):
        momentum.state(kappa=0.5)
    with pytest.raises(ValueError, match="allowed is True or False"):
        anatomy.state(corrected=1)
    with pytest.raises(ValueError, match=r"race has no control 'speed'"):
        race.state(speed=1)


class TestRace:
    def test_sgd_in_the_bowl_is_the_closed_form(self):
        state = race.state(surface="bowl", eta=0.03, step=40)
        expected = np.array([-2.0, 1.0]) * (1 - 0.03 * np.array([1, 20])) ** np.arange(41)[:, None]
        assert state["paths"][0] == pytest.approx(expected)
        assert state["losses"][0][:5] == pytest.approx(expected[:5] ** 2 @ (0.5, 10))

    def test_turning_the_bowl_is_nothing_to_sgd_and_much_to_adam(self):
        plain = race.state(surface="bowl", eta=0.08, step=40)["losses"]
        turned = race.state(surface="tilted", eta=0.08, step=40)["losses"]
        changed = {name: turned[i][-1] / plain[i][-1] for i, name in enumerate(METHODS)}
        assert changed["SGD"] == pytest.approx(1, rel=1e-6) and changed["SGDM"] == pytest.approx(1, rel=1e-6)
        assert changed["Adam"] > 10 and changed["RMSProp"] > 10

    @pytest.mark.parametrize("surface, curvature", [("bowl", 20), ("tilted", 20), ("saddle", 2)])
    def test_bounds_by_hand(self, surface, curvature):
        state = race.state(surface=surface)
        assert state["bounds"] == pytest.approx([2 / curvature, 2 * 1.9 / (0.1 * curvature)])

    @pytest.mark.parametrize("eta, who", [(0.08, []), (0.12, [0]), (1.85, [0]), (2.0, [0, 1])])
    def test_in_the_bowl_who_runs_away_is_decided_by_the_bounds(self, eta, who):
        away = race.state(surface="bowl", eta=eta, step=100)["away"]
        assert [i for i, gone in enumerate(away) if gone] == who

    def test_no_path_has_a_hole(self):
        for values in race.recorded():
            state = race.state(**values)
            for path, losses in zip(state["paths"], state["losses"], strict=True):
                assert np.isfinite(path).all() and len(path) == len(losses) <= values["step"] + 1

    def test_labels_keep_their_distance_and_stay_inside(self):
        for values in race.recorded():
            heights = np.sort(np.log10(race.state(**values)["labels"]))
            assert np.diff(heights).min() > 0.6 and -6 <= heights[0] and heights[-1] <= 3

    def test_on_the_ridge_of_the_saddle_nobody_leaves(self):
        for path in race.state(surface="saddle", start="axis", step=100)["paths"]:
            assert (path[:, 1] == 0).all()

    def test_it_says_whose_way_rounding_decides(self):
        told = race.reading(surface="valley", eta=race.control("eta").check(2.2))
        assert "Rounding decides" not in told
        among = {"surface": "bumps", "eta": 1.86, "step": 87}
        state = race.state(**among)
        assert state["parted"] and state["astray"] == [True] + [False] * 4
        assert "Rounding decides the path of SGD: a twin that started 10⁻¹² away" in race.reading(**among)
        apart = np.abs(state["paths"][0] - state["twins"][0]).max(axis=1)
        assert apart[0] < 1e-11 and apart.max() > 1e-3  # two that have parted may end in one dent

    def test_sentences(self):
        assert race.reading(step=0, surface="bowl").startswith("All five stand at the start.\nThe loss in the narrow")
        assert "\nThe losses in the narrow bowl with η = 0.12 after 1 step: " in race.reading(step=1, surface="bowl")
        told = race.reading(surface="bowl", eta=2.0)
        assert "SGD and SGDM ran away.\n" in told
        assert "SGD ran away: η is above its bound 2/λ = 0.1." in told
        assert "SGDM ran away: η is above its bound 2(1 + β)/((1 − β)λ) = 1.9." in told
        assert "ran away" not in race.reading(surface="bowl", eta=0.08)


class TestMomentum:
    def test_measured_meets_theory_in_every_recorded_state(self):
        for values in momentum.recorded():
            state = momentum.state(**values)
            assert state["measured"] == pytest.approx(state["theory"], abs=0.02), values

    def test_it_flies_off_where_the_bound_says(self):
        for values in momentum.recorded():
            sentence = momentum.reading(**values)
            assert ("flies off" in sentence) == (values["reach"] > 2 * (1 + values["beta"])), sentence

    def test_the_star_stands_where_the_closed_form_says(self):
        reach, beta, rate = momentum.state(kappa=25)["best"]
        assert (reach, beta, rate) == pytest.approx((4 * 25 / 36, (4 / 6) ** 2, 4 / 6))

    def test_the_dark_spot_of_the_map_is_at_the_star(self):
        state = momentum.state(kappa=100)
        row, column = np.unravel_index(state["speed"].argmax(), state["speed"].shape)
        assert np.linspace(0, 0.99, 45)[row] == pytest.approx(state["best"][1], abs=0.06)
        assert np.linspace(0.05, 4, 60)[column] == pytest.approx(state["best"][0], abs=0.2)

    def test_a_step_of_one_over_lambda_kills_the_steep_direction(self):
        sentence = momentum.reading(kappa=25, reach=1.0, beta=0.0)
        assert "each step multiplies the distance by 0.960 (theory: 0.960)" in sentence

    @pytest.mark.parametrize(
        ("reach", "beta", "says"),
        [
            (3.3, 0.67, "Nearly the best there is: the distance falls tenfold in 11 steps."),
            (1.9, 0.67, "Faster than any SGD: the distance falls tenfold in 33 steps, not 115."),
            (1.9, 0.97, "The ball swings to and fro: the distance needs 151 steps to fall tenfold."),
            (1.9, 0.0, "Slower than SGD at its best: the distance falls tenfold in 120 steps, not 115."),
            (1.98, 0.0, "As fast as SGD at its best: the distance falls tenfold in 115 steps."),
            (2.4, 0.2, "The ball never comes to rest: η λmax = 2.4 is its bound."),
        ],
    )
    def test_headlines(self, reach, beta, says):
        assert momentum.reading(kappa=100, reach=reach, beta=beta).startswith(says + "\n")


class TestAnatomy:
    def test_without_correction_adams_first_step_is_too_long(self):
        values = {"signal": "constant", "method": "Adam", "beta2": 0.999}
        assert anatomy.state(corrected=False, **values)["step"][0] == pytest.approx(0.1 / np.sqrt(0.001), rel=1e-5)
        assert anatomy.state(corrected=True, **values)["step"] == pytest.approx(np.ones(60), rel=1e-6)

    def test_adagrad_wears_out(self):
        step = anatomy.state(signal="constant", method="Adagrad")["step"]
        assert step == pytest.approx(1 / np.sqrt(np.arange(1, 61)))

    def test_momentum_silences_a_flipping_gradient(self):
        step = anatomy.state(signal="flipping", method="SGDM", beta=0.9)["step"]
        assert abs(step[-1]) == pytest.approx(0.1 / 1.9, rel=1e-2)  # (1 - beta) / (1 + beta)

    def test_switch_and_betas_move_only_those_who_have_them(self):
        for method in ("SGD", "Adagrad"):
            states = [anatomy.state(method=method, beta=b, beta2=c)["step"] for b, c in ((0, 0.9), (0.9, 0.99))]
            assert (states[0] == states[1]).all()
        for method in ("SGD", "SGDM", "Adagrad", "RMSProp"):
            assert anatomy.reading(method=method, corrected=True) == anatomy.reading(method=method, corrected=False)

    @pytest.mark.parametrize(
        ("values", "says"),
        [
            ({"signal": "constant", "method": "SGD"}, "and so does the step: it is always η."),
            ({"signal": "constant", "method": "Adagrad"}, "but the steps shrink from 1.00 η to 0.13 η."),
            ({"signal": "constant", "method": "SGDM"}, "but the steps grow from 0.10 η to 1.00 η."),
            ({"signal": "constant", "corrected": False}, "but the steps climb to 2.13 η before they shrink."),
            ({"signal": "noisy", "method": "SGD"}, "The noise passes through: the steps vary by 75 % of their mean"),
            ({"signal": "noisy", "method": "SGDM"}, "the steps vary by 11 % of their mean, not 75 %."),
            ({"signal": "noisy", "method": "RMSProp"}, "The first step is a giant leap of 10.00 η."),
            ({"signal": "flipping", "method": "SGDM"}, "The flips nearly cancel in the average: the last step is 0.05"),
            ({"signal": "flipping", "method": "SGDM", "beta": 0.5}, "The flips partly cancel in the average"),
            ({"signal": "flipping", "method": "SGD"}, "steps flip as the gradients do, and all of them are η long."),
            ({"signal": "flipping", "method": "Adagrad"}, "and shrink from 1.00 η to 0.13 η."),
            ({"signal": "rare", "method": "RMSProp"}, "first spike causes a giant leap of 10.00 η."),
            ({"signal": "rare"}, "A spike lives on: a step of 0.53 η, then one of 0.49 η."),
            ({"signal": "rare", "method": "Adagrad"}, "spikes cause steps: the first 1.00 η, the second 0.71 η."),
            ({"signal": "fading", "method": "SGD"}, "The steps fade with the gradient"),
            ({"signal": "fading", "method": "SGDM"}, "they grow until step 15 and only then fade."),
            ({"signal": "fading", "method": "Adagrad"}, "The steps fade faster than the gradient"),
            ({"signal": "fading"}, "The steps fade more slowly than the gradient"),
            ({"signal": "fading", "beta2": 0.9}, "The gradient fades, but the steps level off near 0.87 η."),
        ],
    )
    def test_headlines(self, values, says):
        assert says in anatomy.reading(**values).partition("\n")[0]


class TestDigits:
    @pytest.mark.parametrize("cell", [("as they are", "Adam", 0.01, 0), ("in mixed units", "SGD", 0.1, 3)])
    def test_the_record_can_be_measured_again(self, cell):
        recorded = datasets.record("optimizers/mnist")["cells"]["/".join(map(str, cell))]
        again = experiment.measure(*cell)
        assert again["training loss"] == pytest.approx(recorded["training loss"], rel=0.05)
        assert again["test accuracy"] == pytest.approx(recorded["test accuracy"], abs=0.01)

    def test_the_record_is_complete_and_made_with_these_settings(self):
        record = datasets.record("optimizers/mnist")
        assert record["settings"] == experiment.SETTINGS
        assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]

    def test_sentence_has_the_numbers_of_the_record(self):
        record = datasets.record("optimizers/mnist")
        runs = [record["cells"][f"as they are/Adam/0.01/{seed}"]["test accuracy"] for seed in range(5)]
        assert f"{100 * np.mean(runs):.1f} % of the test digits are classified correctly" in digits.reading()


class TestSchedules:
    def test_shares_at_the_ends_and_half_way(self):
        shares = dict(zip(SCHEDULES, schedules.state()["shares"][:, [0, 25, 250, 500]], strict=True))
        assert shares["constant"].tolist() == [1, 1, 1, 1] and shares["warm-up"].tolist() == [0, 0.5, 1, 1]
        assert shares["exponential"] == pytest.approx([1, 0.01**0.05, 0.1, 0.01])
        assert shares["cosine"][[0, 2, 3]] == pytest.approx([1, 0.5, 0])
        assert shares["warm-up and cosine"][[0, 1, 3]] == pytest.approx([0, 0.5, 0])

    @pytest.mark.parametrize("method", ["SGDM", "Adam"])
    def test_every_schedule_is_told_at_its_own_best_rate(self, method):
        cells = datasets.record("optimizers/schedules")["cells"]
        for k, name in enumerate(SCHEDULES):
            state = schedules.state(method=method, schedule=name)
            means = [np.mean([cells[f"{method}/{name}/5/{eta}/{seed}"]["training loss"] for seed in range(5)])
                     for eta in state["etas"]]  # fmt: skip
            assert state["loss"][k] == pytest.approx(means)
            assert state["best_loss"][k].mean() == pytest.approx(min(means)) and state["chosen"] == k
            assert f"training loss ends at {min(means):.3f}" in schedules.reading(method=method, schedule=name)
