"""The timeline: dates as readers say them, and every kind of wrong event."""

import pytest

from scripts.reader.common.dates import format_date, is_date
from scripts.reader.edition.timeline import Event, format_date_range, parse_timeline

RIGHT = """# A comment.
- date: "1979-12-24"
  end: "1979-12-27"
  event: One.
  sources: [key]

- date: "2021"
  event: Two.
  sources: [key, other]
  mentioned: [x#p1]
  bears_on: [x#p2, x#p1]
"""


def told(text):
    events, problems = parse_timeline("timeline.yaml", text, {"key", "other"}, {"x#p1", "x#p2"})
    return events, [(problem.line, problem.code, problem.message) for problem in problems]


def test_events_in_order():
    assert told(RIGHT) == (
        [
            Event(2, "1979-12-24", "1979-12-27", "One.", ("key",), (), ()),
            Event(7, "2021", "", "Two.", ("key", "other"), ("x#p1",), ("x#p2", "x#p1")),
        ],
        [],
    )


def test_an_empty_timeline():
    assert told("# nothing yet\n") == ([], [])


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2021", True),
        ("2021-07", True),
        ("2021-02-28", True),
        ("2021-02-30", False),
        ("2021-13", False),
        ("21", False),
        ("2021-7", False),
        ("0000", False),
    ],
)
def test_dates(value, right):
    assert is_date(value) is right


@pytest.mark.parametrize(("date", "said"), [("2021", "2021"), ("2021-07", "July 2021"), ("2021-07-02", "2 July 2021")])
def test_a_date_as_a_reader_says_it(date, said):
    assert format_date(date) == said


@pytest.mark.parametrize(
    ("date", "end", "said"),
    [
        ("2021-07-02", "", "2 July 2021"),
        ("1979-12-24", "1979-12-27", "24–27 December 1979"),
        ("1991-11-08", "1991-12-21", "8 November – 21 December 1991"),
        ("1991-11", "1991-12", "November–December 1991"),
        ("1996", "2001", "1996–2001"),
        ("1979-12", "1989-02-15", "December 1979 – 15 February 1989"),
        ("2021", "2021-08", "2021 – August 2021"),
        ("1979-12-24", "1989-12-24", "24 December 1979 – 24 December 1989"),
    ],
)
def test_a_span_as_short_as_it_can_be_said(date, end, said):
    assert format_date_range(Event(1, date, end, "", (), (), ())) == said


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("- date: [", 1, "not YAML: expected the node content, but found '<stream end>'", id="not YAML"),
        pytest.param("- date: 2021-13-01\n", 1, "not YAML: month must be in 1..12", id="date that is none, unquoted"),
        pytest.param("date: x\n", 1, "not a list of events", id="no list"),
        pytest.param(f"events:\n{RIGHT}", 1, "not a list of events", id="list under a name"),
        pytest.param("  - date: x\n", 1, "not a list of events", id="indented list"),
        pytest.param("- One.\n", 1, "'One.' is not an event", id="no fields"),
        pytest.param(RIGHT.replace("  bears_on", "  bear_on"), 7, 'unknown field "bear_on"', id="unknown field"),
        pytest.param(RIGHT.replace('"2021"', "2021"), 7, "date is 2021", id="unquoted date"),
        pytest.param(RIGHT.replace('"1979-12-27"', '"1979-12-42"'), 2, "end is '1979-12-42'", id="end that is no date"),
        pytest.param(RIGHT.replace('"1979-12-27"', '"1979-12-24"'), 2, "the event ends before it begins", id="end at the beginning"),
        pytest.param(RIGHT.replace('"2021"', '"1978"'), 7, "1978 stands after 1979-12-24", id="out of order"),
        pytest.param(RIGHT.replace('date: "2021"', 'end: "2021"'), 7, "the event has no date", id="no date"),
        pytest.param(RIGHT.replace("  event: Two.\n", ""), 7, "the event has no sentence", id="no sentence"),
        pytest.param(RIGHT.replace("[key, other]", "[]"), 7, "the event has no source", id="no source"),
        pytest.param(RIGHT.replace("[key, other]", "[othr]"), 7, '"othr" is not in bibliography.bib', id="unknown key"),
        pytest.param(RIGHT.replace("[x#p1]", "x#p1"), 7, "mentioned is not a list", id="text for a list"),
        pytest.param(RIGHT.replace("[x#p1]", "[1]"), 7, "mentioned is not a list", id="number in a list"),
    ],
)
def test_a_wrong_event(text, line, message):
    assert told(text)[1] == [(line, "P201", message)]


def test_a_place_that_is_no_paragraph():
    assert told(RIGHT.replace("[x#p1]", "[x#p3]"))[1] == [(7, "P202", '"x#p3" is not a paragraph')]


def test_a_wrong_event_is_left_out():
    events, _ = told(RIGHT.replace("[x#p1]", "[x#p3]"))
    assert [event.event for event in events] == ["One."]
