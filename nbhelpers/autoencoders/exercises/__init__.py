"""The exercises of the chapter on autoencoders: through the code and back, a denoising net's error."""

from nbhelpers.autoencoders.exercises.denoising import denoising
from nbhelpers.autoencoders.exercises.numbers import least_error, parameters, plain_noise
from nbhelpers.autoencoders.exercises.rebuild import rebuild
from nbhelpers.autoencoders.exercises.sparsity import sparsity

EXERCISES = (rebuild, denoising, sparsity, plain_noise, least_error, parameters)
