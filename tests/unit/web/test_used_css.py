"""What is kept of a style sheet, and what the first paint needs of it."""

import pytest

from scripts.reader.web import used_css
from scripts.reader.web.used_css import Index, elements_in, first, names_of_script, parse, prune, serialise, without_unused

PAGE = """<body dir="ltr"><p class="a b" id="p1" hidden>One <a class='term' data-summary="x > y" href="#">two</a></p>
<script>let no = '<em class="never">'</script></body>"""


def kept(css, page=PAGE, script=""):
    rules = parse(css)
    wanted = {name for rule in rules for selector in rule.selectors for name in selector.names}
    return serialise(without_unused(prune(rules, Index(elements_in(page, wanted), names_of_script(script))), script))


@pytest.mark.parametrize(
    "selector",
    [
        *(
            "p",
            ".a.b",
            "p.a",
            "#p1",
            "[hidden]",
            "[dir=ltr] p",
            "body > p ~ a",
            "a.term:hover",
            "p:not(.gone)",
            ":is(.a,.c)",
            "*",
            ":root",
            "P",
        ),
        *("a::after", "::selection", "p:has(>.c)", "[href^=x]"),
    ],
)
def test_a_selector_is_kept_if_each_part_of_it_has_an_element(selector):
    assert kept(f"{selector}{{color:red}}")


@pytest.mark.parametrize("selector", ["em", ".c", ".never", "p.term", "a#p1", "[open]", "[dir=rtl] p", ".c p", "p > .c", "p.a.c:hover"])
def test_a_selector_is_left_out_if_no_element_has_all_names_of_a_part(selector):
    assert kept(f"{selector}{{color:red}}") == ""


def test_names_that_scripts_know_may_stand_anywhere():
    assert kept(".card p{color:red}p.card{top:0}.cards{top:0}", script='className = "card"') == ".card p{color:red}p.card{top:0}"


def test_an_attribute_that_a_script_sets_as_data_is_kept():
    assert kept("[data-one-two=three]{top:0}[data-four]{top:0}", script='x.dataset.oneTwo = "three"') == "[data-one-two=three]{top:0}"


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("p { color : red ; margin: 0  1px }", "p{color:red;margin:0 1px}"),
        ("p, em { top: 0 }", "p{top:0}"),
        ("@media screen and (min-width: 60em) { p { top: 0 } em { top: 0 } }", "@media screen and (min-width: 60em){p{top:0}}"),
        ("@media print { em { top: 0 } }", ""),
        ("/* a comment */ p{top:0!important}", "p{top:0!important}"),
        ('p::before{content:"a,  b"}', 'p::before{content:"a,  b"}'),
        ("p{background:url(\"data:image/svg+xml,<svg a='1,  2'/>\")}", "p{background:url(\"data:image/svg+xml,<svg a='1,  2'/>\")}"),
        ("p{--x:1;--y:var(--z);--z:2;color:var(--y)}", "p{--y:var(--z);--z:2;color:var(--y)}"),
        ("@keyframes in{to{top:0}}@keyframes out{to{top:0}}p{animation:in 1s}", "@keyframes in{to{top:0}}p{animation:in 1s}"),
        ("p{top:0}}p{left:0}", "p{top:0}"),
        ("@page{margin:2cm}@charset 'utf-8';", "@page{margin:2cm}"),
    ],
)
def test_a_style_sheet_becomes_smaller(css, small):
    assert kept(css) == small


@pytest.mark.parametrize(
    ("selector", "weight"),
    [
        ("p", (0, 0, 1)),
        (".a:hover", (0, 2, 0)),
        ("#a [b]>p::before", (1, 1, 2)),
        ("p:is(#a,.b)", (1, 0, 1)),
        (":where(#a) p:before", (0, 0, 2)),
    ],
)
def test_the_weight_of_a_selector(selector, weight):
    assert parse(f"{selector}{{top:0}}")[0].selectors[0].specificity == weight


def test_addresses_are_turned_for_the_folder_that_the_styles_move_to():
    css = "p{a:url(x.png);b:url('../y.png');c:url(data:z);d:url(#e);f:url(https://g.example/);h:url(/i)}"
    assert serialise(parse(css, "assets/theme", "assets")) == (
        'p{a:url(theme/x.png);b:url("y.png");c:url(data:z);d:url(#e);f:url(https://g.example/);h:url(/i)}'
    )


def test_the_first_paint_does_without_motion_without_what_can_wait_and_without_their_properties():
    rules = parse("p,a:hover{color:var(--x);transition:color 1s;--x:red;--y:blue}a{color:var(--y)}@page{margin:0}")
    assert serialise(first(rules, lambda _, selector: "a" in selector.text)) == "p{color:var(--x);--x:red}"


def test_elements_are_told_by_wanted_names_only():
    assert elements_in('<p class="a b" id="x">', {".a", "#x", "em"}) == frozenset([frozenset({".a", "#x"})])
    assert used_css.names_of_tag("P", ' class="a" hidden') == {"p", "[class", "=a", ".a", "[hidden", "="}
