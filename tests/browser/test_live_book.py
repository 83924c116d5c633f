"""Python live on the book's own pages: every lab goes live, and its numbers are CPython's."""

import json
import math
import random

import pytest

from nbhelpers import labs
from nbhelpers.lab.live import plain
from tests.browser.hands import answered, live, message, reading, turn, workers
from tests.browser.test_site import labs_of, places


@pytest.mark.parametrize("page", sorted({page for page, _ in places()}))
def test_every_lab_of_the_book_goes_live(own_site, open_page, page):
    """One press, and each lab shows a value that was not recorded, with CPython's sentence."""
    watched = open_page(f"{own_site}/{page}")
    for name in labs_of(page):
        lab, figure = labs.get(name), live(watched, name)
        assert reading(figure) == lab.reading()
        control = max(lab.controls, key=lambda control: len(set(control.offered) - set(control.recorded)))
        new = [value for value in control.offered if value not in control.recorded] or [control.recorded[-1]]
        value = new[len(new) // 3]
        turn(figure, lab, control.name, value)
        answered(figure)
        assert message(figure).text_content() == ""
        assert reading(figure) == lab.reading(**{control.name: value}), (name, control.name, value)
    assert watched.complaints == [] and watched.foreign == [] and workers(watched) == 1


def settings(lab, count=5):
    """The default, and `count` random settings of all controls."""
    chance = random.Random(lab.name)
    yield {}
    for _ in range(count):
        yield {control.name: chance.choice(control.offered) for control in lab.controls}


def differences(ours, theirs, where="state"):
    """The places where two states differ: whole numbers and words exactly, others by more than 1e-9 of their size."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        return [found for key in ours for found in differences(ours[key], theirs[key], f"{where}.{key}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [f for k, pair in enumerate(zip(ours, theirs, strict=True)) for f in differences(*pair, f"{where}[{k}]")]
    if isinstance(ours, float) and isinstance(theirs, float):
        same = math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12) or (ours != ours and theirs != theirs)
        return [] if same else [f"{where}: {ours!r} here, {theirs!r} in the page"]
    return [] if ours == theirs and type(ours) is type(theirs) else [f"{where}: {ours!r} here, {theirs!r} in the page"]


# Above this value of a control training is chaotic: a last digit, which another Python's sums round otherwise,
# grows with every step. There only the beginning of the run is compared: the list of this name, as far as this.
CHAOTIC = {
    "optimizers.race": ("eta", 0.5, "whole", 30), "backprop.accumulated": ("eta", 8.0, "standard", 1),
    "boltzmann.learning": ("eta", 0.7, "exact", 4),
}  # fmt: skip


def beginning(name, values, state, reading):
    """What must agree: all of it, or where chaos rules the beginning of the run."""
    control, highest, key, count = CHAOTIC.get(name, (None, 0, None, 0))
    if control is None or values.get(control, 0) <= highest:
        return {"state": state, "reading": reading}
    runs = state[key] if isinstance(state[key][0], list) else [state[key]]
    return {"state": {key: [run[:count] for run in runs]}}


ASK = """async ([module, list, questions]) => {
    const { Engine } = await import(module);
    window.engine ??= new Engine(list);
    await engine.start();
    const answers = [];
    for (const question of questions) answers.push(await engine.request({do: 'state', ...question}));
    return answers;
}"""


@pytest.fixture(scope="module")
def ask_page(own_site, chromium):
    """`ask_page(questions) -> answers` of one page's Python."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{own_site}/{places()[0][0]}")
    script = page.locator('script[src*="/book-"]').evaluate("script => script.src")
    address = page.locator("figure.lab").first.evaluate("figure => new URL(figure.dataset.live, location.href).href")
    yield lambda questions: page.evaluate(ASK, [script, address, questions])
    context.close()


@pytest.mark.parametrize("name", sorted({name for _, name in places()}))
def test_numbers_and_sentences_agree_with_cpython(ask_page, name):
    lab = labs.get(name)
    asked = list(settings(lab))
    answers = ask_page([{"lab": name, "values": values} for values in asked])
    found = []
    for values, text in zip(asked, answers, strict=True):
        answer, state = json.loads(text), lab.state(**values)
        assert "error" not in answer, (values, answer["error"])
        ours = beginning(name, values, json.loads(json.dumps(plain(state))), lab.read(state))
        theirs = beginning(name, values, answer["state"], answer["reading"])
        found += [(values, difference) for difference in differences(ours, theirs, name)[:3]]
    assert found == []


def start_of(figure):
    return figure.locator(".lab-point").get_attribute("transform")


def test_the_start_is_dragged_and_moved_with_the_keys(own_site, open_page):
    race, watched = labs.get("optimizers.race"), open_page(f"{own_site}/book/optimizers.html")
    figure = live(watched, "optimizers.race")
    point = figure.locator(".lab-point")
    before = start_of(figure)
    point.focus()
    point.press("Shift+ArrowRight")
    point.press("ArrowDown")
    answered(figure)
    assert reading(figure) == race.reading(right=0.5, up=-0.05) and start_of(figure) != before
    assert "0.50" in point.get_attribute("aria-valuetext")
    box = point.locator("circle").last.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    watched.page.mouse.move(x, y)
    watched.page.mouse.down()
    for k in range(1, 11):
        watched.page.mouse.move(x + 6 * k, y + 3 * k)
    watched.page.mouse.up()
    answered(figure)
    right, up = (float(figure.locator(f'[name="{name}"]').get_attribute("data-value")) for name in ("right", "up"))
    assert right > 1.0 and up < -0.2
    assert reading(figure) == race.reading(right=right, up=up)
    moved = point.locator("circle").last.bounding_box()
    assert abs(moved["x"] - box["x"] - 60) < 4 and abs(moved["y"] - box["y"] - 30) < 4
    watched.page.wait_for_url(f"**race.right={right:g}&race.up={up:g}**")
    figure.locator('[data-action="reset"]').click()
    answered(figure)
    assert start_of(figure) == before and watched.complaints == []
