"""Links into a lab's state: what they mean, and what is refused."""

import re

import pytest

from nbhelpers.lab.address import state_url
from tests.tiny.rooms.tiny.labs import bowl


@pytest.mark.parametrize(
    "uri, said",
    [
        ("lab:bowl?eta=0.3", "tiny.bowl: eta = 0.3 is not recorded; recorded are 0.01, 0.1, 1, 1.1"),
        ("lab:bowl?lr=0.3", "tiny.bowl has no control 'lr'"),
        ("lab:bowl?halve=yes", "halve = yes is not recorded; recorded are false, true"),
        ("lab:cup", "this page has no lab 'cup'; its labs are tiny.bowl"),
        ("lab:bowl?eta", "bad query field"),
    ],
)
def test_a_link_to_a_state_that_is_not_there_is_refused(uri, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        state_url(uri, [bowl])


@pytest.mark.parametrize(
    "uri, url",
    [
        ("lab:bowl", "?#bowl"),
        ("lab:bowl?eta=1.0", "?bowl.eta=1#bowl"),
        ("lab:bowl?start=left&step=10", "?bowl.start=left&bowl.step=10#bowl"),
        ("lab:bowl?eta=0.01&amp;halve=true", "?bowl.eta=0.01&bowl.halve=true#bowl"),
    ],
)
def test_a_link_names_every_value_as_the_page_writes_it(uri, url):
    assert state_url(uri, [bowl]) == url
