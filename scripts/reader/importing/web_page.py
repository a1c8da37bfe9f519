"""Find the article in a page saved from the web, among the menus, lists of links and advertisements that stand round it."""

from lxml import etree, html
from lxml.html import HtmlElement

FURNITURE = ".//nav | .//aside | .//form | .//footer | .//*[@role='navigation' or @role='banner' or @role='contentinfo' or @role='search']"
CANDIDATES = (
    "//article | //main | //*[@role='main'] | //*[@itemprop='articleBody'] | //*[@id='content' or @id='mw-content-text' or @id='main']"
)
MIN_SHARE = 0.6  # of the letters in paragraphs of the page; an article holds as many


def prose(node: HtmlElement) -> int:
    """Return how many letters stand in paragraphs of an element."""
    return sum(len(paragraph.text_content()) for paragraph in node.iter("p"))


def article_of(text: str) -> tuple[str, str]:
    """Return a page with its article alone, and a remark on what was left out; the page as it is and "" if it has no furniture."""
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return text, ""
    body = root.find("body")
    if body is None or not body.xpath(FURNITURE):
        return text, ""
    whole, letters = len(body.text_content().split()), prose(body)
    found = [node for node in root.xpath(CANDIDATES) if letters and prose(node) >= MIN_SHARE * letters]
    article = min(found, key=lambda node: len(node.text_content()), default=body)
    title = article.find(".//h1") if article.find(".//h1") is not None else body.find(".//h1")
    for node in article.xpath(FURNITURE):
        if node.find(".//h1") is None and prose(node) < (1 - MIN_SHARE) * letters:
            node.drop_tree()
    if article is not body:
        kept = [] if title is None or article in title.iterancestors() else [title]
        body.clear()
        body.extend([*kept, article])
    left_out = whole - len(body.text_content().split())
    remark = f"took the article of the page, and left out {left_out} words round it: --whole-page takes all" if left_out > 0 else ""
    return html.tostring(root, encoding="unicode"), remark
