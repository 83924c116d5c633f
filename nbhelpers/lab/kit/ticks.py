"""Ticks whose text is not the number as a sentence writes it."""

from __future__ import annotations

from nbhelpers.lab.words import number

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
IN_FULL = 2  # powers of ten up to this one, and down to its inverse, are written in full


def powers(*exponents: int) -> dict[float, str]:
    """Ticks at these powers of ten, as short as an axis needs them: 10⁻⁴, 0.01, 1, 100, 10³."""
    return {float(f"1e{k}"): number(10**k) if abs(k) <= IN_FULL else f"10{str(k).translate(RAISED)}" for k in exponents}
