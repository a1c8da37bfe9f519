"""Redirects from the old address of a page or a paragraph to its new one. Editors write them in docs/redirects.yaml, old: new."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from scripts.reader.common.problems import Problem
from scripts.reader.common.yaml_nodes import InvalidYaml, compose_yaml, node_line

REDIRECTS_PATH = "docs/redirects.yaml"
ADDRESS = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*(?:#[\w.:-]+)?")
HINT = 'write "papers/x/introduction/" for a page and "papers/x/introduction/#p4" for a paragraph'


@dataclass(frozen=True)
class Redirect:
    """An old address, the new one as the editor wrote it, and the line on which they stand."""

    old: str
    new: str
    line: int

    @property
    def page(self) -> str:
        """The page of the old address."""
        return self.old.partition("#")[0]

    @property
    def place(self) -> str:
        """The fragment of the old address, such as p4, or "" for a whole page."""
        return self.old.partition("#")[2]


def parse_redirects(text: str) -> tuple[dict[str, Redirect], list[Problem]]:
    """Return the redirects by old address, and what is wrong with the file (M104)."""
    try:
        root = compose_yaml(text)
    except InvalidYaml as error:
        return {}, [Problem(REDIRECTS_PATH, error.line or 1, "M104", f"not YAML: {error}", "write one redirect per line: old: new")]
    if root is None:
        return {}, []
    if not isinstance(root, yaml.MappingNode):
        return {}, [Problem(REDIRECTS_PATH, 1, "M104", "not a mapping of old to new addresses", "write one redirect per line: old: new")]
    found: dict[str, Redirect] = {}
    problems = []
    for key, value in root.value:
        line = node_line(key)
        old, new = (str(node.value) if isinstance(node, yaml.ScalarNode) else "?" for node in (key, value))
        wrong = [address for address in (old, new) if not ADDRESS.fullmatch(address)]
        if wrong:
            problems.append(Problem(REDIRECTS_PATH, line, "M104", f"{wrong[0]!r} is not an address of this site", HINT))
        elif old in found:
            problems.append(Problem(REDIRECTS_PATH, line, "M104", f'"{old}" is redirected on line {found[old].line} already'))
        else:
            found[old] = Redirect(old, new, line)
    return found, problems


def final_target(redirects: Mapping[str, Redirect], old: str) -> str:
    """Return where an old address leads in the end. Raises ValueError, with the chain of addresses, if it leads in a circle."""
    way, new = [old], redirects[old].new
    while new in redirects or new.partition("#")[0] in redirects:
        if new in way:
            raise ValueError(" → ".join([*way, new]))
        way.append(new)
        page, mark, place = new.partition("#")
        if new in redirects:
            new = redirects[new].new
        else:  # the page has moved, and its paragraphs with it
            moved = redirects[page].new
            new = moved if "#" in moved else moved + mark + place
    return new


def redirect_targets(redirects: Mapping[str, Redirect]) -> dict[str, str]:
    """Return where every redirect leads in the end, without those that lead in a circle."""
    found = {}
    for old in redirects:
        try:
            found[old] = final_target(redirects, old)
        except ValueError:
            continue
    return found


def redirect_problems(redirects: Mapping[str, Redirect], addresses: set[str], paragraphs: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Check that redirects are of what is no longer there (M104), and lead to what is (M105).

    Args:
        redirects: The redirects by old address.
        addresses: The addresses of the site's pages.
        paragraphs: The ids of the paragraphs of those pages that are sections; other fragments are left to the check of links.
    """
    for redirect in redirects.values():
        still = redirect.place in paragraphs.get(redirect.page, set()) if redirect.place else redirect.page in addresses
        if still:
            yield Problem(REDIRECTS_PATH, redirect.line, "M104", f'"{redirect.old}" is still there', "remove the redirect")
            continue
        try:
            new = final_target(redirects, redirect.old)
        except ValueError as circle:
            yield Problem(
                REDIRECTS_PATH,
                redirect.line,
                "M105",
                f"the redirect goes in a circle: {circle}",
                "make one of them lead to a page that exists",
            )
            continue
        page, _, place = new.partition("#")
        if page not in addresses:
            yield Problem(REDIRECTS_PATH, redirect.line, "M105", f'"{redirect.old}" leads to "{new}", and there is no such page')
        elif place and page in paragraphs and place.startswith("p") and place not in paragraphs[page]:
            yield Problem(REDIRECTS_PATH, redirect.line, "M105", f'"{redirect.old}" leads to "{new}", and the page has no such paragraph')
