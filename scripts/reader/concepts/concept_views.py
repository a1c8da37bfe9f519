"""Where concepts live: mentions as keywords in context, counts by paper and name, by section, and together in a paragraph."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, groupby, islice

from scripts.reader.common.markup import escape_in_fragment
from scripts.reader.concepts.glossary import Entry
from scripts.reader.concepts.mentions import Mention, mentions_of_paragraphs
from scripts.reader.text.escapes import escape
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number

CONTEXT = 50  # characters on each side of a keyword
SHADES = (1, 2, 4, 7)  # mentions from which the next shade of the map begins
MAX_PAPERS_NAMED = 6  # papers that are listed one by one with every link to an entry
MAX_PAPERS_LISTED = 12  # papers; with more, lists of everything are too long to be read, and too heavy to be sent
PARAGRAPHS_LINKED = 5  # paragraphs of a paper, where there are many papers
SHADES_MADE_FOR = 28  # a number that the steps of the shades are made for
MIN_PARAGRAPHS = 2  # paragraphs that mention a concept, for it to stand in the matrix


def listed_name(mention: Mention, entry: Entry) -> str:
    """Return the name of an entry that a mention uses, as the entry writes it."""
    used = " ".join(mention.name.split())
    return next(
        (name for name in entry.names if name == used), next((name for name in entry.names if name.casefold() == used.casefold()), used)
    )


def name_counts(mentions: Iterable[Mention], entry: Entry) -> str:
    """Return how often each name is used, the most frequent first: 3 mentions: CSTO 2, Tashkent Treaty 1."""
    names = Counter(listed_name(mention, entry) for mention in mentions)
    total = sum(names.values())
    listed = ", ".join(f"{name} {count}" for name, count in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])))
    return f"{total} mention{'s' * (total > 1)}: {listed}"


def paper_counts(mentions: Iterable[Mention], papers: Iterable[Paper]) -> str:
    """Return how often the papers that mention an entry do so: Small States 16, Alliances 4; "" if none does.

    Of more than MAX_PAPERS_NAMED papers it says only how many mention it, and how often in all.
    """
    counted, papers = Counter(mention.paper for mention in mentions), list(papers)
    if len(papers) > MAX_PAPERS_NAMED:
        return f"{len(counted)} of {len(papers)} papers {counted.total()}"
    return ", ".join(f"{paper.short_title} {counted[paper.slug]}" for paper in papers if counted[paper.slug])


def mark_emended(mention: Mention, start: int, end: int) -> str:
    """Return a stretch of a paragraph as HTML in which emended words are marked."""
    if 1 not in mention.emended[start:end]:
        return escape_in_fragment(mention.text[start:end], quote=False)
    parts = []
    for emended, group in groupby(range(start, end), key=lambda at: mention.emended[at]):
        places = list(group)
        text = escape_in_fragment(mention.text[places[0] : places[-1] + 1], quote=False)
        parts.append(f'<span class="emended">{text}</span>' if emended and text.strip() else text)
    return "".join(parts)


def keyword_in_context(mention: Mention) -> str:
    """Return a mention in its context, from the reading text: … before <mark>keyword</mark> after …"""
    text = mention.text
    start = max(0, mention.start - CONTEXT)
    end = min(len(text), mention.end + CONTEXT)
    start = start if start == 0 else text.find(" ", start, mention.start) + 1 or mention.start
    end = end if end == len(text) else max(text.rfind(" ", mention.end, end), mention.end)
    before = ("… " if start else "") + mark_emended(mention, start, mention.start)
    after = mark_emended(mention, mention.end, end) + (" …" if end < len(text) else "")
    return f"{before}<mark>{mark_emended(mention, mention.start, mention.end)}</mark>{after}"


def concordance_list(mentions: Iterable[Mention], titles: Mapping[str, str], to_root: str) -> str:
    """Return the mentions of one paper as an HTML list.

    Args:
        mentions: The mentions, in reading order.
        titles: The titles of the paper's sections, by slug.
        to_root: The path from the page to the root of the site.
    """
    shown = {slug: escape_in_fragment(title) for slug, title in titles.items()}
    rows = [
        f'<li><a href="{to_root}papers/{mention.paper}/{mention.section}/#{mention.paragraph}">'
        f"{shown[mention.section]} ¶{paragraph_number(mention.paragraph)}</a> <span>{keyword_in_context(mention)}</span></li>"
        for mention in mentions
    ]
    return "\n".join(['<ol class="concordance">', *rows, "</ol>"])


def index_list(mentions: Iterable[Mention], papers: Mapping[str, Paper], to_root: str) -> str:
    """Return the mentions as the index of a book gives them: each paper, how often it mentions the entry, and its first paragraphs.

    Args:
        mentions: The mentions, in reading order.
        papers: The papers, by slug.
        to_root: The path from the page to the root of the site.
    """
    rows = []
    for slug, in_paper in groupby(mentions, key=lambda mention: mention.paper):
        found = list(in_paper)
        sections = {mention.paragraph: mention.section for mention in found}
        links = [
            f'<a href="{to_root}papers/{slug}/{section}/#{paragraph}">¶{paragraph_number(paragraph)}</a>'
            for paragraph, section in islice(sections.items(), PARAGRAPHS_LINKED)
        ]
        rest = len(sections) - len(links)
        more = f" and {rest} more paragraph{'s' * (rest > 1)}" if rest else ""
        paper = f'<a href="{to_root}papers/{slug}/">{escape_in_fragment(papers[slug].short_title)}</a>'
        rows.append(f"<li>{paper} {len(found)}: {', '.join(links)}{more}</li>")
    return "\n".join(['<ol class="index">', *rows, "</ol>"])


def shade(count: int, most: int = 0) -> int:
    """Return the shade of a cell, from 0 (nothing) to 4.

    The thresholds in SHADES are scaled by most/28 when `most`, the largest count, exceeds 28.
    """
    return sum(count >= least * max(1, most / SHADES_MADE_FOR) for least in SHADES)


def concept_map(entries: Mapping[str, Entry], mentions: Iterable[Mention], papers: Iterable[Paper], to_root: str) -> str:
    """Return an HTML table of concepts (rows) and sections (columns), whose cells are shaded by count and lead to the first mention.

    Of more than MAX_PAPERS_LISTED papers there is one column, with the number of papers that mention the concept.
    """
    papers = list(papers)
    cells: dict[str, dict[tuple[str, str], list[Mention]]] = {slug: {} for slug in entries}
    for mention in mentions:
        cells[mention.slug].setdefault((mention.paper, mention.section), []).append(mention)
    columns = [(paper, section) for paper in papers for section in paper.sections] if len(papers) <= MAX_PAPERS_LISTED else []
    rows = []
    for slug, entry in entries.items():
        tds = []
        for paper, section in columns:
            found = cells[slug].get((paper.slug, section.slug), [])
            link = f'<a href="{to_root}papers/{paper.slug}/{section.slug}/#{found[0].paragraph}">{len(found)}</a>' if found else ""
            tds.append(f'<td class="shade-{shade(len(found))}">{link}</td>')
        if not columns:
            tds.append(f"<td>{len({paper for paper, _ in cells[slug]})}</td>")
        term = f'<th scope="row"><a href="{to_root}glossary/{slug}/">{escape_in_fragment(entry.title)}</a></th>'
        total = sum(map(len, cells[slug].values()))
        rows.append(f"<tr>{term}<td>{entry.kind}</td>{''.join(tds)}<td>{total}</td></tr>")
    name = "Concepts and sections" if columns else "Concepts"
    head = map_head(papers if columns else ())
    frame = f'<div class="concept-map" aria-label="{name}" role="region" tabindex="0"><table class="map">'
    return f"{frame}\n{head}\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table></div>\n"


def map_head(papers: Sequence[Paper]) -> str:
    """Return the head of the map: papers, and under them their sections; without papers, one column for their number."""
    groups, between = "", "" if papers else '<th scope="col" class="sortable">Papers</th>'
    for position, paper in enumerate(papers, 1):
        span = f'colspan="{len(paper.sections)}" scope="colgroup" class="paper-{position}"'
        groups += f"<th {span}>{escape_in_fragment(paper.short_title)}</th>"
        for section in paper.sections:
            between += f'<th scope="col"><span>{escape_in_fragment(str(section.record.get("title", section.slug)))}</span></th>'
    first = '<th scope="col" class="sortable">Concept</th><th scope="col" class="sortable">Kind</th>'
    row = f'<tr>{first}{between}<th scope="col" class="sortable">All</th></tr>'
    return f"<thead><tr><td></td><td></td>{groups}<td></td></tr>\n{row}</thead>" if groups else f"<thead>{row}</thead>"


def places_shared(mentions: Iterable[Mention]) -> dict[tuple[str, str], list[Mention]]:
    """Return a mention in each paragraph in which two concepts stand together, by pair of slugs in alphabetical order."""
    places: dict[tuple[str, str], list[Mention]] = {}
    for found in mentions_of_paragraphs(mentions).values():
        for pair in combinations(sorted(found), 2):
            places.setdefault(pair, []).append(found[pair[0]])
    return places


def paragraphs_shared(mentions: Iterable[Mention]) -> Counter[tuple[str, str]]:
    """Return in how many paragraphs two concepts stand together, by pair of slugs in alphabetical order."""
    return Counter({pair: len(found) for pair, found in places_shared(mentions).items()})


def paragraphs_mentioning(mentions: Iterable[Mention]) -> Counter[str]:
    """Return in how many paragraphs each concept stands."""
    return Counter(slug for slug, _, _ in {(mention.slug, mention.paper, mention.paragraph) for mention in mentions})


def cooccurrence_matrix(entries: Mapping[str, Entry], mentions: list[Mention], to_root: str) -> str:
    """Return an HTML table of how often two concepts stand together, the most widespread concepts first; a number leads to the first place.

    Concepts in fewer than MIN_PARAGRAPHS paragraphs are left out.
    """
    together, wide = places_shared(mentions), paragraphs_mentioning(mentions)
    most = max(map(len, together.values()), default=0)
    shown = [slug for slug, count in sorted(wide.items(), key=lambda pair: (-pair[1], pair[0])) if count >= MIN_PARAGRAPHS]
    names = {slug: escape_in_fragment(entries[slug].title) for slug in shown}
    rows = []
    for row, slug in enumerate(shown):
        cells = []
        for other in shown[:row]:
            found = together.get((min(slug, other), max(slug, other)), [])
            names_of_both = f'title="{names[slug]} and {names[other]}"'
            link = f'<a href="{to_root}papers/{found[0].paper}/{found[0].section}/#{found[0].paragraph}">{len(found)}</a>' if found else ""
            cells.append(f'<td class="shade-{shade(len(found), most)}" {names_of_both}>{link}</td>' if found else "<td></td>")
        head = f'<th scope="row"><a href="{to_root}glossary/{slug}/">{names[slug]}</a></th>'
        rows.append(f"<tr>{head}{''.join(cells)}{'<td></td>' * (len(shown) - 1 - row)}</tr>")
    columns = "".join(f'<th scope="col"><a href="{to_root}glossary/{slug}/">{names[slug]}</a></th>' for slug in shown[:-1])
    frame = '<div class="concept-map" aria-label="Concepts that occur together" role="region" tabindex="0"><table class="map matrix">'
    return f"{frame}\n<thead><tr><td></td>{columns}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table></div>\n"


def cooccurrence_list(entries: Mapping[str, Entry], mentions: list[Mention], most: int = 15) -> str:
    """Return the pairs of concepts that stand together most often, at most `most`, as a Markdown list."""
    ranked = sorted(paragraphs_shared(mentions).items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def link(slug: str) -> str:
        return f"[{escape(entries[slug].title)}](/glossary/{slug}.md)"

    return "\n".join(f"- {link(one)} and {link(two)}: {count} paragraphs" for (one, two), count in ranked) + "\n"
