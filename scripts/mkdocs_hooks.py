"""The only file that knows MkDocs: it calls prepare before, and finish after, every build, also under serve."""

import contextlib
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from scripts.markdown_ext.records import RECORDS_PATH
from scripts.reader.build import changed_pages, post_render, pre_render
from scripts.reader.build.page_cache import PageCache, Rendered
from scripts.reader.common import transaction
from scripts.reader.common.build_lock import render_lock
from scripts.reader.common.problems import report
from scripts.reader.edition import bibliography, navigation
from scripts.reader.edition.edition import Edition
from scripts.reader.releases import archive
from scripts.reader.search import search_documents

log = logging.getLogger("mkdocs.reader")
EDITION = "edition"  # where a build keeps what it has read
TEMPLATES = "build/templates"  # the theme's templates, compiled
FIRST = 100  # before mkdocs-bibtex, which fails without a word on a broken file and deletes what it does not know
SETTINGS = ("markdown_extensions", "mdx_configs", "validation", "use_directory_urls", "site_url", "docs_dir")  # by which pages are rendered


@dataclass
class ServeState:
    """What the builds of one run of MkDocs share: `mkdocs serve` makes several."""

    for_development: bool = False  # a server shows the site
    only_changed: bool = False  # pages that have not changed are left as they are
    before: dict[str, str] = field(default_factory=dict)  # a digest of what each page was made of when it was rendered last
    now: dict[str, str] = field(default_factory=dict)
    cache: PageCache | None = None

    @property
    def changed(self) -> set[str] | None:
        """The pages to render, as docs/...; None if all are."""
        return {path for path, digest in self.now.items() if self.before.get(path) != digest} if self.before else None


state = ServeState()
lock = contextlib.ExitStack()  # of the build that is going on


