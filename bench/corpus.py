"""An edition of any size: this one, and made-up papers whose prose compresses and whose vocabulary grows as prose does.

Each sentence is a walk over a Markov chain of the words of this edition's papers, notes and entries; each paper adds names of
its own. What is made is a valid edition: received text, emendations with rules, notes with sources, records, navigation.
Nothing in it means anything.
"""

import hashlib
import random
import re
from collections import defaultdict
from pathlib import Path

from scripts.reader.concepts.glossary import entry_text
from scripts.reader.edition import load, navigation
from scripts.reader.edition.edition import Edition
from scripts.reader.importing import paper_files, paper_pages
from scripts.reader.importing.plain_text import slugify
from scripts.reader.text import emendations
from scripts.reader.text.paragraphs import paragraphs
from tests.support.project import copy_project

SECTIONS = ("Introduction", "Theoretical framework", "Methodology", "Results and discussion", "Conclusions")
PARAGRAPHS = (2, 5)  # in a section, least and most
SENTENCES = (3, 6)  # in a paragraph
WORDS = (9, 34)  # in a sentence
NAMES = 25  # of its own, in a paper
WORD = re.compile(r"[A-Za-z](?:[\w’'-]*\w)?[,;:.]?")
SYLLABLES = [first + second for first in "bdfghjklmnprstvz" for second in ("a", "e", "i", "o", "u", "ar", "en", "im", "ol", "ush")]
COLUMNS = 100  # of a received text
PAPERS_PAGE = "docs/papers/index.md"
HOME_LIST = '--8<-- "papers.md"'


class Prose:
    """Sentences like those of an edition. The same seed gives the same sentences."""

    def __init__(self, edition: Edition, seed: int) -> None:
        self.random = random.Random(seed)
        texts = [block.reading for paper in edition.papers for section in paper.sections for block in paragraphs(section)]
        texts += [entry_text(page) for page in edition.entry_pages.values()]
        self.first: list[str] = []
        self.next: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            last = "."
            for word in text.replace("*", "").split():
                if not WORD.fullmatch(word):
                    last = ""
                    continue
                if last.endswith(".") and word[0].isupper():
                    self.first.append(word)
                elif last and not last.endswith("."):
                    self.next[last].append(word)
                last = word
        self.words = sorted(self.next)
        self.names: list[str] = []

    def name(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4))).capitalize()

    def new_paper(self) -> None:
        """Let another paper begin: it has names of its own."""
        self.names = [self.name() for _ in range(NAMES)]

    def sentence(self) -> str:
        """One sentence, which ends with a full stop."""
        words = [self.random.choice(self.first)]
        least, most = WORDS
        while len(words) < most and not (words[-1].endswith(".") and len(words) >= least):
            follows = self.next.get(words[-1])
            chance = self.random.random()
            if chance < 0.05:
                words.append(self.random.choice(self.names))
            elif chance < 0.06:
                words.append(str(self.random.randint(1900, 2026)))
            elif chance < 0.11:
                words.append(self.random.choice(self.words))
            elif follows:
                words.append(self.random.choice(follows))
            else:
                words[-1] = words[-1].rstrip(".,;:")
                words.append(self.random.choice(self.first).lower())
        return " ".join(word.rstrip(".") for word in words).rstrip(",;:") + "."

    def paragraph(self) -> list[str]:
        return [self.sentence() for _ in range(self.random.randint(*SENTENCES))]


def emended(text: Prose, sentence: str) -> str:
    """A sentence of which one word is emended."""
    words = sentence.split()
    place = text.random.randrange(1, len(words) - 1)
    word, kind = words[place], text.random.randrange(3)
    if kind == 0 and word.islower():
        words[place] = f"{{~~{word.upper()}~>{word}~~}}{{>>E2.1 capitals misread<<}}"
    elif kind == 1:
        words[place] = f"{{--the --}}{{>>E2.5 no article in this phrase<<}}{word}"
    else:
        words[place] = f"{{++{word} ++}}{{>>E2.5 word supplied<<}}"
        words[place : place + 2] = [words[place] + words[place + 1]]
    return " ".join(words)


