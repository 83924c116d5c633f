"""Two maxout units by hand: two inputs, four weighted sums of them, and the larger one of each two."""

import numpy as np

X = np.array([[1.0, 2.0]])  # one sample
W = np.array([[-1.0, 1.0, 2.0, -1.0], [1.0, 2.0, -2.0, -3.0]])  # one column for each piece; the biases are 0
PIECES = 2  # of each unit
