"""The exercises of the chapter on variational autoencoders: three functions to write, two numbers."""

from nbhelpers.variational.exercises.best import best
from nbhelpers.variational.exercises.gradient import gradient
from nbhelpers.variational.exercises.numbers import nats, score
from nbhelpers.variational.exercises.price import price

EXERCISES = (best, score, price, nats, gradient)
