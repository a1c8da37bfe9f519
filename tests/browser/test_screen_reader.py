"""What Firefox tells screen readers, and what Orca says of it. Collected with --browsers all."""

import re
import shutil

import pytest

from scripts.reader.build.render import build
from tests.conftest import ROOT, copy_of_toy
from tests.support import browsers
from tests.support.server import serve
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

# Firefox may have looked at the text before the scripts made the emendations stops of their own, and then tells them as plain text.
SHOWN_ANEW = """async () => {
  for (const hidden of [true, false]) {
    document.querySelectorAll("article p").forEach(paragraph => { paragraph.hidden = hidden; });
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
}"""


@pytest.fixture
def listener(firefox):
    """A reader at Firefox."""
    return Firefox(firefox)


def test_a_received_reading_is_said_once_where_both_are_shown(listener, address):
    listener.opens(address + SECTION)
    listener.clicks(".views label", "Both")
    listener.sees(".received-lines")
    texts = browsers.ask_firefox(listener.send, TEXTS)
    received = listener.evaluate("() => [...document.querySelectorAll('article [data-received]')].map(one => one.dataset.received.trim())")
    said = [found[1].strip() for text in texts if (found := re.fullmatch(r"\[received: (.*)\] ", text))]
    assert said == [words for words in received if words]


@pytest.fixture
def toy_address(tmp_path):
    """Where the toy edition is served under the real templates: its words change when the templates do, and with no editor's commit."""
    root = copy_of_toy(tmp_path / "toy")
    shutil.rmtree(root / "overrides")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    settings, listed = root / "mkdocs.yml", "      - about/citing.md\n"
    for name in ("accessibility", "check"):
        (root / f"docs/about/{name}.md").write_text(f"---\ntitle: {name}\n---\n\n# {name}\n", encoding="utf-8")
        listed += f"      - about/{name}.md\n"
    settings.write_text(settings.read_text(encoding="utf-8").replace("      - about/citing.md\n", listed), encoding="utf-8")
    assert build(root, root / "site") == []
    with serve(root / "site") as address:
        yield address


def test_orca_reads_a_section_and_an_entry_as_was_reviewed(tmp_path, toy_address, golden):
    """What it says before the heading and after the text is the same on every page."""
    with browsers.orca(tmp_path) as (environment, listen), browsers.firefox(tmp_path, environment) as send:
        for name, title, where in [("section", "Introduction", "papers/toy/introduction/"), ("entry", "CSTO", "glossary/csto/")]:
            listener = Firefox(send)
            listener.opens(toy_address + where)
            listener.evaluate(SHOWN_ANEW)
            said = listen(title)
            begin, end = said.rindex("\n", 0, said.index("\nheading level 1")), said.index("\nleaving main content.")
            golden(f"golden/toy/orca-{name}.txt", said[begin + 1 : end] + "\n")
