"""Fragment of the timeline: a drawing to scale, and the events as a list under their years."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from scripts.reader.common.dates import format_date
from scripts.reader.common.markup import escape_in_fragment as escape
from scripts.reader.edition.bibliography import Source
from scripts.reader.edition.timeline import Event, format_date_range
from scripts.reader.pictures.timeline_chart import latest_mentioned, timeline_chart
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs


def timeline_page(events: Sequence[Event], papers: Mapping[str, Paper], sources: Mapping[str, Source], today: str) -> str:
    """Return the drawing, the place of the filter, and the events under their years; links are relative to /timeline/.

    Args:
        events: The events, in the order of their dates.
        papers: The papers, by slug.
        sources: The sources, by key.
        today: The day up to which the drawing reaches at least, an ISO date or "".
    """
    lines = [timeline_chart(events, papers, today)]
    if events:
        lines += ['<div class="filter-here" data-label="events" data-kinds="Any paper"></div>', ""]
    last = latest_mentioned(events)
    is_later = [at > (events.index(last) if last else at) for at in range(len(events))]
    items = list(zip(event_ids(events), events, is_later, strict=True))
    noted = False
    for year, group in groupby(items, key=lambda item: item[1].date[:4]):
        lines += [f"## {year} {{: #y{year} data-search-exclude }}", ""]
        for later, part in groupby(group, key=lambda item: item[2]):
            if last and later and not noted:
                lines += [later_note(last), ""]
                noted = True
            rows = [event_item(name, event, papers, sources) for name, event, _ in part]
            lines += ['<ol class="timeline">', *rows, "</ol>", ""]
    return "\n".join([*lines, ""])


def later_note(last: Event) -> str:
    """Return what is said before the events that no paper mentions any more."""
    return (
        f"The last event that the papers mention is that of {format_date(last.end or last.date)}. Of those that follow they say nothing;"
        " some overtake what they claim."
    )


def event_ids(events: Sequence[Event]) -> Iterator[str]:
    """Yield the ids of events: d and the date, with a number where several have the same."""
    seen: set[str] = set()
    for event in events:
        name, again = event.date, 2
        while name in seen:
            name, again = f"{event.date}-{again}", again + 1
        seen.add(name)
        yield f"d{name}"


def event_item(name: str, event: Event, papers: Mapping[str, Paper], sources: Mapping[str, Source]) -> str:
    """Return an event as an item of the list, with its paragraphs and sources."""
    where = "<br> ".join(paper_links(event.mentioned, "mentioned in", papers) + paper_links(event.bears_on, "relevant to", papers))
    cited = ", ".join(f'<a href="../bibliography/#{key}">{escape(sources[key].label)}</a>' for key in event.sources if key in sources)
    slugs = {place.partition("#")[0] for place in (*event.mentioned, *event.bears_on)}
    kinds = "; ".join(escape(paper.short_title) for slug, paper in papers.items() if slug in slugs)
    return (
        f'<li id="{name}" data-kinds="{kinds}"><span class="date">{format_date_range(event)}</span> '
        f'<span class="event">{escape(event.event)}</span> '
        f'<span class="where">{where}</span> <span class="cited-on">Source{"s" * (len(event.sources) > 1)}: {cited}</span></li>'
    )


def paper_links(places: Sequence[str], word: str, papers: Mapping[str, Paper]) -> list[str]:
    """Return the paragraphs (paper#p3) by paper, each paper with a word before its title."""
    order, found = list(papers), []
    by_paper = sorted(places, key=lambda place: order.index(place.partition("#")[0]))
    for slug, group in groupby(by_paper, key=lambda place: place.partition("#")[0]):
        sections = {block.id: section.slug for section in papers[slug].sections for block in paragraphs(section)}
        ids = [place.partition("#")[2] for place in group]
        anchors = ", ".join(f'<a href="../papers/{slug}/{sections[id]}/#{id}">¶{paragraph_number(id)}</a>' for id in ids)
        found.append(f'<span class="paper-{order.index(slug) + 1}">{word} <em>{escape(papers[slug].short_title)}</em> {anchors}</span>')
    return found
