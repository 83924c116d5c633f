"""A reader's function in the place of the book's: wherever it is called from, until it is given back."""

import numpy as np
import pytest

from nbhelpers import boltzmann, hopfield, nn, yours
from nbhelpers.hopfield import labs
from nbhelpers.hopfield.exercises import store as exercise
from nbhelpers.nn import optimizers
from nbhelpers.nn.optimizers import METHODS, adam


@pytest.fixture(autouse=True)
def the_book_s_own_at_the_end():
    yield
    yours.give_back()
    assert yours.in_use() == ()


def halved(patterns):
    return hopfield.store(patterns) / 2


def slower(grad, w, eta=0.001, **settings):
    yield from optimizers.adam(grad, w, eta / 2, **settings)


def test_every_name_and_table_calls_it_and_within_it_the_book_s_is_itself():
    before = [nn.optimizers.minimize(method, np.sign, 1.0, 1, eta=0.1)[1] for method in (adam, METHODS["Adam"])]
    yours.use("nn.optimizers.adam", slower)
    after = [nn.optimizers.minimize(method, np.sign, 1.0, 1, eta=0.1)[1] for method in (adam, METHODS["Adam"])]
    assert np.allclose(before, 0.9) and np.allclose(after, 0.95)
    assert yours.in_use() == ("nn.optimizers.adam",)


def test_given_back_it_is_as_it_was():
    before = adam.__code__, adam.__defaults__, adam.__kwdefaults__
    yours.use("nn.optimizers.adam", slower)
    yours.use("optimizers.adam", lambda grad, w, **settings: iter(()))  # the same function by its other name
    assert yours.in_use() == ("optimizers.adam",)
    yours.give_back("optimizers.adam")
    assert (adam.__code__, adam.__defaults__, adam.__kwdefaults__) == before


def test_the_book_s_check_of_the_arguments_stays():
    yours.use("boltzmann.total_variation", lambda p, q: "mine")
    assert boltzmann.total_variation([1.0, 0.0], [0.0, 1.0]) == "mine"
    with pytest.raises(ValueError, match="p holds nan"):
        boltzmann.total_variation([np.nan, 0.0], [0.0, 1.0])


def test_a_lab_follows_and_says_whose_function_it_computed_with():
    before = labs.landscape.reading()
    yours.use("hopfield.store", lambda patterns: -hopfield.store(patterns))
    after = labs.landscape.reading()
    assert after != before and after.endswith(" Computed with your hopfield.store.")
    assert "yours" not in labs.dense.reading() and "your " not in labs.dense.reading()
    yours.give_back()
    assert labs.landscape.reading() == before


def test_what_a_lab_had_computed_with_the_book_s_is_forgotten():
    before = labs.landscape.reading(patterns=2)
    yours.use("hopfield.store", halved)
    assert labs.landscape.reading(patterns=2) != before


def test_an_exercise_puts_its_answer_there(capsys):
    exercise.use(lambda patterns: halved(np.array(patterns)))
    assert yours.in_use() == ("hopfield.store",) and "hopfield.store" in capsys.readouterr().out
    with pytest.raises(ValueError, match="allowed is a function"):
        exercise.use("store")


@pytest.mark.parametrize("name", ["hopfield.nothing", "hopfield", "nowhere.store", "hopfield.Flip", "", None, 3])
def test_what_is_no_function_of_the_book_is_refused(name):
    with pytest.raises(ValueError, match="allowed is a function of nbhelpers"):
        yours.use(name, halved)


def test_other_slips_are_refused():
    with pytest.raises(ValueError, match="function = 3"):
        yours.use("hopfield.store", 3)
    for name, own in {"hopfield.store": hopfield.store, "boltzmann.distribution": boltzmann.distribution}.items():
        with pytest.raises(ValueError, match="the book's own"):
            yours.use(name, own)
    with pytest.raises(ValueError, match="'hopfield.store' is not yours; in use: none"):
        yours.give_back("hopfield.store")


def test_an_error_in_it_is_the_lab_s_error_and_the_next_call_is_free_again():
    def broken(patterns):
        raise ArithmeticError("mine")

    yours.use("hopfield.store", broken)
    for _ in range(2):
        with pytest.raises(ArithmeticError, match="mine"):
            labs.landscape.reading()
