"""The labs of the chapter on autoencoders: their states against the nets and records, their sentences."""

import itertools

import numpy as np
import pytest

from nbhelpers import autoencoders
from nbhelpers.autoencoders import corruption, labs, pca, sparsity, trained
from nbhelpers.autoencoders.experiments import codes as experiment
from nbhelpers.autoencoders.experiments import features
from nbhelpers.autoencoders.experiments import stacked as stacks
from nbhelpers.datasets import mnist, preprocessing, record
from nbhelpers.nn import digit_classifier

DRAWING = np.zeros((28, 28), dtype=bool)
DRAWING[6:22, 12:15] = True


@pytest.mark.parametrize(
    "name, settings",
    [
        ("codes", experiment.CODES),
        ("sparse", experiment.SPARSE),
        ("stacked", stacks.SETTINGS),
        ("features", features.SETTINGS),
    ],
)
def test_the_records_are_those_of_the_settings(name, settings):
    assert record(f"autoencoders/{name}")["settings"] == settings


def test_a_piece_of_the_code_measurement_comes_out_again():
    """PCA's numbers, by the singular value decomposition; the nets' in the order of their sizes."""
    cells, digits = record("autoencoders/codes")["cells"], mnist()
    mean = digits.train_images.mean(axis=0)
    directions = np.linalg.svd(digits.train_images - mean, full_matrices=False)[2]
    for k in (2, 16, 64):
        inside = (digits.test_images - mean) @ directions[:k].T
        left = 0.5 * (np.sum((digits.test_images - mean) ** 2, axis=1) - np.sum(inside**2, axis=1)).mean()
        assert cells[f"{k}/0"]["pca"] == pytest.approx(left, abs=1e-3)
    for seed in range(5):
        assert all(cells[f"{k}/{seed}"]["test"] > cells[f"{2 * k}/{seed}"]["test"] for k in (2, 4, 8, 16, 32))


@pytest.mark.whole
def test_a_net_of_the_sparse_measurement_comes_out_again():
    cell, X = record("autoencoders/sparse")["cells"]["kl/1.0/3"], mnist().test_images
    net = experiment.sparse_net("kl", 1.0, 3)
    H = autoencoders.encode(net, X)
    assert sparsity.active_share(H) == pytest.approx(cell["active"], abs=0.002)
    E = 0.5 * np.sum((autoencoders.reconstruct(net, X) - X) ** 2, axis=1).mean()
    assert E == pytest.approx(cell["error"], rel=2e-3)


def test_a_piece_of_the_stacked_measurement_comes_out_again():
    cell = record("autoencoders/stacked")["cells"]["1/100/SGD/2"]
    for start in ("random", "relu"):
        again = stacks.accuracies("1", 100, "SGD", 2, start, updates=(0, 50, 100))
        assert again == pytest.approx(cell[start][:3], abs=0.004)


def test_a_piece_of_the_feature_measurement_comes_out_again():
    cell = record("autoencoders/features")["cells"]["untrained/1"]
    assert features.measure("untrained", 1)["accuracy"] == pytest.approx(cell["accuracy"], abs=0.004)


@pytest.mark.parametrize("k", [1, 3, 8])
def test_linear_falls_to_the_floor_and_its_angles_with_it(k):
    for seed in (0, 7):
        state = labs.linear.state(k=k, seed=seed, step=800)
        assert (state["errors"] > state["pca"] - 1e-9).all()
        assert state["E"] == pytest.approx(state["pca"], rel=1e-3)
        first, last = labs.linear.state(k=k, seed=seed, step=0)["now"].max(), state["now"].max()
        assert first > 45 and last < 15 and state["angles"].shape == (81, k)
        np.testing.assert_allclose(state["angles"][-1], state["now"])


def test_linear_columns_are_not_the_components_though_the_space_is():
    state = labs.linear.state(k=2, step=800)
    assert state["now"].max() < 0.1
    A, B = (state[name].reshape(2, -1).T for name in ("components", "columns"))
    assert pca.principal_angles(A, B).max() < 0.2
    assert np.abs(A - B).max() > 0.2


