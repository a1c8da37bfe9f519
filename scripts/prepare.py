"""Before the site is rendered: make the Markdown fragments that pages include, under build/.

    build/records.json           names, summaries and keys, for the extensions in scripts/markdown_ext/
    build/entries/<entry>.md     the names of an entry
    build/mentions/<entry>.md    where the papers mention an entry
    build/papers/<paper>.md      contents of a paper, with its paragraphs
    build/papers.md  glossary.md  bibliography.md  checks.md
"""

import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path

from scripts import edition as disk
from scripts.edition import Edition
from scripts.reader import bibliography
from scripts.reader.concordance import Mention, Paper
from scripts.reader.glossary import Entry
from scripts.reader.paragraphs import number, paragraphs
from scripts.reader.problems import CODES, report
from scripts.reader.records import Page

FOLDER = "build"
LANGUAGES = {"fa": "Persian", "prs": "Dari", "ps": "Pashto", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
FATAL = {"P101", "B101", "B201"}  # the renderer would stop, or lose text


def address(page: Page) -> str:
    """The address of a page as links in Markdown give it."""
    return "/" + page.path.removeprefix("docs/")


def title(page: Page) -> str:
    return str(page.record.get("title", page.slug))


def entry_names(entry: Entry) -> str:
    """What an entry is called: full name, other names, names in other languages; and of what kind it is."""
    lines = [entry.kind.capitalize()]
    if entry.names[1:]:
        lines.append("Also: " + ", ".join(entry.names[1:]))
    for language, name in entry.foreign:
        lines.append(f'{LANGUAGES.get(language, language)}: <span lang="{language}">{name}</span>')
    return "<br>\n".join(lines) + "\n{: .names }\n\n"


def mention_list(entry: Entry, mentions: list[Mention], papers: dict[str, Paper], entries: dict[str, Entry]) -> str:
    """Where an entry is mentioned: papers and sections, with a link to each paragraph. And what else to read."""
    lines = ["## Where the papers mention it", ""]
    if not mentions:
        lines += ["Neither paper uses one of these names.", ""]
    for slug, in_paper in groupby(mentions, key=lambda mention: mention.paper):
        paper = papers[slug]
        lines += [f"*[{paper.short_title}](/papers/{slug}/index.md)*", ""]
        titles = {section.slug: title(section) for section in paper.sections}
        for section, in_section in groupby(in_paper, key=lambda mention: mention.section):
            links = dict.fromkeys(f"[¶{number(mention.paragraph)}]({mention.address})" for mention in in_section)
            lines.append(f"- {titles[section]}: {', '.join(links)}")
        lines.append("")
    related = [f"[{entries[slug].title}](/glossary/{slug}.md)" for slug in entry.related if slug in entries]
    if related:
        lines += ["## Related entries", "", ", ".join(related), ""]
    if entry.checked:
        lines += [f"Facts last checked on {entry.checked.day} {entry.checked:%B %Y}.", "{: .checked }", ""]
    return "\n".join([*lines, ""])


def contents(paper: Paper) -> str:
    """The sections of a paper, each with the range of its paragraphs."""
    lines = []
    for section in paper.sections:
        ids = [paragraph.id for paragraph in paragraphs(section)]
        span = f"¶{number(ids[0])}–{number(ids[-1])}" if len(ids) > 1 else f"¶{number(ids[0])}" if ids else "no paragraphs"
        lines.append(f"1. [{title(section)}]({address(section)}) {span}")
    return "\n".join([*lines, "", ""])


def paper_list(papers: tuple[Paper, ...]) -> str:
    blocks = [f"### [{title(paper.index)}]({address(paper.index)})\n\n{contents(paper)}" for paper in papers]
    return "\n".join([*blocks, ""])


def glossary_list(edition: Edition) -> str:
    """All entries, A to Z, each with its summary."""
    entries = [f"[{entry.title}](/glossary/{entry.slug}.md)\n:   {entry.summary}\n" for entry in edition.entries.values()]
    return "\n".join([*entries, ""])


def bibliography_list(edition: Edition) -> str:
    """All sources, sorted by author and year, each with an anchor and the pages that cite it."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    paper_of = {section.path: paper for paper in edition.papers for section in paper.sections}
    for page in edition.pages:
        for key, _ in bibliography.cited(page):
            paper = paper_of.get(page.path)
            pages[key][address(page)] = f"{paper.short_title}, {title(page)}" if paper else title(page)
    blocks = []
    for source in sorted(edition.sources.values(), key=lambda source: source.sort):
        links = ", ".join(f"[{name}]({where})" for where, name in pages[source.key].items())
        cited = f"\n<span class=\"cited-on\">Cited on: {links}</span>" if links else ""
        blocks.append(f"{source.reference}{cited}\n{{: #{source.key} .source }}\n")
    return "\n".join([*blocks, ""])


def code_list() -> str:
    return "\n".join(["| code | what must be true |", "| --- | --- |", *(f"| {code} | {rule} |" for code, rule in CODES.items()), "", ""])


def fragments(edition: Edition) -> dict[str, str]:
    """All generated files: path under build/ to content."""
    by_entry: dict[str, list[Mention]] = defaultdict(list)
    for mention in edition.mentions:
        by_entry[mention.slug].append(mention)
    papers = {paper.slug: paper for paper in edition.papers}
    records = {
        "names": edition.names,
        "entries": {slug: {"title": entry.title, "summary": entry.summary} for slug, entry in edition.entries.items()},
        "keys": sorted(edition.sources),
    }
    return {
        "records.json": disk.to_json(records),
        **{f"entries/{slug}.md": entry_names(entry) for slug, entry in edition.entries.items()},
        **{f"mentions/{slug}.md": mention_list(entry, by_entry[slug], papers, edition.entries) for slug, entry in edition.entries.items()},
        **{f"papers/{paper.slug}.md": contents(paper) for paper in edition.papers},
        "papers.md": paper_list(edition.papers),
        "glossary.md": glossary_list(edition),
        "bibliography.md": bibliography_list(edition),
        "checks.md": code_list(),
    }


def run(root: Path) -> Edition:
    """Read the edition and bring build/ up to date. Problems are in the edition; the caller reports them."""
    edition = disk.read(root)
    wanted = fragments(edition)
    folder = root / FOLDER
    for path, text in wanted.items():
        disk.write(folder / path, text)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    return edition


def main() -> int:
    problems = run(Path.cwd()).problems
    if problems:
        print(report(problems), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
