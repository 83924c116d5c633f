"""A font for the glossary's Chinese in the PDF: found, or installed, or said to be missing."""

import shutil
import subprocess
import sys

from tools import browser
from tools.console import Failure, run_logged, say, step

PACKAGES = ("fontconfig", "fonts-wqy-zenhei")
NONE_FOUND = (
    "No font with Chinese letters was found: the PDF shows boxes in their place.\n"
    f"On Debian and Ubuntu: apt-get install {PACKAGES[1]}. Then the same command again."
)


def has_chinese():
    """True if there is a font for Chinese. Windows and macOS bring one; elsewhere fontconfig is asked."""
    if not sys.platform.startswith("linux"):
        return True
    if not shutil.which("fc-list"):
        return False
    done = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True)
    return bool(done.stdout.strip())


def ensure_chinese(environment):
    """Install a font for Chinese where there is none; where it can't be had the reader is told."""
    if has_chinese():
        return
    if browser.can_apt():
        variables = environment.variables(DEBIAN_FRONTEND="noninteractive")
        try:
            for words in (("update",), ("install", "-y", "--no-install-recommends", *PACKAGES)):
                with step(f"apt-get {' '.join(words)}"):
                    log = environment.folder / "fonts.log"
                    run_logged(["apt-get", *words], log, f"`apt-get {words[0]}` failed.", variables)
        except Failure as failure:
            say(f"  {failure}")
    if not has_chinese():
        say(NONE_FOUND)
