import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.tiny import add_labs

add_labs()
project = "Tiny"
extensions = ["myst_nb", "nbhelpers.build.lab_pages"]
myst_url_schemes = ["http", "https", "lab"]
html_theme = "basic"
html_favicon = "favicon.svg"
exclude_patterns = ["rooms", "__pycache__"]
html_copy_source = False
pyodide_url = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"
