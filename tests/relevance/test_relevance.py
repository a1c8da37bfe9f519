"""The judged queries fit the edition, and the measures are what they are called."""

from collections import Counter

import pytest
import yaml

from bench import bm25
from scripts.reader.edition import load
from scripts.reader.text import emendations
from scripts.reader.text.paragraphs import paragraphs
from tests.conftest import KNOWN
from tests.relevance import judging
from tests.relevance.judging import DEPTH, KINDS, QUERIES, WANTED, Measures, grade, grades, measure, target

RISE = "/papers/rise-of-the-taliban"


@pytest.fixture(scope="module")
def edition():
    return load.load_edition(KNOWN)


@pytest.fixture(scope="module")
def data():
    return yaml.safe_load(QUERIES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def queries():
    return judging.read()


@pytest.fixture(scope="module")
def addresses(edition):
    """Every page of the edition, every paragraph and every note, as the site addresses them."""
    docs = KNOWN / "docs"
    found = {"/" + path.relative_to(docs).as_posix().removesuffix("index.md").replace(".md", "/") for path in docs.rglob("*.md")}
    for paper in edition.papers:
        for section in paper.sections:
            page = f"/papers/{paper.slug}/{section.slug}/"
            found |= {f"{page}#{paragraph.id}" for paragraph in paragraphs(section)}
            found |= {f"{page}#fn:{match[1]}" for match in emendations.EDITORS_NOTE.finditer(section.body)}
    return found


def test_the_file_has_no_field_that_it_should_not_have(data):
    assert set(data) == {"concepts", "queries"}
    for record in data["queries"]:
        assert {"id", "query", "kind", "concept"} <= set(record) <= {"id", "query", "kind", "concept", "judgements"}, record["id"]
        assert isinstance(record["query"], str), record["id"]
        assert record["query"] == record["query"].strip() != "", record["id"]
        assert record["kind"] in KINDS, record["id"]


def test_there_are_queries_of_every_kind_each_with_an_id_and_a_text_of_its_own(queries):
    assert len(queries) >= 60
    assert {query.kind for query in queries} == set(KINDS)
    assert [name for name, count in Counter(query.id for query in queries).items() if count > 1] == []
    assert [text for text, count in Counter(query.text for query in queries).items() if count > 1] == []


def test_each_kind_that_is_reported_by_itself_has_forty_queries(queries):
    kinds = Counter(query.kind for query in queries)
    assert {kind: kinds[kind] for kind in KINDS[-4:] if kinds[kind] < 40} == {}


def test_every_concept_is_an_entry_and_is_asked_for(data, queries, edition):
    assert set(data["concepts"]) == {query.concept for query in queries if query.concept}
    assert set(data["concepts"]) <= set(edition.entries)


def test_grades_are_those_of_the_rules(data):
    for judged in [*data["concepts"].values(), *(record.get("judgements", {}) for record in data["queries"])]:
        assert set(judged.values()) <= {1, 2, 3}, judged


def test_every_query_wants_something_and_a_concept_its_entry(queries):
    for query in queries:
        assert WANTED in query.judgements.values(), query.id
        assert not query.concept or query.judgements[f"/glossary/{query.concept}/"] == WANTED, query.id


def test_every_judged_address_exists(queries, addresses):
    assert {address for query in queries for address in query.judgements if address not in addresses} == set()


def test_judged_addresses_are_targets_and_no_section_is_judged_as_a_page(queries, edition):
    sections = {f"/papers/{paper.slug}/{section.slug}/" for paper in edition.papers for section in paper.sections}
    for query in queries:
        assert [address for address in query.judgements if target(address) != address or address in sections] == [], query.id


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        (f"{RISE}/introduction/#p5", f"{RISE}/introduction/#p5"),
        (f"{RISE}/introduction/#p12a", f"{RISE}/introduction/#p12a"),
        (f"{RISE}/introduction/#fn:backyard", f"{RISE}/introduction/#fn:backyard"),
        (f"{RISE}/introduction/#introduction-e1", f"{RISE}/introduction/"),
        (f"{RISE}/introduction/", f"{RISE}/introduction/"),
        (f"{RISE}/#argument", f"{RISE}/"),
        ("/glossary/csto/#in-these-papers", "/glossary/csto/"),
        ("/bibliography/#fn:waltz1979", "/bibliography/"),
    ],
)
def test_what_an_address_counts_as(address, counts_as):
    assert target(address) == counts_as


