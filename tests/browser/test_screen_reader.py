"""What Firefox tells screen readers: its accessibility tree. Collected with --browsers all."""

import re

import pytest

from tests.support.browsers import ask_firefox
from tests.support.visitor import Firefox

SECTION = "papers/rise-of-the-taliban/introduction/"
# The names of the texts in the page, in the order in which they are read.
TEXTS = """async () => {
  const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService), texts = [];
  const find = () => service.getAccessibleFor(gBrowser.selectedBrowser)?.firstChild;
  const collect = accessible => {
    if (!accessible.firstChild && accessible.name) texts.push(accessible.name);
    for (let child = accessible.firstChild; child; child = child.nextSibling) collect(child);
  };
  while (!find()?.firstChild) await new Promise(requestAnimationFrame);
  collect(find());
  return texts;
}"""


@pytest.fixture
def listener(firefox):
    """A reader at Firefox."""
    return Firefox(firefox)


def test_a_received_reading_is_said_once_where_both_are_shown(listener, address):
    listener.opens(address + SECTION)
    listener.clicks(".views label", "Both")
    listener.sees(".received-lines")
    texts = ask_firefox(listener.send, TEXTS)
    received = listener.evaluate("() => [...document.querySelectorAll('article [data-received]')].map(one => one.dataset.received.trim())")
    said = [found[1].strip() for text in texts if (found := re.fullmatch(r"\[received: (.*)\] ", text))]
    assert said == [words for words in received if words]
