"""The checks at the door themselves, at their edges."""

import pytest

from nbhelpers.guards import number, one_of, whole


def test_an_upper_end_of_nought_is_an_end():
    assert whole("k", 0, 0, 0) == 0
    with pytest.raises(ValueError, match=r"k = 5: allowed are whole numbers from 0 to 0"):
        whole("k", 5, 0, 0)


@pytest.mark.parametrize("value", [10**400, -(10**400), float("inf"), float("nan"), "1", None])
def test_what_no_float_can_hold_is_refused_by_name(value):
    with pytest.raises(ValueError, match="eta = "):
        number("eta", value)


def test_a_choice_is_a_word():
    with pytest.raises(ValueError, match=r"kind = \[1, 2\]: allowed are 'a', 'b'"):
        one_of("a", "b")("kind", [1, 2], {})
