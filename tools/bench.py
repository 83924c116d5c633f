"""Input to picture, measured: in Jupyter against plain interact + pyplot, and on the built page in Chromium.

Both ways of a comparison are measured in turn in one run, on one machine; quote the ratios.
    python tools/bench.py [jupyter] [page] [live]
"""

import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from queue import Empty

from jupyter_client.manager import start_new_kernel
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from nbhelpers import labs
from nbhelpers.lab.drawing import Drawing
from tools import bench_live, speed
from tools.server import served

ROUNDS = 20
WARM_UP = 3

PLAIN = """
from nbhelpers import labs
import ipywidgets, matplotlib
%matplotlib inline
import matplotlib.pyplot as plt
from nbhelpers.lab.style import RC

lab = labs.get({name!r})

def plain(**values):
    with matplotlib.rc_context(RC):
        figures = [plt.figure(figsize=(p.width / 72, p.height / 72), dpi=72) for p in lab.panels]
        artists = lab.setup(*figures)
        state = lab.state(**values)
        lab.update(artists, state)
        plt.show()
    print(lab.read(state))
"""
PREPARE = """
ours = lab.widget()
slider = ipywidgets.SelectionSlider(options={values!r})
theirs = ipywidgets.interactive_output(lambda value: plain(**{{{control!r}: value}}), {{"value": slider}})
print(ours.model_id, slider.model_id)
"""


class Kernel:
    """A running kernel to which widget messages are sent as a front end would send them."""

    def __enter__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")
        return self

    def __exit__(self, *error):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code):
        text = []
        reply = self.client.execute_interactive(
            code, output_hook=lambda message: text.append(message["content"].get("text", "")), timeout=120
        )
        if reply["content"]["status"] != "ok":
            raise RuntimeError("\n".join(reply["content"]["traceback"]))
        return "".join(text)

    def turn(self, model, data, arrived):
        """Seconds from sending a widget what a front end sends until a message that `arrived` accepts has come back."""
        self.drain()
        message = self.client.session.msg("comm_msg", {"comm_id": model, "data": data})
        start = time.perf_counter()
        self.client.shell_channel.send(message)
        while not arrived(self.client.get_iopub_msg(timeout=15)):
            pass
        return time.perf_counter() - start

    def drain(self):
        while True:
            try:
                self.client.get_iopub_msg(timeout=0.15)
            except Empty:
                return


def question(what, values=None):
    return {"method": "custom", "content": {"do": what, "id": what, "figure": "f", "values": values or {}}}


def is_answer(message):
    """Accepts what the widget sends its figure as the answer."""
    content = message["content"].get("data", {}).get("content", {})
    return message["msg_type"] == "comm_msg" and "answer" in content


def is_picture(panels):
    """Accepts the last of the pictures that pyplot shows, one a panel."""
    seen = []

    def arrived(message):
        content = message["content"]
        state = content.get("data", {}).get("state", {}) if message["msg_type"] == "comm_msg" else {}
        outputs = state.get("outputs") or ([content] if message["msg_type"] == "display_data" else [])
        seen.extend(output for output in outputs if "image/png" in output.get("data", {}))
        if len(seen) >= panels:
            seen.clear()
            return True
        return False

    return arrived


def milliseconds(times):
    times = sorted(times)
    return f"{1000 * statistics.median(times):6.1f} / {1000 * times[int(0.95 * (len(times) - 1))]:6.1f}"


def different(lab, control):
    """Values of the control, one after the other giving another picture, the first the default."""
    drawing, values, shown = Drawing(lab), [], []
    for value in [control.default, *control.recorded]:
        parts = drawing.parts(lab.state(**{control.name: value}))
        if parts not in shown:
            values.append(value)
            shown.append(parts)
    return values


def in_a_kernel(lab, control):
    """Seconds from a slider's message to the new picture: our widget and plain interact, turned in alternation."""
    values = different(lab, control)
    with Kernel() as kernel:
        printed = kernel.run((PLAIN + PREPARE).format(name=lab.name, control=control.name, values=values))
        widget, slider = printed.split()[-2:]
        kernel.turn(widget, question("open"), is_answer)
        ours, plain = [], []
        picture = is_picture(len(lab.panels))
        for turn in range(ROUNDS + WARM_UP):
            at = (turn + 1) % len(values)
            ours.append(kernel.turn(widget, question("compute", {control.name: values[at]}), is_answer))
            update = {"method": "update", "state": {"index": at}, "buffer_paths": []}
            plain.append(kernel.turn(slider, update, picture))
    return ours[WARM_UP:], plain[WARM_UP:]


