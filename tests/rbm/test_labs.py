"""The labs of the chapter on restricted Boltzmann machines: their states against counting, their sentences."""

import itertools

import numpy as np
import pytest

from nbhelpers import datasets, rbm
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.rbm import exact, labs
from nbhelpers.rbm.pseudo_likelihood import pseudo_likelihood
from nbhelpers.rbm.trained import trained


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("half", [0, 1, 2, 7, 400])
def test_gibbs_shows_a_state_with_its_energy_and_the_exact_distribution(seed, half):
    state = labs.gibbs.state(seed=seed, half=half)
    W, v, h = state["W"], state["v"], state["h"]
    linked = sum(v[i] * W[i, j] * h[j] for i, j in np.ndindex(W.shape))
    assert state["energy"] == pytest.approx(-linked - sum(state["b"] * v) - sum(state["c"] * h))
    weights = [
        sum(
            np.exp(np.array(v) @ W @ np.array(h) + state["b"] @ v + state["c"] @ h)
            for h in itertools.product((0, 1), repeat=3)
        )
        for v in itertools.product((0, 1), repeat=4)
    ]
    assert state["exact"] == pytest.approx(np.array(weights) / sum(weights))
    assert state["shares"].sum() == pytest.approx(1 if half > 1 else 0)


def test_gibbs_changes_one_layer_in_a_half_step():
    for half in range(20):
        one, other = (labs.gibbs.state(half=at) for at in (half, half + 1))
        kept = "v" if (half + 1) % 2 else "h"
        np.testing.assert_array_equal(one[kept], other[kept])


def test_gibbs_comes_near_the_exact_distribution():
    """200 dependent draws over 16 states: on average within 0.2, and nearer than after 10."""
    far = {half: [labs.gibbs.state(seed=seed, half=half)["distance"] for seed in range(20)] for half in (20, 400)}
    assert np.mean(far[400]) < 0.2 < np.mean(far[20])


@pytest.mark.parametrize("size", [0.1, 1.0, 3.0])
def test_angle_shows_the_gradient_of_the_likelihood(size):
    from nbhelpers.rbm.labs.angle import DATA, HIDDEN, VISIBLE

    state, rng, step = labs.angle.state(size=size, seed=3), np.random.default_rng(3), 1e-5
    W = rng.normal(0, size, (VISIBLE, HIDDEN))
    for at in ((0, 0), (5, 3)):
        moved = []
        for sign in (1, -1):
            changed = W.copy()
            changed[at] += sign * step
            moved.append(exact.log_likelihood(rbm.RBM(changed, np.zeros(VISIBLE), np.zeros(HIDDEN)), DATA))
        slope = state["exact"][at[0] * HIDDEN + at[1]]
        assert slope == pytest.approx((moved[0] - moved[1]) / (2 * step), abs=1e-7)


def test_angle_bias_falls_with_the_steps_and_chance_with_the_chains():
    for seed in range(5):
        large = labs.angle.state(size=3.0, chains=1000, seed=seed)
        assert large["bias"][0] > 3 * large["bias"][-1]
        spread = [labs.angle.state(size=0.1, chains=n, seed=seed)["angles"][:, 0].mean() for n in (10, 100, 1000)]
        assert spread[0] > spread[1] > spread[2]


def test_angle_names_the_larger_error():
    assert "mostly by chance: more chains help" in labs.angle.reading(size=0.1)
    assert "mostly by bias: more steps help" in labs.angle.reading(size=3.0, chains=1000)


def test_filters_are_those_of_the_epoch():
    W = [labs.filters.state(epoch=epoch)["W"] for epoch in (0, 1, 4, 5, 30)]
    np.testing.assert_array_equal(W[1], labs.filters.state(epoch=1)["W"])
    sizes = [np.abs(one).mean() for one in W]
    assert sizes == sorted(sizes) and sizes[0] < 0.02
    assert "The filters shown are those after 2 epochs." in labs.filters.reading(epoch=4)
    assert "The filters shown" not in labs.filters.reading(epoch=5)


