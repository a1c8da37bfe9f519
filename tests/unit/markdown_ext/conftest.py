"""Pages rendered by the Markdown extensions, as trees."""

import pytest
from lxml import html


@pytest.fixture
def rendered(engine):
    """Renders a text as if it stood on a page under docs/, and returns a <div> with its blocks."""
    return lambda text, page="": html.fragment_fromstring(engine(page=page).convert(text), create_parent="div")
