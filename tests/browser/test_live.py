"""Python live in the page: any value, equal to CPython's, and every way it can go wrong."""

import re

import pytest
from playwright.sync_api import expect

from nbhelpers.build import pyodide
from tests.browser.desk import impatient
from tests.browser.hands import READY, answered, figure_of, live, message, reading, turn, workers
from tests.browser.test_damaged import FORBIDDEN
from tests.tiny import add_labs
from tests.tiny.rooms.tiny import labs as tiny_labs
from tests.whole import some

add_labs()
ISOLATED = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}


@pytest.fixture
def page(running):
    """The page whose Python runs, with every figure live and as it opens."""
    for name in ("tiny.bowl", "tiny.broken", "tiny.endless"):
        live(running, name).locator('[data-action="reset"]').click()
        answered(figure_of(running, name))
    running.complaints.clear()
    return running


def test_go_live_and_turn_to_values_never_recorded(running):
    """The first test on its page, or where another was first it is opened anew, as it opens without an address."""
    if figure_of(running, "tiny.bowl").get_attribute("data-source") == "live":
        running.page.goto(running.page.url.split("?")[0].split("#")[0])
    figure = figure_of(running, "tiny.bowl")
    size = f"{int(figure.get_attribute('data-live-bytes')) / 1e6:.0f} MB"
    expect(figure.locator(".lab-live-note")).to_contain_text(size)
    assert 15 < int(size.removesuffix(" MB")) < 25
    figure.locator('[data-action="live"]').click()
    expect(figure.locator(".lab-live progress")).to_be_visible()
    turn(figure, tiny_labs.bowl, "eta", 0.001)  # index 0 of the recorded values: 0.01
    assert reading(figure) == tiny_labs.bowl.reading(eta=0.01), "recorded states answer while Python starts"
    assert live(running).get_attribute("data-source") == "live"
    assert reading(figure) == tiny_labs.bowl.reading(eta=0.01)
    eta = next(value for value in tiny_labs.bowl.control("eta").offered if 0.2 < value < 0.3)
    values = {"eta": eta, "start": "left", "halve": True, "seed": 4321, "step": 7}
    for name, value in values.items():
        turn(figure, tiny_labs.bowl, name, value)
    answered(figure)
    assert reading(figure) == tiny_labs.bowl.reading(**values)
    other = answered(live(running, "tiny.broken"))
    turn(other, tiny_labs.broken, "depth", 4)
    expect(other.locator("[data-reading]")).to_have_text("The depth is 4.")
    assert running.complaints == [] and running.foreign == [] and workers(running) == 1


def test_a_seed_is_any_whole_number(page):
    figure = live(page)
    for wrong in ("-1", "10000", "1.5", "1e99", ""):
        turn(figure, tiny_labs.bowl, "seed", wrong)
        expect(message(figure)).to_contain_text("seed can’t be")
    turn(figure, tiny_labs.bowl, "seed", 9999)
    expect(figure.locator("[data-reading]")).to_have_text(tiny_labs.bowl.reading(seed=9999))
    expect(message(figure)).to_be_empty()


def test_a_lab_that_fails_says_so_and_goes_on(page):
    figure = live(page, "tiny.broken")
    turn(figure, tiny_labs.broken, "depth", 3)
    expect(message(figure)).to_contain_text("RuntimeError: the pencil broke at depth 3")
    assert reading(figure) == "The depth is 1."
    turn(figure, tiny_labs.broken, "depth", 2)
    expect(figure.locator("[data-reading]")).to_have_text("The depth is 2.")
    expect(message(figure)).to_be_empty()


def choose(figure, mode):
    figure.locator('[name="mode"]').select_option(mode)


def test_stop_ends_a_computation_and_python_comes_back(page):
    figure = live(page, "tiny.endless")
    choose(figure, "for ever")
    figure.get_by_role("button", name="Stop").click()
    expect(message(figure)).to_contain_text("Stopped.")
    other = live(page)
    turn(other, tiny_labs.bowl, "step", 9)
    expect(other.locator("[data-reading]")).to_have_text(tiny_labs.bowl.reading(step=9), timeout=READY)
    assert workers(page) == 1