JUDGED = {"/glossary/csto/": 3, f"{RISE}/introduction/#p5": 2, f"{RISE}/abstract/#p2": 1, f"{RISE}/abstract/#fn:cis-members": 1}


@pytest.mark.parametrize(
    ("counts_as", "expected"),
    [
        ("/glossary/csto/", 3),
        (f"{RISE}/introduction/#p5", 2),
        (f"{RISE}/introduction/", 1),  # the best paragraph has 2
        (f"{RISE}/abstract/", 1),  # at least 1
        (f"{RISE}/introduction/#p4", 0),
        (f"{RISE}/", 0),  # the sections are other pages
        ("/glossary/sco/", 0),
    ],
)
def test_the_grade_of_a_target(counts_as, expected):
    assert grade(JUDGED, counts_as) == expected


def test_a_target_counts_once_where_it_comes_first():
    addresses = ["/glossary/sco/", "/glossary/csto/", "/glossary/csto/#in-these-papers", f"{RISE}/introduction/#p5"]
    assert grades(JUDGED, addresses) == [0, 3, 2]


def test_only_the_first_results_count():
    addresses = [f"/glossary/{number}/" for number in range(DEPTH)] + ["/glossary/csto/"]
    assert measure(JUDGED, addresses) == Measures(0, 0, 0, 0)


def test_measures_of_the_best_list():
    assert measure(JUDGED, JUDGED) == Measures(1, 1, 1, 1)


def test_measures_of_no_results():
    assert measure(JUDGED, []) == Measures(0, 0, 0, 0)


def test_measures_worked_out_by_hand():
    # Grades found: 1, 0, 3. Gain: 1/log2(2) + 0 + 7/log2(4) = 1 + 3.5 = 4.5.
    # Best order of the judged: 3, 2, 1. Gain: 7 + 3/1.58496 + 1/2 = 7 + 1.89279 + 0.5 = 9.39279.
    judged = {"/a/": 3, "/b/": 2, "/c/": 1}
    found = measure(judged, ["/c/", "/x/", "/a/"])
    assert found.mrr == pytest.approx(1 / 3)
    assert found.ndcg == pytest.approx(4.5 / 9.39279, abs=1e-5)
    assert (found.success, found.success_at_3) == (0, 1)


def test_a_relevant_result_is_enough_for_the_reciprocal_rank_but_not_for_success():
    found = measure({"/a/": 3, "/b/": 2}, ["/b/", "/a/"])
    assert (found.mrr, found.success) == (1, 0)
    assert found.ndcg == pytest.approx((3 + 7 / 1.58496) / (7 + 3 / 1.58496), abs=1e-5)


def test_a_page_beside_its_paragraph_does_not_lift_above_the_best():
    judged = {f"{RISE}/introduction/#p5": 3}
    assert measure(judged, [f"{RISE}/introduction/#p5", f"{RISE}/introduction/"]).ndcg == 1
    assert measure(judged, [f"{RISE}/introduction/"]) == Measures(1, pytest.approx(3 / 7), 0, 0)


def test_the_mean_of_measures():
    assert judging.mean([Measures(1, 0.5, 1, 1), Measures(0.5, 0.1, 0, 1)]) == Measures(0.75, pytest.approx(0.3), 0.5, 1)


def test_about_half_of_the_queries_is_only_reported(queries):
    assert 0.4 < sum(map(judging.is_reported, queries)) / len(queries) < 0.6


def test_the_interval_of_a_mean():
    assert judging.interval([0.5] * 9) == (0.5, 0.5)
    low, high = judging.interval([0.0, 1.0] * 50)
    assert (low, high) == judging.interval([0.0, 1.0] * 50)
    assert low == pytest.approx(0.4, abs=0.03)  # 1.96 standard errors of 0.05
    assert high == pytest.approx(0.6, abs=0.03)


def test_bm25_prefers_the_rare_word_and_the_short_text_and_knows_stems():
    texts = {"/a/": "state and state of war", "/b/": "a state of the art, which is long enough", "/c/": "state", "/d/": "peaceful"}
    assert bm25.ranking(texts)("what is the war of states?") == ["/a/", "/c/", "/b/"]
    assert bm25.ranking(texts)("does this") == []
