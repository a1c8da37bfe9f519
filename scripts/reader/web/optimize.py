"""Makes finished pages light: the text of each paints from the page alone, and few and small files come behind it.

Every page carries the styles of its first paint, and loads one style sheet with all that the site uses before what stands below its
text; the scripts come last, ours as one file. Nothing here changes what a page shows once it is loaded
(tests/browser/test_page_weight_and_first_paint.py).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import rjsmin

from scripts.reader.common.files import write_output
from scripts.reader.web import asset_tags, used_css
from scripts.reader.web.used_css import Element, Index, Rule, Selector

READ = "cite"  # pages that a script reads, whose policy would refuse styles in them
FROZEN = "editions"  # former editions under the site, which never change
THEME = "assets/javascripts/"
OURS = "assets/*.js"
NEEDLESS = ("assets/**/*.map", "assets/javascripts/lunr/**/*.js")  # what no page loads: readers would carry it home in the copy for disks

# What the theme's script can put on a page: classes of parts that the page has, and tags.
MADE_TAG = re.compile(r'\b\w+\("([a-z][a-z0-9]*)",(?:\{|null)')
# What the script in the head makes of a page before anything is painted.
WITH_SCRIPTS = {used_css.names_of_tag("html", f' class="js" data-md-color-scheme="{palette}"') for palette in ("default", "slate")}

# What the first paint does without: what is not there before something is done, and what stands below the text.
STATE = re.compile(
    r":(hover|focus|active|target|disabled|checked|popover-open|:-webkit-|:marker|:target-text|:selection|:backdrop|:placeholder)"
)
NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")  # what is not in a state is there at once
WAITING = re.compile(
    r"\.md-(dialog|overlay|search-result)|\.(foot|footnote|footnote-backref|all-citations|apparatus|turn)$|(details|summary)$"
)


@dataclass
class Group:
    """Pages that link the same style sheets: the rules of these, the pages, and what stands on them by kind."""

    rules: list[Rule]
    paths: list[str] = field(default_factory=list)
    kinds: dict[str, set[Element]] = field(default_factory=lambda: defaultdict(lambda: set(WITH_SCRIPTS)))

    def __post_init__(self) -> None:
        self.wanted = {name for rule in self.rules for selector in rule.selectors for name in selector.names}


def run(site: Path, base: str, secured: Callable[[str], str]) -> None:
    """Lighten the pages of a finished site, in place; base is its path on its host.

    secured: gives a page its policy, which must know what the page holds in the end.
    """
    groups: dict[tuple[tuple[str, str], ...], Group] = {}
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    for path in paths:
        if not path.startswith(f"{FROZEN}/"):
            markup = (site / path).read_text(encoding="utf-8")
            sheets = tuple(asset_tags.stylesheets(markup, path, base))
            if sheets not in groups:
                groups[sheets] = Group([rule for sheet in sheets for rule in read_rules(site, *sheet)])
            group = groups[sheets]
            group.paths.append(path)
            group.kinds[kind(path)] |= used_css.elements_in(markup, group.wanted)
    scripts = {path: path.read_text(encoding="utf-8") for path in sorted(site.glob(OURS))}
    for group in groups.values():
        lighten(site, base, group, "".join(scripts.values()), secured)
    for path, script in scripts.items():
        write_output(path, minified(script))
    for pattern in NEEDLESS:
        for path in site.glob(pattern):
            path.unlink()


def lighten(site: Path, base: str, group: Group, ours: str, secured: Callable[[str], str]) -> None:
    """Lighten the pages of a group; ours is all of our scripts."""
    everywhere = frozenset().union(*group.kinds.values())
    theme = "".join(path.read_text(encoding="utf-8") for path in sorted((site / THEME).glob("*.js")))
    used = used_css.without_unused(used_css.prune(group.rules, Index(everywhere, names_made(theme, minified(ours), everywhere))), ours)
    names = frozenset().union(*everywhere)
    first = used_css.first(used, lambda rule, selector: can_wait(rule, selector, names))
    inline = {
        name: used_css.serialise(used_css.without_unused(used_css.prune(first, Index(elements)))) for name, elements in group.kinds.items()
    }
    inline[READ] = ""
    # The second holds all rules once more, so that their order among themselves is what it was.
    following = write_named(site, "assets/styles", ".css", used_css.serialise(used))
    joined: dict[tuple[str, ...], str] = {}
    for path in group.paths:
        markup = (site / path).read_text(encoding="utf-8")
        found = tuple(asset_tags.scripts(markup, path, base))
        own = tuple(script for script in found if not script.startswith(THEME))
        if own not in joined:
            code = ";\n".join(minified((site / script).read_text(encoding="utf-8")) for script in own)
            joined[own] = write_named(site, "assets/scripts", ".js", code)
        last = [*(script for script in found if script not in own), *filter(None, [joined[own]])]
        write_output(site / path, secured(asset_tags.loading(markup, path, inline[kind(path)], following, last, base)))


def kind(path: str) -> str:
    """What pages get the same styles: those in one folder of the site, so that there are not more for policies to name as it grows."""
    return path.partition("/")[0]


def read_rules(site: Path, sheet: str, media: str) -> list[Rule]:
    """The rules of a style sheet of the site."""
    context = (f"@media {media}",) if media else ()
    return used_css.parse((site / sheet).read_text(encoding="utf-8"), sheet.rpartition("/")[0] or ".", "assets", context)


def names_made(theme: str, ours: str, elements: frozenset[Element]) -> set[str]:
    """The names that scripts can put on a page: every word of ours; of the theme's, the classes of parts that pages have.

    In the theme, "md-search-result__item" is a class of the part "md-search-result".
    """
    parts = {part_of(name) for element in elements for name in element if name.startswith(".")}
    classes = {f".{word}" for word in re.findall(r"md-[\w-]+", theme)}
    made = {name for name in classes if part_of(name) in parts}
    made |= set(MADE_TAG.findall(theme)) | {f"[{word}" for word in re.findall(r"[a-z-]+", theme)}
    return made | used_css.names_of_script(ours)


def part_of(name: str) -> str:
    return re.split("__|--", name)[0]


def can_wait(rule: Rule, selector: Selector, names: frozenset[str]) -> bool:
    """Whether a selector of a rule is not needed for the first paint of pages that have these names."""
    if any("print" in part.replace("not print", "") for part in rule.context):
        return True
    state = STATE.search(NOT.sub("", selector.text))
    return bool(state) or not selector.names <= names or any(map(WAITING.match, selector.names))


def minified(script: str) -> str:
    return rjsmin.jsmin(script, keep_bang_comments=True)


def write_named(site: Path, stem: str, ending: str, content: str) -> str:
    """Write a file named by its content, so that browsers may keep it for ever; its path within the site, empty without content."""
    if not content:
        return ""
    name = f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:8]}{ending}"
    write_output(site / name, content)
    return name
