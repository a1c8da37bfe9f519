"""A reader at a browser, the same in each engine: opens, points, clicks, types, selects, and sees what is there.

The pointer goes where a reader would point, so that what lies over a link is noticed.
"""

import time

from playwright.sync_api import Error

from tests.support.browsers import FIREFOX_ERRORS, Refused, ask_firefox

PATIENCE = 20  # seconds until what a reader waits for has not come
STEP = 0.05  # seconds from one look to the next
STILL = 0.1  # seconds without movement after which a hand trusts a page
FIND = """
const words = text => text.replace(/\\s+/g, " ").trim();
const find = (selector, text) => [...document.querySelectorAll(selector)]
  .find(element => words(element.textContent).includes(text) && element.checkVisibility({visibilityProperty: true}));
"""
SEEN = f"""(selector, text) => {{
  {FIND}
  const element = find(selector, text);
  return element && (words(element.value ?? element.innerText) || " ");
}}"""
GONE = f"(selector, text) => {{ {FIND} return !find(selector, text); }}"
# Where a reader would point: the middle of the first line of an element that is in view and covered by nothing.
POINT = f"""(selector, text) => {{
  {FIND}
  const element = find(selector, text);
  if (!element) return null;
  const [box] = element.getClientRects(), point = [box.left + box.width / 2, box.top + box.height / 2];
  if (box.top < 60 || box.bottom > innerHeight - 20) element.scrollIntoView({{block: "center", behavior: "instant"}});
  const top = document.elementFromPoint(...point);
  return element.contains(top) || top?.matches("label") && top.contains(element) ? point : null;
}}"""
# The first and the last point of some words of an element.
EDGES = """(selector, text) => {
  const element = document.querySelector(selector), walker = element && document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker?.nextNode());) {
    const at = node.data.replaceAll("\\n", " ").indexOf(text), range = new Range();
    if (at < 0) continue;
    element.scrollIntoView({block: "center", behavior: "instant"});
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    const boxes = [...range.getClientRects()], [first, last] = [boxes[0], boxes.at(-1)];
    return [first.left + .5, first.top + first.height / 2, last.right - .5, last.top + last.height / 2];
  }
  return null;
}"""


SIZED = """(width, height) => {
  const {clientWidth} = document.documentElement;  // it comes last in WebKit; a scrollbar may take some
  return innerWidth === width && innerHeight === height && clientWidth <= width && clientWidth > width - 20;
}"""


class Visitor:
    """A reader at a browser. What an element is called by: a selector of CSS, and words that it holds."""

    def until(self, look, *given):
        """What a function of JavaScript gives once that is something."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            try:
                if found := self.evaluate(look, *given):
                    return found
            except (Error, Refused):
                pass  # the page is being left
            time.sleep(STEP)
        raise AssertionError(f"{given} waited for in vain at {self.address()}")

    def address(self):
        return self.evaluate("() => location.href")

    def arrives(self, end):
        """Wait until the address ends so, and the page is there."""
        self.until("end => location.href.endsWith(end) && document.readyState === 'complete'", end)

    def sees(self, selector, text=""):
        """The words of an element, or the value of a field, once it is there and visible."""
        return self.until(SEEN, selector, text).strip()

    def misses(self, selector, text=""):
        """Wait until no such element is visible."""
        self.until(GONE, selector, text)

    def points(self, selector, text=""):
        """Move the pointer over an element, once it holds still."""
        point = None
        while point != (point := self.until(POINT, selector, text)):
            time.sleep(STILL)
        self.move(*point)

    def clicks(self, selector, text=""):
        self.points(selector, text)
        self.press()
        self.release()

    def selects(self, selector, text):
        """Select words, which stand in one piece of text, with the pointer."""
        left, top, right, bottom = self.until(EDGES, selector, text)
        self.move(left, top)
        self.press()
        self.move((left + right) / 2, (top + bottom) / 2)
        self.move(right, bottom)
        self.release()


class Playwright(Visitor):
    """A reader at a page of Playwright's."""

    def __init__(self, page):
        self.page = page
        self.opens, self.back, self.types = page.goto, page.go_back, page.keyboard.type
        self.move, self.press, self.release = page.mouse.move, page.mouse.down, page.mouse.up

    def evaluate(self, function, *given):
        return self.page.evaluate(f"given => ({function})(...given)", list(given))

    def key(self, name):
        self.page.keyboard.press(name)

    def resize(self, width, height):
        self.page.set_viewport_size({"width": width, "height": height})


KEYS = {"Control": "\ue009", "Escape": "\ue00c", "Tab": "\ue004", "Enter": "\ue007", "ArrowDown": "\ue015"}  # as WebDriver has them


class WebDriver(Visitor):
    """A reader at a browser that WebDriver drives."""

    def __init__(self, send):
        self.send = send

    def opens(self, address):
        self.send("Navigate", url=address)

    def back(self):
        self.send("Back")

    def evaluate(self, function, *given):
        return self.send("ExecuteScript", script=f"return ({function})(...arguments)", args=list(given))

    def act(self, kind, *actions):
        parameters = {"parameters": {"pointerType": "mouse"}} if kind == "pointer" else {}
        self.send("PerformActions", actions=[{"type": kind, "id": kind, "actions": list(actions), **parameters}])

    def move(self, x, y):
        self.act("pointer", {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0, "origin": "viewport"})

    def press(self):
        self.act("pointer", {"type": "pointerDown", "button": 0})

    def release(self):
        self.act("pointer", {"type": "pointerUp", "button": 0})

    def types(self, text):
        for letter in text:
            self.key(letter)

    def key(self, name):
        """Press keys together: "Control+v"."""
        keys = [KEYS.get(key, key) for key in name.split("+")]
        down, up = ([{"type": kind, "value": key} for key in keys] for kind in ("keyDown", "keyUp"))
        self.act("key", *down, *reversed(up))


class Firefox(WebDriver):
    """A reader at Firefox."""

    def resize(self, width, height):
        """Give the page this size, within a window that is as large as any, for no window of Firefox is as narrow as a phone."""
        size = "([name, value]) => { for (const least of ['', 'min-', 'max-']) style.setProperty(least + name, value + 'px'); }"
        sizes = f"(...sizes) => {{ const {{style}} = gBrowser.selectedBrowser; resizeTo(2000, 1400); sizes.forEach({size}); }}"
        ask_firefox(self.send, sizes, ["width", width], ["height", height])
        self.until(SIZED, width, height)

    def errors(self):
        return ask_firefox(self.send, FIREFOX_ERRORS)


class WebKit(WebDriver):
    """A reader at WebKitGTK, whose window is never narrower than some."""

    NARROWEST = 447

    def resize(self, width, height):
        bar = self.evaluate("() => outerHeight - innerHeight")
        self.send("SetWindowRect", width=width, height=height + bar)
        self.until(SIZED, max(width, self.NARROWEST), height)

    def errors(self):
        return []  # it does not tell