@pytest.mark.whole
def test_an_endless_computation_is_given_up(page):
    """test_exercises_checked has a pause given up after the same time."""
    figure = live(page, "tiny.endless")
    with impatient(page.page):
        choose(figure, "for ever")
        expect(message(figure)).to_contain_text("gave no sign for 20 seconds", timeout=READY)
    choose(figure, "short")
    expect(message(figure)).to_be_empty()
    answered(figure)
    assert reading(figure) == "It was short." and workers(page) == 1


def test_progress_and_interrupt_where_memory_may_be_shared(own_tiny, open_page):
    watched = open_page("about:blank")

    def isolate(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, **ISOLATED})

    watched.page.route(re.compile(r"/$|worker\.js$"), isolate)
    watched.page.goto(f"{own_tiny}/")
    assert watched.page.evaluate("crossOriginIsolated")
    figure = live(watched, "tiny.endless")
    choose(figure, "long")
    watched.page.wait_for_function("document.querySelector('#endless progress')?.value > 0.05", timeout=READY)
    choose(figure, "short")  # the newer value interrupts the older: no new worker, no 20 s
    answered(figure)
    assert reading(figure) == "It was short." and message(figure).text_content() == ""
    choose(figure, "for ever")
    figure.get_by_role("button", name="Stop").click()
    expect(message(figure)).to_contain_text("Stopped.")
    choose(figure, "short")
    answered(figure)
    assert figure.get_attribute("data-source") == "live" and workers(watched) == 1


def test_a_worker_killed_in_mid_run_is_replaced(page):
    figure, made = live(page, "tiny.endless"), page.page.evaluate("made")
    choose(figure, "long")
    page.page.evaluate("last.dispatchEvent(new ErrorEvent('error', {message: 'killed'}))")
    expect(message(figure)).to_contain_text("killed")
    other = live(page)
    turn(other, tiny_labs.bowl, "step", 2)
    expect(other.locator("[data-reading]")).to_have_text(tiny_labs.bowl.reading(step=2), timeout=READY)
    assert page.page.evaluate("made") == made + 1 and workers(page) == 1


def heap(watched):
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"]


def test_300_changes_in_two_seconds(page):
    figure = live(page)
    script = """async (input) => {
        for (let k = 0; k < 300; k++) {
            input.value = String((k * 37 + 5) % (Number(input.max) + 1));
            input.dispatchEvent(new Event('input', {bubbles: true}));
            await new Promise((done) => setTimeout(done, 6));
        }
    }"""
    slider = figure.locator('[name="eta"]')
    slider.evaluate(script)
    before = heap(page)
    slider.evaluate(script)
    answered(figure)
    last = tiny_labs.bowl.control("eta").offered[int(slider.input_value())]
    assert reading(figure) == tiny_labs.bowl.reading(eta=last)
    assert workers(page) == 1 and heap(page) < before + 3_000_000
    assert page.complaints == []


def test_without_webassembly_recorded_states_stay(own_tiny, open_page):
    watched = open_page("about:blank")
    watched.page.add_init_script("delete window.WebAssembly")
    watched.page.goto(own_tiny)
    figure = figure_of(watched, "tiny.bowl")
    figure.locator('[data-action="live"]').click()
    expect(message(figure)).to_contain_text("this browser has no WebAssembly")
    turn(figure, tiny_labs.bowl, "step", 10)
    assert reading(figure) == tiny_labs.bowl.reading(step=10)


def from_copy(copy, spoil=None):
    """A handler that plays the public host from the copy; `spoil` names a file that comes changed."""

    def play(route):
        name = route.request.url.split("/")[-1]
        body = (copy / name).read_bytes()
        kind = "application/wasm" if name.endswith(".wasm") else "application/octet-stream"
        if name == spoil:
            body = body[:-1] + bytes([body[-1] ^ 1])
        route.fulfill(body=body, headers={"Access-Control-Allow-Origin": "*", "Content-Type": kind})

    return play


