"""The only file that knows MkDocs: it calls prepare before, and finish after, every build, also under serve."""

import contextlib
import logging
import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from scripts.markdown_ext.records import RECORDS_PATH
from scripts.reader.build import changed_pages, post_render, pre_render
from scripts.reader.common import transaction
from scripts.reader.common.problems import report
from scripts.reader.edition import bibliography
from scripts.reader.releases import archive
from scripts.reader.search import search_documents

serving = {}  # of `mkdocs serve`: whether it renders only what changed, what each page was made of when it was rendered last, and now
log = logging.getLogger("mkdocs.reader")
EDITION = "edition"  # where a build keeps what it has read
TEMPLATES = "build/templates"  # the theme's templates, compiled
FIRST = 100  # before mkdocs-bibtex, which fails without a word on a broken file and deletes what it does not know


held = contextlib.ExitStack()  # the lock of the build that is going on


def tell(kind, error, trace):
    """A full disk and the like, in words."""
    if isinstance(error, OSError):
        print(transaction.describe_error(error), file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def release():
    held.close()


def on_build_error(error):
    release()


def on_shutdown():
    """After everything, also after an interrupt, which is no error of the build."""
    release()


def on_startup(command, dirty):
    serving.update(served=command == "serve", partly=dirty, before={}, now={})
    sys.excepthook = tell
    # The warning that links can be wrong is not true here.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())


def set_paths(extensions: dict[str, dict[str, object]], root: Path) -> None:
    """Have the Markdown extensions read below the root: by themselves, they read below the folder that mkdocs was started in."""
    for name in ("citations", "glossary", "notes", "paragraphs"):
        extensions.setdefault(f"scripts.markdown_ext.{name}", {}).setdefault("records", str(root / RECORDS_PATH))
    extensions.setdefault("pymdownx.snippets", {})["base_path"] = [str(root / pre_render.FOLDER)]


@event_priority(FIRST)
def on_config(config):
    release()
    root = Path(config.config_file_path).parent
    set_paths(config.mdx_configs, root)
    held.enter_context(transaction.lock(root, "build", "building the site"))
    edition = pre_render.run(root)
    if edition.problems and (config.strict or not edition.sources):
        release()
        raise PluginError("the site cannot be built\n" + report(edition.problems))
    if edition.problems:  # under serve, an editor sees the page as far as it is right
        log.error("%s", report(edition.problems))
    config.extra[EDITION] = edition
    return config


def fresh_pages():
    """The pages to render, as docs/...; None if all are."""
    before, now = serving.get("before"), serving.get("now")
    return {path for path, digest in now.items() if before.get(path) != digest} if before else None


def on_files(files, config):
    if serving.get("partly"):
        serving["now"] = changed_pages.page_digests(config.extra[EDITION], Path(config.config_file_path).parent)
        fresh = fresh_pages()
        for file in files.documentation_pages():
            modified = fresh is None or f"docs/{file.src_uri}" in fresh
            file.is_modified = lambda modified=modified: modified
    return files


def on_nav(nav, config, files):
    if (fresh := fresh_pages()) is not None:  # MkDocs does not read the others, so it cannot know their titles
        for page in config.extra[EDITION].pages:
            file = files.get_file_from_path(page.path.removeprefix("docs/"))
            if page.path not in fresh and file and file.page:
                file.page.meta = dict(page.record)
                if file.page.title is None:  # the navigation gives it none either
                    file.page.title = str(page.record.get("title", page.slug))
    return nav


def on_pre_build(config):
    registry, sources = config.plugins["bibtex"].registry, config.extra[EDITION].sources
    printed = registry.reference_text  # anew each time a page cites; the edition has every reference printed once
    registry.reference_text = lambda cited: sources[cited.key].reference if cited.key in sources else printed(cited)


def on_env(env, config, files):
    folder = Path(config.config_file_path).parent / TEMPLATES
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


@event_priority(FIRST)
def on_page_markdown(markdown, page, config, files):
    return bibliography.escape_unknown_citations(markdown, config.extra[EDITION].sources)


def on_page_content(html, page, config, files):
    if search_documents.replaces_theme_documents(page.url):
        page.meta["search"] = {"exclude": True}  # the theme would take the page apart, to no end
    return html


def on_post_page(output, page, config):
    page.content = None  # MkDocs would keep it to the end: of two thousand papers, some hundred megabytes
    return output


def on_post_build(config):
    root, site = Path(config.config_file_path).parent, Path(config.site_dir)
    try:
        post_render.run(config.extra[EDITION], site, root, serving.get("served", False), fresh_pages())
    except archive.AlteredRelease as error:
        raise PluginError(f"the site cannot be finished\n{error}") from error
    serving["before"] = serving.get("now")
    release()
