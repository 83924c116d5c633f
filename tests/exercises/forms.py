"""Numbers as people type them: what each text can mean, and all forms in which a given number may come."""

import re
from fractions import Fraction

THIN, NARROW, NO_BREAK = "\u2009", "\u202f", "\u00a0"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")

# text: all numbers that it can mean
READ = {
    "0.25": [0.25], ".25": [0.25], "5.": [5], "007": [7], "+3": [3], "- 3": [-3], " 1/4 ": [0.25], "-3/2": [-1.5],
    "1 1/2": [1.5], "½": [0.5], "1½": [1.5], "−1½": [-1.5], "¼": [0.25], "30⁄78": [30 / 78], "1,5/2": [0.75],
    "−1,5": [-1.5], "–1.5": [-1.5], "minus 1.5": [-1.5], "0,25": [0.25], "0,250": [0.25], ",5": [0.5],
    "2,416": [2416, 2.416], "-2,416": [-2416, -2.416], "2.416": [2.416, 2416], "12,3456": [12.3456],
    "60,000": [60000, 60], "15,227,688": [15227688], "15.227.688": [15227688], "1,52,27,688": [15227688],
    "15,227,688.5": [15227688.5], "15.227.688,5": [15227688.5], "60 000": [60000], f"60{THIN}000": [60000],
    f"60{NARROW}000": [60000], f"60{NO_BREAK}000": [60000], "60'000": [60000], "60’000": [60000], "60_000": [60000],
    "60 000,5": [60000.5], "0.384 615": [0.384615], "0.384615…": [0.384615], "0.385.": [0.385],
    "1e-8": [1e-8], "1E-08": [1e-8], "1.5 e3": [1500], "10^-8": [1e-8], "10^(-8)": [1e-8], "10^{-8}": [1e-8],
    "10**-8": [1e-8], "10⁻⁸": [1e-8], "2.5·10⁻⁵": [2.5e-5], "2.5*10^-5": [2.5e-5], "2,5 · 10^-5": [2.5e-5],
    "2.5 x 10^-5": [2.5e-5], "3 × 10^4": [3e4], "2^10": [1024], "2¹⁰": [1024], "2**10": [1024], "-2^2": [-4],
    "０．２５": [0.25], "１２，５": [12.5], "－３": [-3], "0。25": [0.25], "６０，０００": [60000, 60], "57％": [0.57],
    "10 steps": [10], "10steps": [10], "10步": [10], "10 个": [10],
    "约 11 个": [11], "答案是0.25": [0.25], "1﹐234": [1234, 1.234], "6.02 dB": [6.02], "10 (ten)": [10],
    "10, I think": [10], "22026 times": [22026], "10!": [10], "= 0.5": [0.5], "x = 0.5": [0.5], "e₁ = 0.024": [0.024],
    "p(1, 1) = 5/13": [5 / 13],
    "5/13 = 0.385": [0.385], "5/13 ≈ 0.385": [0.385], "about 0.4": [0.4], "approx. 0.4": [0.4], "it is about 4": [4],
    "~0.4": [0.4], "≈ 0.4": [0.4], "η < 0.2": [0.2], "below 0.2": [0.2], "after 10 slopes": [10], "answer: 10": [10],
    "50 %": [0.5], "50%": [0.5], "50 percent": [0.5], "50 per cent": [0.5], "12,5 %": [0.125],
    "60k": [60000], "60 thousand": [60000], "15.2 million": [15.2e6], "6万": [60000], "1.5亿": [1.5e8],
    "(0.5)": [0.5], "$0.5$": [0.5], "“0.5”": [0.5], "\u200e0.5": [0.5], "0.5\n": [0.5],
}  # fmt: skip
NOTHING = (
    "", " ", "a", "two", "nan", "inf", "None", "True", "...", "-", "1/0", "1//2", "1/2/3", "1 2", "1,2,3", "1.2.3",
    "1..2", "1,,2", "1e", "1e400", "1j", "2n", "0x10", "1" * 400, "__import__('os')", "0.5 ± 0.1", "10 or 11",
    "10-12", "10~12", "10 to 12", "3 + 4", "2 * 3", "sqrt(5)", "√5", "ln 2", "0.5 pi", "2π", "3 quarters", "2 dozen",
    "1 - 0.95^20", "2^9999", "0^-1", "(0.5, 0.6)", "2,41,6", "1:4", "60,0000,0", "<script>", "½½",
)  # fmt: skip


def forms(value: float, wanted: int) -> list[str]:
    """The texts in which people write this number, rounded to the `wanted` digits (0: a whole number)."""
    if not wanted:
        return _worded(f"{value:.0f}") + _whole(round(value))
    rounded = f"{value:.{wanted}g}"
    found = [text for digits in (wanted, wanted + 1, 10) for text in _worded(f"{value:.{digits}g}")]
    found += [f"{float(rounded) * 100:.10g} %", f"{float(rounded) * 100:.10g}%", *_powers(float(rounded))]
    near = Fraction(value).limit_denominator(100)
    found += [f"{near.numerator}/{near.denominator}"] * (abs(near - Fraction(value)) < 1e-9)
    return found + (_whole(round(value)) if abs(value) >= 1000 else [])


def _worded(text: str) -> list[str]:
    """One number, with what people write around it, in other scripts, and with a decimal comma."""
    plain = [text, text.replace("-", "−"), text.translate(FULL_WIDTH), f" {text} ", f"{text}."]
    plain += [text.replace(".", ",")] * (re.fullmatch(r"-?\d\.\d\d\d", text) is None or text[0] == "0")
    around = ("= {}", "x = {}", "about {}", "~{}", "≈ {}", "approx. {}", "{} steps", "{}, I think", "({})", "it is {}")
    return plain + [form.format(text) for form in around]


def _powers(value: float) -> list[str]:
    mantissa, power = f"{value:.10e}".split("e")
    mantissa, power = f"{float(mantissa):g}", str(int(power))
    times = ("·10{r}", " · 10^{p}", " × 10^{p}", "*10**{p}", "*10^({p})", "e{p}", "E{p}", " x 10^{p}", "×10^{{{p}}}")
    found = [mantissa + form.format(p=power, r=power.translate(RAISED)) for form in times]
    alone = (f"10^{power}", f"10**{power}", f"10{power.translate(RAISED)}", f"10^({power})")
    return found + [*alone] * (mantissa == "1")


def _whole(value: int) -> list[str]:
    """A count in all the ways to set its thousands apart."""
    marks = (",", " ", THIN, NARROW, NO_BREAK, "'", "’", "_", ".")
    grouped = [f"{value:,}".replace(",", mark) for mark in marks] if value >= 1000 else []
    return [*grouped, f"{value}.0", f"{value} units", f"{value:,}".translate(FULL_WIDTH)]