@pytest.mark.parametrize("setting", ["plain", "persistent", "few", "slow", "fast"])
def test_filters_learn_whatever_the_setting(setting):
    state = labs.filters.state(setting=setting)
    assert state["test"][30] > state["test"][0] + 15 and len(state["train"]) == 31


def test_reconstruct_counts_the_pixels_that_differ():
    for damage, image in itertools.product(("none", "noise", "lower", "blot"), (3, 15)):
        state = labs.reconstruct.state(image=image, damage=damage)
        original = binary_mnist()[1][image].reshape(28, 28)
        assert state["wrong"][0] == np.sum(state["shown"] != original)
        assert state["wrong"][1] == np.sum((state["rebuilt"] > 0.5) != original)
    assert labs.reconstruct.state(damage="noise")["wrong"][0] == 78


def test_reconstruct_holds_what_is_sound():
    state = labs.reconstruct.state(image=3, damage="lower")
    np.testing.assert_array_equal(state["rebuilt"][:14], state["shown"][:14])
    assert (state["rebuilt"][14:] != state["shown"][14:]).all()
    free = labs.reconstruct.state(image=3, damage="lower", held=False)
    assert (free["rebuilt"] != free["shown"]).all()


def test_reconstruct_once_is_what_the_hidden_layer_sends_down():
    state, machine = labs.reconstruct.state(damage="none", rounds=1), trained("persistent")
    on = 1 / (1 + np.exp(-(state["shown"].ravel() @ machine.W + machine.c)))
    down = 1 / (1 + np.exp(-(on @ machine.W.T + machine.b)))
    assert state["rebuilt"].ravel() == pytest.approx(down)


def test_reconstruct_takes_a_drawing_as_a_digit_or_as_damage():
    marks = np.zeros((28, 28), dtype=bool)
    marks[5:20, 12:15] = True
    drawn = labs.reconstruct.control("drawn").pack(marks)
    own = labs.reconstruct.state(drawn=drawn, damage="none")
    assert own["own"] and own["shown"].sum() > 20 and own["wrong"][0] == 0
    turned = labs.reconstruct.state(drawn=drawn, damage="none", pen="turn")
    assert turned["turned"] == turned["wrong"][0] == marks.sum()
    assert "Your digit" in labs.reconstruct.reading(drawn=drawn)
    assert "You flipped 45 pixels." in labs.reconstruct.reading(drawn=drawn, pen="turn")


def test_step_shows_the_gradient_of_contrastive_divergence():
    """Its tables are what `rbm.contrastive_divergence` finds with the same draws, whatever the sample and the seed."""
    from nbhelpers.rbm.labs.step import MACHINE

    for v, seed in itertools.product(("110", "001", "111"), range(6)):
        state, data = labs.step.state(v=v, seed=seed), np.array([[float(bit) for bit in v]])
        found = rbm.contrastive_divergence(MACHINE, data, np.random.default_rng(seed))
        assert state["gradient"] == pytest.approx(found.slopes.W) and state["v"] == pytest.approx(found.chain[0])
        assert state["same"] == ("the gradient is zero" in labs.step.reading(v=v, seed=seed))


def test_step_opens_with_the_case_of_the_text():
    state = labs.step.state(stroke=2)
    assert state["h"].tolist() == [1, 0] and state["p"] == pytest.approx([0.881, 0.269], abs=1e-3)
    assert labs.step.state(stroke=3)["p"] == pytest.approx([0.731, 0.731, 0.269], abs=1e-3)
    last = labs.step.state()
    assert last["v"].tolist() == [1, 1, 1] and last["p"] == pytest.approx([0.731, 0.5], abs=1e-3)
    assert last["gradient"][2] == pytest.approx([-0.731, -0.5], abs=1e-3)


def test_step_knows_nothing_before_its_stroke():
    known = [[table for table in ("positive", "negative", "gradient") if labs.step.state(stroke=k)[table] is not None]
             for k in range(6)]  # fmt: skip
    assert known == [[], *[["positive"]] * 4, ["positive", "negative", "gradient"]]
    assert [labs.step.state(stroke=k)["h"] is None for k in range(6)] == [True, True, False, False, False, True]


