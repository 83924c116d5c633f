"""Slips that no test of a module can see, and why: `python -m tests.mutants "architectures*"`."""

MINUS_TWO = "to NumPy -2 is as good as -1"
HARMLESS = {
    "architectures": {
        "vgg: for stage, (count, out) in enumerate(zip(VGG[depth], (64, 128, 256, 512, 512)), start=1):":
            "every net has five stages",
        "vgg: for stage, (count, out) in enumerate(zip(VGG[depth], (64, 128, 256, 512, 512), strict=False), start=1):":
            "every net has five stages",
        "_conv: return Conv(name, out, k, s=s, p=k // 3, bias=False, norm=True)": "k is 1 or 3",
    },
    "architectures.depth": {
        "runs: if keys[1] not in cells:": "a measurement has all its seeds",
        "runs: for row, key in zip(whole, keys):": "one row for each key",
        "runs: for row, key in zip(whole, keys, strict=False):": "one row for each key",
        "_seeds: if keys[1] not in found['cells']:": "a measurement has all its seeds",
        "best_eta: return min(etas, key=lambda eta: runs(name, kind, blocks, eta, method)[:, -1].sum())":
            "the sum has the order of the mean",
        "copies: return np.array([[int(letter, 17) / 15 for letter in text] for text in texts]).reshape(shown, 8, 8)":
            "letters to f mean the same",
    },
    "architectures.residual": {
        "_new_block: def _new_block(width: int, rng, skip: bool, start: str, blocks: int=2) -> Block:":
            "only the identity is made without it, and does not look at it",
        "deepen: "
        "more = tuple((_new_block(width, np.random.default_rng(1), net.skip, 'identity') for _ in range(blocks)))":
            "W_2 = 0 hides what W_1 is",
        "gradients: for block, before, z, after in zip(net.blocks[::-1], h[-2::-1], inner[::-1], h[:0:-1]):":
            "one signal for each block",
        "gradients: "
        "for block, before, z, after in zip(net.blocks[::-1], h[-2::-1], inner[::-1], h[:0:-1], strict=False):":
            "one signal for each block",
        "small_digits: middle = numbers('images', images, ('m', 784)).reshape(-2, 28, 28)[:, 2:26, 2:26]": MINUS_TWO,
        "small_digits: return middle.reshape(8, -1, 3, 8, 3).mean(axis=(2, 4)).reshape(-1, 64)":
            "the first two axes are one row",
        "small_digits: return middle.reshape(-2, 8, 3, 8, 3).mean(axis=(2, 4)).reshape(-1, 64)": MINUS_TWO,
        "small_digits: return middle.reshape(-1, 8, 3, 8, 3).mean(axis=(2, 4)).reshape(-2, 64)": MINUS_TWO,
    },
    "architectures.spec": {
        "_shortcut: size = window(at.shape[2], 1, layer.s)": "pictures are square",
        "_split: total = sum(channels) if layer.join == 'concat' else channels[1]": "what is added has equal channels",
        "_repeat: return _together(layer.name, rows[0].kind + times, rows[-1].shape, rows, rows[-2:])":
            "from layer to layer fields, jumps and depths only grow",
    },
}  # fmt: skip
