"""What everyone needs in order to read a page: the checks of WCAG 1.1.1, 1.3.1 and 3.1.2 that can be made on the source.

Images have an alternative text, no level of headings is skipped, and words in other languages say their language.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem
from scripts.reader.text.emendations import blank_span
from scripts.reader.text.front_matter import Page

CODE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[`~]*[ \t]*$|(?P<ticks>`+)[^\n]*?(?P=ticks)|<!--.*?-->", re.DOTALL | re.MULTILINE)
IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ALT = re.compile(r"""\balt\s*=\s*(?:"\s*[^"\s][^"]*"|'\s*[^'\s][^']*'|[^\s"'>]+)""", re.IGNORECASE)
HEADING = re.compile(r"^(#{1,6})[ \t]+\S", re.MULTILINE)
ELEMENT = r"<(?P<tag>\w+)\b[^>]*\blang=[\"']{language}(?:-[\w-]+)?[\"'][^>]*>[^<]*{name}[^<]*</(?P=tag)>"
ATTRIBUTE = r"(?P<mark>\*\*?|__?)[^*_\n]*{name}[^*_\n]*(?P=mark)\{{:[^}}\n]*\blang=[\"']?{language}\b[^}}\n]*\}}"


def text_without_code(page: Page) -> str:
    """Return the body of a page with code and comments blanked, at its own length."""
    text = page.body
    for match in CODE.finditer(text):
        text = blank_span(text, *match.span())
    return text


def images_without_text(page: Page) -> Iterator[tuple[str, int]]:
    """Yield each image of a page that has no alternative text, and its line."""
    text = text_without_code(page)
    without_text = [match for match in IMAGE.finditer(text) if not match["alt"].strip()]
    without_text += [match for match in IMG.finditer(text) if not ALT.search(match[0])]
    for match in without_text:
        yield match[0], page.body_line + line_at(text, match.start()) - 1


def image_problems(page: Page) -> Iterator[Problem]:
    """Check that every image has an alternative text (P108)."""
    for image, line in images_without_text(page):
        hint = "say in the square brackets, or in alt, what the image shows"
        yield Problem(page.path, line, "P108", f"{image} has no alternative text", hint)


def heading_problems(page: Page) -> Iterator[Problem]:
    """Check that no heading is more than one level below the one before it (P109)."""
    before, text = 0, text_without_code(page)
    for match in HEADING.finditer(text):
        level = len(match[1])
        if level > before + 1:
            after = f"after one of level {before}" if before else "as the first of its page"
            message = f"a heading of level {level} {after}"
            yield Problem(page.path, page.body_line + line_at(text, match.start()) - 1, "P109", message, f"write {'#' * (before + 1)}")
        before = level


def name_pattern(name: str) -> str:
    """Return the pattern of a name, whose words may stand on different lines."""
    return r"\s+".join(map(re.escape, name.split()))


def language_problems(page: Page, foreign: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Check that names in other languages are marked with their language; `foreign` are pairs of language and name (G106)."""
    text = text_without_code(page)
    for language, name in foreign:
        spaced = name_pattern(name)
        patterns = [re.compile(form.format(language=re.escape(language), name=spaced)) for form in (ELEMENT, ATTRIBUTE)]
        marked = [match.span() for pattern in patterns for match in pattern.finditer(text)]
        for match in re.finditer(rf"(?<!\w){spaced}(?!\w)", text):
            if not any(start <= match.start() and match.end() <= end for start, end in marked):
                line = page.body_line + line_at(text, match.start()) - 1
                hint = f'write <span lang="{language}">{name}</span>'
                yield Problem(page.path, line, "G106", f'"{name}" does not say that it is in another language', hint)


def accessibility_problems(pages: Iterable[Page], foreign: Iterable[tuple[str, str]], sections: Collection[str]) -> Iterator[Problem]:
    """Check every page (P108, P109, G106); of the sections of papers, by path, the figures are the authors' (see edition/to_do.py)."""
    names = sorted(set(foreign))
    any_name = re.compile("|".join(name_pattern(name) for _, name in names) or "(?!)")
    for page in pages:
        if page.path not in sections:
            yield from image_problems(page)
        yield from heading_problems(page)
        if any_name.search(page.body):
            yield from language_problems(page, names)
