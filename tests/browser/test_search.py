"""The search leads where a reader means, whatever the spelling, and proposes something where there is nothing."""

import pytest
from playwright.sync_api import expect

from nbhelpers.site.spelling import SearchEnglish

FIRST = """asked => {
    let found = Search.search(asked);
    if (!found.length) found = Search.search(Search.mended(asked) ?? '');
    return found.slice(-3).reverse().map(([page, , anchor]) => page.replace('book/', '') + anchor);
}"""
TERM = "glossary#term-"
MEANT = {
    f"{TERM}back-propagation": (
        "backpropagation", "back propagation", "Back-Propagation", "back\u2011propagation", "backprop",
        "backpropogation", "反向传播",
    ),
    "backprop": ("backpropagation", "back-propagation"),
    f"{TERM}regularisation": ("regularisation", "regularization", "regularisations", "regularistion", "正则化"),
    f"{TERM}batch-normalisation": ("batch normalization", "batch normalisation", "batchnorm", "batch-norm"),
    f"{TERM}autoencoder": ("autoencoders", "auto-encoder", "auto encoder", "Autoencoder"),
    f"{TERM}overfitting": ("overfitting", "over-fitting", "over fitting", "overfiting"),
    f"{TERM}dropout": ("drop-out", "drop out", "dropouts"),
    f"{TERM}optimizer": ("optimiser", "optimizers", "optimisers"),
    f"{TERM}vanishing-gradient": (
        "vanishing gradients", "vanishing gradient", "vanishng gradient", "the gradient is vanishing",
    ),
    f"{TERM}gradient-descent": ("gradient decent", "gradient descent"),
    f"{TERM}pre-training": ("pretraining", "pre-training", "pre training"),
    f"{TERM}simulated-annealing": ("simulated anealing", "simulated annealing"),
    f"{TERM}unit": ("neuron", "neurons", "neurone"),
    f"{TERM}Hebb-s-rule": ("Hebb's rule", "Hebb\u2019s rule", "hebb rule"),
    f"{TERM}convolutional-net": ("CNN", "convnet", "convolutional neural networks"),
    f"{TERM}restricted-Boltzmann-machine": ("RBM", "restricted boltzman machine"),
    "hopfield#recall": ("hopfield.recall", "a noisy pattern falls back into memory", "recall lab", "hopfeild"),
    "hopfield#landscape": ("hopfield.landscape", "landscape lab"),
    "hopfield#energy-the-net-rolls-downhill": ("hopfield.energy",),
    "optimizers#adam-both-moments-put-right": ("optimizers.adam", "adam function"),
    "convolution#the-same-in-one-matrix-product": ("conv2d",),
    "neurons#learning-without-a-teacher-hebb-s-rule": ("Hebbian",),
    "hopfield": ("Hopfield nets", "hopfield net"),
}  # fmt: skip
PEOPLE = {
    "Hinton, Geoffrey E.": "Geoffrey Hinton",
    "LeCun, Yann": "lecun",
    "Ba, Jimmy Lei": "Ba",
    "Hopfield, John J.": "Hopfield",
}
WORDS = (
    "regularisation regularised regularization colour colours analysing labelled modelling centre analogue precise "
    "noise our four size units backpropagation initialisations optimiser neighbour behaviours"
).split()


@pytest.fixture
def search(site, go_to):
    """The page of the search, with its index there."""
    page = go_to(f"{site}/search.html?q=energy").page
    expect(page.locator(".search-summary")).to_contain_text("finished", timeout=20_000)
    return page


def test_a_question_leads_where_it_means(search):
    found = {asked: search.evaluate(FIRST, asked) for asked in {one for many in MEANT.values() for one in many}}
    astray = {asked: found[asked] for place, many in MEANT.items() for asked in many if place not in found[asked]}
    assert astray == {}
    for person, asked in PEOPLE.items():
        titles = search.evaluate("asked => Search.search(asked).map(([, title]) => title)", asked)
        assert any(title.startswith(f"{person} · ") for title in titles[-6:]), (asked, titles[-6:])
    stems = search.evaluate("words => words.map((word) => new Stemmer().stemWord(word))", WORDS)
    assert stems == [SearchEnglish({}).stem(word) for word in WORDS]


def test_what_was_mistyped_is_said_and_where_there_is_nothing_something_is_proposed(search, site):
    note = search.locator("#search-results .search-note")
    search.goto(f"{site}/search.html?q=crostalk")
    expect(note).to_have_text("The book has no “crostalk”; this is what it has for “crosstalk”.")
    expect(search.locator("ul.search > li").first).to_contain_text("term, in Glossary")
    search.goto(f"{site}/search.html?q=zzgradientzz")
    expect(note.first).to_contain_text("Did you mean")
    expect(note.last).to_contain_text("All terms stand in the glossary and the index, all figures in the gallery.")
    for link in note.locator("a").all():
        assert search.request.get(link.evaluate("a => a.href")).ok