@pytest.mark.parametrize(
    "spoil", some(["pyodide.asm.js", "pyodide.asm.wasm", "contourpy-1.3.0-cp312-cp312-pyodide_2024_0_wasm32.whl"], 1)
)
def test_a_changed_file_of_another_host_is_refused(tiny, open_page, copy_of_pyodide, spoil):
    watched = open_page(tiny[1])
    watched.page.context.route("https://cdn.jsdelivr.net/**", from_copy(copy_of_pyodide, spoil))
    figure = figure_of(watched, "tiny.bowl")
    figure.locator('[data-action="live"]').click()
    expect(message(figure)).to_contain_text(f"{spoil} could not be had from cdn.jsdelivr.net", timeout=READY)
    expect(message(figure)).to_contain_text("The recorded states stay.")
    assert figure.get_attribute("data-source") == "recorded"


@pytest.mark.whole
def test_a_blocked_host_is_said_and_tried_again_and_is_the_only_other_one(tiny, open_page, copy_of_pyodide):
    """Also where the page may keep nothing."""
    watched = open_page("about:blank")
    watched.page.add_init_script(FORBIDDEN)
    watched.page.goto(tiny[1])
    watched.page.context.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())
    figure = figure_of(watched, "tiny.bowl")
    figure.locator('[data-action="live"]').click()
    expect(message(figure)).to_contain_text("could not be started", timeout=READY)
    watched.page.context.unroute("https://cdn.jsdelivr.net/**")
    watched.page.context.route("https://cdn.jsdelivr.net/**", from_copy(copy_of_pyodide))
    message(figure).get_by_role("button", name="Try again").click()
    expect(figure).to_have_attribute("data-source", "live", timeout=READY)
    expect(message(figure)).to_be_empty()
    turn(figure, tiny_labs.bowl, "step", 1)
    expect(figure.locator("[data-reading]")).to_have_text(tiny_labs.bowl.reading(step=1))
    assert watched.foreign and all(
        url.startswith("https://cdn.jsdelivr.net/pyodide/v0.27.7/full/") for url in watched.foreign
    )
    box = figure.locator("[data-always]")
    box.check()
    assert box.is_checked()


def test_too_little_memory_is_said(own_tiny, open_page):
    watched = open_page("about:blank")
    watched.page.route(
        re.compile(r"worker\.js$"),
        lambda route: route.fulfill(
            content_type="text/javascript",
            body="onmessage = () => postMessage({say: 'dead', reason: 'Out of memory', memory: true})",
        ),
    )
    watched.page.goto(own_tiny)
    figure = figure_of(watched, "tiny.bowl")
    figure.locator('[data-action="live"]').click()
    expect(message(figure)).to_contain_text("the memory given to this page was not enough")


def test_the_wheel_is_the_same_from_the_same_sources(tmp_path):
    assert pyodide.wheel() == pyodide.wheel()
    inside = pyodide.wheel_files()
    assert {"nbhelpers/live.py", "nbhelpers/tiny/labs.py", "nbhelpers/datasets/mnist_6k.npz"} <= inside.keys()
    assert not any("site/" in name or "web/" in name for name in inside)


def test_a_folder_that_is_not_the_pinned_pyodide_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"that is no web address, and the folder lacks pyodide\.mjs"):
        pyodide.lay_out(str(tmp_path), tmp_path / "out", {})
    for name in pyodide.files():
        (tmp_path / name).write_bytes(b"another")
    with pytest.raises(ValueError, match="its SHA-256 differs"):
        pyodide.lay_out(str(tmp_path), tmp_path / "out", {})


def test_the_pointer_on_go_live_warms_python_and_changes_nothing(own_tiny, open_page):
    watched = open_page(own_tiny)
    figure = figure_of(watched, "tiny.bowl")
    figure.locator('[data-action="live"]').hover()
    for _ in range(300):
        if workers(watched):
            break
        watched.page.wait_for_timeout(100)
    assert workers(watched) == 1 and figure.get_attribute("data-source") == "recorded"
    assert figure.locator('[data-action="live"]').text_content() == "Go live"
    live(watched)
    assert workers(watched) == 1 and watched.complaints == []
