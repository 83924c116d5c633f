"""Right calls of every public function that takes numbers: the chapter convolution. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers.convolution import batch_norm, cnn, layers
from tests.edge.calling import call, rng

X = rng().random((6, 3))
LABELS = np.array([0, 1, 0, 1, 1, 0])
SMALL = cnn.Net([layers.Dense(3, 2, rng())], (3,), np.float64)
IMAGES = rng().random((2, 1, 4, 4))
KERNELS = rng().random((2, 1, 3, 3))
SLOPES = rng().random((2, 2, 2, 2))
NORMED = batch_norm.batch_norm(X, np.ones(3), np.zeros(3))
POOLED = IMAGES.reshape(2, 1, 2, 2, 2, 2).max(axis=(3, 5))
PARTS = [layers.Conv(1, 2, 3, rng()), layers.Activation(), layers.Flatten(), layers.Dense(8, 3, rng())]
IMAGE_NET = cnn.Net(PARTS, (1, 4, 4), np.float64)
CHANNELS = {"gamma": np.ones(3), "beta": np.zeros(3)}

CALLS = {
    "convolution.batch_norm.batch_norm": call(x=X, **CHANNELS, eps=1e-5),
    "convolution.batch_norm.batch_norm_backward": call(tied="g", g=X, gamma=np.ones(3), normed=NORMED),
    "convolution.batch_norm.batch_norm_at_test": call(x=X, **CHANNELS, mean=np.zeros(3), var=np.ones(3), eps=1e-5),
    "convolution.batch_norm.running": call(free="old new", old=np.zeros(3), new=np.ones(3), keep=0.9),
    "convolution.cnn.cross_entropy": call(tied="z labels", z=X, labels=LABELS),
    "convolution.cnn.slopes": call(tied="X labels", net=SMALL, X=X, labels=LABELS),
    "convolution.cnn.predict": call(net=SMALL, X=X, at_once=5),
    "convolution.cnn.accuracy": call(tied="X labels", net=SMALL, X=X, labels=LABELS),
    "convolution.cnn.train": call(tied="X labels", net=SMALL, X=X, labels=LABELS, batch=3, rng=rng),
    "convolution.cnn.lenet": call(rng=rng, dropout=0.5, pool="mean"),
    "convolution.cbapd.new_net": call(parts="CBAPD", rng=rng),
    "convolution.cbapd.small": call(images=rng().random((2, 784))),
    "convolution.cbapd.digits": call(samples=3),
    "convolution.padding_amounts": call(size=5, kernel=3, stride=1, padding="same"),
    "convolution.output_size": call(size=5, kernel=3, stride=1, padding="same"),
    "convolution.conv2d_plainly": call(tied="b", x=IMAGES, w=KERNELS, b=np.ones(2), stride=1, padding="valid"),
    "convolution.conv2d": call(tied="b", x=IMAGES, w=KERNELS, b=np.ones(2), stride=1, padding="valid"),
    "convolution.conv2d_backward": call(tied="g x", g=SLOPES, x=IMAGES, w=KERNELS),
    "convolution.correlate": call(image=IMAGES[0, 0], kernel=KERNELS[0, 0], stride=1, padding="valid"),
    "convolution.convolve": call(image=IMAGES[0, 0], kernel=KERNELS[0, 0], stride=1, padding="valid"),
    "convolution.dropout.dropout_mask": call(shape=(3, 2), p=0.5, rng=rng),
    "convolution.dropout.dropout": call(free="x", x=X, p=0.5, rng=rng),
    "convolution.dropout.dropout_as_noted": call(free="x", x=X, p=0.5, rng=rng),
    "convolution.layers.new_weights": call(shape=(3, 2), n_in=3, rng=rng, gain=2.0),
    "convolution.pooling.max_pool": call(x=IMAGES, size=2),
    "convolution.pooling.mean_pool": call(x=IMAGES, size=2),
    "convolution.pooling.max_pool_backward": call(tied="g x y", g=POOLED, x=IMAGES, y=POOLED, size=2),
    "convolution.pooling.mean_pool_backward": call(tied="g x y", g=POOLED, x=IMAGES, y=POOLED, size=2),
    "convolution.traced.outputs": call(net=IMAGE_NET, x=IMAGES[0]),
    "convolution.traced.trace": call(net=IMAGE_NET, x=IMAGES[0], block=0, kernel=1, i=1, j=0),
    "convolution.traced.saliency": call(net=IMAGE_NET, x=IMAGES[0], label=1),
    "convolution.receptive_field.seen": call(stack=[(3, 1, "same")], size=5, unit=1),
    "convolution.receptive_field.answers": call(stack=[(3, 1, "same")], size=5, unit=(1, 1), rng=rng),
}
