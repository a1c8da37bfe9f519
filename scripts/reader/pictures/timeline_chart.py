"""The timeline to scale: a lane for each paper, in it a dot for each event that the paper mentions or that bears on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.reader.common.dates import ISO_DATE, format_date
from scripts.reader.edition.timeline import Event
from scripts.reader.pictures.svg import LETTER, LINE, TARGET, WIDTH, link, measure, number, picture, text_lines, wrap
from scripts.reader.text.paper import Paper

MARGIN = 6  # at both ends of the scale
DOT, PITCH = 3.2, 8  # radius of a dot, and the distance of two
AXIS = 30  # height of the scale
GAP = 10  # between two lanes
MAX_LANES = 6  # papers with a lane of their own
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)  # years between two numbers of the scale
MENTIONED, BEARS_ON = "mentioned", "bears"  # classes of dots


@dataclass(frozen=True)
class Lane:
    """A row of the drawing: its name, and its events, each with the class of its dot."""

    name: str
    events: Sequence[tuple[Event, str]]


@dataclass(frozen=True)
class Scale:
    """The years that the drawing spans."""

    first: float
    last: float

    def place(self, year: float) -> float:
        """Return where a moment lies, in units from the left."""
        return MARGIN + (year - self.first) / max(1, self.last - self.first) * (WIDTH - 2 * MARGIN)


def decimal_year(date: str) -> float:
    """Return an ISO date as a number of years; a month or year stands for its middle."""
    match = ISO_DATE.fullmatch(date)
    assert match, f"{date!r} was checked when the timeline was read"
    year, month, day = match.groups()
    if not month:
        return int(year) + 0.5
    return int(year) + (int(month) - 1 + (int(day) - 0.5) / 31 if day else int(month) - 0.5) / 12


def latest_mentioned(events: Sequence[Event]) -> Event | None:
    """Return the last event that a paper mentions."""
    return next((event for event in reversed(events) if event.mentioned), None)


def timeline_chart(events: Sequence[Event], papers: Mapping[str, Paper], today: str) -> str:
    """Return the drawing, "" without events; `today`, an ISO date or "", is the day up to which the scale reaches at least."""
    if not events:
        return ""
    moments = [decimal_year(event.end or event.date) for event in events] + ([decimal_year(today)] if today else [])
    scale = Scale(int(decimal_year(events[0].date)), max(int(max(moments)) + 1, int(decimal_year(events[0].date)) + 2))
    parts = list(legend())
    top = LINE + GAP
    rows = lanes(events, papers)
    last = latest_mentioned(events)
    later = set(events[events.index(last) + 1 :]) if last else set()
    body: list[str] = []
    for lane in rows:
        placed = place_dots(lane, scale)
        levels = 1 + max((level for _, _, level in placed), default=0)
        name = wrap(lane.name, WIDTH)
        base = top + LINE * len(name) + levels * PITCH + 4
        body.append(text_lines(name, 0, top + LETTER))
        body.append(f'<path class="axis" d="M{MARGIN} {base}H{WIDTH - MARGIN}"/>')
        body += [draw_event(event, kind, level, base, scale, is_later=event in later) for event, kind, level in placed]
        top = base + GAP
    if last:
        x = number(scale.place(decimal_year(last.end or last.date)) + DOT)
        parts.append(f'<path class="last" d="M{x} {LINE + GAP}V{top}"/>')
    parts += [*body, *axis(scale, top, events)]
    said = f"Events from {format_date(events[0].date)} to {format_date(events[-1].end or events[-1].date)}, to scale"
    described = (
        f"{len(events)} events in {len(rows)} lane{'s' * (len(rows) > 1)}: {'; '.join(counted(lane) for lane in rows)}."
        " A full dot is an event that the paper mentions, a ring one that bears on it."
        f"{' Behind the broken line are events later than any that the papers mention.' if last else ''} The list below has every event."
    )
    return picture("timeline-chart", said, described, top + AXIS, parts)


def lanes(events: Sequence[Event], papers: Mapping[str, Paper]) -> list[Lane]:
    """Return a lane for each paper, of many papers one for all; and one for events that are tied to no paper."""
    found = []
    for slug, paper in papers.items() if len(papers) <= MAX_LANES else ():
        kinds = [(event, kind_of(event, f"{slug}#")) for event in events]
        found.append(Lane(paper.short_title, [(event, kind) for event, kind in kinds if kind]))
    if len(papers) > MAX_LANES:
        found.append(Lane(f"{len(papers)} papers", [(event, kind) for event in events if (kind := kind_of(event, ""))]))
    untied = [(event, "") for event in events if not kind_of(event, "")]
    return [*found, *([Lane("Tied to no paper", untied)] if untied else [])]


def kind_of(event: Event, prefix: str) -> str:
    """Return whether paragraphs that begin so mention an event, or it bears on them."""
    for kind, places in ((MENTIONED, event.mentioned), (BEARS_ON, event.bears_on)):
        if any(place.startswith(prefix) for place in places):
            return kind
    return ""


def counted(lane: Lane) -> str:
    """Return the name of a lane with the numbers of its events."""
    kinds = [kind for _, kind in lane.events]
    words = [f"{kinds.count(kind)} {word}" for kind, word in ((MENTIONED, "mentioned"), (BEARS_ON, "bearing on it")) if kind in kinds]
    return f"{lane.name}, {' and '.join(words) or len(kinds)}"


def place_dots(lane: Lane, scale: Scale) -> list[tuple[Event, str, int]]:
    """Return the events of a lane with the level on which each lies, so that none covers another."""
    ends: list[float] = []  # of each level, from the lowest
    placed = []
    for event, kind in lane.events:
        left, right = extent(event, scale)
        level = next((at for at, end in enumerate(ends) if left - end >= PITCH), len(ends))
        ends[level : level + 1] = [right]
        placed.append((event, kind, level))
    return placed


def extent(event: Event, scale: Scale) -> tuple[float, float]:
    """Return where an event begins and ends, in units from the left."""
    begin = scale.place(decimal_year(event.date))
    return begin, max(begin, scale.place(decimal_year(event.end))) if event.end else begin


def draw_event(event: Event, kind: str, level: int, base: float, scale: Scale, is_later: bool) -> str:
    """Return an event as a dot, with a line to its end where it lasts; its date shows under the pointer."""
    left, right = extent(event, scale)
    y = base - 5 - level * PITCH
    span = f'<path class="axis" d="M{number(left)} {number(y)}H{number(right)}"/>' if right - left > PITCH / 2 else ""
    classes = " ".join(filter(None, [kind, "later" if is_later else ""]))
    of_kind = f' class="{classes}"' if classes else ""
    return f'{span}<circle{of_kind} cx="{number(left)}" cy="{number(y)}" r="{DOT}"><title>{format_date(event.date)}</title></circle>'


def legend() -> Iterator[str]:
    """Yield the meaning of the dots."""
    x = 0.0
    for kind, words in ((MENTIONED, "mentioned in the paper"), (BEARS_ON, "bears on it")):
        yield f'<circle class="{kind}" cx="{number(x + 5)}" cy="8" r="{DOT}"/>'
        yield text_lines([words], x + 13, LETTER)
        x += 13 + measure(words) + 14


def axis(scale: Scale, top: float, events: Sequence[Event]) -> Iterator[str]:
    """Yield the scale: a tick and a number for every few years, each a link to the first event from then on."""
    span = scale.last - scale.first
    step = next((step for step in STEPS if (WIDTH - 2 * MARGIN) / span * step >= measure("2000") + 8), int(span) or 1)
    years = [year for year in range(int(scale.first), int(scale.last) + 1) if year % step == 0]
    ticks = "".join(f"M{number(scale.place(year))} {number(top)}v5" for year in years)
    yield f'<path class="axis" d="M{MARGIN} {number(top)}H{WIDTH - MARGIN}{ticks}"/>'
    half = measure("2000") / 2
    for year in years:
        x = min(max(scale.place(year), half), WIDTH - half)
        words = f'<text x="{number(x)}" y="{number(top + 20)}" text-anchor="middle">{year}</text>'
        target = next((event.date[:4] for event in events if event.date[:4] >= f"{year:04}"), "")
        ground = f'<rect class="ground" x="{number(x - half)}" y="{number(top + 4)}" width="{number(2 * half)}" height="{TARGET}"/>'
        yield link(f"#y{target}", ground + words, f"{year}, events from then on") if target else words
