"""Right calls of every public function that takes numbers: the chapter backprop. See `tests/edge/calling.py`."""


from nbhelpers import backprop
from nbhelpers.backprop import batch_normed
from nbhelpers.backprop.playground import Settings
from nbhelpers.backprop.point_sets import SETS
from nbhelpers.nn import mlp
from tests.edge.calling import call, rng

X = rng().random((6, 3))
BP = backprop.new_net((3, 2, 1), rng())
SIGNALS = backprop.forward(BP, X)
ERRORS = backprop.backward(BP, SIGNALS, X[:, :1])
PLAY = mlp.new_mlp((3, 4, 1), rng(), "tanh", "sigmoid")
NORMED = batch_normed.with_batch_norm(PLAY)
PLAYED = {"net": PLAY, "X": X, "Y": X[:, :1]}

CALLS = {
    "backprop.new_net": call(sizes=(3, 2, 1), rng=rng),
    "backprop.forward": call(free="x", net=BP, x=X),
    "backprop.squared_error": call(tied="y_hat y", y_hat=X, y=X / 2),
    "backprop.backward": call(tied="y", net=BP, signals=SIGNALS, y=X[:, :1]),
    "backprop.changes": call(tied="x", x=X, signals=SIGNALS, errors=ERRORS, eta=0.5),
    "backprop.step": call(tied="x y", net=BP, x=X, y=X[:, :1], eta=0.5),
    "backprop.standard_epoch": call(tied="x y", net=BP, x=X, y=X[:, :1], eta=0.5, rng=rng),
    "backprop.accumulated_epoch": call(tied="x y", net=BP, x=X, y=X[:, :1], eta=0.5),
    "backprop.cost.products": call(sizes=(3, 2, 1)),
    "backprop.playground.features": call(points=X[:, :2], inputs="products"),
    "backprop.playground.thinned": call(net=PLAY, dropout=0.5, rng=rng),
    "backprop.playground.slopes": call(tied="X Y", **PLAYED, how=Settings(dropout=0.5), rng=rng),
    "backprop.playground.nets": call(tied="X Y", **PLAYED, how=Settings(batch=3), seed=1),
    "backprop.playground.beside": call(net=PLAY),
    "backprop.playground.gradient_sizes": call(tied="X Y", **PLAYED),
    "backprop.point_sets.again": call(
        tied="points targets", points=X[:, :2], targets=X[:, :1], m=6, noise=0.1, rng=rng
    ),
    "backprop.batch_normed.with_batch_norm": call(net=PLAY),
    "backprop.batch_normed.forward": call(net=NORMED, X=X),
    "backprop.batch_normed.gradients": call(tied="X Y", net=NORMED, X=X, Y=X[:, :1]),
    "backprop.batch_normed.at_test_time": call(net=NORMED, X=X),
    **{f"backprop.point_sets.{name}": call(m=6, noise=0.1, rng=rng) for name in SETS},
}
