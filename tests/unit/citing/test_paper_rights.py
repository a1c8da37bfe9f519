"""The licence and the DOI of a paper stand on its pages and in what is cited of it."""

import pytest

from scripts.reader.citing.paper_rights import rights_markup, rights_of_paper
from scripts.reader.common.licences import licence_address, licence_name


@pytest.mark.parametrize(
    ("licence", "name", "address"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", "CC BY 4.0", "http://creativecommons.org/licenses/by/4.0/"),
        ("https://creativecommons.org/licenses/by-nc/3.0/br/", "CC BY-NC 3.0 BR", "https://creativecommons.org/licenses/by-nc/3.0/br/"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BY-SA 4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("https://example.org/terms", "https://example.org/terms", "https://example.org/terms"),
        ("All rights reserved.", "All rights reserved.", ""),
    ],
)
def test_a_licence_has_a_name_and_an_address(licence, name, address):
    assert (licence_name(licence), licence_address(licence)) == (name, address)


def test_rights_in_words():
    assert rights_of_paper({}) == "Notes CC BY 4.0; the text remains its authors'"
    assert rights_of_paper({"licence": "https://creativecommons.org/licenses/by/4.0/"}) == "CC BY 4.0"
    assert rights_of_paper({"licence": "Copyright X."}) == "Text: Copyright X; notes: CC BY 4.0"


def test_the_foot_of_a_page():
    assert rights_markup({}) == ""
    shown = rights_markup({"licence": "CC BY-NC 4.0", "doi": "10.1/<x>"})
    assert '<a rel="license" href="https://creativecommons.org/licenses/by-nc/4.0/">CC BY-NC 4.0</a>' in shown
    assert 'DOI: <a href="https://doi.org/10.1/&lt;x&gt;">10.1/&lt;x&gt;</a>.' in shown
    assert "Notes:" not in rights_markup({"doi": "10.1/x"})
    assert rights_markup({"licence": "Mine & yours"}).startswith("Text of the paper: Mine &amp; yours. Notes: ")
