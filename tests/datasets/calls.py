"""Right calls of every public function that takes numbers: what is done to data. See `tests/edge/calling.py`."""

from nbhelpers.datasets import preprocessing
from tests.edge.calling import call, rng

X = rng().random((6, 3))
DIGITS = rng().random((4, 784))

CALLS = {
    "datasets.preprocessing.covariance": call(X=X),
    "datasets.preprocessing.standard": call(X=X, eps=1e-2),
    "datasets.preprocessing.standardise": call(X=X, found=preprocessing.standard(X)),
    "datasets.preprocessing.gcn": call(X=X, eps=1e-8),
    "datasets.preprocessing.whitening": call(X=X, eps=1e-5, kind="pca"),
    "datasets.preprocessing.whiten": call(X=X, found=preprocessing.whitening(X)),
    "datasets.preprocessing.shrink": call(X=DIGITS, side=28),
}
