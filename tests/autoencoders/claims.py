"""Causal claims of the chapter on autoencoders, with their controls."""

import itertools

import numpy as np

from nbhelpers.autoencoders import corruption, encode, out_of_distribution, pca, trained
from nbhelpers.autoencoders.experiments import holes
from nbhelpers.autoencoders.experiments.starts import SETTINGS
from nbhelpers.datasets import mnist, preprocessing, record
from nbhelpers.nn import mlp
from tests.autoencoders.mending import linear_maps, median_of_the_rest
from tests.claims.registry import Found, claim, plus_minus, sd

SEEDS = range(5)


def angles_and_errors(C, steps) -> np.ndarray:
    """(seeds, steps, 2): the largest angle to the space of four components, and E's share above the least."""
    _, P = pca.principal_components(C, 4)
    found, floor = [], pca.pca_error(C, 4)
    for seed in SEEDS:
        nets = itertools.islice(pca.train_linear(C, 4, np.random.default_rng(seed), eta=0.03), steps[-1] + 1)
        kept = [net for step, net in enumerate(nets) if step in steps]
        found.append([(pca.principal_angles(one.V.T, P).max(), pca.linear_error(C, one) / floor - 1) for one in kept])
    return np.array(found)


@claim(
    "aut-slow",
    "The fourth and fifth eigenvalues are nearly equal, so it hardly matters for $E$ which of the two directions is "
    "kept.",
    control="The same digits with all variances from the fifth on halved, nothing else: the fourth and the fifth are "
    "neighbours no longer. Same starts, same learning rate.",
    longer="After 400 steps instead of 100 the slow angles are gone as well: the gap decides how long it takes, not "
    "where it ends.",
    refuted="one angle stayed just as slow with the gap widened",
)
def slow():
    """Angles after 100 steps with the eigenvalues as they are, and with a gap after the fourth."""
    _, C = pca.mean_and_covariance(preprocessing.shrink(mnist().train_images))
    variances, P = pca.principal_components(C, len(C))
    apart = (P * np.where(np.arange(len(C)) < 4, variances, variances / 2)) @ P.T
    near, wide = angles_and_errors(C, (100, 400)), angles_and_errors(apart, (100,))
    told = (
        f"The fourth and the fifth variance are {variances[3]:.2f} and {variances[4]:.2f}. After 100 steps from each "
        f"of five starts the largest angle is {near[:, 0, 0].min():.0f} to {near[:, 0, 0].max():.0f} degrees, and $E$ "
        f"at most {100 * near[:, 0, 1].max():.1f} % above PCA's. With the gap widened the angle is at most "
        f"{wide[:, 0, 0].max():.1f} degrees."
    )
    return Found(told, bool(near[:, 0, 0].min() > 4 * wide[:, 0, 0].max() and near[:, 1, 0].max() < 5))


def left(X, mean, P) -> float:
    """The share of a blank sheet's error that a projection leaves, over all pictures."""
    return 100 * np.sum((pca.project(X, mean, P) - X) ** 2) / np.sum(X**2)


def moved(pictures) -> np.ndarray:
    """Every picture moved by up to three pixels each way: 49 from one."""
    X = pictures.reshape(-1, 28, 28)
    return np.concatenate([np.roll(X, s, (1, 2)) for s in itertools.product(range(-3, 4), repeat=2)]).reshape(-1, 784)


@claim(
    "aut-fitted",
    "The notes are right, and PCA is data-specific in the same way: it too was fitted to digits.",
    control="PCA fitted to letters instead: to nine of the thirteen, drawn at random, each shifted by up to three "
    "pixels each way. The four left out are then compressed.",
    longer="Nothing is trained: PCA's answer is exact. With 64 numbers instead of 32 the order is the same.",
    refuted="letters cost more than digits whatever PCA was fitted to",
)
def fitted():
    """What is left of letters and of digits after PCA fitted to either."""
    digits, letters, found = mnist(), out_of_distribution.letter_pictures(), {32: [], 64: []}
    mean, C = pca.mean_and_covariance(digits.train_images)
    _, P = pca.principal_components(C, 64)
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(len(letters))
        other, C = pca.mean_and_covariance(moved(letters[order[:9]]))
        _, Q = pca.principal_components(C, 64)
        for k, rows in found.items():
            new, X = letters[order[9:]], digits.test_images
            rows.append([left(Z, m, R[:, :k]) for m, R in ((mean, P), (other, Q)) for Z in (new, X)])
    a, b, c, d = np.array(found[32]).T
    told = (
        f"Fitted to digits, PCA with 32 numbers leaves {plus_minus(a, 0)} % of the letters and {b[0]:.0f} % of the "
        f"test digits. Fitted to letters it leaves {plus_minus(c, 0)} % of the other letters and {plus_minus(d, 0)} % "
        "of the digits (± is the standard deviation over five choices of the letters)."
    )
    a, b, c, d = np.array([found[32], found[64]]).transpose(2, 0, 1)
    return Found(told, bool((a > b).all() and (c < d).all()))