def test_fantasies_fall_to_the_free_energy_of_digits():
    for seed, name in itertools.product(range(5), ("cd", "persistent")):
        state = labs.fantasy.state(seed=seed)[name]
        assert state["F"][0] > 1000 and state["F"][-100:].mean() < state["F"][10]
        assert abs(state["F"][-200:].mean() - state["usual"]) < 60


def test_fantasies_of_cd_from_noise_have_fewer_kinds():
    states = [labs.fantasy.state(seed=seed, step=300) for seed in range(5)]
    cd, persistent = (np.mean([len(set(one[name]["read"])) for one in states]) for name in ("cd", "persistent"))
    assert cd + 1 < persistent


def test_the_guide_shows_what_was_recorded():
    record = datasets.record("rbm/guide")
    at = record["settings"]["steps"].index(1000)
    state = labs.guide.state(way="decay", step=1000)
    for way, run in (("plain", "plain"), ("decay", "other")):
        found = [record["cells"][f"{way}/{seed}"]["held out"][at] for seed in range(5)]
        assert state[run]["held out"][:, state["at"]] == pytest.approx(found)


def test_the_guide_says_what_a_measure_is_worth():
    assert labs.guide.reading(way="decay").startswith("It helps")
    assert labs.guide.reading(way="momentum").startswith("It harms")


def test_annealing_starts_from_the_exact_value_of_machine_a_and_reports_the_exact_one_of_b():
    state = labs.annealing.state(start="data", temperatures=300, runs=100)
    assert (state["paths"][0] == 0).all() and state["exact"] == exact.log_partition(trained("small"))
    assert state["paths"][-1] == pytest.approx(state["ends"][:20])
    assert state["log_Z"] == pytest.approx(state["exact"] + np.log(np.mean(np.exp(state["ends"]))))


def test_annealing_agrees_with_counting_within_its_spread():
    """Two standard errors hold the truth about 19 times of 20; of ten seeds at least eight."""
    states = [labs.annealing.state(start="data", temperatures=300, runs=50, seed=seed) for seed in range(10)]
    assert sum(one["low"] <= one["exact"] <= one["high"] for one in states) >= 8
    assert max(one["high"] - one["low"] for one in states) < 1.5


def test_annealing_from_coins_is_too_low_and_says_so():
    for seed in range(5):
        state = labs.annealing.state(temperatures=10, seed=seed)
        assert state["high"] < state["exact"] - 10 and state["worth"] < 4
    assert "too low, and its error bar does not show it." in labs.annealing.reading(temperatures=10)
    near = labs.annealing.reading(start="data", temperatures=300, runs=100)
    assert "The exact ln Z lies within the error bar" in near


def test_the_stored_machines_are_as_good_as_their_file_says():
    runs = datasets.arrays("rbm/machines")[1]["runs"]
    for name in ("persistent", "cd", "small"):
        assert trained(name).W.shape == (784, runs[name]["hidden"])
    score = pseudo_likelihood(trained("small"), binary_mnist()[1])
    assert score == pytest.approx(runs["small"]["pseudo-likelihood"], abs=0.01)


@pytest.mark.parametrize(
    ("lab", "values", "says"),
    [
        ("gibbs", {"half": 401}, "half .*401.* from 0 to 400"),
        ("angle", {"k": 0}, "k .*0.* from 1 to 20"),
        ("filters", {"setting": "best"}, "setting .*'best'.* 'plain'"),
        ("reconstruct", {"drawn": "x"}, "drawn .*784|drawn .*28 x 28"),
        ("annealing", {"runs": 4}, "runs .*4.* from 5 to 100"),
    ],
)
def test_bad_values_are_named_with_what_is_allowed(lab, values, says):
    with pytest.raises(ValueError, match=says):
        getattr(labs, lab).state(**values)


def test_an_unknown_machine_is_named():
    with pytest.raises(ValueError, match="'best'.* 'persistent', 'cd', 'small'"):
        trained("best")
