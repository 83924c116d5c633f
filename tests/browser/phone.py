"""One phone, two browsers: what the tests of touch ask of Chromium, under the names that Firefox's page has."""

from playwright.sync_api import TimeoutError as Late

from tests.browser.bidi import PATIENT

SIZE = {"width": 375, "height": 812}


class ChromiumPhone:
    """A page of Chromium with a finger on it, whose touches go the whole way: they scroll what lets itself scroll."""

    def __init__(self, watched):
        self.watched, self.page = watched, watched.page
        self.devtools = self.page.context.new_cdp_session(self.page)

    @property
    def complaints(self):
        return self.watched.complaints

    @property
    def foreign(self):
        return self.watched.foreign

    def evaluate(self, function, *arguments):
        return self.page.evaluate(f"(list) => ({function})(...list)", list(arguments))

    def wait_for(self, function, *arguments, seconds=PATIENT):
        text = f"(list) => ({function})(...list)"
        try:
            return self.page.wait_for_function(text, arg=list(arguments), timeout=1000 * seconds).json_value()
        except Late as late:
            raise AssertionError(f"not true after {seconds} s: {function} of {arguments}") from late

    def touch(self, places):
        self._touch("touchStart", [places[0]])
        for place in places[1:]:
            self._touch("touchMove", [place])
        self._touch("touchEnd", [])

    def _touch(self, kind, places):
        points = [{"x": round(x), "y": round(y)} for x, y in places]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
