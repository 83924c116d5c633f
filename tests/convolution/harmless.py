"""Slips that no test of a module can see, and why: `python -m tests.mutants "convolution*"`."""

MINUS_TWO = "to NumPy -2 is as good as -1"
ALIKE = "this layer does the same while it learns and at test time"
HARMLESS = {
    "convolution": {
        "conv2d_plainly: y = np.zeros((len(x), len(w), rows, columns), np.result_type(w, x))":
            "the larger type of two, in any order",
        "biases: return numbers('b', b, (len(w),), finite=False).astype(w.dtype)": "a copy has the same numbers",
        "biases: return numbers('b', b, (len(w),), finite=False).astype(w.dtype, copy=True)":
            "a copy has the same numbers",
        "apply_columns: y = w.reshape(len(w), -2) @ columns.reshape(w[0].size, -1)": MINUS_TWO,
        "apply_columns: y = w.reshape(len(w), -1) @ columns.reshape(w[0].size, -2)": MINUS_TWO,
        "weight_slopes: return ((rows @ columns.reshape(-2, rows.shape[1]).T)"
        ".reshape(len(rows), *columns.shape[:3]), rows.sum(axis=1))": MINUS_TWO,
        "input_slopes: columns = (w.reshape(len(w), -2).T @ _kernels_first(g)).reshape(C, K, L, rows, width, N)":
            MINUS_TWO,
        "_kernels_first: return g.transpose(1, 2, 3, 0).reshape(g.shape[1], -2)": MINUS_TWO,
    },
    "convolution.cbapd": {
        "PoolUnits: def forward(self, x, training=True, rng=None):": ALIKE,
        "PoolUnits: fours = x.reshape(len(x), -2, 4)": MINUS_TWO,
        "PoolUnits: return (g[..., None] * self.won).reshape(len(g), -2)": MINUS_TWO,
        "small: middle = images.reshape(-2, 28, 28)[:, 2:26, 2:26]": MINUS_TWO,
        "small: return middle.reshape(SIZE, -1, 2, SIZE, 2).mean(axis=(2, 4)).reshape(-1, SIZE ** 2)":
            "numbers are laid out by the order of the sizes alone, and 12 and -1 change places",
        "small: return middle.reshape(-2, SIZE, 2, SIZE, 2).mean(axis=(2, 4)).reshape(-1, SIZE ** 2)": MINUS_TWO,
        "small: return middle.reshape(-1, SIZE, 2, SIZE, 2).mean(axis=(2, 4)).reshape(-2, SIZE ** 2)": MINUS_TWO,
    },
    "convolution.cnn": {
        "Net: x = np.atleast_1d(floats('X', X)).astype(self.dtype)": "a copy has the same numbers",
        "Net: x = np.atleast_1d(floats('X', X)).astype(self.dtype, copy=True)": "a copy has the same numbers",
        "Net: x = batch_last(x) if x.ndim == 5 else x": "where numbers stand in memory: it costs time",
    },
    "convolution.dropout": {
        "dropout_mask: draws = generator(rng).random(shape)": "other draws of the same law",
        "dropout_mask: return (draws > p) * np.asarray(1 / (1 - p), dtype=dtype)": "a draw is never exactly there",
    },
    "convolution.pooling": {
        "max_pool: y = next(places).copy()": "where numbers stand in memory: it costs time",
        "max_pool_backward: left = g.copy()": "where numbers stand in memory: it costs time",
        "max_pool_backward: for part, back in zip(_places(x, size), _places(dx, size)):": "both have size^2 places",
        "max_pool_backward: for part, back in zip(_places(x, size), _places(dx, size), strict=False):":
            "both have size^2 places",
        "max_pool_backward: np.multiply(won, left, out=back)": "a product has no order",
        "max_pool_backward: np.multiply(~won, left, out=left)": "a product has no order",
        "mean_pool: y = next(places).copy()": "where numbers stand in memory: it costs time",
    },
    "convolution.receptive_field": {
        "seen: for (kernel, stride, padding), below in zip(reversed(stack), sizes[-2::-1]):": "one size for each layer",
        "seen: for (kernel, stride, padding), below in zip(reversed(stack), sizes[-2::-1], strict=False):":
            "one size for each layer",
        "answers: images = np.zeros((size ** 2 + 1, 1, size, size))": "zeros are floats",
        "answers: return (changed[:-1] + changed[-1]).reshape(size, size)": "without biases an empty image gives 0",
        "answers: return changed[:-1].reshape(size, size)": "without biases an empty image gives 0",
    },
    "convolution.trained": {
        "trained_lenet: net = cnn.lenet(np.random.default_rng(1), batch_norm=True, dropout=0.3, dtype=np.float64)":
            "the stored weights take the place of all that was drawn",
    },
    "convolution.layers": {
        "Layer: def forward(self, x, training=True, rng=None):": ALIKE,
        "Conv: def forward(self, x, training=True, rng=None):": ALIKE,
        "Dense: def forward(self, x, training=True, rng=None):": ALIKE,
        "Activation: def forward(self, x, training=True, rng=None):": ALIKE,
        "Pool: def forward(self, x, training=True, rng=None):": ALIKE,
        "Flatten: def forward(self, x, training=True, rng=None):": ALIKE,
        "Dropout: dropout_mask((), p, np.random.default_rng(1))": "only p is looked at",
        "Flatten: return x.transpose(1, 2, 3, 0).reshape(-2, len(x)).T": MINUS_TWO,
    },
}  # fmt: skip
