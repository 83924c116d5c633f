"""Reading *Alice*: the loss's gradient, windows over a long text, learning, and what the net writes."""

import numpy as np
import pytest

from nbhelpers.attention import reading, transformer
from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import letters

RNG = np.random.default_rng
NET = transformer.new_transformer(6, 2, 1, reading.PLACES, RNG(0), 5)


@pytest.mark.parametrize("length", [1, 39, 40, 41, 50, 51, 97])
def test_each_letter_of_a_long_text_is_read_with_enough_before_it(length):
    text = RNG(1).integers(35, size=length)
    found = reading.read(NET, text)
    for t in range(length):
        start = max(0, -(-(t - 39) // 10) * 10)  # the earliest window of 40 with place t in it
        if start + 40 > length:
            start = max(0, min(start, length - 40))
        assert t - start >= min(t, 30)
        assert found[t] == pytest.approx(transformer.forward(NET, text[start : t + 1]).y_hat[-1]), t


def test_learning_lowers_the_loss_in_the_precision_of_the_net():
    text = np.tile(letters.codes("the cat sat. "), 20)
    single = shaped(NET, flat(NET).astype(np.float32))
    nets = list(reading.learn(single, text, 60, RNG(0), batch=5, length=12))
    losses = [letters.surprise(reading.read(net, text[:-1]), text[1:]).mean() for net in (single, nets[-1])]
    assert len(nets) == 60 and nets[-1].E.dtype == np.float32 and nets[-1].blocks[0].before.gain.dtype == np.float32
    assert losses[1] < 0.4 * losses[0]


def test_the_first_update_is_adam_s_with_the_clipped_gradient():
    """Adam's first step is eta in the direction of the sign, whatever the length of the gradient."""
    text = RNG(2).integers(35, size=60)
    (after,) = reading.learn(NET, text, 1, RNG(3), eta=0.02, batch=4, length=7)
    starts = RNG(3).integers(53, size=4)
    g = flat(reading.gradients(NET, np.stack([text[at : at + 8] for at in starts])))
    moved = flat(after) - flat(NET)
    assert moved[abs(g) > 1e-5] == pytest.approx(-0.02 * np.sign(g)[abs(g) > 1e-5], rel=1e-2)


def test_the_gradient_is_that_of_the_mean_surprise_of_the_next_letter():
    batch = RNG(1).integers(35, size=(3, 8))
    y_hat = transformer.forward(NET, batch[:, :-1]).y_hat
    wanted = softmax(y_hat).sum(axis=(0, 1)) - np.bincount(batch[:, 1:].ravel(), minlength=35)
    assert reading.gradients(NET, batch).c == pytest.approx(wanted / 21)


def test_what_is_written_hangs_on_temperature_and_seed():
    sharp = NET._replace(W=40 * NET.W)
    cold = reading.write(sharp, "alice", 50, 0.01, RNG(0))
    assert len(cold) == 50 and {*cold} <= {*letters.ALPHABET}
    read = letters.codes("alice" + cold)
    for t in (4, 20, 53):  # the last one has more before it than the net has places
        seen = read[max(0, t - 39) : t + 1]
        assert read[t + 1] == transformer.forward(sharp, seen).y_hat[-1].argmax()
    assert reading.write(NET, "a", 30, 1.0, RNG(0)) == reading.write(NET, "a", 30, 1.0, RNG(0))
    assert reading.write(NET, "a", 30, 1.0, RNG(0)) != reading.write(NET, "a", 30, 1.0, RNG(1))
