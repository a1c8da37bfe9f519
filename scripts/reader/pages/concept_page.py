"""Fragment of the page of concepts: which sections mention them, and which stand together."""

from scripts.reader.concepts import concept_views
from scripts.reader.edition.edition import Edition

SECTION_MAP = (
    ", each column a section. The stronger a cell is shaded, the more often the section mentions the concept, under any of its names;"
    " the number leads to the first mention."
)
PAPER_COUNTS = ", with the number of papers that mention it, under any of its names, and of all mentions. The entry leads to them."


def concept_page(edition: Edition) -> str:
    """Return the map of concepts and sections and the matrix of concepts; links in them are relative to /concepts/."""
    entries, mentions = edition.entries, edition.mentions
    many_papers = len(edition.papers) > concept_views.MAX_PAPERS_LISTED
    return "\n".join(
        [
            f"Each row is an entry of the [glossary](/glossary/index.md){PAPER_COUNTS if many_papers else SECTION_MAP}",
            "",
            concept_views.concept_map(entries, mentions, edition.papers, "../"),
            "## Concepts that occur together",
            "",
            f"Concepts that at least {concept_views.MIN_PARAGRAPHS} paragraphs mention, the most widespread first.",
            "The stronger a cell is shaded, the more paragraphs mention both; the number says how many, and leads to the first.",
            "",
            concept_views.cooccurrence_matrix(entries, mentions, "../"),
            "Most often together:",
            "",
            concept_views.cooccurrence_list(entries, mentions),
            "",
        ]
    )
