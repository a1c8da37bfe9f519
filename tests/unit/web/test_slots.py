"""Slots of a page: mark-up is added, replaced, and the marks are taken away; a page without the slot is refused."""

import pytest

from scripts.reader.web import slots

PAGE = """<head>
  <!-- slot: head --><!-- /slot -->
  </head><body>
<!-- slot: scripts --><script src="a.js"></script>
<!-- /slot -->
</body>"""


def test_mark_up_is_added_to_what_a_slot_holds():
    page = slots.fill(slots.fill(PAGE, "head", "<one>"), "head", "<two>")
    assert slots.content(page, "head") == "<one><two>"
    assert slots.fill(PAGE, "scripts", "<b>") == PAGE.replace("</script>\n", "</script>\n<b>")


def test_what_a_slot_holds_is_replaced():
    assert slots.replace(PAGE, "scripts", r"\1") == PAGE.replace('<script src="a.js"></script>\n', r"\1")


def test_the_marks_go_and_what_the_slots_hold_stays():
    assert slots.without_marks(PAGE) == '<head>\n  </head><body>\n<script src="a.js"></script>\n</body>'


@pytest.mark.parametrize(("page", "number"), [("<p>", 0), (PAGE + PAGE, 2)])
def test_a_page_without_the_slot_or_with_several_is_refused(page, number):
    with pytest.raises(slots.MissingSlot, match=f'{number} slots "head"'):
        slots.fill(page, "head", "x")
