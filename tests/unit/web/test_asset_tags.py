"""What a page loads, and in which order."""

from scripts.reader.web import asset_tags

HEAD = """<html>
  <head>
    <link rel="canonical" href="https://example.org/">
    <link rel="stylesheet" href="../assets/theme/main.css">
    <link rel="stylesheet" href="https://other.example/a.css">
    <link rel="stylesheet" href="../assets/print.css" media="print">
    <script>inline</script>
  </head>
"""
BODY = """  <body>

    <article>
      <pre>
        kept

      </pre><div class="footnote">notes</div>
    </article>
    <script src="../assets/theme/bundle.js"></script>
    <script src="../assets/reader.js" defer></script>
    <script type="module" src="../assets/own.js"></script>
  </body>
</html>
"""
PAGE = HEAD + BODY


def test_the_style_sheets_and_scripts_of_a_page_are_told_by_their_places():
    assert asset_tags.stylesheets(PAGE, "a/index.html") == [("assets/theme/main.css", ""), ("assets/print.css", "print")]
    assert asset_tags.scripts(PAGE, "a/index.html") == ["assets/theme/bundle.js", "assets/reader.js"]


def test_the_page_for_missing_addresses_addresses_files_from_its_host():
    missing = PAGE.replace("../", "/reader/")
    assert asset_tags.stylesheets(missing, "404.html", "/reader/")[0] == ("assets/theme/main.css", "")
    whole = asset_tags.loading(missing, "404.html", "p{}", "assets/s.css", ["assets/j.js"], "/reader/")
    assert 'href="/reader/assets/s.css"' in whole
    assert 'src="/reader/assets/j.js"' in whole


def test_the_first_styles_are_in_the_head_the_others_below_the_text_and_the_scripts_last():
    whole = asset_tags.loading(PAGE, "a/index.html", "p{}", "assets/s.css", ["assets/t.js", "assets/j.js"])
    order = [
        '<link rel="canonical" href="https://example.org/">',
        "<style>p{}</style>",
        '<link rel="stylesheet" href="https://other.example/a.css">',
        "<script>inline</script>",
        "        kept\n\n",
        '<link rel="stylesheet" href="../assets/s.css">\n<div class="footnote">',
        '<script type="module" src="../assets/own.js"></script>',
        '<script src="../assets/t.js" defer></script>\n<script src="../assets/j.js" defer></script>\n</body>',
    ]
    places = [whole.index(part) for part in order]
    assert places == sorted(places)
    for gone in ("main.css", "print.css", "bundle.js", "reader.js"):
        assert gone not in whole


def test_only_the_space_around_the_article_is_taken_away():
    assert (
        asset_tags.tidy("<p>\n   \n  <b>x</b> y</p>\n\n<article>\n\n a</article>\n\n<i>")
        == "<p>\n<b>x</b> y</p>\n<article>\n\n a</article>\n<i>"
    )


def test_a_page_without_styles_of_its_own_has_the_style_sheet_in_its_head():
    whole = asset_tags.loading(PAGE, "a/index.html", "", "assets/s.css", [])
    assert "<style>" not in whole
    assert whole.index("assets/s.css") < whole.index("</head>")
    assert whole.count("assets/s.css") == 1
