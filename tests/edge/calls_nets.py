"""Right calls of every public function that takes numbers: nets that learn with a teacher. See `calls`."""

import numpy as np

from nbhelpers import autoencoders, backprop, recurrent
from nbhelpers.activations import normalised
from nbhelpers.architectures import residual
from nbhelpers.convolution import batch_norm, cnn, layers
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat
from nbhelpers.recurrent import lstm, recall_task
from tests.edge.calling import call, rng

N = rng().normal
X, Y, LABELS = rng().random((6, 3)), np.eye(2)[[0, 1, 0, 1, 1, 0]], np.array([0, 1, 0, 1, 1, 0])
NET = mlp.new_mlp((3, 4, 2), rng())
DIGITS = rng().random((4, 784))
AUTO = autoencoders.new_autoencoder((3, 2), rng())
BP = backprop.new_net((3, 2, 1), rng())
SIGNALS = backprop.forward(BP, X)
ERRORS = backprop.backward(BP, SIGNALS, X[:, :1])
SMALL = cnn.Net([layers.Dense(3, 2, rng())], (3,), np.float64)
RNN, LSTM = recurrent.new_rnn((2, 3, 1), rng()), lstm.new_lstm((2, 3, 1), rng())
TIME = rng().random((5, 2))
IMAGES, KERNELS, SLOPES = rng().random((2, 1, 4, 4)), rng().random((2, 1, 3, 3)), rng().random((2, 2, 2, 2))
NORMED = batch_norm.batch_norm(X, np.ones(3), np.zeros(3))
Z_HAT, R = normalised.normalise(X)
STACK = residual.new_stack(3, 1, rng(), skip=True, ends=(3, 2))
POOLED = IMAGES.reshape(2, 1, 2, 2, 2, 2).max(axis=(3, 5))
MEMORY = recall_task.new_net("RNN 1.0", 3, rng())
HEARD = recall_task.sequences(2, 2, rng())
CHANNELS = {"gamma": np.ones(3), "beta": np.zeros(3)}

