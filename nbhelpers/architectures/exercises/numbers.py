"""Numbers to predict in the chapter on architectures."""

from nbhelpers import architectures as nets
from nbhelpers.architectures.spec import Dense, Pool, count_parameters, leaves, summary
from nbhelpers.exercise import Near, Prediction


def _vgg_with_a_mean():
    """VGG-16 with a mean over its last 7 x 7 places and one dense layer in the place of three."""
    net = nets.vgg(16)
    return count_parameters(net._replace(layers=(*net.layers[:-3], Pool("mean", 7, 1, kind="mean"), Dense("fc", 1000))))


def _weights(net, name):
    return sum(layer.parameters for layer in leaves(summary(net)) if layer.name == name)


slim_vgg = Prediction(
    name="architectures.slim_vgg",
    title="VGG-16 with GoogLeNet's ending",
    task="Take the three dense layers off VGG-16. Average its last 512 × 7 × 7 values over the 7 × 7 places instead, "
    "and put one dense layer with 1000 outputs (and biases) at the end. How many parameters has this net?",
    truth=_vgg_with_a_mean,
    hints=(
        Near(14_714_688, "Those are the convolutions alone. The new dense layer has parameters too."),
        Near(14_714_688 + 512 * 1000, "Almost: each of the 1000 outputs has a bias."),
        Near(14_714_688 + 25088 * 1000 + 1000, "After the average only 512 values are left, not 512 · 7 · 7."),
        Near(138_357_544, "That is VGG-16 as it was."),
    ),
    answer="The convolutions have 14,714,688 parameters, the new layer 512 · 1000 + 1000. Together {truth}: "
    "nine tenths of VGG-16 were its dense layers.",
    digits=8,
    wanted=0,
)

reduced = Prediction(
    name="architectures.reduced",
    title="A bottleneck by hand",
    task="The first Inception block, 3a, has 192 channels at its input. Its path with 5 × 5 kernels goes to 16 "
    "channels by a 1 × 1 convolution first, then to 32. How many weights (no biases) do both layers have together?",
    truth=lambda: _weights(nets.googlenet(), "3a/5x5 reduce") + _weights(nets.googlenet(), "3a/5x5") - 16 - 32,
    hints=(
        Near(192 * 32 * 25, "That is the 5 × 5 path without a reduction."),
        Near(192 * 16, "That is the 1 × 1 convolution. Now the 5 × 5 after it."),
        Near(16 * 32 * 25, "That is the 5 × 5 convolution. The reduction before it costs something as well."),
        Near(192 * 16 + 16 * 32 * 25 + 48, "Right with the biases; the question was about the weights."),
        Near(192 * 16 * 25 + 16 * 32 * 25, "The reduction is 1 × 1: one weight for each pair of channels."),
    ),
    answer="192 · 16 + 16 · 32 · 25 = 3,072 + 12,800 = {truth}, a tenth of the 153,600 without the reduction.",
    digits=6,
    wanted=0,
)
