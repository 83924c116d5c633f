"""The trained LeNet that the lab `features` looks into: seed 0 of `lenet`'s net with all means, as 16-bit floats.

    python -m nbhelpers.convolution.experiments.lenet_weights    # a minute; writes data/lenet_weights.npz
"""
import io
import json
from pathlib import Path

import numpy as np

from nbhelpers import datasets, files
from nbhelpers.convolution import cnn
from nbhelpers.convolution.experiments import lenet
from nbhelpers.convolution.trained import statistics

OUT = Path(__file__).parents[1] / "data" / "lenet_weights.npz"
SETTINGS = {"net": "all", "seed": 0}


def main() -> None:
    """Train it, store it, say how well it reads."""
    net, digits = lenet.ours(*SETTINGS.values()), datasets.mnist()
    file = io.BytesIO()
    parts = net.w.astype(np.float16), statistics(net).astype(np.float32)
    np.savez_compressed(file, *parts, made=np.array(json.dumps({"settings": SETTINGS})))
    files.write(file.getvalue(), OUT)
    right = cnn.accuracy(net, digits.test_images, digits.test_labels)
    print(f"{OUT}: {OUT.stat().st_size / 1000:.0f} kB, reads {100 * right:.1f} % of the test digits")


if __name__ == "__main__":
    main()