def section(text: Prose, title: str, position: int, number: int, keys: list[str]) -> tuple[str, int]:
    """The page of a section, whose paragraphs are numbered from number on; and the next free number."""
    blocks, notes = [f"# {{~~{position}. {title.upper()}~>{title}~~}}{{>>E1.4 number set apart, capitals regularized<<}}"], []
    for _ in range(text.random.randint(*PARAGRAPHS)):
        sentences = text.paragraph()
        if text.random.random() < 0.6:
            sentences[1] = emended(text, sentences[1])
        if text.random.random() < 0.4:
            label = f"note-{number}"
            sentences[0] += f"[^{label}]"
            cited = "; ".join(f"@{key}" for key in text.random.sample(keys, text.random.randint(1, 2)))
            notes.append(f"[^{label}]: {text.sentence()} [{cited}]")
        blocks.append("\n".join([*sentences, f"{{: #p{number} }}"]))
        number += 1
    return "\n\n".join([f"---\ntitle: {title}\n---", *blocks, *(["\n".join(notes)] if notes else [])]) + "\n", number


def paper(text: Prose, slug: str, short_title: str, keys: list[str]) -> dict[str, str]:
    """The files of a paper, by path; its received text is what its pages give back."""
    text.new_paper()
    folder, number = f"docs/papers/{slug}", 1
    titles = {slugify(title): title for title in SECTIONS}
    title = text.sentence().rstrip(".")
    record = f'title: "{title}"\nshort_title: {short_title}\nsections: [{", ".join(titles)}]\npublished: not established\n'
    files = {f"{folder}/index.md": f'---\n{record}---\n\n# {title}\n\n{text.sentence()}\n\n--8<-- "papers/{slug}.md"\n'}
    received = []
    for position, (name, title) in enumerate(titles.items(), 1):
        page, number = section(text, title, position, number, keys)
        files[f"{folder}/{name}.md"] = page
        received.append(emendations.view_as_line(page.partition("---\n\n")[2], "received"))
    files |= {f"{folder}/{name}.md": page for name, page in paper_pages.view_pages(slug).items()}
    return files | {f"sources/{slug}.txt": "\n\n".join(map(wrapped, received)) + "\n"}


def wrapped(text: str) -> str:
    """A text in lines, broken between words."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= COLUMNS:
            lines, line = [*lines, line], ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def make(project: Path, root: Path, papers: int, seed: int = 7) -> None:
    """Copy the edition under project to root, and add papers to it until it has that many (at least its own)."""
    copy_project(root, project)
    edition = load.load_edition(project)
    text, keys = Prose(edition, seed), sorted(edition.sources)
    rows, entries = [], []
    for position in range(len(edition.papers) + 1, papers + 1):
        slug, short_title = f"paper-{position}", f"Paper {position}"
        for path, content in paper(text, slug, short_title, keys).items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(content, encoding="utf-8")
        digest = hashlib.sha256((root / f"sources/{slug}.txt").read_bytes()).hexdigest()
        rows.append(f"| [{slug}.txt]({slug}.txt) | `{digest}` | made up |\n")
        pages = ["index", *map(slugify, SECTIONS), "text", "apparatus", "received"]
        entries.append((short_title, [f"papers/{slug}/{page}.md" for page in pages]))
    table = (root / paper_files.SOURCES_TABLE).read_text(encoding="utf-8")
    marked = table.replace(paper_files.SOURCES_MARKER, "".join(rows) + paper_files.SOURCES_MARKER)
    (root / paper_files.SOURCES_TABLE).write_text(marked, encoding="utf-8")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    head, marker, tail = config.partition(navigation.MARKER)
    listed = "".join(f"- {title}:\n" + "".join(f"          - {page}\n" for page in pages) + " " * 6 for title, pages in entries)
    (root / "mkdocs.yml").write_text(head + listed + marker + tail, encoding="utf-8")
