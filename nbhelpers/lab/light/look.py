"""How something looks, as SVG says it: colours as the page's variables, numbers, styles."""

from __future__ import annotations

from typing import Any

from nbhelpers.lab.style import variable


def colour(value: Any) -> tuple[str, float]:
    """("#1f2937", its alpha) of "#1f2937", of (r, g, b, a), and of "none", which is ("none", 0)."""
    if isinstance(value, str):
        return (value.lower(), float(value != "none"))
    red, green, blue, alpha = (*value, 1.0)[:4]
    return ("#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue)), float(alpha))


def paint(shade: str) -> str:
    """The page's variable of a colour, or "none"."""
    return shade if shade == "none" else variable(shade)


def styled(**properties: Any) -> str:
    """A style attribute, without the properties that are None."""
    told = (f"{name.replace('_', '-')}:{value}" for name, value in properties.items() if value is not None)
    return f'style="{";".join(told)}"'


def fine(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def unless(usual: Any, value: Any) -> str | None:
    """The value for a style, None if it is the usual one."""
    return None if value == usual else value if isinstance(value, str) else fine(value)
