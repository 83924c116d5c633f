"""Dares: checked under their lab by keyboard alone, met, spoken, kept for the next visit, and listed on their page."""

from playwright.sync_api import expect

from nbhelpers import dares, labs
from tests.browser.desk import PATIENT
from tests.browser.hands import answered, figure_of, live
from tests.tiny import add_labs

add_labs()
low = dares.get("tiny.low")
PAGE = "book/dares.html"
SOLUTION = {"eta": 1.1, "halve": True}
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


def dare_of(figure):
    return figure.locator("details.dare")


def unfolded(dare):
    """By the keyboard: Enter on its line, then on to the button behind the hints."""
    dare.locator("summary").first.focus()
    dare.page.keyboard.press("Enter")
    expect(dare.get_by_role("button", name="Check")).to_be_visible()  # it is made when the dare is unfolded
    for _ in low.hints:
        dare.page.keyboard.press("Tab")
        assert "hint" in dare.page.evaluate(FOCUSED)
    dare.page.keyboard.press("Tab")
    assert dare.page.evaluate(FOCUSED) == f"Check the figure’s state: A dare: {low.title}"


def said(dare, words):
    """The verdict, seen and spoken."""
    expect(dare.locator(".dare-verdict")).to_have_text(words, timeout=PATIENT)
    expect(dare.locator(".lab-spoken")).to_contain_text(words)
    expect(dare.locator(".exercise-line")).to_be_empty()


def test_by_keyboard_alone_it_is_unmet_then_met_and_met_on_the_next_visit(running, own_tiny):
    figure = live(running)
    figure.locator('[data-action="reset"]').click()
    dare, keys = dare_of(answered(figure)), running.page.keyboard
    debrief, mark = dare.locator(".dare-debrief"), dare.locator(".dare-mark")
    expect(mark).to_have_count(0)
    unfolded(dare)
    keys.press("Enter")
    said(dare, low.judge().words)
    expect(debrief).to_be_hidden()
    figure.locator('[name="halve"]').focus()
    keys.press("Space")
    figure.locator('[name="eta"]').focus()
    keys.press("End")
    dare.get_by_role("button", name="Check").focus()
    keys.press("Enter")
    said(dare, low.judge(**SOLUTION).words)
    expect(debrief).to_be_visible()
    expect(dare.locator(".lab-spoken")).to_contain_text(low.debrief)
    expect(mark).to_have_text("✓ met")
    running.complaints.clear()
    later = running.page.context.new_page()  # Python, which others need, goes on in the first
    later.goto(own_tiny)
    figure = figure_of(type(running)(later), "tiny.bowl")
    expect(dare_of(figure).locator(".dare-mark")).to_have_text("✓ met")
    dare_of(figure).locator("summary").first.click()
    expect(dare_of(figure).locator(".dare-debrief")).to_be_visible()
    dare_of(figure).get_by_role("button", name="Show the state").click()
    expect(figure.locator("[data-reading]")).to_have_text(low.lab.reading(**SOLUTION))
    later.evaluate("localStorage.clear()")
    later.close()
    assert running.complaints == []


def test_where_python_does_not_come_the_dare_says_so_and_can_be_checked_again(own_tiny, open_page):
    watched = open_page("about:blank")
    watched.page.route("**/_static/live-*/*", lambda route: route.abort())
    watched.page.goto(own_tiny)
    dare = dare_of(figure_of(watched, "tiny.bowl"))
    dare.locator("summary").first.click()
    expect(dare.locator(".exercise-note")).to_contain_text("loads Python into this page")
    dare.get_by_role("button", name="Check").click()
    expect(dare.locator(".dare-verdict")).to_contain_text("could not be checked: the list of what is needed")
    assert dare.get_by_role("button", name="Check").get_attribute("aria-disabled") == "false"


def test_the_list_has_every_dare_with_its_lab_and_knows_those_that_are_met(site, go_to):
    watched = go_to(f"{site}/{PAGE}")
    known = {name: one for name, one in dares.registry().items() if not name.startswith("tiny.")}
    line = watched.page.locator("[data-dares-met]")
    lines = watched.page.locator("li[data-dare]")
    found = lines.evaluate_all("all => all.map((li) => [li.dataset.dare, li.querySelector('a').getAttribute('href')])")
    assert dict(found) == {name: f"{name.split('.')[0]}.html#{one.lab.short}" for name, one in known.items()}
    expect(line).to_be_hidden()
    watched.page.evaluate("localStorage.setItem('dare-met.optimizers.losing', '?race.eta=0.03')")
    watched.page.goto(f"{site}/book/optimizers.html")
    figure = figure_of(watched, "optimizers.race")
    expect(dare_of(figure).locator(".dare-mark")).to_have_text("✓ met")
    dare_of(figure).locator("summary").first.click()
    dare_of(figure).get_by_role("button", name="Show the state").click()
    expect(figure.locator("[data-reading]")).to_have_text(labs.get("optimizers.race").reading(eta=0.03))
    watched.page.goto(f"{site}/{PAGE}")
    expect(lines.filter(has=watched.page.locator(".dare-mark"))).to_have_attribute("data-dare", "optimizers.losing")
    expect(line).to_contain_text(f"You have met 1 of {len(known)}.")
    watched.page.on("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="Forget").click()
    expect(watched.page.locator(".dare-mark")).to_have_count(0)
    assert watched.complaints == []