@pytest.mark.parametrize("kind", list(corruption.KINDS))
def test_denoise_shows_what_the_functions_say(kind):
    state = labs.denoise.state(digit="5", kind=kind, strength=0.4, seed=3)
    X = trained.examples()[5:6]
    noisy = corruption.corrupt(X, kind, 0.4, np.random.default_rng(3))
    np.testing.assert_array_equal(state["noisy"].ravel(), noisy[0])
    for name, mended in (("median", corruption.median_filter(noisy)), ("mean", corruption.mean_filter(noisy))):
        assert state["after"][name] == pytest.approx(-10 * np.log10(np.mean((mended - X) ** 2)))
    assert state["after"]["net"] > state["before"]


def test_a_drawing_is_treated_as_the_digits_were_and_takes_their_place():
    for lab in (labs.denoise, labs.strangers):
        state = lab.state(drawn=lab.control("drawn").pack(DRAWING))
        shown = state["clean"] if lab is labs.denoise else state["X"]
        np.testing.assert_array_equal(shown, digit_classifier.like_mnist(DRAWING))
        assert "your drawing" in lab.read(state).lower()


def test_strangers_measure_every_kind():
    state = labs.strangers.state()
    means = state["means"]
    assert means["digits"] < means["letters"] < means["shuffled digits"] < means["noise"]
    for kind in means:
        one = labs.strangers.state(kind=kind, number=4)
        assert one["E"] == pytest.approx(0.5 * np.sum((one["X"] - one["X_hat"]) ** 2))


def test_walk_draws_the_decoder_and_finds_the_nearest_code():
    net = trained.trained("walk")
    X = mnist().train_images[77:78]
    z1, z2 = autoencoders.encode(net, X)[0]
    state = labs.walk.state(z1=float(z1), z2=float(z2))
    np.testing.assert_allclose(state["picture"].ravel(), autoencoders.reconstruct(net, X)[0])
    assert state["distance"] == pytest.approx(0, abs=1e-9) and state["label"] == mnist().train_labels[77]


def test_walk_puts_a_drawing_where_the_encoder_does_and_names_its_neighbours():
    net, drawn = trained.trained("walk"), labs.walk.control("drawn").pack(DRAWING)
    state = labs.walk.state(drawn=drawn)
    X = digit_classifier.like_mnist(DRAWING).reshape(1, 784)
    np.testing.assert_allclose(state["code"], autoencoders.encode(net, X)[0])
    np.testing.assert_allclose(state["rebuilt"].ravel(), autoencoders.reconstruct(net, X)[0])
    distances = np.linalg.norm(autoencoders.encode(net, mnist().train_images) - state["code"], axis=1)
    around = mnist().train_labels[np.argsort(distances)[:25]].tolist()
    assert state["how many"] == around.count(state["most"]) == max(map(around.count, range(10)))
    assert f"among the {state['most']}s" in labs.walk.read(state)
    blank = labs.walk.state()
    np.testing.assert_array_equal(blank["seen"].ravel(), trained.examples()[4])
    assert blank["E"] == pytest.approx(0.5 * np.sum((blank["rebuilt"] - blank["seen"]) ** 2))


def test_the_workshop_trains_the_net_that_is_asked_for():
    """One epoch, masked and with a penalty, by hand."""
    values = {"k": 5, "lost": 0.25, "beta": 1.5, "seed": 3}
    state = labs.workshop.state(**values, epoch=1)
    rng, train = np.random.default_rng(3), preprocessing.shrink(mnist().train_images[:1000])
    nets = autoencoders.train(
        autoencoders.new_autoencoder((196, 5), rng), train, rng, eta=0.03, batch=50,
        damage=lambda X, rng: corruption.masking(X, 0.25, rng),
        penalty=lambda H: sparsity.kl_penalty(H, 1.5),
    )  # fmt: skip
    net = next(nets)
    test = preprocessing.shrink(mnist().test_images[:200])
    seen = corruption.masking(test, 0.25, np.random.default_rng(3))
    copies = autoencoders.reconstruct(net, seen)
    assert state["errors"][1, 1] == pytest.approx(0.5 * np.sum((copies - test) ** 2, axis=1).mean(), abs=1e-6)
    assert state["active"] == pytest.approx(np.mean(autoencoders.encode(net, seen) > 0.1))
    assert state["filters"].shape == (5, 14, 14)
    first = mnist().test_labels[:200].tolist().index(3)
    np.testing.assert_allclose(state["copies"][3].ravel(), copies[first], atol=1e-5)
    assert "Untrained" in labs.workshop.reading(**values, epoch=0)