CALLS = {
    "nn.activations.sigmoid": call(free="z", z=X),
    "nn.activations.sigmoid_slope": call(free="z", z=X),
    "nn.activations.tanh": call(free="z", z=X),
    "nn.activations.relu": call(free="z", z=X),
    "nn.activations.leaky_relu": call(free="z", z=X, leak=0.1),
    "nn.activations.leaky": call(leak=0.1),
    "nn.activations.activation": call(name="leaky", leak=0.1),
    "nn.activations.dead_units": call(B=X),
    "nn.activations.saturated": call(free="Z", name="tanh", Z=X, part=0.1),
    "autoencoders.new_autoencoder": call(sizes=(3, 2), rng=rng, hidden="tanh", output="linear", gain=1.0),
    "autoencoders.encode": call(net=AUTO, X=X),
    "autoencoders.decode": call(net=AUTO, H=X[:, :2]),
    "autoencoders.reconstruct": call(net=AUTO, X=X),
    "autoencoders.reconstruction_error": call(tied="X_hat X", X_hat=X, X=X / 2),
    "autoencoders.cross_entropy": call(tied="A X", A=X, X=X),
    "autoencoders.loss": call(tied="X targets", net=AUTO, X=X, targets=X, error="cross-entropy"),
    "autoencoders.gradients": call(tied="X targets", net=AUTO, X=X, targets=X, error="squared"),
    "autoencoders.train": call(net=AUTO, X=X, rng=rng, eta=0.1, batch=3, error="squared"),
    "backprop.new_net": call(sizes=(3, 2, 1), rng=rng),
    "backprop.forward": call(free="x", net=BP, x=X),
    "backprop.squared_error": call(tied="y_hat y", y_hat=X, y=X / 2),
    "backprop.backward": call(tied="y", net=BP, signals=SIGNALS, y=X[:, :1]),
    "backprop.changes": call(tied="x", x=X, signals=SIGNALS, errors=ERRORS, eta=0.5),
    "backprop.step": call(tied="x y", net=BP, x=X, y=X[:, :1], eta=0.5),
    "backprop.standard_epoch": call(tied="x y", net=BP, x=X, y=X[:, :1], eta=0.5, rng=rng),
    "backprop.accumulated_epoch": call(tied="x y", net=BP, x=X, y=X[:, :1], eta=0.5),
    "convolution.batch_norm.batch_norm": call(x=X, **CHANNELS, eps=1e-5),
    "convolution.batch_norm.batch_norm_backward": call(tied="d", d=X, gamma=np.ones(3), normed=NORMED),
    "convolution.batch_norm.batch_norm_at_use": call(x=X, **CHANNELS, mean=np.zeros(3), var=np.ones(3), eps=1e-5),
    "convolution.batch_norm.running": call(free="old new", old=np.zeros(3), new=np.ones(3), keep=0.9),
    "convolution.cnn.cross_entropy": call(tied="z labels", z=X, labels=LABELS),
    "convolution.cnn.slopes": call(tied="X labels", net=SMALL, X=X, labels=LABELS),
    "convolution.cnn.predict": call(net=SMALL, X=X, at_once=5),
    "convolution.cnn.accuracy": call(tied="X labels", net=SMALL, X=X, labels=LABELS),
    "convolution.cnn.train": call(tied="X labels", net=SMALL, X=X, labels=LABELS, batch=3, rng=rng),
    "convolution.cnn.lenet": call(rng=rng, dropout=0.5, pool="mean"),
    "convolution.padding_amounts": call(size=5, kernel=3, stride=1, padding="same"),
    "convolution.output_size": call(size=5, kernel=3, stride=1, padding="same"),
    "convolution.conv2d_plainly": call(tied="b", x=IMAGES, w=KERNELS, b=np.ones(2), stride=1, padding="valid"),
    "convolution.conv2d": call(tied="b", x=IMAGES, w=KERNELS, b=np.ones(2), stride=1, padding="valid"),
    "convolution.conv2d_backward": call(tied="d x", d=SLOPES, x=IMAGES, w=KERNELS),
    "convolution.correlate": call(image=IMAGES[0, 0], kernel=KERNELS[0, 0], stride=1, padding="valid"),
    "convolution.convolve": call(image=IMAGES[0, 0], kernel=KERNELS[0, 0], stride=1, padding="valid"),
    "autoencoders.corruption.gaussian": call(free="X", X=X, strength=0.5, rng=rng),
    "autoencoders.corruption.salt_and_pepper": call(free="X", X=X, strength=0.5, rng=rng),
    "autoencoders.corruption.masking": call(free="X", X=X, strength=0.5, rng=rng),
    "autoencoders.corruption.corrupt": call(free="X", X=X, kind="gaussian", strength=0.5, rng=rng),
    "autoencoders.corruption.psnr": call(tied="X_hat X", X_hat=X, X=X / 2),
    "autoencoders.corruption.mean_filter": call(X=DIGITS),
    "autoencoders.corruption.median_filter": call(X=DIGITS),
    "activations.dying_relu.digits": call(samples=4),
    "activations.dying_relu.start": call(rng=rng, hidden="relu", bias=0.0),
    "activations.dying_relu.live": call(hidden="relu", eta=0.1, bias=0.0, steps=1, seed=0),
    "convolution.dropout.dropout_mask": call(shape=(3, 2), p=0.5, rng=rng),
    "convolution.dropout.dropout": call(free="x", x=X, p=0.5, rng=rng),
    "convolution.dropout.dropout_as_noted": call(free="x", x=X, p=0.5, rng=rng),
    "convolution.layers.new_weights": call(shape=(3, 2), n_in=3, rng=rng, gain=2.0),
    "recurrent.lstm.new_lstm": call(sizes=(2, 3, 1), rng=rng, scale=1.0, forget=1.0),
    "recurrent.lstm.forward": call(free="x", net=LSTM, x=TIME),
    "recurrent.lstm.backward": call(tied="x r", net=LSTM, x=TIME, states=lstm.forward(LSTM, TIME), r=TIME[:, :1]),
    "tuning.maxout.maxout": call(free="z", z=np.tile(X, (1, 2)), pieces=2),
    "tuning.maxout.maxout_backward": call(tied="d z", d=X, z=np.tile(X, (1, 2)), pieces=2),
    "tuning.maxout.tangents": call(f=np.square, slope=lambda x: 2 * x, low=0.0, high=1.0, pieces=3),
    "tuning.maxout.tangent_error": call(bend=2.0, low=0.0, high=1.0, pieces=3),
    "tuning.maxout.two_units": call(tied="x y", x=np.arange(4.0), y=X[:4, 0]),
    "recurrent.recall_task.sequences": call(distance=2, samples=3, rng=rng),
    "recurrent.recall_task.new_net": call(name="LSTM 1", hidden=3, rng=rng),
    "recurrent.recall_task.residual": call(tied="first", y_hat=N(size=(3, 2, 4)), first=np.array([0, 1])),
    "recurrent.recall_task.gradients": call(tied="first", net=MEMORY, x=HEARD[0], first=HEARD[1]),
    "recurrent.recall_task.learn": call(net=MEMORY, distance=1, updates=1, rng=rng, eta=0.1, batch=2, threshold=1.0),
    "recurrent.recall_task.reach": call(net=MEMORY, distance=1, samples=2, rng=rng),
    "recurrent.recall_task.success": call(net=MEMORY, distance=1, samples=2, rng=rng),
    "nn.mlp.softmax": call(free="z", z=X),
    "nn.mlp.cross_entropy": call(tied="z Y", z=X[:, :2], Y=Y),
    "nn.mlp.new_mlp": call(sizes=(3, 2), rng=rng, hidden="tanh", output="linear", gain=1.0),
    "nn.mlp.forward": call(net=NET, X=X),
    "nn.mlp.weighted_sums": call(net=NET, X=X),
    "nn.mlp.predict": call(net=NET, X=X),
    "nn.mlp.loss": call(tied="X Y", net=NET, X=X, Y=Y, weight_decay=0.1),
    "nn.mlp.as_targets": call(tied="Y", output="linear", Y=Y, shape=(6, 2)),
    "nn.mlp.output_errors": call(tied="Y_hat Y", output="linear", Y_hat=X[:, :2], Y=Y),
    "nn.mlp.gradients": call(tied="X Y", net=NET, X=X, Y=Y, weight_decay=0.1),
    "nn.mlp.one_hot": call(labels=LABELS, classes=2),
    "nn.mlp.accuracy": call(tied="X labels", net=NET, X=X, labels=LABELS),
    "neurons.step": call(free="u", u=X),
    "neurons.weighted_sum": call(free="X", tied="w", X=X, w=X[0], theta=0.5),
    "neurons.layer": call(free="X", X=X, W=X[:2], theta=np.zeros(2)),
    "neurons.corners": call(n=2),
    "neurons.decidable_tables": call(n=2, largest=1),
    "neurons.perceptron": call(tied="X d", X=X, d=LABELS, sweeps=3),
    "activations.normalised.normalise": call(Z=X),
    "activations.normalised.normalise_back": call(tied="e_hat Z_hat r", e_hat=X, Z_hat=Z_HAT, r=R),
    "activations.normalised.forward": call(net=NET, X=X),
    "activations.normalised.gradients": call(tied="X Y", net=NET, X=X, Y=Y),
    "convolution.pooling.max_pool": call(x=IMAGES, size=2),
    "convolution.pooling.mean_pool": call(x=IMAGES, size=2),
    "convolution.pooling.max_pool_backward": call(tied="d x y", d=POOLED, x=IMAGES, y=POOLED, size=2),
    "convolution.pooling.mean_pool_backward": call(tied="d x y", d=POOLED, x=IMAGES, y=POOLED, size=2),
    "nn.digit_classifier.like_mnist": call(marks=DIGITS[0].reshape(28, 28) > 0.5),
    "nn.digit_classifier.overlaps": call(k=3, n=5),
    "nn.digit_classifier.center_of_mass": call(image=DIGITS[0].reshape(28, 28)),
    "nn.digit_classifier.shift": call(image=DIGITS[0].reshape(28, 28), down=2, right=1),
    "nn.digit_classifier.input_errors": call(tied="X Y", net=NET, X=X, Y=Y),
    "convolution.receptive_field.seen": call(stack=[(3, 1, "same")], size=5, unit=1),
    "convolution.receptive_field.answers": call(stack=[(3, 1, "same")], size=5, unit=(1, 1), rng=rng),
    "recurrent.new_rnn": call(sizes=(2, 3, 1), rng=rng, scale=1.0, kind="gaussian"),
    "recurrent.recurrent_weights": call(hidden=3, rng=rng, scale=1.0, kind="gaussian"),
    "recurrent.step": call(free="x_t h", net=RNN, x_t=TIME[0], h=np.zeros(3)),
    "recurrent.forward": call(free="x", net=RNN, x=TIME, h0=np.zeros(3)),
    "recurrent.backward": call(tied="x r", net=RNN, x=TIME, states=recurrent.forward(RNN, TIME), r=TIME[:, :1]),
    "recurrent.over_time": call(free="error heard", error=TIME, heard=TIME),
    "recurrent.squared_error": call(tied="y_hat y", y_hat=TIME, y=TIME / 2),
    "recurrent.sequence": call(free="x", x=TIME, inputs=2),
    "architectures.residual.new_stack": call(width=3, blocks=1, rng=rng, skip=True, start="scaled", ends=(3, 2)),
    "architectures.residual.deepen": call(net=STACK, blocks=2),
    "architectures.residual.signals": call(net=STACK, X=X),
    "architectures.residual.predict": call(net=STACK, X=X),
    "architectures.residual.loss": call(tied="X Y", net=STACK, X=X, Y=Y),
    "architectures.residual.gradients": call(tied="X Y", net=STACK, X=X, Y=Y),
    "nn.parameters.shaped": call(tied="row", like=STACK, row=flat(STACK)),
    "architectures.residual.train": call(tied="X Y", net=STACK, X=X, Y=Y, eta=0.1, batch=3, rng=rng),
    "architectures.residual.small_digits": call(images=DIGITS),
    "autoencoders.sparsity.kl_divergence": call(free="rho_hat", rho=0.1, rho_hat=X / 2 + 0.2),
    "autoencoders.sparsity.kl_penalty": call(H=X, beta=0.1, rho=0.1),
    "autoencoders.sparsity.l1_penalty": call(H=X, beta=0.1),
    "autoencoders.sparsity.active_share": call(H=X, above=0.1),
    "autoencoders.greedy_pretraining.pretrain": call(
        sizes=(3, 2), X=X[:, :3].repeat(17, axis=0), rng=rng, epochs=1, eta=0.1
    ),
    "autoencoders.greedy_pretraining.with_output": call(layers=NET.layers, classes=3, rng=rng, hidden="tanh"),
    "autoencoders.greedy_pretraining.fine_tune": call(
        tied="X labels", net=NET, X=X, labels=LABELS, rng=rng, method="SGD", eta=0.1, batch=3, every=1
    ),
    "autoencoders.out_of_distribution.letter_pictures": call(word="HO"),
    "autoencoders.out_of_distribution.shuffled": call(X=DIGITS, rng=rng),
    "autoencoders.out_of_distribution.noise_pictures": call(m=2, rng=rng),
    "autoencoders.out_of_distribution.shown": call(kind="noise", rng=rng),
    "nn.training.decayed_rate": call(eta=0.1, decay=0.9, t=3, every=2),
    "nn.training.minibatches": call(m=6, size=3, rng=rng),
    "nn.training.endless_minibatches": call(m=6, size=3, rng=rng),
    "nn.training.fit": call(net=NET, slopes=lambda net, rows: net, m=6, batch=3, rng=rng, every=2, eta=0.1),
    "nn.training.train": call(
        tied="X Y", net=NET, X=X, Y=Y, eta=0.1, batch=3, rng=rng, decay=0.9, weight_decay=0.1
    ),
    "nn.training.early_stopping": call(nets=[1, 2], error=float, patience=1),
    "nn.training.shift_digits": call(X=DIGITS, rng=rng, reach=1),
}
