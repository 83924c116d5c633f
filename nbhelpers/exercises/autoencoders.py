"""The exercises of the chapter on autoencoders: through the code and back, a denoising net's error."""

from nbhelpers.exercises.autoencoders_denoising import denoising
from nbhelpers.exercises.autoencoders_numbers import least_error, parameters, plain_noise
from nbhelpers.exercises.autoencoders_rebuild import rebuild
from nbhelpers.exercises.autoencoders_sparsity import sparsity

EXERCISES = (rebuild, denoising, sparsity, plain_noise, least_error, parameters)
