"""Released editions are guarded one by the other, and the newest by mkdocs.yml: whatever changes one is found."""

import itertools
import shutil

import pytest

from scripts.reader.edition import load
from scripts.reader.releases import integrity, version_files
from tests.conftest import TESTS

RELEASED = TESTS / "problems/M102-page/editions/1.0.0"
FILES = ("manifest.jsonl", "sha256", "site.tar.xz")


def record(root, version, digest):
    settings = root / "mkdocs.yml"
    settings.write_text(version_files.settings_with_version(settings.read_text(), version, "2027-01-31", digest))


def renew_sums(folder):
    (folder / "sha256").write_text("".join(f"{integrity.sha256(folder / name)}  {name}\n" for name in ("manifest.jsonl", "site.tar.xz")))


def found(root):
    return [(one.path, one.message) for one in integrity.problems(root, load.load_edition(root))]


@pytest.fixture
def editions(toy):
    """The toy edition with a release 1.0.0, and one of 1.1.0 that remembers it."""
    first, second = toy / "editions/1.0.0", toy / "editions/1.1.0"
    shutil.copytree(RELEASED, first)
    shutil.copytree(RELEASED, second)
    manifest = (second / "manifest.jsonl").read_text()
    earlier = f'"earlier": {{"1.0.0": "{integrity.sha256(first / "sha256")}"}}'
    changed = manifest.replace('"edition": "1.0.0"', '"edition": "1.1.0"', 1).replace('"earlier": {}', earlier, 1)
    assert earlier in changed
    (second / "manifest.jsonl").write_text(changed)
    renew_sums(second)
    record(toy, "1.1.0", integrity.sha256(second / "sha256"))
    assert found(toy) == []
    return toy


WAYS = [
    *itertools.product(("1.0.0", "1.1.0"), ("remove", "alter"), (names for size in (1, 2) for names in itertools.combinations(FILES, size)))
]


@pytest.mark.parametrize(("version", "way", "names"), WAYS)
def test_a_file_that_is_removed_or_altered_is_found(editions, version, way, names):
    for name in names:
        path = editions / "editions" / version / name
        path.unlink() if way == "remove" else path.write_bytes(path.read_bytes() + b"\n")
    assert any(path.startswith(f"editions/{version}/") for path, _ in found(editions))


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
@pytest.mark.parametrize("name", ["manifest.jsonl", "site.tar.xz"])
def test_a_file_that_is_exchanged_together_with_its_checksum_is_found(editions, version, name):
    folder = editions / "editions" / version
    text = (folder / name).read_bytes()
    (folder / name).write_bytes(text.replace(b'"title": "', b'"title": "x', 1) if name == "manifest.jsonl" else text + b"\n")
    renew_sums(folder)
    recorder = "mkdocs.yml records of edition 1.1.0" if version == "1.1.0" else "edition 1.0.0 had when 1.1.0 was released"
    assert found(editions) == [(f"editions/{version}/sha256", f"not the checksums that {recorder}")]


def test_a_removed_edition_is_found_whichever_it_is(editions):
    shutil.rmtree(editions / "editions/1.1.0")
    assert found(editions) == [("editions/1.1.0", "edition 1.1.0, the newest by mkdocs.yml, is gone")]
    shutil.rmtree(editions / "editions")
    assert found(editions) == [("editions/1.1.0", "edition 1.1.0, the newest by mkdocs.yml, is gone")]


@pytest.mark.parametrize("newest", ["", '    released: {version: "1.0.0", sha256: "0"}', "    released: yes", "    released: [1.1.0]"])
def test_a_record_that_is_removed_or_altered_is_found(editions, newest):
    settings = editions / "mkdocs.yml"
    lines = settings.read_text().split("\n")
    (line,) = [line for line in lines if line.startswith("    released: ")]
    settings.write_text("\n".join([newest if one is line else one for one in lines if newest or one is not line]))
    ((path, message),) = found(editions)
    assert path == "mkdocs.yml"
    assert message.startswith("extra.edition.released is ")
    assert message.endswith("and the newest edition is 1.1.0")


def test_the_next_release_replaces_the_record(editions):
    record(editions, "1.2.0", "abc")
    released = [line for line in (editions / "mkdocs.yml").read_text().split("\n") if "released:" in line]
    assert released == ['    released: {version: "1.2.0", sha256: "abc"}']
    assert load.load_edition(editions).newest_recorded == ("1.2.0", "abc")
    assert found(editions)[0] == ("editions/1.2.0", "edition 1.2.0, the newest by mkdocs.yml, is gone")
