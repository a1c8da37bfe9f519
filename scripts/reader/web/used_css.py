"""Style sheets with only the rules that the site uses, and of these the ones that the first paint of a page's text needs.

A name is what a selector asks of an element: a tag (p), a class (.term), an id (#__drawer), an attribute ([hidden) or an attribute's
value (=slate). An element is the set of its names. What stands inside :not(), :is() and other functions is not asked for.
Sources of the rules: CSS Syntax 3, Selectors 4 (specificity), CSS Cascading 4 (order of appearance).
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import tinycss2
from tinycss2.ast import Node

Element = frozenset[str]
Specificity = tuple[int, int, int]

TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
ATTRIBUTE = re.compile(r"([^\s\"'=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
SCRIPT = re.compile(r"(<(script|style)\b[^>]*>).*?</\2>", re.DOTALL)
LONG_VALUE = re.compile(r'(\s(?:href|src|d|content|title|aria-label|data-(?:summary|mentions|received|reason)))="[^"]*"')
WORD = re.compile(r"[A-Za-z_][\w-]*")
DATASET = re.compile(r"\bdataset\.(\w+)")
VARIABLE = re.compile(r"--[\w-]+")
USED = re.compile(r"var\(\s*(--[\w-]+)")
LITERAL = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\([^)]*\))")
RELATIVE_URL = re.compile(r"""url\((["']?)(?!["'/#]|[a-z]+:)(.*?)\1\)""")
NESTING = {"media", "supports", "container", "layer", "scope", "starting-style"}
FRAMES, PAPER = ("@keyframes", "@-webkit-keyframes"), "@page"
WEIGHED = {"is", "not", "has", "matches", "-webkit-any", "-moz-any"}  # functions that weigh as the heaviest of their arguments
LEGACY = {"before", "after", "first-line", "first-letter"}  # pseudo-elements that may be written with one colon
INSET = {"top", "right", "bottom", "left"}
# Families of properties that change nothing in what is first painted.
UNSEEN = frozenset({"transition", "animation", "cursor", "outline", "scroll", "touch", "scrollbar", "user", "tap", "backface", "will"})


@dataclass(frozen=True)
class Selector:
    """One selector of a list: as written, the names that it asks of each element, the pseudo-element, and its weight in the cascade."""

    text: str
    compounds: tuple[Element, ...]  # from the left; the last is what the selector is for
    pseudo: str
    specificity: Specificity

    @property
    def names(self) -> Element:
        return frozenset().union(*self.compounds)


@dataclass(frozen=True)
class Rule:
    """A rule: the at-rules that it stands in, from without; its selectors; its declarations. Without selectors: another at-rule, whole."""

    context: tuple[str, ...]
    selectors: tuple[Selector, ...]
    body: str
    sets: frozenset[str] = frozenset()  # the families of properties that it sets; of a custom property, the name

    @property
    def custom(self) -> str:
        """The one custom property that this rule sets; empty if it sets others."""
        return next((name for name in self.sets if name.startswith("--")), "")


class Index:
    """Which names stand together at one element. Those that scripts know may stand at any."""

    def __init__(self, elements: Iterable[Element], script_names: Set[str] = frozenset()):
        self._at: dict[str, int] = {}
        self._any, self._script_names = 0, script_names
        self._known: dict[Element, bool] = {}
        for position, element in enumerate(elements):
            self._any |= 1 << position
            for name in element:
                self._at[name] = self._at.get(name, 0) | 1 << position

    def has(self, names: Element) -> bool:
        """Whether there is, or scripts can make, an element with all these names."""
        if names not in self._known:
            found = self._any
            for name in names - self._script_names:
                found &= self._at.get(name, 0)
            self._known[names] = bool(found)
        return self._known[names]


def elements_in(markup: str, wanted: Set[str]) -> frozenset[Element]:
    """The elements of an HTML page, each with those of its names that are wanted; scripts and styles are not read."""
    markup = LONG_VALUE.sub(r'\1=""', SCRIPT.sub(r"\1", markup))
    return frozenset(names_of_tag(*tag) & wanted for tag in set(TAG.findall(markup)))


def names_of_tag(tag: str, attributes: str) -> Element:
    found = {tag.lower()}
    for name, *values in ATTRIBUTE.findall(attributes):
        value = "".join(values)
        found.update((f"[{name}", f"={value}"))
        if name == "class":
            found.update(f".{one}" for one in value.split())
        elif name == "id":
            found.add(f"#{value}")
    return frozenset(found)


def names_of_script(script: str) -> set[str]:
    """Every word of a script, as every name that it could be; dataset.oneTwo is the attribute data-one-two."""
    data = {f"[data-{re.sub('[A-Z]', lambda one: '-' + one[0].lower(), word)}" for word in DATASET.findall(script)}
    return data | {sign + word for word in WORD.findall(script) for sign in ("", ".", "#", "[", "=")}


def parse(css: str, folder: str = ".", target: str = ".", context: tuple[str, ...] = ()) -> list[Rule]:
    """The rules of a style sheet in a folder, with the addresses in it as they are written from a target folder.

    The properties that change nothing in the first paint, and each custom property, become rules of their own.
    Comments are dropped, and so is what is no valid CSS, as browsers do.
    """

    def turned(match: re.Match[str]) -> str:
        return f"url({match[1]}{posixpath.relpath(posixpath.join(folder, match[2]), target)}{match[1]})"

    return list(_rules(tinycss2.parse_stylesheet(RELATIVE_URL.sub(turned, css), True, True), context))


def _rules(nodes: Iterable[Node], context: tuple[str, ...]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule" and not any(token.type == "error" for token in node.prelude):
            yield from _divided(Rule(context, tuple(map(_selector, _listed(node.prelude))), ""), node.content)
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            head = f"@{node.at_keyword}{_text(node.prelude).rstrip()}"
            if node.content is not None and node.lower_at_keyword in NESTING:
                yield from _rules(tinycss2.parse_rule_list(node.content, True, True), (*context, head))
            else:
                yield Rule(context, (), head + (";" if node.content is None else "{" + _text(node.content).strip() + "}"))


def _divided(rule: Rule, content: list[Node]) -> Iterator[Rule]:
    """A rule as one of what is seen at first, one of what is not, and one for each custom property."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for node in tinycss2.parse_blocks_contents(content, True, True):
        if node.type == "declaration":
            text = f"{node.name}:{_text(node.value).strip()}{'!important' if node.important else ''}"
            family = node.name if node.name.startswith("--") else _family(node.lower_name)
            part = family if family.startswith("--") else "unseen" if family in UNSEEN else "seen"
            parts.setdefault(part, []).append((family, text))
        elif node.type != "error":  # a rule within the rule, kept with it
            parts.setdefault("seen", []).append(("nested", _text([node])))
    for declarations in parts.values():
        families, texts = zip(*declarations, strict=True)
        yield replace(rule, body=";".join(texts), sets=frozenset(families))


def _family(name: str) -> str:
    """A property with its shorthands and relatives: border for border-top-color."""
    first = re.sub(r"^-[a-z]+-", "", name).partition("-")[0]
    return "inset" if first in INSET else "font" if first == "line" else first


def _text(tokens: Sequence[Node]) -> str:
    """Tokens as CSS, with no more white space than needed."""
    parts = LITERAL.split(tinycss2.serialize(tokens))
    parts[::2] = [re.sub(r"\s*,\s*", ",", re.sub(r"\s+", " ", part)) for part in parts[::2]]
    return "".join(parts)


def _listed(tokens: Iterable[Node]) -> list[list[Node]]:
    """The members of a list that commas divide."""
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _selector(tokens: Sequence[Node]) -> Selector:
    """What a selector asks for. Unknown parts of it ask for nothing."""
    text = _text(tokens).strip()
    compounds: list[set[str]] = [set()]
    weight, pseudo = [0, 0, 0], ""
    tokens = [token for token in tokens if token.type != "comment"]
    for before, token in pairwise([None, *tokens]):
        sign = before.value if before is not None and before.type == "literal" else ""
        if token.type == "whitespace" or (token.type == "literal" and token.value in (">", "+", "~")):
            if compounds[-1]:
                compounds.append(set())
        elif token.type == "hash":
            compounds[-1].add(f"#{token.value}")
            weight[0] += 1
        elif token.type == "[] block":
            inner = [part for part in token.content if part.type != "whitespace"]
            compounds[-1].add(f"[{inner[0].value}")
            if len(inner) > 2 and inner[1] == "=":
                compounds[-1].add(f"={inner[2].value}")
            weight[1] += 1
        elif token.type == "ident" and sign == ".":
            compounds[-1].add(f".{token.value}")
            weight[1] += 1
        elif token.type == "ident" and sign == ":":
            if f"::{token.value}" in text or token.lower_value in LEGACY:
                pseudo = token.lower_value
            weight[2 if pseudo == token.lower_value else 1] += 1
        elif token.type == "ident":
            compounds[-1].add(token.lower_value)
            weight[2] += 1
        elif token.type == "function" and token.lower_name in WEIGHED:
            heaviest = max(_selector(part).specificity for part in _listed(token.arguments))
            weight = [one + other for one, other in zip(weight, heaviest, strict=True)]
        elif token.type == "function" and token.lower_name != "where":
            weight[1] += 1
    named = [frozenset(compound) for compound in compounds]
    if len(named) > 1 and not named[-1] and text.split()[-1:] != ["*"] and not text.endswith(("*", ")")):
        named.pop()
    if not LITERAL.search(text):
        text = re.sub(r"\s*([>~+])\s*", r"\1", text)
    return Selector(text, tuple(named), pseudo, tuple(weight))


def select(rules: Iterable[Rule], wanted: Callable[[Selector], bool]) -> list[Rule]:
    """The rules, with those of their selectors that are wanted."""
    kept = []
    for rule in rules:
        selectors = tuple(filter(wanted, rule.selectors))
        if selectors or not rule.selectors:
            kept.append(rule if selectors == rule.selectors else replace(rule, selectors=selectors))
    return kept


def prune(rules: Iterable[Rule], index: Index) -> list[Rule]:
    """The rules, with those selectors for each part of which there is an element."""
    return select(rules, lambda selector: all(map(index.has, selector.compounds)))


def used_properties(rules: Iterable[Rule], more: str = "") -> set[str]:
    """The custom properties that rules use, through one another too; more is other text that may use some."""
    uses: dict[str, set[str]] = {}
    for rule in rules:
        uses.setdefault(rule.custom, set()).update(USED.findall(rule.body))
    found, wanted = set(), uses.get("", set()) | set(VARIABLE.findall(more))
    while wanted:
        found |= wanted
        wanted = {name for one in wanted for name in uses.get(one, ())} - found
    return found


def without_unused(rules: Sequence[Rule], more: str = "") -> list[Rule]:
    """The rules without the custom properties and the key frames that neither they nor other text use."""
    properties = used_properties(rules, more)
    kept = [rule for rule in rules if not rule.custom or rule.custom in properties]
    words = {word for rule in kept if rule.selectors for word in WORD.findall(rule.body)} | set(WORD.findall(more))
    return [rule for rule in kept if not rule.body.startswith(FRAMES) or WORD.findall(rule.body.partition("{")[0])[-1] in words]


def first(rules: Iterable[Rule], can_wait: Callable[[Rule, Selector], bool]) -> list[Rule]:
    """The rules that the first paint needs: what is not seen then can wait, and so can custom properties that nothing else needs."""
    kept = []
    for rule in rules:
        if rule.selectors and not rule.sets <= UNSEEN:
            kept += select([rule], lambda selector, rule=rule: not can_wait(rule, selector))
        elif not rule.selectors and not rule.body.startswith((*FRAMES, PAPER)):
            kept.append(rule)
    return without_unused(kept)


def serialise(rules: Iterable[Rule], depth: int = 0) -> str:
    """Rules as a style sheet, small."""
    written = []
    for head, group in groupby(rules, lambda rule: rule.context[depth] if len(rule.context) > depth else ""):
        if head:
            written.append(f"{head}{{{serialise(group, depth + 1)}}}")
            continue
        for selectors, same in groupby(group, lambda rule: rule.selectors):
            bodies = [rule.body for rule in same]
            written.append(f"{','.join(one.text for one in selectors)}{{{';'.join(bodies)}}}" if selectors else "".join(bodies))
    return "".join(written)
