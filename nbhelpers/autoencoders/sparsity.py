"""What makes a code sparse: penalties on the activations of the code, and how active they are."""

import numpy as np

from nbhelpers.guards import number, numbers

LEAST, MOST = np.finfo(float).tiny, 1 - np.finfo(float).epsneg  # the numbers next to 0 and to 1


def kl_divergence(rho: float, rho_hat: np.ndarray) -> np.ndarray:
    """KL(rho || rho_hat) = rho ln(rho / rho_hat) + (1 - rho) ln((1 - rho) / (1 - rho_hat)), in nats.

    0 ln 0 counts as 0; infinite where rho_hat is sure of what is not so.
    """
    number("rho", rho, least=0, most=1)
    rho_hat = numbers("rho_hat", rho_hat, finite=False)
    if rho_hat.min() < 0 or rho_hat.max() > 1:
        raise ValueError(f"rho_hat runs from {rho_hat.min():g} to {rho_hat.max():g}; allowed are values from 0 to 1")
    return _part(rho, rho_hat) + _part(1 - rho, 1 - rho_hat)


def _part(p, q):
    """p ln(p / q)."""
    with np.errstate(divide="ignore"):
        return p * (np.log(p) - np.log(q)) if p > 0 else np.zeros_like(q)


def kl_penalty(H: np.ndarray, beta: float, rho: float = 0.05) -> tuple[float, np.ndarray]:
    """beta sum_j KL(rho || rho_hat_j), rho_hat_j the mean activation of unit j over the batch; and its gradient in H.

    H: (m, k) activations between 0 and 1, of sigmoid units. The derivative in h_j of each sample of the batch is
    beta / m (-rho / rho_hat_j + (1 - rho) / (1 - rho_hat_j)).
    """
    H = _codes(H)
    number("beta", beta, least=0), number("rho", rho, above=0, below=1)
    if H.min() < 0 or H.max() > 1:
        raise ValueError(f"H runs from {H.min():.3g} to {H.max():.3g}; allowed are activations from 0 to 1")
    rho_hat = np.clip(H.mean(axis=0), LEAST, MOST)
    gradient = beta / len(H) * ((1 - rho) / (1 - rho_hat) - rho / rho_hat)
    return float(beta * kl_divergence(rho, rho_hat).sum()), np.broadcast_to(gradient, H.shape)


def l1_penalty(H: np.ndarray, beta: float) -> tuple[float, np.ndarray]:
    """beta times the mean over samples of sum_j |h_j|, and its gradient in H, beta / m sign(h)."""
    H = _codes(H)
    number("beta", beta, least=0)
    return float(beta * np.abs(H).sum(axis=1).mean()), beta / len(H) * np.sign(H)


def active_share(H: np.ndarray, above: float = 0.1) -> float:
    """The share of all activations that are larger than `above`, over samples and units."""
    return float(np.mean(numbers("H", H, ("m", "k")) > number("above", above)))


def _codes(H):
    return numbers("H", H, ("m", "k"), finite=False)
