"""Slips that no test of a module can see, and why: `python -m tests.mutants "datasets*"`."""

UNPICKLED = "NumPy itself refuses pickled objects unless told otherwise"
MINUS = "to NumPy -2 is as good as -1"
HARMLESS = {
    "datasets": {
        "arrays: with np.load(io.BytesIO(_read(file))) as found:": UNPICKLED,
        "_digits: with np.load(io.BytesIO(content)) as arrays:": UNPICKLED,
    },
    "datasets.binary_digits": {
        "binary_mnist: parts = tuple(((images >= 0.5).astype(float) for images in (mnist().train_images, "
        "mnist().test_images)))": "no grey of 0 to 255 is half ink",
    },
    "datasets.preprocessing": {
        "shrink: return X.reshape(half, -1, 2, half, 2).mean(axis=(2, 4)).reshape(-1, half ** 2)":
            "the pieces of pictures lie in the same order",
        "shrink: return X.reshape(-2, half, 2, half, 2).mean(axis=(2, 4)).reshape(-1, half ** 2)": MINUS,
        "shrink: return X.reshape(-1, half, 2, half, 2).mean(axis=(2, 4)).reshape(-2, half ** 2)": MINUS,
    },
}  # fmt: skip
