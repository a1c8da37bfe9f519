"""The pages of a site in a buffer: read once, written once, and those of released editions left alone."""

import pytest

from scripts.reader.build.page_buffer import PageBuffer


@pytest.fixture
def site(tmp_path):
    for path in ("index.html", "a/index.html", "editions/1.0.0/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


def test_the_pages_of_a_site_without_those_that_never_change(site):
    pages = PageBuffer(site)
    pages["b.html"] = "new"
    assert dict(pages) == {"a/index.html": "a/index.html", "b.html": "new", "index.html": "index.html"}
    assert ("c.html" in pages, len(pages)) == (False, 3)


def test_what_is_set_is_on_disk_only_when_the_buffer_is_flushed(site):
    pages = PageBuffer(site)
    pages["a/index.html"] += " changed"
    pages["b/index.html"] = "new"
    assert (site / "a/index.html").read_text() == "a/index.html"
    (site / "index.html").write_text("not read, so not written")
    pages.flush()
    written = {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.html")}
    assert written == {
        "a/index.html": "a/index.html changed",
        "b/index.html": "new",
        "editions/1.0.0/index.html": "editions/1.0.0/index.html",
        "index.html": "not read, so not written",
    }


def test_a_page_is_read_once(site):
    pages = PageBuffer(site)
    first = pages["index.html"]
    (site / "index.html").unlink()
    assert pages["index.html"] == first


def test_no_page_is_removed(site):
    with pytest.raises(TypeError):
        del PageBuffer(site)["index.html"]
