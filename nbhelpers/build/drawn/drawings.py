"""All drawings of nets: their names, what they say to those who do not see them, and the declarations they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nbhelpers import architectures, autoencoders, datasets, hopfield, neurons, rbm, variational
from nbhelpers.architectures import residual, spec
from nbhelpers.attention import example
from nbhelpers.autoencoders import corruption, trained
from nbhelpers.backprop.example import START
from nbhelpers.boltzmann import learning
from nbhelpers.build.drawn import attention, blocks, clouds, graph, maps, through_time, unit
from nbhelpers.build.drawn.sheet import Sheet
from nbhelpers.convolution import cnn
from nbhelpers.convolution.layers import Dropout
from nbhelpers.deep_belief import trained as stacks
from nbhelpers.nn import mlp
from nbhelpers.recurrent import lstm, new_rnn
from nbhelpers.tuning import example as by_hand


class Drawing(NamedTuple):
    """One file of book/drawn: its name without ".svg", its text alternative, and what draws it."""

    name: str
    title: str
    draw: Callable[[], Sheet]

    def svg(self) -> str:
        return self.draw().svg(self.name, self.title)


def seeded() -> np.random.Generator:
    """Where only shapes are drawn, any start does."""
    return np.random.default_rng(0)


def block() -> list:
    """The first block of the chapter's LeNet with batch norm, and dropout behind it, as CBAPD has it."""
    first = cnn.lenet(seeded(), batch_norm=True).layers[:4]
    return [*first, Dropout(0.2)]


def pattern() -> np.ndarray:
    """What the drawn Hopfield net has stored: six units, four of them +1."""
    return np.array([1.0, 1.0, -1.0, 1.0, -1.0, 1.0])


def digit(label: int) -> np.ndarray:
    """The first test digit of this kind."""
    digits = datasets.mnist()
    return digits.test_images[np.argmax(digits.test_labels == label)]


def inked(pixels: np.ndarray) -> np.ndarray:
    """A digit of 784 numbers from 0 to 1 as 28 x 28 pixels with ink or without."""
    return pixels.reshape(28, 28) > 0.5


def denoising() -> Sheet:
    """The trained net of the chapter, and what it makes of a test digit under salt and pepper."""
    net, clean = trained.trained("denoise"), digit(3)
    damaged = corruption.corrupt(clean, "salt and pepper", 0.3, seeded())
    mended = mlp.predict(net, damaged[None])[0]
    return blocks.denoising(net, inked(clean), inked(damaged), inked(mended))


def inception() -> Sheet:
    """GoogLeNet's first block, and beside it one layer of 3 x 3 kernels that gives as many maps of the same input."""
    net = architectures.googlenet()
    place = next(n for n, layer in enumerate(net.layers) if isinstance(layer, spec.Split))
    at = spec.summary(net)[place - 1 : place + 1]
    return blocks.inception(net.layers[place], spec.Conv("3x3", at[1].shape[0], 3, p=1), at[0].shape)


def gates() -> lstm.LSTM:
    """An LSTM of one unit whose biases alone set its gates: i = 0.5, f = 0.9, o = 0.7, and 0.6 for the candidate."""
    b = np.array([0, np.log(0.9 / 0.1), np.arctanh(0.6), np.log(0.7 / 0.3)])
    return lstm.LSTM(np.zeros((1, 4)), np.zeros((1, 4)), b, np.ones((1, 1)), np.zeros(1))


def dreamer() -> list:
    """The trained machines of the chapter, the lowest first; the top one sees labels as well."""
    return [*stacks.machines()]


def both_stacks() -> list[residual.Stack]:
    """One block without and one with its shortcut, as wide as in the chapter's stacks for digits."""
    return [residual.new_stack(32, 1, seeded(), skip=skip) for skip in (False, True)]


