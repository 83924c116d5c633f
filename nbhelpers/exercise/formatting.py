"""Numbers and arrays as a reader sees them in a report: short, and never the same for two that differ."""

from __future__ import annotations

import numpy as np

LARGEST = 40  # numbers shown of one array
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value: float, digits: int) -> str:
    """A number as a text prints it: `60,000`, `−1.5`, `4.3·10⁻⁵`."""
    mantissa, _, power = f"{value:.{digits}g}".partition("e")
    if power:
        raised = f"10{str(int(power)).translate(RAISED)}"
        return (raised if mantissa == "1" else f"{mantissa}·{raised}").replace("-", "−")
    whole, _, behind = mantissa.partition(".")
    grouped = f"{int(whole):,}" if len(whole.lstrip("-")) > 3 else whole
    return f"{grouped}.{behind}".rstrip(".").replace("-", "−")


def show(value, digits: int = 4) -> str:
    """A number as `0.25`, an array as `[[1, 2], [3, 4]]`, a large one as its shape and its first numbers."""
    array = np.asarray(value, dtype=float)
    if array.size > LARGEST:
        first = ", ".join(_number(one, digits) for one in array.ravel()[:4])
        return f"an array of shape {array.shape}: {first}, …"
    return _nested(array, digits)


def show_parts(parts, digits: int = 4) -> str:
    """One array, or several as a tuple in brackets."""
    shown = [show(part, digits) for part in parts]
    return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"


def show_two(got, wanted) -> tuple[str, str]:
    """Both, with as many digits as it takes to tell them apart."""
    for digits in (4, 7, 10):
        pair = show_parts(got, digits), show_parts(wanted, digits)
        if pair[0] != pair[1]:
            break
    return pair


def show_given(names, values) -> str:
    """The arguments of a call, one a line: `w = [1, 2]`, `eta = 0.1`."""
    return "\n".join(f"{name} = {show(value)}" for name, value in zip(names, values, strict=True))


def _nested(array: np.ndarray, digits: int) -> str:
    if array.ndim == 0:
        return _number(float(array), digits)
    return f"[{', '.join(_nested(row, digits) for row in array)}]"


def _number(value: float, digits: int) -> str:
    text = f"{value:.{digits}g}"
    return "0" if text == "-0" else text
