"""Causal claims of the chapter on optimizers, with their controls."""

import numpy as np

from tests.claims.registry import Found, claim

STARTS = (0.5, 0.7, 1.0, 1.5, 2.3)


def ends(steps, keep=False, fade=1.0, eta=0.03):
    """|w| after RMSProp on E = w²/2 from each start; with `keep` V never falls, `fade` is η's factor a step."""
    w, V = np.array(STARTS), np.zeros(len(STARTS))
    for t in range(steps):
        V = np.maximum(V, 0.9 * V + 0.1 * w**2) if keep else 0.9 * V + 0.1 * w**2
        w = w - eta * fade**t * w / (np.sqrt(V) + 1e-8)
    return abs(w)


@claim(
    "opt-hover",
    "Without forgetting there is no hovering.",
    control="The same runs from the same five starts, but $V_t$ never falls: what it has seen once, it keeps.",
    longer="After 40,000 steps instead of 4,000 the ones still stand at $\\eta/2$; the others are nearer still.",
    refuted="the runs with a $V_t$ that never falls hovered too, or those with one that forgets came to rest",
)
def hover():
    """RMSProp with its forgetting taken away."""
    forgets, keeps = ends(4000), ends(4000, keep=True)
    told = (
        f"From each of five starts RMSProp with $\\eta = 0.03$ ends {forgets.max():.3f} from the minimum, which is "
        "$\\eta/2$. Without forgetting it ends nearer than $10^{-20}$."
    )
    longer = np.allclose(ends(40_000), 0.015, atol=1e-3) and ends(40_000, keep=True).max() < 1e-20
    return Found(told, bool(np.allclose(forgets, 0.015, atol=1e-3) and keeps.max() < 1e-20 and longer))
