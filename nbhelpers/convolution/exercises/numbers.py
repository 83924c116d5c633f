"""Numbers to predict in the chapter on convolution."""

import numpy as np

from nbhelpers.convolution.cnn import lenet
from nbhelpers.convolution.receptive_field import fields
from nbhelpers.exercise import Near, Prediction

strided_size = Prediction(
    name="convolution.strided_size",
    title="How many windows?",
    task="An image of 28 × 28 pixels, a kernel of 5 × 5, stride 2, no padding. How many numbers wide is the map?",
    truth=lambda: len([start for start in range(0, 28, 2) if start + 5 <= 28]),
    hints=(
        Near(14, "That is SAME: zeros around the image. Without them the last window must end on the image."),
        Near(24, "That is the notes' form without its brackets, or stride 1. Divide 28 − 5 by the stride, then add 1."),
        Near(11.5, "Half a window is none, and the first window counts too: floor(23 / 2) + 1."),
        Near(11, "You counted the steps. There is one more window than there are steps."),
    ),
    answer="A window starts at 0, 2, 4, … and must end on the image: the last one starts at 22. "
    "(28 − 5)/2 = 11.5, rounded down 11 steps, and one more window than steps: {truth}.",
    wanted=0,
)

lenet_weights = Prediction(
    name="convolution.lenet_weights",
    title="Shared weights",
    task="The second convolution of LeNet, the net at the end of this chapter, has 16 kernels of 5 × 5, and each of "
    "them sees all 6 channels. How many parameters is that, biases included?",
    truth=lambda: lenet(np.random.default_rng(0)).layers[3].parameters["w"].size + 16,
    hints=(
        Near(2400, "The biases are missing: one for each kernel."),
        Near(416, "A kernel has a table of weights for each of the six channels."),
        Near(2496, "One bias for each kernel, not for each pair of kernel and channel."),
        Near(241_600, "The size of the map does not matter: all places share one kernel."),
    ),
    answer="Each kernel has 6 · 5 · 5 = 150 weights and one bias: 16 · 151 = {truth}, on a map of any size. "
    "(In LeCun's own net most kernels see only three or four channels, and the layer has 1,516 parameters.)",
    wanted=0,
)

pooled_field = Prediction(
    name="convolution.pooled_field",
    title="What does it see?",
    task="Convolution 3 × 3, pooling 2 × 2, convolution 3 × 3; the convolutions have stride 1, the pooling stride 2. "
    "How many pixels wide is the receptive field?",
    truth=lambda: fields([(3, 1, "valid"), (2, 2, "valid"), (3, 1, "valid")], 28)[-1].size,
    hints=(
        Near(6, "The last convolution works on pooled units: neighbours there are two pixels apart."),
        Near(5, "That is two convolutions without the pooling between them."),
        Near(7, "Pooling adds one pixel to 3; then two steps of two pixels."),
    ),
    answer="The first convolution sees 3 pixels. The pooling joins two units one pixel apart: 4. After it, neighbours "
    "are two pixels apart, so the last kernel adds 2 · 2: {truth}.",
    wanted=0,
)

two_draws = Prediction(
    name="convolution.two_samples",
    title="A batch of two",
    task="In a batch of two, a unit's pre-activation is 3 for one sample and 7 for the other; γ = 1, β = 0, ε is tiny. "
    "What does batch norm make of the 7?",
    truth=lambda: (7 - np.mean([3, 7])) / np.std([3, 7]),
    hints=(
        Near(1 / np.sqrt(2), "That is with m − 1 in the variance. Batch norm divides by m."),
        Near(0.5, "You divided by the variance, 4. Take its root."),
        Near(2, "That is how far it lies from the mean. Divide by the standard deviation."),
    ),
    answer="The mean is 5, and both lie 2 away from it: the variance (with 1/m) is 4, its root 2. (7 − 5)/2 = {truth}. "
    "In a batch of two it is always 1 and −1, whatever the samples were.",
)
