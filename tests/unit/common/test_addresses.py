import pytest

from scripts.reader.common.addresses import file_address, paper_slug


@pytest.mark.parametrize(
    ("address", "paper"),
    [("papers/x/introduction/#p4", "x"), ("papers/x/", "x"), ("papers/", ""), ("glossary/csto/", ""), ("", "")],
)
def test_the_paper_of_an_address(address, paper):
    assert paper_slug(address) == paper


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", ""),
        ("papers/x/index.html", "papers/x/"),
        ("404.html", "404.html"),
        ("a/b.json", "a/b.json"),
        ("a/no-index.html", "a/no-index.html"),
    ],
)
def test_the_address_of_a_file(path, address):
    assert file_address(path) == address