def describe_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in words that a disk is full, and the like."""
    if isinstance(error, OSError):
        print(transaction.describe_error(error), file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def root_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def on_build_error(error: Exception) -> None:
    lock.close()


def on_shutdown() -> None:
    """Unlock after everything, also after an interrupt, which is no error of the build."""
    lock.close()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global state
    state = ServeState(command == "serve", dirty)
    sys.excepthook = describe_exception
    # The warning that links can be wrong is not true here.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())


def set_paths(extensions: dict[str, dict[str, Any]], root: Path) -> None:
    """Have the Markdown extensions read below the root: by themselves, they read below the folder that mkdocs was started in."""
    for name in ("citations", "glossary", "notes", "paragraphs"):
        extensions.setdefault(f"scripts.markdown_ext.{name}", {}).setdefault("records", str(root / RECORDS_PATH))
    extensions.setdefault("pymdownx.snippets", {})["base_path"] = [str(root / pre_render.FOLDER)]


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    lock.close()
    root = root_of(config)
    set_paths(config.mdx_configs, root)
    lock.enter_context(render_lock(root))
    edition = pre_render.run(root)
    if edition.problems and (config.strict or not edition.sources):
        lock.close()
        raise PluginError("the site cannot be built\n" + report(edition.problems))
    if edition.problems:  # under serve, an editor sees the page as far as it is right
        log.error("%s", report(edition.problems))
    config.extra[EDITION], config.nav = edition, navigation.with_short_titles(config.nav, edition.papers)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    if state.only_changed:
        state.now = changed_pages.page_digests(config.extra[EDITION], root_of(config))
        changed = state.changed
        for file in files.documentation_pages():
            modified = changed is None or f"docs/{file.src_uri}" in changed
            file.is_modified = lambda modified=modified: modified  # type: ignore[method-assign,misc]
    settings = str([config[name] for name in SETTINGS])
    state.cache = PageCache(root_of(config), settings, [f"{file.src_uri} {file.url} {file.inclusion}" for file in files])
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    if (changed := state.changed) is not None:  # MkDocs does not read the others, so it cannot know their titles
        edition: Edition = config.extra[EDITION]
        for page in edition.pages:
            file = files.get_file_from_path(page.path.removeprefix("docs/"))
            if page.path not in changed and file and file.page:
                file.page.meta = dict(page.record)
                if file.page.title is None:  # the navigation gives it none either
                    file.page.title = str(page.record.get("title", page.slug))
    return nav


def on_pre_build(config: MkDocsConfig) -> None:
    registry, sources = config.plugins["bibtex"].registry, config.extra[EDITION].sources  # type: ignore[attr-defined]
    printed = registry.reference_text  # anew each time a page cites; the edition has every reference printed once
    registry.reference_text = lambda cited: sources[cited.key].reference if cited.key in sources else printed(cited)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    folder = root_of(config) / TEMPLATES
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    if state.cache:
        page.render = partial(render, page, state.cache)  # type: ignore[method-assign]
    return page


@event_priority(FIRST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return bibliography.escape_unknown_citations(markdown, config.extra[EDITION].sources)


def render(page: Page, cache: PageCache, config: MkDocsConfig, files: Files) -> None:
    """Render a page, or take it from the cache. A page of which anything was said is not kept, so that it is said again."""
    key = cache.key(page.file.src_uri, page.markdown or "")
    if key and (kept := cache.load(key)):
        restore(page, kept, files)
        return
    with recorded_messages(type(page).__module__.partition(".")[0]) as messages:
        type(page).render(page, config, files)
    if key and not messages:
        cache.save(key, kept_of(page))


def kept_of(page: Page) -> Rendered:
    """Return what rendering has made of a page."""

    def token(link: AnchorLink) -> dict[str, Any]:
        return {"name": link.title, "id": link.id, "level": link.level, "children": list(map(token, link.children))}

    links = page.links_to_anchors
    return {
        "content": page.content,
        "toc": list(map(token, page.toc)),
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": None if links is None else {file.src_uri: anchors for file, anchors in links.items()},
    }


def restore(page: Page, kept: Rendered, files: Files) -> None:
    """Make a page what it was when it was rendered."""
    page.content, page.toc = kept["content"], get_toc(kept["toc"])
    page._title_from_render, page.present_anchor_ids = kept["title"], set(kept["anchors"])
    links = {files.get_file_from_path(path): anchors for path, anchors in (kept["links"] or {}).items()}
    page.links_to_anchors = None if kept["links"] is None else {file: anchors for file, anchors in links.items() if file}


class Recorder(logging.Handler):
    """Keeps what is said."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record)


@contextlib.contextmanager
def recorded_messages(engine: str) -> Iterator[list[logging.LogRecord]]:
    """Record what an engine and others say, also what a quiet build leaves out; pass on what the engine says at the end."""
    recorder, logger, others = Recorder(), logging.getLogger(engine), logging.getLogger()
    level, handlers, propagate = logger.level, logger.handlers, logger.propagate
    logger.setLevel(min(logger.getEffectiveLevel(), logging.INFO))
    logger.handlers, logger.propagate = [recorder], False
    others.addHandler(recorder)
    try:
        yield recorder.messages
    finally:
        logger.setLevel(level)
        logger.handlers, logger.propagate = handlers, propagate
        others.removeHandler(recorder)
        for message in recorder.messages:
            said_by = logging.getLogger(message.name)
            if message.name.partition(".")[0] == engine and said_by.isEnabledFor(message.levelno):
                said_by.handle(message)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    if search_documents.replaces_theme_documents(page.url):
        page.meta["search"] = {"exclude": True}  # the theme would take the page apart, to no end
    return html


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    page.content = None  # MkDocs would keep it to the end: of two thousand papers, some hundred megabytes
    return output


def on_post_build(config: MkDocsConfig) -> None:
    try:
        problems = post_render.run(config.extra[EDITION], Path(config.site_dir), root_of(config), state.for_development, state.changed)
    except archive.AlteredRelease as error:
        raise PluginError(f"the site cannot be finished\n{error}") from error
    if problems and not state.for_development:
        raise PluginError("the site must not be published\n" + report(problems))
    if problems:
        log.error("%s", report(problems))
    if state.cache and state.changed is None:
        state.cache.prune()
    state.before = state.now
    lock.close()