def test_the_workshop_learns_and_a_penalty_makes_it_silent():
    plain, quiet = labs.workshop.state(), labs.workshop.state(beta=3.0)
    assert plain["errors"][1, -1] < 0.45 * plain["average"] and quiet["active"] < 0.5 * plain["active"]
    target = preprocessing.shrink(mnist().test_images[:200])
    mean = preprocessing.shrink(mnist().train_images[:1000]).mean(axis=0)
    assert plain["average"] == pytest.approx(0.5 * np.sum((target - mean) ** 2, axis=1).mean())


def test_sparse_histograms_hold_all_activations_and_the_penalty_empties_them():
    for kind, beta in itertools.product(("kl", "l1"), ("0.0", "0.1", "0.3", "1.0", "3.0")):
        state = labs.sparse.state(kind=kind, beta=beta)
        assert state["histogram"].sum() == pytest.approx(1, abs=1e-3)
        assert (np.diff(state["active"], axis=0) < 0).all()  # every seed, every step of beta
    assert labs.sparse.state(kind="l1", beta="3.0")["dead"][-1].min() > 80


def test_stacked_between_two_measured_points_is_read_on_the_line():
    low, middle, high = (labs.stacked.state(update=update)["now"]["random"] for update in (200, 250, 300))
    np.testing.assert_allclose(middle, (low + high) / 2)
    assert "between two measured points" in labs.stacked.reading(update=250)


def test_the_stack_is_worth_most_where_a_deep_sigmoid_net_has_nothing_else():
    def lead(**values):
        now = labs.stacked.state(update=1500, **values)["now"]
        return now["stacked"] - now["random"]

    assert (lead(depth="3", labels="100", method="SGD") > 0.1).all()
    assert np.abs(lead(depth="1", labels="1000", method="Adam").mean()) < 0.02


@pytest.mark.parametrize(
    ("lab", "values", "says"),
    [
        ("code", {"k": "64"}, "PCA wins: the autoencoder's error is 23 % larger"),
        ("code", {"k": "8"}, "the autoencoder's error is 14 % smaller than PCA's"),
        ("code", {"k": "2"}, "neither wins"),
        ("linear", {"k": 1, "step": 800}, "within 0.05 % of PCA's"),
        ("denoise", {"strength": 0.0}, "Undamaged, the 3 comes out"),
        ("denoise", {"kind": "masking", "strength": 1.0}, "The autoencoder brings it to"),
        ("strangers", {"kind": "letters", "number": 1}, "The letter O comes back"),
        ("strangers", {"kind": "noise", "number": 0}, "worse than any test digit"),
        ("walk", {"z1": 0.02, "z2": 0.02}, "Hardly any digit lives here"),
        ("sparse", {"kind": "l1", "beta": "3.0"}, "L1 is too strong: 96 of 100 units are dead"),
        ("sparse", {"kind": "kl", "beta": "0.0"}, "Without a penalty the sigmoid units are busy"),
        ("stacked", {"depth": "1"}, "A net of one hidden layer"),
    ],
)
def test_sentences_say_what_happens(lab, values, says):
    assert says in getattr(labs, lab).reading(**values)


@pytest.mark.parametrize(
    ("lab", "values", "says"),
    [
        ("denoise", {"strength": 1.5}, "strength .*1.5.* from 0 to 1"),
        ("denoise", {"kind": "blur"}, "kind .*'blur'.* one of 'gaussian'"),
        ("code", {"k": "0"}, "k .*'0'.* one of '2', '4'"),
        ("linear", {"k": 0}, "k .*0.* whole number from 1 to 8"),
        ("walk", {"z1": -0.1}, "z1 .*-0.1.* from 0 to 1"),
    ],
)
def test_bad_values_are_named_with_what_is_allowed(lab, values, says):
    with pytest.raises(ValueError, match=says):
        getattr(labs, lab).state(**values)