DRAWINGS = (
    Drawing(
        "unit",
        "One unit: each input x is multiplied by its weight w, the products are added up, and the threshold θ is "
        "subtracted. The result u goes through the S-shaped function f and is the output ŷ.",
        lambda: unit.unit(neurons.sigmoid),
    ),
    Drawing(
        "net",
        "A net of two inputs, two hidden units and one output. A weight v leads from every input to every hidden "
        "unit, a weight w from both hidden units to the output, and each of these three units has a threshold.",
        lambda: graph.net(START),
    ),
    Drawing(
        "graph",
        "The output unit as a computational graph: two products of weight and activation, their sum less the "
        "threshold, the sigmoid, the squared error. Values go forward along the arrows, local derivatives go back.",
        lambda: unit.graph(START, np.array([1.0, 0.0]), np.array([1.0])),
    ),
    Drawing(
        "cbapd",
        "Five layers in a row: convolution, batch norm, activation, pooling, dropout. A digit of 28 by 28 pixels "
        "becomes six maps of that size, pooling halves their sides, and the other three leave the shape as it is.",
        lambda: blocks.cbapd(block(), (1, 28, 28)),
    ),
    Drawing(
        "maxout",
        "Two maxout units. Each computes two weighted sums of the same two inputs and passes on the larger one: of 1 "
        "and 5 it is 5, of −2 and −7 it is −2.",
        lambda: graph.maxout(by_hand.W, by_hand.X[0], by_hand.PIECES),
    ),
    Drawing(
        "lenet",
        "LeNet-5 from the digit to the answer. Maps grow in number and shrink in size, from one picture of 32 by 32 "
        "to sixteen maps of 5 by 5; then come 120, 84 and 10 single units.",
        lambda: maps.lenet(architectures.lenet5(), inked(digit(7))),
    ),
    Drawing(
        "vgg",
        "AlexNet beside VGG-16, layer by layer from the picture to the thousand classes. AlexNet has five "
        "convolutions, of 11 by 11, 5 by 5 and 3 by 3; VGG-16 has thirteen, all of 3 by 3.",
        lambda: maps.towers((architectures.alexnet(), architectures.vgg(16))),
    ),
    Drawing(
        "inception",
        "Left, one layer of 3 by 3 kernels. Right, the Inception block that takes its place: four paths side by side, "
        "with kernels of 1, 3 and 5 and a pooling, give as many maps from fewer parameters.",
        inception,
    ),
    Drawing(
        "residual",
        "Left, a plain block: h goes through the weights W 1, relu, the weights W 2, relu. Right, the same with a "
        "shortcut: h also goes past the two layers and is added before the last relu.",
        lambda: blocks.residual(*both_stacks()),
    ),
    Drawing(
        "recurrent",
        "A recurrent net has inputs, hidden units with an arrow back to themselves, and outputs. Unrolled, it is one "
        "copy a step, each handing its hidden state to the next, and all copies have the same three matrices.",
        lambda: through_time.unrolled(new_rnn((2, 2, 1), seeded()), 3),
    ),
    Drawing(
        "lstm",
        "One step of an LSTM. The cell runs straight along the top, where it is multiplied by the forget gate and "
        "added to; the three gates and the candidate below all receive the input and the old hidden state.",
        lambda: through_time.cell(gates(), np.zeros(1), np.zeros(1), np.array([0.8])),
    ),
    Drawing(
        "hopfield",
        "Six units, each linked with all others and none with itself. The net holds its stored pattern: weights "
        "between equal units are positive, between unequal ones negative.",
        lambda: graph.hopfield(hopfield.store([pattern()]), pattern()),
    ),
    Drawing(
        "boltzmann",
        "A Boltzmann machine of three visible and two hidden units. Every unit is linked with every other one, "
        "visible or hidden.",
        lambda: graph.boltzmann(learning.new_machine(3, 2, seeded())),
    ),
    Drawing(
        "rbm",
        "A restricted Boltzmann machine: four visible units below, three hidden units above. Each visible unit is "
        "linked with each hidden one; within a layer there is no link.",
        lambda: graph.rbm(rbm.new_rbm(4, 3, seeded())),
    ),
    Drawing(
        "deep_belief",
        "A deep belief net: layers one above the other, labels beside the last but one, and between the two on top "
        "arrows both ways. Below them arrows lead down, for dreams; dashed ones lead up, to recognise a picture.",
        lambda: graph.deep_belief(dreamer(), stacks.CLASSES),
    ),
    Drawing(
        "autoencoder",
        "An autoencoder in the form of an hourglass: eight inputs, a code of three units in the middle, and eight "
        "outputs that should be the inputs again. Every unit is linked with all of the next layer.",
        lambda: graph.autoencoder(autoencoders.new_autoencoder((8, 3), seeded())),
    ),
    Drawing(
        "denoising",
        "A denoising autoencoder. Noise is put on a clean digit before the net sees it; what the net makes of the "
        "noisy one is measured against the clean one.",
        denoising,
    ),
    Drawing(
        "variational",
        "A variational autoencoder. From six inputs the encoder makes two means and two logarithms of variances; with "
        "two random numbers from outside they give a code of two numbers, from which the decoder makes six outputs.",
        lambda: clouds.variational(variational.new_vae((6, 2), seeded())),
    ),
    Drawing(
        "attention",
        "One head of attention: each of three words has a key and a value. The query of the last word meets every "
        "key, which gives three weights; the values, so weighted, are added up.",
        lambda: attention.head(example.WORDS, *(part for n, part in enumerate(example.head()) if n != 3)),
    ),
)
