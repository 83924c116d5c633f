"""One figure made in other ways, measured in one run: this book, Plotly's frames, ipywidgets, JupyterLite, Jupyter.

    python tools/bench_figure.py       (`make bench ROWS=figure` builds the book and installs what it needs)

For each: bytes as they come over the line, and the time to the first picture and to the first answer on slow 4G; then
its slider is dragged with the mouse, and the time is taken from the event to the task after the frame that shows the
new picture. The browser hands moves of a mouse to a page once a frame, as it does for a reader.
"""

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from nbhelpers import labs
from tools import audit, bench_ways, speed
from tools.bench import in_a_kernel
from tools.slow_line import Line

LAB, CONTROL = "activations.functions", "x"
TURNS, WARM_UP = 60, 8
PATIENCE = 600_000  # ms; JupyterLite on a slow line takes minutes
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
WATCH = """(picture) => {
    const channel = new MessageChannel();
    let from = 0, changed = false;
    window.painted = [];
    addEventListener('mousemove', (event) => { from ||= event.timeStamp; }, true);
    addEventListener('pointermove', (event) => { from ||= event.timeStamp; }, true);
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(() => { changed = from > 0; }).observe(document.querySelector(picture), all);
    channel.port1.onmessage = () => {
        if (changed) painted.push(performance.now() - from);
        if (changed) from = 0;
        changed = false;
    };
    const frame = () => { channel.port2.postMessage(0); requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
}"""
FIRST = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def drag_to(page, way, share):
    """Move the mouse, held down, along the rail."""
    rail = page.locator(way.rail).first.bounding_box()
    page.mouse.move(rail["x"] + rail["width"] * share, rail["y"] + rail["height"] / 2)


def grasp(page, way):
    handle = page.locator(way.handle).first
    handle.wait_for(state="visible")
    handle.scroll_into_view_if_needed()
    page.wait_for_function("handle => !handle.matches(':disabled')", arg=handle.element_handle())
    if way.thumb is None:
        handle.hover()
    else:
        drag_to(page, way, way.thumb)
    page.mouse.down()


def one_way(browser, line, address, way):
    """The numbers of one way: the load, the first turn, then many."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block").new_page()
    page.set_default_timeout(PATIENCE)
    if way.notebook:
        page.route("**/files/*.ipynb*", lambda route: route.fulfill(body=way.notebook, content_type="application/json"))
    page.goto(address + way.page)
    if way.prepare:
        way.prepare(page)
    grasp(page, way)
    page.evaluate(WATCH, way.picture)
    drag_to(page, way, 0.7)
    page.wait_for_function("() => painted.length")
    answer, first = page.evaluate("performance.now()"), page.evaluate(FIRST)
    loaded, line.slow = line.bytes, False
    for turn in range(TURNS + WARM_UP):
        page.wait_for_timeout(60 + 7 * (turn % 9))
        drag_to(page, way, 0.03 + 0.94 * (turn * 5 % 13) / 12)
    page.wait_for_timeout(300)
    times = page.evaluate("painted")[WARM_UP:]
    offline = turns_without_network(page, line, way)
    page.context.close()
    return {"bytes": loaded, "first": first, "answer": answer, **spread(times), "offline": offline}


def turns_without_network(page, line, way):
    """Whether the figure goes on when the line is cut."""
    line.cut = True
    before = page.evaluate("painted.length")
    for share in (0.2, 0.8):
        drag_to(page, way, share)
        page.wait_for_timeout(500)
    return "yes" if page.evaluate("painted.length") > before else "no"


def spread(times):
    times = sorted(times)
    return {"turns": len(times), "paint": statistics.median(times), "paint95": times[int(0.95 * (len(times) - 1))]}


def kernel(lab):
    """Plain interact and pyplot: from a slider's message to the new picture, before the browser shows it."""
    _, times = in_a_kernel(lab, lab.control(CONTROL))
    return {**spread([1000 * seconds for seconds in times]), "offline": "–"}


def main():
    html = Path(os.environ.get("BOOK_HTML", Path(__file__).parents[1] / "_build" / "html"))
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    lab, found = labs.get(LAB), {}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        for way in bench_ways.ways(lab, lab.control(CONTROL), Path(scratch), html, audit.fetch()):
            with (line := Line(way.folder)) as address:
                found[way.name] = one_way(browser, line, address, way)
            print(way.name, found[way.name], flush=True)
        browser.close()
    found["interact and pyplot, in Jupyter"] = kernel(lab)
    speed.keep(figure={"told": bench_ways.TOLD, "ways": found})
    print(speed.table(speed.FIGURE, speed.figure_rows(found)))


if __name__ == "__main__":
    main()