def decibels(X, mend, kind="gaussian") -> np.ndarray:
    """PSNR of `mend` on X damaged at strength 0.5, one number for each of five draws of the damage."""
    damaged = [corruption.corrupt(X, kind, 0.5, np.random.default_rng(seed)) for seed in SEEDS]
    return np.array([corruption.psnr(mend(one), X) for one in damaged])


def net(X):
    return mlp.predict(trained.trained("denoise"), X)


@claim(
    "aut-lead",
    "Its lead over the filters is knowledge of digits: on letters the median filter does better.",
    control="The same net, noise and filter, on thirteen letters, of which the net has seen none.",
    longer="Nothing is trained here. With the other two kinds of damage the net leads on digits too.",
    refuted="the net led on letters as it does on digits",
)
def lead():
    """The net and the median filter on digits and on letters."""
    kinds = {"digits": mnist().test_images[:200], "letters": out_of_distribution.letter_pictures()}
    ours, theirs = ({name: decibels(X, mend) for name, X in kinds.items()} for mend in (net, corruption.median_filter))
    others = [decibels(kinds["digits"], net, kind) - decibels(kinds["digits"], corruption.median_filter, kind)
              for kind in ("salt and pepper", "masking")]  # fmt: skip
    told = "; ".join(
        f"on {name} the net reaches {plus_minus(ours[name])} dB, the median filter to {plus_minus(theirs[name])}"
        for name in kinds
    )
    told = f"Under Gaussian noise of strength 0.5, {told} (± is the standard deviation over five draws of the noise)."
    more, less = ours["digits"] - theirs["digits"], ours["letters"] - theirs["letters"]
    return Found(told, bool(more.min() > 1 and less.max() < -1 and np.min(others) > 1))


@claim(
    "aut-flat",
    "PCA falls behind for another reason than being linear: it was never shown damage.",
    control="A map just as linear, through 40 numbers as well, but fitted by least squares to give back clean training "
    "digits from damaged ones; and one without that limit.",
    longer="Nothing is trained step by step: these maps are the best over endlessly many damaged copies of the "
    "training digits.",
    refuted="a linear map fitted to damaged digits mended no better than PCA",
)
def flat():
    """PCA, two linear maps that know the damage, and the net, on the test digits."""
    X, parts, holds = mnist().test_images[:200], [], []
    mean, C = pca.mean_and_covariance(mnist().train_images)
    _, P = pca.principal_components(C, 40)
    for kind in ("gaussian", "masking"):
        any_rank, forty = linear_maps(kind)
        ways = (lambda N: pca.project(N, mean, P), forty, any_rank, net)
        found = [decibels(X, mend, kind) for mend in ways]
        parts.append(", ".join(f"{one.mean():.1f}" for one in found))
        holds.append((found[1] - found[0]).min() > 1 and abs(found[2] - found[3]).max() < 0.75)
        holds.append(max(sd(one) for one in found) <= 0.1)
    told = (
        "PCA, the linear map through 40 numbers, the one without that limit, and the net reach "
        f"{parts[0]} dB under Gaussian noise, and {parts[1]} dB under masking: means over five draws of the damage, "
        "with a standard deviation of at most 0.1. The maps were made for one kind and strength each, the net for all."
    )
    return Found(told, all(holds))


