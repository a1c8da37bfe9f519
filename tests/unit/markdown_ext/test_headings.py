"""No heading gets an id that the theme's scripts look for."""

import pytest


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# \\_\\_proto\\_\\_", ["section-proto"]),
        ("# A\n\n## \\_\\_config\n\n## \\_\\_config\n\n## Section config", ["a", "section-config_1", "section-config_2", "section-config"]),
        ("# MD overlay\n\n## Overlay", ["md-overlay", "overlay"]),
    ],
)
def test_ids_of_headings(engine, text, ids):
    markdown = engine()
    found = markdown.convert(text)
    assert [f'id="{id}"' in found for id in ids] == [True] * len(ids), found
    listed = [token["id"] for first in markdown.toc_tokens for token in (first, *first["children"])]
    assert listed == ids
