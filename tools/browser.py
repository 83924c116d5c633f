"""The Chromium of the browser tests and of the PDF: found, or installed, or said to be missing."""

import os
import shutil
import subprocess
from pathlib import Path

from tools.console import Failure, run_logged, say, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NONE_FOUND = (
    "No Chromium or Chrome was found, and none could be installed; the browser tests and the PDF need one.\n"
    "Install one (Debian: apt-get install chromium;"
    " elsewhere: .venv/bin/python -m playwright install chromium)\n"
    "or name its program: CHROMIUM=/path/to/chrome make test"
)
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def works(program):
    """True if `program` says its version (Ubuntu has a chromium-browser that only says how to get it)."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and ("Chrom" in done.stdout)


def playwrights_own(environment):
    """The path where playwright keeps its Chromium, there or not; None without playwright."""
    command = [environment.python, "-c", ASK_PLAYWRIGHT]
    done = subprocess.run(command, capture_output=True, text=True, env=environment.variables())
    return done.stdout.strip() if done.returncode == 0 else None


def find(environment):
    """Path of a Chromium that works, or None. The variable CHROMIUM goes before all, and must be right."""
    named = os.environ.get("CHROMIUM")
    if named:
        program = shutil.which(named)
        if program and works(program):
            return program
        raise Failure(f"CHROMIUM is {named!r}, and no Chromium runs by that name. Mend it, or unset it.")
    candidates = [shutil.which(name) for name in NAMES] + [MAC]
    for program in candidates:
        if program and Path(program).exists() and works(program):
            return program
    own = playwrights_own(environment)
    return own if own and Path(own).exists() and works(own) else None


def can_apt():
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def attempts(environment):
    """The ways to get a Chromium here, each a list of commands."""
    if can_apt():
        yield [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]]
        yield [[environment.python, "-m", "playwright", "install", "--with-deps", "chromium"]]
    yield [[environment.python, "-m", "playwright", "install", "chromium"]]


def install(environment):
    """Try each way until there is a Chromium; its path, or None."""
    variables = environment.variables(DEBIAN_FRONTEND="noninteractive")
    for commands in attempts(environment):
        try:
            for command in commands:
                words = " ".join(Path(str(part)).name for part in command)
                with step(words):
                    run_logged(command, environment.folder / "browser.log", f"`{words}` failed.", variables)
        except Failure as failure:
            say(f"  {failure}")
        found = find(environment)
        if found:
            return found
    return None


def ensure(environment):
    """Path of a Chromium, installed if need be; Failure where none can be had."""
    found = find(environment) or install(environment)
    if found is None:
        raise Failure(NONE_FOUND)
    return found