@claim(
    "aut-majority",
    "A median filter makes masked digits even *worse*: where half of the pixels are gone, it takes paper for the "
    "majority.",
    control="The same filter on the same digits, but the lost pixels have no vote: the median of those that are left.",
    longer="Nothing is trained here. With a tenth of the pixels lost instead of half, paper has no majority, and the "
    "filter costs next to nothing.",
    refuted="the filter did harm without the lost pixels' votes too",
)
def majority():
    """Masked digits, their median, and the median of what is left of them."""
    X, found = mnist().test_images[:200], {0.5: [], 0.1: []}
    for share, rows in found.items():
        for seed in SEEDS:
            lost = np.random.default_rng(seed).random(X.shape) < share
            N = np.where(lost, 0, X)
            mended = corruption.median_filter(N), median_of_the_rest(N, lost)
            rows.append([corruption.psnr(one, X) for one in (N, *mended)])
    before, after, left_ones = np.array(found[0.5]).T
    told = (
        f"With half of the pixels lost the digits are at {plus_minus(before, 2)} dB, after the median filter at "
        f"{plus_minus(after, 2)}, and at {plus_minus(left_ones, 2)} if lost pixels have no vote (± is the standard "
        "deviation over five draws of the mask)."
    )
    few = np.array(found[0.1])
    holds = (after < before - 1).all() and (left_ones > before + 1).all() and (abs(few[:, 1] - few[:, 0]) < 0.5).all()
    return Found(told, bool(holds))


def longer(kind, part) -> np.ndarray:
    """(seeds, 3) after 10, 30 and 100 epochs: "accuracy", in %, of a reader of the codes, or the "error"."""
    cells = record("autoencoders/longer")["cells"]
    return np.array([cells[f"{kind}/{seed}"][part][1:] for seed in SEEDS]) * (100 if part == "accuracy" else 1)


def clear(more, less) -> bool:
    """Whether `more` is ahead by over twice the standard error of the paired differences, one for each seed."""
    pairs = more - less
    return bool(pairs.mean() > 2 * sd(pairs) / np.sqrt(len(pairs)))


@claim(
    "aut-codes",
    "Plain codes get worse the longer the net learns, and after a hundred epochs those learned from masked digits are "
    "ahead of them.",
    control="The same nets, starts and softmax layers; only the damage to what the net sees is taken away.",
    longer="Ten times as many epochs reverse the verdict. At thirty the two are still within a point, while the plain "
    "net's reconstruction error falls all the time. Beyond a hundred we have not looked.",
    refuted="plain codes were as good at a hundred epochs as at ten, or as good as those from masked digits",
)
def codes():
    """What a reader makes of the codes of plain and of masked digits."""
    plain, masked, error = longer("plain", "accuracy"), longer("masked", "accuracy"), longer("plain", "error")
    told = (
        f"A softmax layer with 200 labels classifies {plus_minus(plain[:, 0])} % of the test digits correctly by plain "
        f"codes and {plus_minus(masked[:, 0])} % by codes from masked digits after 10 epochs; after 100 it is "
        f"{plus_minus(plain[:, 2])} % and {plus_minus(masked[:, 2])} %. Seed by seed the latter differ by "
        f"{plus_minus(masked[:, 2] - plain[:, 2])} points (± is the standard deviation over five seeds)."
    )
    early, late = clear(plain[:, 0], plain[:, 2]), clear(masked[:, 2], plain[:, 2])
    level = abs((masked - plain)[:, :2].mean(axis=0)).max() < 1
    return Found(told, bool(early and late and level and (np.diff(error, axis=1) < 0).all()))


@claim(
    "aut-kl",
    "That is a head start, not a gain: after a hundred epochs the net without a penalty copies as well as any.",
    control="The same starts and batches with $\\beta = 0$.",
    longer="This is the longer run, ten times that of the lab. At thirty epochs $\\beta = 0.3$ is still ahead.",
    refuted="a little KL still made the error smaller after a hundred epochs",
)
def kl():
    """Reconstruction errors on the test digits, without KL and with a little."""
    none, little, some = (longer(kind, "error") for kind in ("plain", "little", "sparse"))
    told = (
        f"After 10 epochs the error is {plus_minus(none[:, 0], 2)} without a penalty, {plus_minus(little[:, 0], 2)} "
        f"with $\\beta = 0.3$ and {plus_minus(some[:, 0], 2)} with $\\beta = 1$; after 100 it is "
        f"{plus_minus(none[:, 2], 2)}, {plus_minus(little[:, 2], 2)} and {plus_minus(some[:, 2], 2)} (± is the "
        "standard deviation over five seeds)."
    )
    early = (little[:, :2] < none[:, :2]).all() and (some[:, 0] < none[:, 0]).all()
    late = (none[:, 2] < little[:, 2] + 0.05).all() and (none[:, 2] < some[:, 2]).all()
    return Found(told, bool(early and late))


