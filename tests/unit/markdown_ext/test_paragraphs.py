"""Paragraph numbers in the page, and links to the lines of the received text."""


def test_a_number_stands_before_its_paragraph_and_leads_to_it(rendered):
    (paragraph,) = rendered("One *two*.\n{: #p12a }")
    (link,) = paragraph.iter("a")
    assert dict(link.attrib) == {"class": "paragraph-number", "href": "#p12a", "aria-label": "Paragraph 12a"}
    assert paragraph.text is None
    assert paragraph.text_content() == "12a One two."  # a word and a number, also where no style sheet sets them apart


def test_other_paragraphs_have_no_number(rendered):
    tree = rendered("One.\n{: #par }\n\nTwo.\n\n## Three\n{: #p3 }\n\n- four\n{: #p4 }")
    assert tree.find_class("paragraph-number") == []


def test_in_a_paper_a_paragraph_leads_to_the_lines_of_its_source(rendered):
    tree = rendered("# A\n\nOne.\n{: #p1 }\n\nFour.\n{: #p4 }\n\nNine.\n{: #p9 }", "papers/toy/introduction.md")
    assert [(link.get("href"), link.text, link.get("hidden")) for link in tree.find_class("received-lines")] == [
        ("/papers/toy/received.md#line3", "Received text, lines 3–5", "hidden"),
        ("/papers/toy/received.md#line19", "Received text, line 19", "hidden"),
    ]


def test_a_section_says_whose_the_text_is(rendered):
    text = "# A\n\nOne.\n{: #p1 }"
    assert [element.tag for element in rendered(text, "papers/toy/introduction.md")] == ["h1", "p", "p", "p", "nav"]
    assert rendered(text, "papers/toy/introduction.md").find_class("whose")[0].text.startswith("The authors' text")
    assert rendered(text, "about/editing.md").find_class("whose") == []
    assert rendered("# A\n\nOne.", "papers/toy/index.md").find_class("whose") == []


def test_a_section_says_where_it_stands_and_leads_to_its_neighbours_behind_its_text(rendered):
    tree = rendered("# A\n\nOne.\n{: #p4 }\n\n## B", "papers/toy/method.md")
    assert [element.tag for element in tree] == ["h1", "p", "p", "p", "nav", "h2"]
    assert tree.find_class("place")[0].text == "Section 2 of 3 · ¶3 of 4 · 1 min"
    assert [(link.get("rel"), link.get("href"), link.text_content()) for link in tree.find_class("turn")[0]] == [
        ("prev", "introduction.md", "Previous · 1 min Introduction"),
        ("next", "key-words.md", "Next · 1 min Key words"),
    ]
    text = rendered("# A\n\nOne.\n{: #p1 }", "papers/toy/text.md")
    assert text.find_class("place") == text.find_class("turn") == []


def test_what_comes_next_stands_again_behind_the_notes(rendered):
    tree = rendered("# A\n\nOne.[^n]\n{: #p4 }\n\n[^n]: Ours.", "papers/toy/method.md")
    first, again = tree.find_class("turn")
    assert [turn.get("aria-label") for turn in (first, again)] == ["Sections", "Sections, after the notes"]
    assert again.getprevious().get("class") == "footnote"
    assert [link.get("href") for link in first] == [link.get("href") for link in again]
