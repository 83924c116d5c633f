"""A variational autoencoder: every unit and weight, and the chance that comes in from outside."""

from __future__ import annotations

from nbhelpers.build.drawn.graph import column, links
from nbhelpers.build.drawn.sheet import Place, Sheet
from nbhelpers.variational import VAE

LETTERS = ("μ_1", "μ_2", "s_1", "s_2")  # s: the logarithm of the variance


def variational(vae: VAE) -> Sheet:
    """From the left to the right, for nets of one layer each and a code of two numbers; arrows are no weights."""
    sheet, (n, _) = Sheet(343, 292), vae.encoder.layers[0].weights.shape
    x, x_hat = (column(n, 34, 224, at) for at in (24, 319))
    cloud = [Place(128, y) for y in (44, 98, 160, 214)]
    z, eps = [Place(222, 100), Place(222, 158)], [Place(222, 36), Place(222, 222)]
    links(sheet, vae.encoder.layers[0].weights, x, cloud, width=1.2)
    links(sheet, vae.decoder.layers[0].weights, z, x_hat, width=1.2)
    for number, (at, chance) in enumerate(zip(z, eps, strict=True), start=1):
        for start in (cloud[number - 1], cloud[number + 1]):
            sheet.arrow(start.shortened(at, 16), at.shortened(start, 18), role="activation")
        sheet.arrow(chance.shortened(at, 15), at.shortened(chance, 18), role="noise")
        sheet.unit(chance, f"ε_{number}", role="noise", radius=14)
        sheet.unit(at, f"z_{number}", radius=16, on=True)
    for at, name in zip(cloud, LETTERS, strict=True):
        sheet.unit(at, name, radius=16)
    for places, role in ((x, "target"), (x_hat, "activation")):
        for at in places:
            sheet.unit(at, radius=11, role=role)
    for at, name, words, role in ((26, "x", "input", "target"), (128, "μ, s", "cloud", "activation"),
                                  (222, "z", "code", "activation"), (316, "x̂", "output", "activation")):  # fmt: skip
        sheet.text(Place(at, 262), name, role)
        sheet.text(Place(at, 284), words, role)
    sheet.text(Place(76, 20), "encoder", "weight")
    sheet.text(Place(276, 20), "decoder", "weight")
    return sheet
