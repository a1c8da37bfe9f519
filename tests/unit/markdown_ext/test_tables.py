"""Tables whose cells carry the name of their column."""

from lxml import html


def test_each_cell_carries_the_name_of_its_column(engine):
    tree = html.fragment_fromstring(engine().convert("| Term | *In* short |\n|---|---|\n| a | b |\n| c | |\n"))
    assert tree.get("class") == "stacked"
    assert [[cell.get("data-label") for cell in row] for row in tree.iterfind("tbody/tr")] == [["Term", "In short"]] * 2
    assert [cell.get("data-label") for cell in tree.iter("th")] == [None, None]
