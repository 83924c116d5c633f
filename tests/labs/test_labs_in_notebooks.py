"""Every lab of the book as a widget: each control has a trait, and none has the name of something else there."""

import pytest

from nbhelpers import labs
from nbhelpers.lab import widget


@pytest.mark.parametrize("lab", labs.registry().values(), ids=lambda one: one.name)
def test_every_control_is_a_trait(lab):
    assert {control.name for control in lab.controls} <= set(widget.kind_of(lab).class_traits(sync=True))
