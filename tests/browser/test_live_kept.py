"""What a visit keeps for the next one: the Python that was compiled, used as it is or made anew."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import READY, answered, figure_of, message
from tests.tiny import add_labs
from tests.tiny.rooms.tiny import labs as tiny_labs
from tests.whole import some

add_labs()
KEPT = """async () => {
    const cache = await caches.open('nbhelpers-compiled');
    const answers = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    return Promise.all(answers.map(async (one) => [(await one.arrayBuffer()).byteLength, one.headers.get('mark')]));
}"""
CHANGE = """async (cut) => {
    const cache = await caches.open('nbhelpers-compiled');
    const [key] = await cache.keys();
    const content = await (await cache.match(key)).arrayBuffer();
    await cache.put(key, new Response(content.slice(0, content.byteLength - cut), {headers: {mark: 'seen'}}));
}"""


def kept(watched):
    """What is kept for the next visit, once something is: [[bytes, mark]]."""
    for _ in range(300):
        if found := watched.page.evaluate(KEPT):
            return found
        watched.page.wait_for_timeout(100)
    pytest.fail("nothing was kept")


@pytest.mark.whole
def test_what_python_compiled_is_kept_for_the_next_visit_and_so_is_that_the_site_goes_live(own_tiny, open_page):
    """From an address with values that were not recorded."""
    watched = open_page(f"{own_tiny}/?bowl.eta=0.345&bowl.seed=77&bowl.step=3")
    figure = figure_of(watched, "tiny.bowl")
    expect(message(figure)).to_contain_text("not recorded")
    message(figure).get_by_role("button", name="Go live").click()
    expect(figure).to_have_attribute("data-source", "live", timeout=READY)
    expected = tiny_labs.bowl.reading(eta=0.345, seed=77, step=3)
    expect(figure.locator("[data-reading]")).to_have_text(expected)
    figure.locator('[name="halve"]').check()
    watched.page.wait_for_url("**bowl.eta=0.345&bowl.halve=true&bowl.seed=77&bowl.step=3")
    figure.locator("[data-always]").check()
    assert kept(watched)[0][0] > 1e6
    for cut in some((0, 1000), 1):  # as it was kept; cut short, as where storage is damaged
        watched.page.evaluate(CHANGE, cut)
        watched.page.reload()
        figure = figure_of(watched, "tiny.bowl")
        expect(figure).to_have_attribute("data-source", "live", timeout=READY)
        expected = tiny_labs.bowl.reading(eta=0.345, halve=True, seed=77, step=3)
        expect(answered(figure).locator("[data-reading]")).to_have_text(expected)
        watched.page.wait_for_timeout(4000)
        assert (kept(watched)[0][1] == "seen") == (cut == 0), "used as it is, or made anew"
    figure.locator("[data-always]").uncheck()
    watched.page.reload()
    assert figure_of(watched, "tiny.bowl").get_attribute("data-source") == "recorded"
    assert watched.complaints == []
