"""What a reader sees, and what a reader copies, of an element in the browser."""

import re

from playwright.sync_api import expect

SEEN = """
element => {
  const generated = (node, place) => {
    const parts = getComputedStyle(node, place).content.match(/"(?:[^"\\\\]|\\\\.)*"|\\//g) || [];
    const shown = parts.slice(0, parts.includes("/") ? parts.indexOf("/") : parts.length);  // what follows a slash is said, not shown
    return shown.map(part => part.slice(1, -1).replace(/\\\\(.)/g, "$1")).join("");
  };
  const seen = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".paragraph-number, .received-lines, sup")) return "";
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden" || style.fontSize === "0px") return "";
    return generated(node, "::before") + [...node.childNodes].map(seen).join("") + generated(node, "::after");
  };
  return seen(element);
}
"""
SELECTED = """
element => {
  const selection = getSelection(), range = document.createRange();
  range.selectNodeContents(element);
  selection.removeAllRanges();
  selection.addRange(range);
  const text = selection.toString();
  selection.removeAllRanges();  // or the bar at it lies over what is used next
  return text;
}
"""
OMISSION = "‸"  # stands where a received word was dropped
BREAK = "\u200b"  # stands where a line may end, between a received wording and ours


def words(text):
    return " ".join(text.split())


def straight(text):
    """A text with straight quotation marks, to compare what is shown with what was received or typed."""
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text))


def seen(locator):
    """The words that a reader sees of each element, with those of the style sheet, without numbers of paragraphs and notes."""
    texts = locator.evaluate_all(f"elements => elements.map({SEEN})")
    return [words(re.sub(f"[{OMISSION}{BREAK}]", "", text)) for text in texts]


def all_seen(page):
    """The words that a reader sees of every paragraph, by id."""
    return dict(zip(ids(page), seen(page.locator("article p[id]")), strict=True))


def all_copied(page):
    """The words that a reader gets who selects and copies a paragraph, for every one, by id."""
    texts = page.locator("article p[id]").evaluate_all(f"elements => elements.map({SELECTED})")
    return dict(zip(ids(page), map(words, texts), strict=True))


def ids(page):
    return page.locator("article p[id]").evaluate_all("elements => elements.map(element => element.id)")


def card(page):
    return page.locator(".card")


def expect_below_header(page, locator):
    """Expect an element in view, and no part of its first line behind the header."""
    expect(locator).to_be_in_viewport()
    header = page.locator(".md-header").bounding_box()
    assert locator.bounding_box()["y"] >= header["y"] + header["height"]
