"""What tests/support/fuzz.py found, and the same rules over texts that Hypothesis makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import fuzz
from tests.unit.text.test_properties import TEXTS

TEXT = st.one_of(TEXTS, st.lists(st.sampled_from(fuzz.PIECES), max_size=40).map("".join))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. Introduction-\n1. Introduction-\n1. Introduction", id="headings that end in hyphens"),
        pytest.param("Abstract::x 1.\n\n=1. Introduction", id="run-in heading without a space"),
        pytest.param("Ú1. Introduction1. Introduction-\n1. IntroductionAbstract", id="a word as it would be if it were divided"),
        pytest.param(
            "1. IntroductionKey Words: x-\n1. IntroductionKey Words: x-\n1. Introduction1. IntroductionKey Words: \n\nx", id="long"
        ),
        pytest.param(
            "-\n\n\n1. Introductionß\n\n\n1. Introductionß-\n1. Introduction-\n\n\n1. Introductionß±1. Introduction", id="lone hyphen"
        ),
        pytest.param(
            "x\n\ne-\neKey Words: e-\ne\n\ne-\ne-\ni-\ni-\nJ-\ne-\n\ni-\ne\n\ne\n\ne-\nere\n\nee\n\ne-\ne-\nKey Words: J", id="chains"
        ),
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