def accuracies(start, labels) -> np.ndarray:
    """(seeds, 3) in %, after 200, 1,500 and 4,000 updates."""
    cells = record("autoencoders/starts")["cells"]
    return 100 * np.array([cells[f"{start}/{labels}/{seed}"]["accuracy"] for seed in SEEDS])


@claim(
    "aut-size",
    "It is mostly size that holds the random start back: with weights four times as large, it learns far sooner and "
    "ends near the stack.",
    control="The same random weights of the three sigmoid layers times four, which makes up for a derivative of at "
    "most 1/4. Same digits, batches and rate; nothing is learned beforehand.",
    longer="From 1,500 to 4,000 updates the larger weights change by less than a point; the small ones of 1,000 labels "
    "go on gaining, and those of 100 labels do not.",
    refuted="random weights of another size were as slow, or ended as far from the stack",
)
def size():
    """Three sigmoid layers from small and from larger random weights, and from the stack."""
    found = {n: [accuracies(start, n) for start in SETTINGS["starts"]] for n in (100, 1000)}
    parts = []
    for n, ways in found.items():
        early, late = (", ".join(plus_minus(way[:, at]) for way in ways) for at in (0, 1))
        parts.append(f"with {n:,} labels {early} % after 200 updates and {late} % after 1,500")
    told = (
        "Small random weights, larger ones and the stack classify correctly "
        + "; ".join(parts)
        + " (± is the standard deviation over five seeds)."
    )
    holds = []
    for small, large, stack in found.values():
        share = (large - small)[:, 1].mean() / (stack - small)[:, 1].mean()
        holds += [large[:, 0].min() > 60, small[:, 0].max() < 25, share > 0.7, (large > small)[:, 1].all()]
        holds.append(abs(np.diff(large[:, 1:].mean(axis=0))[0]) < 1)
    gains = [np.diff(ways[0][:, 1:].mean(axis=0))[0] for ways in found.values()]
    return Found(told, bool(all(holds) and gains[0] < 1 < gains[1]))


LINE = 0.5  # a map with more than this empty has fallen into a line


@claim(
    "aut-holes",
    "The holes stay because nothing in $E$ asks for a full map: where noise on the codes makes their surroundings "
    "count, they shrink.",
    control="The same starts, batches and epochs; the decoder receives each code with Gaussian noise of standard "
    "deviation 0.05, and must still draw the digit. Nets whose map is more than half empty use one number alone and "
    "are left out: a rule that we made after five seeds, one of each kind being such a net, and tried on five more.",
    longer="The plain net of the first lab learned for five times as many epochs, and its holes are as large.",
    refuted="a shaken net that uses both numbers had left as much of its map empty as a plain one",
)
def map_holes():
    """The empty share of ten maps of each kind, and that of the net that travels with the book."""
    cells = record("autoencoders/holes")["cells"]
    shares = {kind: np.array([cells[f"{kind}/{seed}"]["empty"] for seed in range(10)]) for kind in holes.NOISE}
    plain, shaken = (100 * one[one < LINE] for one in shares.values())
    long = 100 * holes.empty_share(encode(trained.trained("walk"), mnist().train_images))
    told = (
        f"Of ten plain nets {len(plain)} use both of their numbers; they leave {plus_minus(plain)} % of the map empty. "
        f"Of ten shaken ones {len(shaken)} do, and leave {plus_minus(shaken)} %. The net of the first lab leaves "
        f"{long:.1f} % (± is the standard deviation over the seeds). The others have fallen into a line."
    )
    return Found(told, bool(shaken.max() < plain.min() and shaken.max() < long and min(len(plain), len(shaken)) >= 5))
