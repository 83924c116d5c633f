"""Jupyter as a reader has it, for the tests: a server of a folder, and what a reader does with a notebook there."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from playwright.sync_api import expect

from nbhelpers.lab import Pixels, Seed, Switch, Text
from tests.browser.hands import answered, reading, turn

SLOW = 180_000  # ms for a chapter: other work may share the machine
KEPT = 3_000  # ms after which a notebook has the picture that was seen last


PLACES = {"jupyterlab": "doc/tree/{}?reset", "notebook": "notebooks/{}"}  # where a front end opens a notebook


class Server:
    """A running JupyterLab, or Notebook 7."""

    def __init__(self, url, folder, front):
        self.url, self.folder, self.front = url.rstrip("/"), folder, front

    def place(self, name):
        return f"{self.url}/{PLACES[self.front].format(name)}"

    def ask(self, path, method="GET"):
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/{path}", method=method)) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def end_kernels(self):
        for session in self.ask("api/sessions"):
            self.ask(f"api/sessions/{session['id']}", "DELETE")

    def wait_for_kernel(self, quiet=2.0):
        """Wait until there is a kernel that has had nothing to do for so many seconds."""
        ends, since = time.monotonic() + SLOW / 1000, None
        while time.monotonic() < ends:
            try:
                idle = [kernel["execution_state"] for kernel in self.ask("api/kernels")] == ["idle"]
            except OSError:  # the server answers 500 while a kernel starts
                idle = False
            since = (since or time.monotonic()) if idle else None
            if since and time.monotonic() - since > quiet:
                return
            time.sleep(0.1)
        raise TimeoutError("the kernel is not idle")


@contextmanager
def server(folder, home, front="jupyterlab"):
    """JupyterLab, or Notebook 7, over a folder, with settings of its own in `home`, until the end of the block."""
    names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    own = {f"JUPYTER_{name}": str(home / name.lower()) for name in names}
    own["JUPYTERLAB_SETTINGS_DIR"] = str(home / "lab")
    quiet = ("--no-browser", "--ServerApp.port=0", "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True")
    root = ("--allow-root", f"--ServerApp.root_dir={folder}")
    log = home / "jupyter.log"
    with log.open("wb") as file:
        started = subprocess.Popen(
            [sys.executable, "-m", front, *quiet, *root],
            env={**os.environ, **own},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(_address(home / "runtime_dir", started, log), folder, front)
    finally:
        started.terminate()
        started.wait(20)


def _address(runtime, started, log):
    for _ in range(600):
        found = list(runtime.glob("jpserver-*.json")) if runtime.is_dir() else []
        if found:
            try:
                url = json.loads(found[0].read_text())["url"]
                urllib.request.urlopen(f"{url}api").read()
                return url
            except (OSError, ValueError):
                pass  # half written, or not listening yet
        if started.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"Jupyter did not start:\n{log.read_text()[-2000:]}")


class Notebook:
    """A notebook open in a front end of Jupyter."""

    def __init__(self, watched, server, name):
        self.watched, self.page, self.server, self.name = watched, watched.page, server, name
        self.page.set_default_timeout(SLOW)

    def open(self):
        self.page.goto(self.server.place(self.name))
        expect(self.page.locator(".jp-Notebook")).to_be_visible(timeout=SLOW)
        return self

    def menu(self, name, entry):
        self.page.get_by_role("menuitem", name=name, exact=True).click()
        self.page.get_by_role("menuitem", name=entry, exact=True).click()

    def run_all(self):
        """Run every cell, and wait until the last of them has its number."""
        self.server.wait_for_kernel()
        kernel = self.page.locator(".jp-Notebook-ExecutionIndicator")
        expect(kernel).to_have_attribute("data-status", "idle", timeout=SLOW)
        self.menu("Run", "Run All Cells")
        self.page.wait_for_timeout(1000)
        self.server.wait_for_kernel()

    def restart(self):
        """Restart the kernel, as the menu does, and say that this is meant."""
        self.page.get_by_role("menuitem", name="Kernel", exact=True).click()
        self.page.locator(".lm-Menu-itemLabel", has_text="Restart Kernel").first.click()
        self.page.locator(".jp-Dialog .jp-mod-warn").click()

    def save(self):
        """Once the pictures seen last are the notebook's."""
        self.page.wait_for_timeout(KEPT)
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0)

    def figure(self, lab):
        """The lab's figure once it can be turned."""
        figure = self.page.locator(f'figure.lab[data-lab="{lab}"]')
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-ready", "", timeout=SLOW)
        return figure

    def active(self):
        """The number of the cell that JupyterLab's keys are meant for."""
        place = "cell => cell.dataset.windowedListIndex ?? [...cell.parentNode.children].indexOf(cell)"
        return self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active").evaluate(place)


def moved(figure, lab):
    """Every control of the lab moved to another value, each answered with Python's sentence."""
    for control in lab.controls:
        if isinstance(control, Pixels):
            continue
        values = {**lab.defaults, control.name: another(control)}
        figure.locator('[data-action="reset"]').click()
        turn(figure, lab, control.name, values[control.name])
        expect(figure.locator("[data-reading]")).to_have_text(lab.reading(**values), timeout=SLOW)
        answered(figure)


def dragged(figure, point):
    """A point of the picture dragged by the mouse: its two controls follow, and Python answers."""
    figure.locator('[data-action="reset"]').click()
    answered(figure)
    before, (x, y) = reading(figure), (figure.locator(f'[name="{name}"]') for name in (point.x, point.y))
    were = x.get_attribute("data-value"), y.get_attribute("data-value")
    figure.evaluate("figure => figure.scrollIntoView()")
    box, mouse = figure.locator(".lab-point").first.bounding_box(), figure.page.mouse
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse.move(left, top)
    mouse.down()
    mouse.move(left + 30, top + 10, steps=5)
    mouse.up()
    answered(figure)
    assert x.get_attribute("data-value") != were[0] and y.get_attribute("data-value") != were[1]
    expect(figure.locator("[data-reading]")).not_to_have_text(before)


def another(control):
    """A value of the control's full range that is not its default."""
    if isinstance(control, Seed):
        return control.highest
    if isinstance(control, Text):
        return control.alphabet[: control.longest].strip()
    if isinstance(control, Switch):
        return not control.default
    return control.offered[-1] if control.default != control.offered[-1] else control.offered[0]
