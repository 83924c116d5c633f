"""What makes a code sparse: penalties on the activations of the code, and how active they are."""

import numpy as np


def kl_divergence(rho: float, rho_hat: np.ndarray) -> np.ndarray:
    """KL(rho || rho_hat) = rho ln(rho / rho_hat) + (1 - rho) ln((1 - rho) / (1 - rho_hat)), in nats."""
    return rho * np.log(rho / rho_hat) + (1 - rho) * np.log((1 - rho) / (1 - rho_hat))


def kl_penalty(H: np.ndarray, beta: float, rho: float = 0.05) -> tuple[float, np.ndarray]:
    """beta sum_j KL(rho || rho_hat_j), rho_hat_j the mean activation of unit j over the batch; and its slopes in H.

    H: (m, k) activations between 0 and 1, of sigmoid units. slope_kj = beta / m (-rho / rho_hat_j + (1 - rho) /
    (1 - rho_hat_j)): the same for every sample of the batch.
    """
    _check("beta", beta)
    if not 0 < rho < 1:
        raise ValueError(f"rho = {rho}: allowed is above 0 and below 1")
    if H.min() < 0 or H.max() > 1:
        raise ValueError(f"H runs from {H.min():.3g} to {H.max():.3g}; allowed are activations from 0 to 1")
    rho_hat = np.clip(H.mean(axis=0), 1e-6, 1 - 1e-6)
    slopes = beta / len(H) * ((1 - rho) / (1 - rho_hat) - rho / rho_hat)
    return float(beta * kl_divergence(rho, rho_hat).sum()), np.broadcast_to(slopes, H.shape)


def l1_penalty(H: np.ndarray, beta: float) -> tuple[float, np.ndarray]:
    """beta times the mean over samples of sum_j |h_j|, and its slopes in H, beta / m sign(h)."""
    _check("beta", beta)
    return float(beta * np.abs(H).sum(axis=1).mean()), beta / len(H) * np.sign(H)


def active_share(H: np.ndarray, above: float = 0.1) -> float:
    """The share of all activations that are larger than `above`, over samples and units."""
    return float(np.mean(H > above))


def _check(name, value):
    if not value >= 0:
        raise ValueError(f"{name} = {value}: allowed are 0 (no penalty) and more")