def bench_jupyter(lab, control):
    ours, plain = in_a_kernel(lab, control)
    ratio = statistics.median(a / b for a, b in zip(ours, plain, strict=True))
    print(f"{lab.name:28} {milliseconds(ours)}   {milliseconds(plain)}   {ratio:5.2f}", flush=True)


PAGE = """On the page, median / 95th percentile, ms:
  our work (the page's scripts, style and layout);
  to the painted frame from an event at its beginning, which is when browsers hand over the moves of a pointer;
  to the painted frame from an event at any time: up to 16.7 ms of it are the wait for the screen"""
MEASURE = """async ([figure, name, rounds]) => {
    const input = figure.querySelector(`[name="${name}"]`);
    const count = input.options ? input.options.length : Number(input.max) + 1;
    const work = [], aligned = [], anywhere = [];
    const frame = () => new Promise(requestAnimationFrame);
    const painted = () => new Promise((done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
    });
    for (let turn = 0; turn < 3 * rounds; turn++) {
        const way = [work, aligned, anywhere][turn % 3], index = Math.floor(turn / 3) * 7 % count;
        await new Promise((done) => setTimeout(done, 20 + 13 * (turn % 7)));
        const before = input.options ? input.selectedIndex : Number(input.value);
        const value = index === before ? (index + 1) % count : index;
        if (input.options) input.selectedIndex = value;
        else input.value = String(value);
        if (way === aligned) await frame();
        const start = performance.now();
        input.dispatchEvent(new Event('input', {bubbles: true}));
        if (way === work) figure.getBoundingClientRect();
        else {
            if (way === anywhere) await frame();
            await painted();
        }
        way.push(performance.now() - start);
    }
    return [work, aligned, anywhere];
}"""


def bench_page():
    """Every lab of the built book in Chromium, from the input event to the new state, in three ways (see PAGE)."""
    html = Path(os.environ.get("BOOK_HTML", Path(__file__).parents[1] / "_build" / "html"))
    found = {}
    with served(html) as address, sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for path in sorted((html / "book").glob("*.html")):
            page = browser.new_page(viewport={"width": 1280, "height": 900}, service_workers="block")
            page.goto(f"{address}book/{path.name}")
            for figure in page.locator("figure.lab").all():
                bench_live.shown(page, figure)
                page.locator("article[data-known]").wait_for(state="attached")  # the page's own work is done
                for control in figure.locator('input[type="range"]').all():
                    name = control.get_attribute("name")
                    ways = page.evaluate(MEASURE, [figure.element_handle(), name, ROUNDS])
                    label = f"{figure.get_attribute('data-lab')} {name}"
                    times = "   ".join(milliseconds([t / 1000 for t in times]) for times in ways)
                    print(f"{label:40} {times}", flush=True)
                    found[label] = dict(zip(speed.WAYS, ways, strict=True))
            page.close()
        browser.close()
    speed.keep(turns=speed.summary(found))
    print(speed.table(speed.TURNS, speed.turn_rows(speed.summary(found))))


def main(wanted):
    if "jupyter" in wanted:
        print("In a kernel, from a slider's message to the new picture; median / 95th percentile, ms")
        print(f"{'lab':28} {'this book':>15}   {'interact+pyplot':>15}   ratio")
        for lab in labs.registry().values():
            bench_jupyter(lab, max(lab.controls, key=lambda control: len(control.recorded)))
    if "page" in wanted:
        print(PAGE)
        bench_page()
    if "live" in wanted:
        with sync_playwright() as playwright:
            program = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            html = Path(__file__).parents[1] / "_build" / "html"
            bench_live.bench(html, browser, milliseconds, lambda lab, control: in_a_kernel(lab, control)[1])
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or ["jupyter", "page", "live"])
