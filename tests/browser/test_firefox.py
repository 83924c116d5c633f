"""The built book in Firefox: every page is quiet, and every control of every lab shows what Python says."""

import pytest

from nbhelpers import labs
from tests.browser.test_site import labs_of, pages, recorded
from tests.whole import some

READY = """(name) => {
    const figure = document.querySelector(`figure.lab[data-lab="${name}"]`);
    figure.scrollIntoView({ behavior: 'instant' });
    return figure.dataset.ready === '';
}"""
FOCUS = """(name, control) => {
    const input = document.querySelector(`figure.lab[data-lab="${name}"] [name="${control}"]`);
    input.focus();
    return document.activeElement === input;
}"""
TURN = """(name, control, index, on) => {
    const input = document.querySelector(`figure.lab[data-lab="${name}"] [name="${control}"]`);
    if (input.type === 'checkbox') input.checked = on;
    else if (input.tagName === 'SELECT') input.selectedIndex = index;
    else input.value = String(index);
    input.dispatchEvent(new Event('input', { bubbles: true }));
}"""
WRONG = """(name, reading, parts) => {
    const figure = document.querySelector(`figure.lab[data-lab="${name}"]`);
    const wrong = Object.entries(parts).filter(([part, text]) => {
        const slot = figure.querySelector(`.lab-view:not(.lab-kept) [data-part="${part}"]`);
        const wanted = slot.cloneNode(false);
        wanted.innerHTML = text;
        return slot.innerHTML !== wanted.innerHTML;
    });
    const said = figure.querySelector('[data-reading]').textContent;
    return [...wrong.map(([part]) => part), ...(said === reading ? [] : [said])];
}"""
RAW = r"""() => {
    const text = document.querySelector('article, main')?.cloneNode(true);
    text?.querySelectorAll('code, pre, annotation, script, textarea').forEach((element) => element.remove());
    return text?.textContent.match(/.*(\\[([]|\$[^$\n]*\$|\\[a-z]+[{ ]).*/g) ?? [];
}"""
NEAR = """() => {
    const near = 'content-visibility: visible; contain: layout style';
    for (const far of document.querySelectorAll('article > section > section')) far.style.cssText = near;
    return true;
}"""
LAID_OUT = """() => [...document.querySelectorAll('article .katex-html')]
    .filter((formula) => formula.checkVisibility() && !(formula.getBoundingClientRect().width > 0)).length"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def key_of(control):
    """The key that moves a control from its start, and the index where it leads."""
    at = control.recorded.index(control.default)
    if isinstance(control.default, bool):
        return "Space", 1 - at
    forward = at + 1 < len(control.recorded)
    return ("ArrowRight", at + 1) if forward else ("ArrowLeft", at - 1)


def check(tab, lab, control, index):
    value = {control.name: control.recorded[index]}
    wrong = tab.evaluate(WRONG, lab.name, recorded(lab.name).reading(**value), recorded(lab.name).parts(**value))
    assert wrong == [], (lab.name, value)


@pytest.mark.parametrize("page", some(sorted(pages(), key=lambda page: not labs_of(page)), 3))
def test_a_page_is_quiet_and_laid_out_and_every_control_shows_what_python_says(site, in_firefox, page):
    """On a phone's screen. Each control by its key to the next value, and set to its last as a hand does."""
    tab = in_firefox(f"{site}/{page}", width=375, height=812)
    for lab in map(labs.get, labs_of(page)):
        tab.wait_for(READY, lab.name)
        for control in [control for control in lab.controls if len(control.recorded) > 1]:
            key, index = key_of(control)
            assert tab.evaluate(FOCUS, lab.name, control.name), (lab.name, control.name)
            tab.press(key)
            check(tab, lab, control, index)
            last = len(control.recorded) - 1 if index != len(control.recorded) - 1 else 0
            for place in (last, control.recorded.index(control.default)):
                tab.evaluate(TURN, lab.name, control.name, place, control.recorded[place] is True)
                if place == last:
                    check(tab, lab, control, place)
    assert tab.evaluate(RAW) == [] and tab.evaluate(NEAR) and tab.evaluate(LAID_OUT) == 0
    assert tab.evaluate(WIDER) <= 0
    assert tab.complaints == [] and tab.foreign == []
