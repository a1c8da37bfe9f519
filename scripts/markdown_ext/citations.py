"""Citations: [@key] becomes a note that holds the reference, as mkdocs-bibtex writes it.

mkdocs-bibtex comes before and leaves nothing to do, except in what a page includes, which it does not see. Engines without it
leave everything to this.
"""

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from scripts.markdown_ext.records import RecordsExtension, load_records
from scripts.reader.edition.bibliography import citations_as_notes


class CitationPreprocessor(Preprocessor):
    def __init__(self, md: Markdown, records_path: str) -> None:
        super().__init__(md)
        self.records_path = records_path

    def run(self, lines: list[str]) -> list[str]:
        return citations_as_notes("\n".join(lines), load_records(self.records_path).references).split("\n")


class CitationExtension(RecordsExtension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After snippets (32) have put in what the page includes, before white space is normalized (30).
        md.preprocessors.register(CitationPreprocessor(md, self.records_path()), "citations", 31)


makeExtension = CitationExtension
