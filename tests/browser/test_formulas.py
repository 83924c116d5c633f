"""The formula under a lab: on wish, its numbers follow the controls, a symbol lights up where it is shown."""

import re

from playwright.sync_api import expect

from nbhelpers import labs
from tests.browser.eyes import axe
from tests.browser.hands import figure_of, turn

KERNEL, LINE = "convolution.kernel", "neurons.line"


def numbers(formula, k=0):
    return formula.locator(f'[data-part="formula.{k}.numbers"] mn').all_text_contents()


def test_the_numbers_follow_and_a_symbol_lights_up_with_its_number_and_its_mark(site, open_page):
    watched = open_page(f"{site}/book/neurons.html")
    figure = figure_of(watched, LINE)
    formula = figure.locator(".lab-formula")
    assert not formula.locator("math").first.is_visible()
    formula.locator("summary").press("Enter")
    expect(formula.locator("math").first).to_be_visible()
    assert numbers(formula) == ["1.5", "1", "1", "1", "1", "0.5"]
    recorded = figure.locator('[name="w1"]')
    recorded.evaluate("input => { input.value = '0'; input.dispatchEvent(new Event('input', {bubbles: true})) }")
    expect(formula.locator('[data-part="formula.0.numbers"] mn').first).to_have_text("−0.5")
    parts = labs.get(LINE).formula_parts(labs.get(LINE).state(w1=-1.0))
    assert numbers(formula) == re.findall("<mn>([^<]*)</mn>", parts["formula.0.numbers"])
    weight = formula.get_by_role("button", name="weight of the first input")
    weight.focus()
    expect(formula.locator('mrow[data-symbol="w1"]')).to_have_count(2)
    for lit in formula.locator('[data-symbol="w1"]').all():
        expect(lit).to_have_class(re.compile("lab-lit"))
    expect(figure.locator('.lab-panels [data-part="line"]')).to_have_class(re.compile("lab-lit"))
    expect(figure.locator('.lab-panels [data-part="side"]')).not_to_have_class(re.compile("lab-lit"))
    assert axe(watched.page) == []
    weight.press("Shift+Tab")
    expect(figure.locator(".lab-panels .lab-lit")).to_have_count(0)
    figure.locator('[data-action="compare"]').click()
    assert figure.locator(".lab-formula").count() == 1
    assert watched.complaints == []


def test_a_long_formula_scrolls_by_itself(site, open_page):
    watched = open_page(f"{site}/book/convolution.html", viewport={"width": 375, "height": 800})
    figure = figure_of(watched, KERNEL)
    figure.locator(".lab-formula summary").click()
    row = figure.locator('[data-part="formula.0.numbers"]')
    assert row.evaluate("row => row.scrollWidth > row.clientWidth && row.tabIndex === 0")
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    turn(figure, labs.get(KERNEL), "kernel", "down")
    assert watched.complaints == []
