"""Run by an environment's own Python: is all there that was installed? Prints its complaint, or nothing.

    .venv/bin/python -I tools/doctor.py MODULE...

A file is missing if a package's RECORD lists it and it is gone or has another size; then the modules
named are imported.
"""

import importlib
import importlib.metadata
import sys
from pathlib import Path


def damaged_files():
    """Recorded files of all installed distributions that are not as they were installed."""
    for distribution in importlib.metadata.distributions():
        if distribution.read_text("RECORD") is None:
            yield f"{distribution.metadata['Name']} was not installed to its end"
        for file in distribution.files or ():
            if file.suffix == ".pyc" or file.size is None:
                continue
            try:
                size = file.locate().stat().st_size
            except FileNotFoundError:
                yield f"{file} is missing"
            else:
                if size != file.size:
                    yield f"{file} has {size} bytes instead of {file.size}"


def complaint(modules):
    """The first thing found to be wrong; None if nothing is."""
    for damage in damaged_files():
        return damage
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception as error:
            return f"import {name} fails ({type(error).__name__}: {error})"
    return None


if __name__ == "__main__":
    sys.path[:] = [path for path in sys.path if Path(path or ".").resolve() != Path(__file__).parent]
    print(complaint(sys.argv[1:]) or "")
