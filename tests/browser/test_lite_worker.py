"""JupyterLite and the book have a service worker each, and both live."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import book_html
from tests.browser.test_offline import soon
from tests.browser.test_policy import lite_site
from tests.whole import some

pytestmark = [
    pytest.mark.lite,
    pytest.mark.skipif(not (book_html() / "lite").is_dir(), reason="the book was built without JupyterLite"),
]
PATIENCE = 120_000
site = lite_site


@pytest.mark.parametrize("app", some(["notebooks/index.html?path=errata.ipynb", "tree/index.html"], 1))
def test_its_worker_and_that_of_the_book_keep_apart(site, open_page, app):
    watched = open_page(f"{site}/book/errata.html", service_workers="allow")
    expect(watched.page.locator("[data-offline]")).to_contain_text("The whole book is kept", timeout=PATIENCE)
    watched.page.goto(f"{site}/lite/{app}")
    scope = "async (place) => (await navigator.serviceWorker.getRegistration(place))?.scope"
    soon(watched, f"async () => await ({scope})('{site}/lite/') === '{site}/lite/'")
    assert watched.page.evaluate(scope, f"{site}/") == f"{site}/"
    kept = """async () => { const all = (await caches.keys()).filter((name) => name.startsWith('book '));
        return (await (await caches.open(all[0])).keys()).some((key) => key.url.includes('/lite/')); }"""
    assert watched.page.evaluate(kept) is False and watched.foreign == []
