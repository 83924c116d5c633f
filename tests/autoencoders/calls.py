"""Right calls of every public function that takes numbers: the chapter autoencoders. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers import autoencoders
from nbhelpers.autoencoders import pca
from nbhelpers.datasets import preprocessing
from nbhelpers.nn import mlp
from tests.edge.calling import call, rng

X = rng().random((6, 3))
LABELS = np.array([0, 1, 0, 1, 1, 0])
NET = mlp.new_mlp((3, 4, 2), rng())
DIGITS = rng().random((4, 784))
AUTO = autoencoders.new_autoencoder((3, 2), rng())
N = rng().normal
w = rng().random(3)
C = preprocessing.covariance(X)
LINEAR = pca.Linear(N(size=(3, 2)), N(size=(2, 3)))

CALLS = {
    "autoencoders.new_autoencoder": call(sizes=(3, 2), rng=rng, hidden="tanh", output="linear", gain=1.0),
    "autoencoders.encode": call(net=AUTO, X=X),
    "autoencoders.decode": call(net=AUTO, H=X[:, :2]),
    "autoencoders.reconstruct": call(net=AUTO, X=X),
    "autoencoders.reconstruction_error": call(tied="X_hat X", X_hat=X, X=X / 2),
    "autoencoders.cross_entropy": call(tied="A X", A=X, X=X),
    "autoencoders.loss": call(tied="X targets", net=AUTO, X=X, targets=X, error="cross-entropy"),
    "autoencoders.gradients": call(tied="X targets", net=AUTO, X=X, targets=X, error="squared"),
    "autoencoders.train": call(net=AUTO, X=X, rng=rng, eta=0.1, batch=3, error="squared"),
    "autoencoders.corruption.gaussian": call(free="X", X=X, strength=0.5, rng=rng),
    "autoencoders.corruption.salt_and_pepper": call(free="X", X=X, strength=0.5, rng=rng),
    "autoencoders.corruption.masking": call(free="X", X=X, strength=0.5, rng=rng),
    "autoencoders.corruption.corrupt": call(free="X", X=X, kind="gaussian", strength=0.5, rng=rng),
    "autoencoders.corruption.psnr": call(tied="X_hat X", X_hat=X, X=X / 2),
    "autoencoders.corruption.mean_filter": call(X=DIGITS),
    "autoencoders.corruption.median_filter": call(X=DIGITS),
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
    "autoencoders.pca.principal_components": call(C=C, k=2),
    "autoencoders.pca.project": call(tied="mean", X=X, mean=w, P=LINEAR.U),
    "autoencoders.pca.pca_error": call(C=C, k=2),
    "autoencoders.pca.linear_error": call(C=C, net=LINEAR),
    "autoencoders.pca.linear_slopes": call(C=C, net=LINEAR),
    "autoencoders.pca.train_linear": call(C=C, k=2, rng=rng, eta=0.1),
    "autoencoders.pca.principal_angles": call(A=LINEAR.U, B=LINEAR.U[::-1]),
    "autoencoders.pca.mean_and_covariance": call(X=X),
}
