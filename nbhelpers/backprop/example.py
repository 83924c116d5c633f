"""The small net of the chapter: two inputs, two hidden units, one output, as every step by hand begins."""

import numpy as np

from nbhelpers.backprop import Net

START = Net(
    v=np.array([[0.5, -0.4], [0.3, 0.8]]), gamma=np.array([0.1, -0.2]),
    w=np.array([[0.7], [-0.6]]), theta=np.array([0.2]),
)  # fmt: skip
