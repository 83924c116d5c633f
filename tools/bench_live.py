"""Live Python on the built page, measured in Chromium: from input to painted frame, and beside interact in a kernel.

Called by tools/bench.py; the page loads Pyodide from the copy that tools/pyodide.py fetches.
"""

import os
import shutil
import time
from pathlib import Path

from nbhelpers.build import pyodide
from nbhelpers.live import find
from tools.pyodide import fetch
from tools.server import served

ROUNDS = 40
WARM_UP = 8
SLIDERS = {  # one light and one heavier slider a chapter
    "optimizers.race": ("step", "eta"),
    "optimizers.momentum": ("reach",),
    "hopfield.recall": ("asked",),
    "hopfield.landscape": ("step",),
    "backprop.surface": ("epoch",),
}
VISITED = "hopfield.html"
KEPT = "async () => (await (await caches.open('nbhelpers-compiled')).keys()).length"
TURN = """async ([figure, name, rounds]) => {
    const input = figure.querySelector(`[name="${name}"]`);
    const count = input.options ? input.options.length : Number(input.max) + 1;
    const answered = () => new Promise((done) => {
        const watcher = new MutationObserver(() => {
            if ('busy' in figure.dataset) return;
            watcher.disconnect();
            done();
        });
        watcher.observe(figure, {attributes: true, attributeFilter: ['data-busy']});
    });
    const painted = [], took = [];
    for (let turn = 0; turn < rounds; turn++) {
        await new Promise((done) => setTimeout(done, 30 + 13 * (turn % 7)));
        if (input.options) input.selectedIndex = (turn + 1) % count;
        else input.value = String((turn * 37 + 11) % count);
        const start = performance.now(), answer = answered();
        input.dispatchEvent(new Event('input', {bubbles: true}));
        await answer;
        await new Promise((done) => requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => { painted.push(performance.now() - start); done(); };
            channel.port2.postMessage(0);
        }));
        took.push(Number(figure.dataset.took));
    }
    return [painted, took];
}"""
SHOWN = "figure => { figure.scrollIntoView({behavior: 'instant'}); return 'ready' in figure.dataset; }"


def own_copy(html):
    """A copy of the built site beside it that serves Pyodide itself."""
    folder = html.parent / f"bench-{os.getpid()}"
    shutil.copytree(html, folder, copy_function=os.link)
    (there,) = (folder / "_static").glob("live-*")
    address, _ = pyodide.lay_out(str(fetch()), folder / "_static", pyodide.stages_in(folder / "_static"))
    (folder / "_static" / address).parent.rename(there)
    return folder


def bench(html, chromium, milliseconds, interact):
    """Print a row for each of SLIDERS. `milliseconds` writes a list of seconds as median / p95; `interact(lab,
    control)` measures plain interact in a kernel."""
    folder = own_copy(Path(html))
    print("Live, ms, median / p95: input to painted frame; of it in the worker; interact + pyplot in a kernel")
    try:
        with served(folder) as address:
            print(f"{VISITED}: ready {visits(chromium, f'{address}book/{VISITED}')}", flush=True)
            for path in sorted((folder / "book").glob("*.html")):
                for row in page_rows(chromium, address, path.name, milliseconds, interact):
                    print(row, flush=True)
    finally:
        shutil.rmtree(folder)


def ready(page, address):
    """Open a page and let its first lab go live; the seconds from asking to the answer, None if it has no lab."""
    page.goto(address)
    if not page.locator("figure.lab").count():
        return None
    figure = page.locator("figure.lab").first
    shown(page, figure)
    began = time.perf_counter()
    figure.locator('[data-action="live"]').click()
    answered(page, figure)
    return time.perf_counter() - began


def shown(page, figure):
    """Scroll to a figure until it is ready: sections above it may still be growing."""
    page.wait_for_function(SHOWN, arg=figure.element_handle())


def answered(page, figure):
    live = "figure => figure.dataset.source === 'live' && !('busy' in figure.dataset)"
    page.wait_for_function(live, arg=figure.element_handle(), timeout=120_000)


def visits(chromium, address):
    """Seconds to be ready on a first visit to the site, and on a later one to the same page."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    first = ready(page, address)
    while not page.evaluate(KEPT):  # what Python compiled is kept once the page has been quiet for a while
        page.wait_for_timeout(200)
    page.close()
    page = context.new_page()
    later = ready(page, address)
    context.close()
    return f"{first:.1f} s on the first visit, {later:.1f} s on the second"


def page_rows(chromium, address, name, milliseconds, interact):
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, service_workers="block")
    seconds = ready(page, f"{address}book/{name}")
    if seconds is None:
        return
    yield f"{name}: ready {seconds:.1f} s after asking"
    sliders = []
    for figure in page.locator("figure.lab").all():
        shown(page, figure)
        answered(page, figure)
        name_of_lab, handle = figure.get_attribute("data-lab"), figure.element_handle()
        for one in SLIDERS.get(name_of_lab, ()):
            sliders.append((name_of_lab, one))
            painted, took = page.evaluate(TURN, [handle, one, ROUNDS + WARM_UP])
            sliders[-1] += tuple(milliseconds([t / 1000 for t in times[WARM_UP:]]) for times in (painted, took))
    for lab, control, painted, took in sliders:
        kernel = milliseconds(interact(find(lab), find(lab).control(control)))
        yield f"{f'{lab} {control}':34} {painted}   {took}   {kernel}"
    page.close()

