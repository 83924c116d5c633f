"""The look of every figure: one colour, one meaning, in light and dark.

`COLOUR` holds the light-mode value of each role; figures are drawn with these and nothing else.
The page swaps each for a CSS variable whose dark-mode value is in `DARK`.
"""

from __future__ import annotations

COLOUR = {
    "ink": "#1f2937",
    "muted": "#5b6472",
    "grid": "#d5dae1",
    "weight": "#0b62b0",
    "activation": "#00796b",
    "target": "#9a6700",
    "error": "#c8401a",
    "energy": "#7b3fa0",
    "temperature": "#c2185b",
    "noise": "#6b7480",
    "paper": "#ffffff",
}
DARK = {
    "ink": "#e6e9ee",
    "muted": "#a3adba",
    "grid": "#3a424e",
    "weight": "#62aef5",
    "activation": "#41c4b0",
    "target": "#e0b040",
    "error": "#ff8a65",
    "energy": "#c79bf2",
    "temperature": "#ff79b0",
    "noise": "#9aa4b2",
    "paper": "#14181f",
}

LINES = ("weight", "activation", "error", "energy", "target")  # a line that says no role

FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

RC = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 12,
    "axes.labelsize": 12,
    "axes.titlesize": 12,
    "axes.titleweight": "normal",
    "axes.titlelocation": "left",
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "legend.frameon": False,
    "text.color": COLOUR["ink"],
    "axes.labelcolor": COLOUR["ink"],
    "axes.titlecolor": COLOUR["ink"],
    "axes.edgecolor": COLOUR["muted"],
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "figure.edgecolor": "none",
    "savefig.facecolor": "none",
    "patch.edgecolor": COLOUR["muted"],
    "patch.facecolor": COLOUR["grid"],
    "hatch.color": COLOUR["muted"],
    "xtick.color": COLOUR["muted"],
    "ytick.color": COLOUR["muted"],
    "xtick.labelcolor": COLOUR["ink"],
    "ytick.labelcolor": COLOUR["ink"],
    "grid.color": COLOUR["grid"],
    "grid.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round",
    "axes.unicode_minus": True,
    "axes.formatter.use_mathtext": False,
    "axes.prop_cycle": f"cycler(color={[COLOUR[role] for role in LINES]})",
    "image.composite_image": False,
    "image.interpolation": "none",
    "path.simplify": True,
    "figure.dpi": 72,
    "savefig.dpi": 72,
}

ROLE = {value: role for role, value in COLOUR.items()}


def variable(colour: str) -> str:
    """The page's variable of a colour in letters of lower case; `ValueError` for one that has no role."""
    if colour not in ROLE:
        allowed = ", ".join(f"{role} {value}" for role, value in COLOUR.items())
        raise ValueError(f"a figure uses the colour {colour}, which has no role: allowed are {allowed}")
    return f"var(--lab-{ROLE[colour]},{colour})"


def rgba(role: str, alpha: float = 1.0) -> tuple[float, float, float, float]:
    """The role's colour as red, green, blue (0..1) and alpha, for RGBA images."""
    if role not in COLOUR:
        raise ValueError(f"no colour role {role!r}: allowed are {', '.join(COLOUR)}")
    red, green, blue = (int(COLOUR[role][i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (red, green, blue, alpha)


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--lab-{role}:{value};" for role, value in colours.items())


def css() -> str:
    """The roles as CSS variables for the page: light, dark, and light again on paper."""
    light, dark = _variables(COLOUR), _variables(DARK)
    return f':root{{{light}}}\nhtml[data-theme="dark"]{{{dark}}}\n@media print{{html:root{{{light}}}}}\n'


def notebook_css() -> str:
    """The roles for a lab's figure in a notebook: light, and dark under the dark themes of JupyterLab and VS Code."""
    dark = ":is([data-jp-theme-light=false],[data-vscode-theme-kind=vscode-dark]) figure.lab"
    return (
        f"figure.lab{{{_variables(COLOUR)}}}\n{dark}{{{_variables(DARK)}}}\n"
        f"{dark} .lab-panels svg image{{filter:invert(1) hue-rotate(180deg)}}\n"
    )
