"""Numbers to predict in the chapter on autoencoders: decibels of noise, the least error of a rank, parameters."""

import numpy as np

from nbhelpers.autoencoders import corruption, pca
from nbhelpers.exercise import Near, Prediction
from nbhelpers.nn import mlp

VARIANCES = (4.0, 3.0, 2.0, 1.0)


def _two_valued_noise():
    """Pixels that are all 0.5 off, half of them up and half down: as much power as the Gaussian noise."""
    grey = np.full((1, 100), 0.5)
    return corruption.psnr(grey + 0.5 * (-1.0) ** np.arange(100), grey)


plain_noise = Prediction(
    name="autoencoders.plain_noise",
    title="Decibels of noise",
    task="Gaussian noise of standard deviation 0.5 is added to pictures and nothing is clipped. How many decibels is "
    "the PSNR, for a peak of 1?",
    truth=_two_valued_noise,
    hints=(
        Near(10 * np.log10(2), "You used the standard deviation itself. The mean square is its square."),
        Near(-20 * np.log10(2), "The size is right, but the PSNR divides by the mean square: change the sign."),
        Near(2 * np.log(2), "That is the natural logarithm. Decibels are ten times the logarithm to base 10."),
        Near(9.4, "That is the clipped noise of the lab. Without clipping it is worse."),
    ),
    answer="10 · log₁₀(1/0.25) ≈ {truth} dB.",
    unit="dB",
)

least_error = Prediction(
    name="autoencoders.least_error",
    title="The least error of rank two",
    task="The covariance of some data with four inputs has the eigenvalues 4, 3, 2 and 1. What is the least squared "
    "error E (with its one half) of a linear autoencoder with a code of two numbers?",
    truth=lambda: pca.pca_error(np.diag(VARIANCES), 2),
    hints=(
        Near(3, "That is the sum of what is left out. The one half is missing."),
        Near(3.5, "That is half of what the code keeps. The error is what it loses."),
        Near(7, "That is the variance that the code keeps."),
        Near(5, "That is the error without any code: all four are lost."),
        Near(0.75, "E is a sum over the inputs, not a mean."),
    ),
    answer="The two smallest eigenvalues are lost: ½ · (2 + 1) = {truth}.",
)

parameters = Prediction(
    name="autoencoders.parameters",
    title="Parameters of the net that draws the map",
    task="The net of the first lab has the layers 784, 128, 2, 128 and 784. How many parameters does it have, weights "
    "and biases?",
    truth=lambda: mlp.count_parameters((784, 128, 2, 128, 784)),
    hints=(
        Near(784 * 128 * 2 + 128 * 2 * 2, "Those are the weights. Each unit after the inputs has a bias as well."),
        Near(784 * 128 + 128 + 128 * 2 + 2, "That is the encoder. The decoder is as large, and a little more."),
        Near(2 * (784 * 128 + 128 + 128 * 2 + 2), "The decoder has other biases: 128 and 784, not 128 and 2."),
    ),
    answer="Weights 2 · (784 · 128 + 128 · 2) and biases 128 + 2 + 128 + 784: {truth} in all.",
    digits=6,
    wanted=0,
)
