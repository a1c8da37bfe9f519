"""Makes finished pages light: the text of each paints from the page alone, and few and small files come behind it.

Every page carries the styles of its first paint, and loads one style sheet with all that the site uses before what stands below its
text; the scripts come last, ours as one file. Nothing here changes what a page shows once it is loaded (tests/site/test_weight.py).
"""

import hashlib
import re
from collections import defaultdict
from pathlib import Path

import rjsmin

from scripts import disk
from scripts.reader import loading, styles
from scripts.reader.styles import Element, Index, Rule, Selector

FROZEN = "editions"  # former editions under the site, which never change
THEME = "assets/javascripts/"
OURS = "assets/*.js"

# What the theme's script can put on a page: classes of parts that the page has, and tags.
MADE_TAG = re.compile(r'\b\w+\("([a-z][a-z0-9]*)",(?:\{|null)')
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`')
WITH_SCRIPTS = frozenset({"html", ".js"})  # what a script in the head makes of the page before anything is painted

# What the first paint does without: what is not there before something is done, and what stands below the text.
STATE = re.compile(
    r":(hover|focus|active|target|disabled|checked|popover-open|:-webkit-|:marker|:target-text|:selection|:backdrop|:placeholder)"
)
WAITING = re.compile(
    r"\.md-(dialog|overlay|search-result)|\.(foot|footnote|footnote-backref|all-citations|apparatus|turn)$|(details|summary)$"
)


def run(site: Path, base: str) -> None:
    """Lighten the pages of a finished site, in place; base is its path on its host."""
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    pages = {path: markup for path, markup in pages.items() if not path.startswith(f"{FROZEN}/")}
    groups: dict[tuple[tuple[str, str], ...], dict[str, str]] = defaultdict(dict)
    for path, markup in pages.items():
        groups[tuple(loading.stylesheets(markup, path, base))][path] = markup
    scripts = {path: path.read_text(encoding="utf-8") for path in sorted(site.glob(OURS))}
    for sheets, group in sorted(groups.items()):
        lighten(site, base, group, [rule for sheet in sheets for rule in read_rules(site, *sheet)], "".join(scripts.values()))
    for path, script in scripts.items():
        disk.write(path, minified(script))


def lighten(site: Path, base: str, pages: dict[str, str], rules: list[Rule], ours: str) -> None:
    """Lighten the pages that link the style sheets with these rules; ours is all of our scripts."""
    wanted = {name for rule in rules for selector in rule.selectors for name in selector.names} | WITH_SCRIPTS
    kinds: dict[str, set[Element]] = defaultdict(lambda: {WITH_SCRIPTS})
    for path, markup in pages.items():
        kinds[kind(path)] |= styles.elements_in(markup, wanted)
    everywhere = frozenset().union(*kinds.values())
    theme = "".join(path.read_text(encoding="utf-8") for path in sorted((site / THEME).glob("*.js")))
    used = styles.without_unused(styles.prune(rules, Index(everywhere, names_made(theme, minified(ours), everywhere))), ours)
    names = frozenset().union(*everywhere)
    first = styles.first(used, lambda rule, selector: can_wait(rule, selector, names))
    inline = {name: styles.serialise(styles.without_unused(styles.prune(first, Index(elements)))) for name, elements in kinds.items()}
    # The second holds all rules once more, so that their order among themselves is what it was.
    following = write_named(site, "assets/styles", ".css", styles.serialise(used))
    joined: dict[tuple[str, ...], str] = {}
    for path, markup in pages.items():
        found = tuple(loading.scripts(markup, path, base))
        own = tuple(script for script in found if not script.startswith(THEME))
        if own not in joined:
            code = ";\n".join(minified((site / script).read_text(encoding="utf-8")) for script in own)
            joined[own] = write_named(site, "assets/scripts", ".js", code)
        last = [*(script for script in found if script not in own), *filter(None, [joined[own]])]
        disk.write(site / path, loading.loading(markup, path, inline[kind(path)], following, last, base))


def kind(path: str) -> str:
    """What pages get the same styles: those in one folder of the site, so that there are not more for policies to name as it grows."""
    return path.partition("/")[0]


def read_rules(site: Path, sheet: str, media: str) -> list[Rule]:
    """The rules of a style sheet of the site."""
    context = (f"@media {media}",) if media else ()
    return styles.parse((site / sheet).read_text(encoding="utf-8"), sheet.rpartition("/")[0] or ".", "assets", context)


def names_made(theme: str, ours: str, elements: frozenset[Element]) -> set[str]:
    """The names that scripts can put on a page: every word in a string of ours; of the theme's, the classes of parts that pages have.

    In the theme, "md-search-result__item" is a class of the part "md-search-result".
    """
    parts = {part_of(name) for element in elements for name in element if name.startswith(".")}
    classes = {f".{word}" for word in re.findall(r"md-[\w-]+", theme)}
    made = {name for name in classes if part_of(name) in parts}
    made |= set(MADE_TAG.findall(theme)) | {f"[{word}" for word in re.findall(r"[a-z-]+", theme)}
    return made | styles.names_of_script(" ".join(STRING.findall(ours)))


def part_of(name: str) -> str:
    return re.split("__|--", name)[0]


def can_wait(rule: Rule, selector: Selector, names: frozenset[str]) -> bool:
    """Whether a selector of a rule is not needed for the first paint of pages that have these names."""
    if any("print" in part.replace("not print", "") for part in rule.context):
        return True
    return bool(STATE.search(selector.text)) or not selector.names <= names or any(map(WAITING.match, selector.names))


def minified(script: str) -> str:
    return rjsmin.jsmin(script, keep_bang_comments=True)


def write_named(site: Path, stem: str, ending: str, content: str) -> str:
    """Write a file named by its content, so that browsers may keep it for ever; its path within the site, empty without content."""
    if not content:
        return ""
    name = f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:8]}{ending}"
    disk.write(site / name, content)
    return name
