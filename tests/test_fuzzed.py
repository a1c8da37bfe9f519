"""What tests/fuzz.py found, and the same rules over texts that Hypothesis makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import fuzz
from tests.test_properties import TEXTS

TEXT = st.one_of(TEXTS, st.lists(st.sampled_from(fuzz.PIECES), max_size=40).map("".join))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. Introduction-\n1. Introduction-\n1. Introduction", id="headings that end in hyphens"),
        pytest.param("Abstract::x 1.\n\n=1. Introduction", id="run-in heading without a space"),
    ],
)
def test_what_broke_the_importer(text):
    fuzz.check_import(text)


@given(TEXT)
@settings(max_examples=300)
def test_any_text_is_imported_or_refused(text):
    fuzz.check_import(text)


@given(TEXT)
@settings(max_examples=300)
def test_any_page_is_read(text):
    fuzz.check_marks(text)
