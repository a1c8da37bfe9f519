"""What Markdown can hold, as TEI: valid in each form, with all its words."""

import pytest
from lxml import etree, html

from scripts.reader.tei.elements import serialize, tei
from scripts.reader.tei.page_text import SectionText
from tests.support.tei import NS, errors, text_blocks

BASE = "https://example.org/reader/"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def division(markup, notes="", sources=()):
    article = html.fromstring(f"<article><h1>Title</h1>{markup}</article>")
    found = {item.get("id").removeprefix("fn:"): item for item in html.fromstring(f"<ol>{notes}</ol>").iter("li")} if notes else {}
    return SectionText("paper", f"{BASE}papers/paper/one/", BASE, dict.fromkeys(sources), found).division(article, "one", 1)


CASES = {
    "a list": (
        "<ul><li>one</li><li>two <em>three</em></li></ul>",
        '<list rend="bulleted"><item>one</item><item>two <hi rend="italic">three</hi></item></list>',
    ),
    "a definition list": ("<dl><dt>word</dt><dd>sense</dd></dl>", '<list rend="gloss"><label>word</label><item>sense</item></list>'),
    "a table": (
        "<table><thead><tr><th>Year</th></tr></thead><tbody><tr><td>2021</td></tr></tbody></table>",
        '<table><row role="label"><cell role="label">Year</cell></row><row><cell>2021</cell></row></table>',
    ),
    "a quotation": ("<blockquote><p id='p2'>said</p></blockquote>", '<quote><p xml:id="paper.p2" n="2">said</p></quote>'),
    "a picture": (
        "<p><img src='../a.png' alt='A map'></p>",
        f'<p><figure><graphic url="{BASE}papers/paper/a.png"/><figDesc>A map</figDesc></figure></p>',
    ),
    "a formula": (
        "<p><math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x_1</annotation></semantics></math></p>",
        '<p><formula notation="TeX">x_1</formula></p>',
    ),
    "another language": (
        "<p>the <em lang='fa-Latn'>dowlat</em><br>of</p>",
        '<p>the <hi rend="italic" xml:lang="fa-Latn">dowlat</hi><lb/>of</p>',
    ),
    "code": ("<pre><code>a &lt; b</code></pre>", "<p><code>a &lt; b</code></p>"),
    "signs of XML": ("<p>a &amp; b &lt;c&gt; ]]&gt; \ud7ff</p>", "<p>a &amp; b &lt;c&gt; ]]&gt; \ud7ff</p>"),
    "a rule": ("<p>a</p><hr><p>b</p>", "<p>a</p><p>b</p>"),
    "what is the theme's": ("<p class='place'>Section 1</p><nav>next</nav><p>a</p>", "<p>a</p>"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_block_is_valid_and_complete(name):
    markup, expected = CASES[name]
    made = division(markup)
    found = etree.tostring(made, encoding="unicode").partition("</head>")[2].removesuffix("</div>")
    assert found == expected
    text = f'<TEI xmlns="{NS[1:-1]}">{HEADER}<text><body>{etree.tostring(made, encoding="unicode")}</body></text></TEI>'
    assert errors(etree.fromstring(text)) == []


def test_headings_make_divisions_within_divisions():
    made = division("<p>a</p><h2 id='x'>X</h2><p>b</p><h3 id='y'>Y</h3><p>c</p><h2 id='z'>Z</h2><p>d</p>")
    shape = [element.get("{http://www.w3.org/XML/1998/namespace}id") for element in made.iter(f"{NS}div")]
    assert shape == [f"paper.section.one{rest}" for rest in ("", ".x", ".y", ".z")]
    assert [len(list(element.iterancestors(f"{NS}div"))) for element in made.iter(f"{NS}div")] == [0, 1, 2, 1]


def test_a_note_stands_once_and_an_authors_note_is_part_of_the_text():
    reference = '<sup id="fnref:{0}"><a class="footnote-ref" href="#fn:{0}">1</a></sup>'
    notes = (
        '<li id="fn:author-1"><p>Own words.<a class="footnote-backref" href="#">back</a></p></li><li id="fn:ours"><p>Our words.</p></li>'
    )
    made = division(
        f"<p>a{reference.format('author-1')} b{reference.format('ours')} c{reference.format('ours')} d{reference.format('key')}</p>",
        notes,
        ["key"],
    )
    body = tei("body", made)
    assert [" ".join(word.text for word in block) for block in text_blocks(body, "reading")] == ["Title", "a b c d", "Own words."]
    assert [note.get("type") for note in made.iter(f"{NS}note")] == ["authors", "editors"]
    assert [ref.get("target") for ref in made.iter(f"{NS}ref")] == ["#paper.note.ours", f"{BASE}tei/bibliography.xml#bibl_key"]


@pytest.mark.parametrize("text", ["\x00\x0b a", "\ud800b", "\ufffe", "<script>alert(1)</script>", "]]>", "&amp;"])
def test_what_a_record_holds_stays_text(text):
    document = etree.fromstring(serialize(tei("p", text, n=text)).encode())
    assert len(document) == 0
    assert set(text) - set("\x00\x0b\ud800\ufffe") == set(document.text or "")
