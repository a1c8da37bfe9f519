"""Count what the edition holds, as the table that ./run check prints."""

from scripts.reader.edition.edition import Edition
from scripts.reader.text import emendations
from scripts.reader.text.apparatus import apparatus_entries
from scripts.reader.text.paragraphs import paragraphs


def count_table(edition: Edition, compared: dict[str, int]) -> list[str]:
    """Return the lines of a table of what the edition holds; `compared` are the words compared with the source, by paper."""
    columns = {}
    for paper in edition.papers:
        columns[paper.slug] = {
            "words compared with the source": compared[paper.slug],
            "sections": len(paper.sections),
            "paragraphs": sum(len(paragraphs(section)) for section in paper.sections),
            "emendations": len(list(apparatus_entries(paper))),
            "notes": sum(len(emendations.EDITORS_NOTE.findall(section.body)) for section in paper.sections),
            "defects decided": len(edition.decisions.get(paper.slug, ())),
            "mentions of glossary entries": sum(mention.paper == paper.slug for mention in edition.mentions),
            "events of the timeline": sum(
                any(place.startswith(f"{paper.slug}#") for place in (*event.mentioned, *event.bears_on)) for event in edition.events
            ),
        }
    width = max(map(len, [*columns, "in all"]), default=0) + 2
    rows = list(next(iter(columns.values()), {}))
    lines = [" " * 31 + "".join(f"{name:>{width}}" for name in [*columns, "in all"])]
    for row in rows:
        values = [column[row] for column in columns.values()]
        total = len(edition.events) if row.startswith("events") else sum(values)
        lines.append(f"{row:31}" + "".join(f"{value:{width}}" for value in [*values, total]))
    return [*lines, f"Glossary: {len(edition.entries)} entries. Bibliography: {len(edition.sources)} sources."]
