"""Citations: [@key] becomes a note that holds the reference, as mkdocs-bibtex writes it.

mkdocs-bibtex comes before and leaves nothing to do, except in what a page includes, which it does not see. Engines without it
leave everything to this.
"""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from scripts.markdown_ext.records import RECORDS, load
from scripts.reader.edition.bibliography import citations_as_notes


class Citations(Preprocessor):
    def __init__(self, md: Markdown, records: str) -> None:
        super().__init__(md)
        self.records = records

    def run(self, lines: list[str]) -> list[str]:
        return citations_as_notes("\n".join(lines), load(self.records).references).split("\n")


class CitationsExtension(Extension):
    def __init__(self, **settings) -> None:
        self.config = {"records": [RECORDS, "the file that prepare writes"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        # After snippets (32) have put in what the page includes, before white space is normalized (30).
        md.preprocessors.register(Citations(md, self.getConfig("records")), "citations", 31)


def makeExtension(**settings):
    return CitationsExtension(**settings)
