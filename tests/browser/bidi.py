"""Firefox, driven over WebDriver BiDi, which it speaks itself: no driver program stands between."""

import json
import re
import subprocess
import time
from itertools import count

from websocket import create_connection

READY = re.compile(r"BiDi listening on (ws://\S+)")
PREFERENCES = {
    "dom.w3c_touch_events.enabled": 1,  # as on a machine with a touch screen
    "browser.download.folderList": 2,  # save where the next but one says, and ask nobody
    "browser.download.useDownloadDir": True,
    "browser.download.alwaysOpenPanel": False,
    "browser.download.always_ask_before_handling_new_types": False,
    "full-screen-api.warning.timeout": 0,
    "full-screen-api.transition-duration.enter": "0 0",
    "full-screen-api.transition-duration.leave": "0 0",
}
KEYS = {
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
    "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "End": "\ue010", "Space": " ",
}  # fmt: skip
PASSING = (
    "status=2152398850",  # NS_BINDING_ABORTED: a font was still on its way when the page was left
    "Invalid markup: Incorrect number of children",  # of a formula that is still arriving; test_site reads them whole
)
PATIENT = 20  # s until a page must have done what was asked of it


class Firefox:
    """One process with one tab after the other; each has its own storage and notes what it complains of."""

    def __init__(self, program, folder):
        self.downloads = folder / "downloads"
        self.downloads.mkdir()
        self.write_preferences(folder)
        command = [program, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(folder)]
        with open(folder / "log", "w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self.numbers, self.complaints, self.foreign = count(1), [], []
        self.socket = None
        try:
            self.socket = create_connection(f"{self.address(folder / 'log')}/session", timeout=90, suppress_origin=True)
            self.call("session.new", capabilities={})
        except BaseException:
            self.close()
            raise
        events = ["log.entryAdded", "network.beforeRequestSent", "network.responseCompleted"]
        self.call("session.subscribe", events=events)

    def write_preferences(self, folder):
        wanted = PREFERENCES | {"browser.download.dir": str(self.downloads)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
        (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")

    def address(self, log):
        """Where it listens, which it says on its error stream once it does."""
        for _ in range(900):
            if found := READY.search(log.read_text(errors="replace")):
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"Firefox does not start: {log.read_text(errors='replace')[-800:]}")

    def call(self, method, **params):
        """A command's result. What happened meanwhile is noted."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") != number:
                self.note(message.get("method"), message.get("params"))
            elif message["type"] == "error":
                raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
            else:
                return message["result"]

    def note(self, event, params):
        if event == "log.entryAdded" and params["level"] == "error":
            if not any(part in params["text"] for part in PASSING):
                self.complaints.append(params["text"])
        elif event == "network.responseCompleted" and params["response"]["status"] >= 400:
            self.complaints.append(f"{params['response']['status']}: {params['request']['url']}")
        elif event == "network.beforeRequestSent" and params.get("context"):
            url = params["request"]["url"]
            if not url.startswith(("http://127.0.0.1", "data:", "blob:", "about:")):
                self.foreign.append(url)

    def open(self, url, width=1280, height=900):
        """A new tab with nothing in its storage, at that address and of that size."""
        self.complaints, self.foreign = [], []
        user = self.call("browser.createUserContext")["userContext"]
        tab = self.call("browsingContext.create", type="tab", userContext=user)["context"]
        self.call("browsingContext.setViewport", context=tab, viewport={"width": width, "height": height})
        self.call("browsingContext.activate", context=tab)  # or it would get no whole screen
        page = Page(self, user, tab)
        page.goto(url)
        return page

    def close(self):
        if self.socket:
            self.socket.close()
        self.process.terminate()
        self.process.wait(30)


class Page:
    """A tab: asked by functions of JavaScript, touched by keys, mouse and fingers."""

    def __init__(self, firefox, user, tab):
        self.firefox, self.user, self.tab = firefox, user, tab

    @property
    def complaints(self):
        """All it complained of until now."""
        self.evaluate("() => null")
        return self.firefox.complaints

    @property
    def foreign(self):
        return self.firefox.foreign

    def goto(self, url):
        self.firefox.call("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def reload(self):
        self.firefox.call("browsingContext.reload", context=self.tab, wait="complete")

    def go_back(self, delta=-1):
        """To another entry of the tab's history, once its page is there."""
        before = self.evaluate("() => location.href")
        self.firefox.call("browsingContext.traverseHistory", context=self.tab, delta=delta)
        self.wait_for("(before) => location.href !== before && document.readyState === 'complete'", before)

    def go_forward(self):
        self.go_back(1)

    def wait_for_url(self, wanted):
        """Until the tab is at a `wanted` address, once its page is there."""
        give_up = time.monotonic() + PATIENT
        while not wanted(self.evaluate("() => location.href")):
            if time.monotonic() > give_up:
                raise TimeoutError("the tab stayed where it was")
            time.sleep(0.05)
        self.wait_for("() => document.readyState === 'complete'")

    def evaluate(self, function, *arguments):
        """What a function of the page gives, which goes through JSON, as do its arguments."""
        passed = [{"type": "string", "value": json.dumps(argument)} for argument in arguments]
        text = f"async (...texts) => JSON.stringify(await ({function})(...texts.map((text) => JSON.parse(text))))"
        options = {"awaitPromise": True, "target": {"context": self.tab}, "userActivation": False}
        got = self.firefox.call("script.callFunction", functionDeclaration=text, arguments=passed, **options)
        if got["type"] == "exception":
            raise RuntimeError(f"{got['exceptionDetails']['text']}\nin {function}")
        value = got["result"].get("value")
        return None if value is None else json.loads(value)

    def wait_for(self, function, *arguments, seconds=PATIENT):
        """The first true answer of a function of the page."""
        end = time.monotonic() + seconds
        while True:
            if answer := self.evaluate(function, *arguments):
                return answer
            if time.monotonic() > end:
                raise AssertionError(f"not true after {seconds} s: {function} of {arguments}")
            time.sleep(0.03)

    def perform(self, source):
        self.firefox.call("input.performActions", context=self.tab, actions=[source])

    def press(self, *keys):
        """Keys, one after the other."""
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.perform({"type": "key", "id": "keys", "actions": actions})

    def stroke(self, places, kind):
        """Put the mouse or a finger down at the first place, move it over the others, lift it."""
        steps = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 16} for x, y in places]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        actions = [steps[0], down, *steps[1:], up]
        self.perform({"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions})

    def click(self, selector):
        box = self.evaluate(BOX, selector)
        self.stroke([self.evaluate(MIDDLE, selector, box)], "mouse")

    def touch(self, places):
        self.stroke(places, "touch")

    def close(self):
        self.firefox.call("browser.removeUserContext", userContext=self.user)


# An element brought to the middle of the window: its place, once what stands above it has found its height.
BOX = """async (selector) => {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`there is no ${selector}`);
    const frame = () => new Promise(requestAnimationFrame);
    let [box, before] = [{}, {}];
    do {
        before = box;
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        await frame();
        await frame();
        box = element.getBoundingClientRect().toJSON();
    } while (box.x !== before.x || box.y !== before.y);
    return box;
}"""
MIDDLE = """(selector, box) => {
    const element = document.querySelector(selector);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    if (!top || !element.contains(top)) throw new Error(`${selector} is covered by ${top?.outerHTML.slice(0, 200)}`);
    return [x, y];
}"""
