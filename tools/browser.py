"""The browsers of the tests and of the PDF, Chromium and Firefox: found, or installed, or said to be missing."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.console import Failure, run_logged, say, step

APT = ["apt-get", "install", "-y", "--no-install-recommends"]
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


@dataclass(frozen=True)
class Browser:
    """A browser by its names: the variable that names its program, the programs, what they say, the package."""

    name: str
    variable: str
    programs: tuple[str, ...]
    says: str
    packages: tuple[str, ...]
    from_playwright: bool = False
    missing: str = ""


CHROMIUM = Browser(
    "Chromium",
    "CHROMIUM",
    (
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    says="Chrom",
    packages=("chromium",),
    from_playwright=True,
    missing=(
        "No Chromium or Chrome was found, and none could be installed; the browser tests and the PDF need one.\n"
        "Install one (Debian: apt-get install chromium;"
        " elsewhere: .venv/bin/python -m playwright install chromium)\n"
        "or name its program: CHROMIUM=/path/to/chrome make test"
    ),
)  # fmt: skip
SHELL = Browser(  # Chromium without a window, which opens a page in about half the processor time
    "headless shell of Chromium",
    "CHROMIUM_SHELL",
    ("chromium-headless-shell", "chrome-headless-shell"),
    says="Chrom",
    packages=("chromium-headless-shell",),
)
FIREFOX = Browser(
    "Firefox",
    "FIREFOX",
    ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"),
    says="Mozilla Firefox",
    packages=("firefox-esr",),
    missing=(
        "No Firefox was found, and none could be installed, so its tests are skipped.\n"
        "Install one (Debian: apt-get install firefox-esr) or name its program: FIREFOX=/path/to/firefox make test"
    ),
)


def works(program, says=CHROMIUM.says):
    """True if `program` says its version (Ubuntu has a chromium-browser that only says how to get it)."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and says in done.stdout


def playwrights_own(environment):
    """The path where playwright keeps its Chromium, there or not; None without playwright."""
    command = [environment.python, "-c", ASK_PLAYWRIGHT]
    done = subprocess.run(command, capture_output=True, text=True, env=environment.variables())
    return done.stdout.strip() if done.returncode == 0 else None


def find(environment, browser=CHROMIUM):
    """Path of a browser that works, or None. Its variable, as CHROMIUM, goes before all, and must be right."""
    named = os.environ.get(browser.variable)
    if named:
        program = shutil.which(named)
        if program and works(program, browser.says):
            return program
        wrong = f"{browser.variable} is {named!r}, and no {browser.name} runs by that name. Mend it, or unset it."
        raise Failure(wrong)
    for program in map(shutil.which, browser.programs):
        if program and works(program, browser.says):
            return program
    own = playwrights_own(environment) if browser.from_playwright else None
    return own if own and Path(own).exists() and works(own, browser.says) else None


def can_apt():
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def attempts(environment, browser=CHROMIUM):
    """The ways to get a browser here, each a list of commands."""
    playwright = [environment.python, "-m", "playwright", "install"]
    for package in browser.packages if can_apt() else ():
        yield [["apt-get", "update"], [*APT, package]]
    if can_apt() and browser.from_playwright:
        yield [[*playwright, "--with-deps", "chromium"]]
    if browser.from_playwright:
        yield [[*playwright, "chromium"]]


def install(environment, browser=CHROMIUM):
    """Try each way until there is one; its path, or None."""
    variables = environment.variables(DEBIAN_FRONTEND="noninteractive")
    for commands in attempts(environment, browser):
        try:
            for command in commands:
                words = " ".join(Path(str(part)).name for part in command)
                with step(words):
                    run_logged(command, environment.folder / "browser.log", f"`{words}` failed.", variables)
        except Failure as failure:
            say(f"  {failure}")
        found = find(environment, browser)
        if found:
            return found
    return None


def ensure(environment, browser=CHROMIUM):
    """Path of a browser, installed if need be; Failure where none can be had."""
    found = find(environment, browser) or install(environment, browser)
    if found is None:
        raise Failure(browser.missing)
    return found


def both(environment):
    """Variables that name the programs. A Firefox that can't be had is said, and its tests are skipped; not on CI."""
    variables = {CHROMIUM.variable: ensure(environment)}
    for browser in (SHELL, FIREFOX):
        found = find(environment, browser) or install(environment, browser)
        if found:
            variables[browser.variable] = found
        elif browser.missing and os.environ.get("CI"):
            raise Failure(browser.missing)
        elif browser.missing:
            say(browser.missing)
    return variables
