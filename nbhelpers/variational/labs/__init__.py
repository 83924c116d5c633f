"""The labs of the chapter on variational autoencoders."""

from nbhelpers.variational.labs.dice import dice
from nbhelpers.variational.labs.field import field
from nbhelpers.variational.labs.learning import learning
from nbhelpers.variational.labs.mend import mend
from nbhelpers.variational.labs.price import price
from nbhelpers.variational.labs.walk import walk

__all__ = ["LABS", "dice", "field", "learning", "mend", "price", "walk"]

LABS = (field, mend, dice, learning, walk, price)
