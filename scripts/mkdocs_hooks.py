"""The only file that knows MkDocs: it calls prepare before, and finish after, every build, also under serve."""

import copy
import logging
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from scripts import finish, prepare
from scripts.reader import bibliography, search
from scripts.reader.problems import report

log = logging.getLogger("mkdocs.reader")
EDITION = "edition"  # where a build keeps what it has read
MANY = 12  # subsections; of more, the navigation of a page lists only the one that the page is in
TEMPLATES = "build/templates"  # the theme's templates, compiled
FIRST = 100  # before mkdocs-bibtex, which fails without a word on a broken file and deletes what it does not know
served = False  # whether `mkdocs serve` is running


def on_startup(command, dirty):
    global served
    served = command == "serve"


@event_priority(FIRST)
def on_config(config):
    edition = prepare.run(Path(config.config_file_path).parent)
    if edition.problems and (config.strict or not edition.sources):
        raise PluginError("the site cannot be built\n" + report(edition.problems))
    if edition.problems:  # under serve, an editor sees the page as far as it is right
        log.error("%s", report(edition.problems))
    config.extra[EDITION] = edition
    return config


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
    return bibliography.protect(markdown, config.extra[EDITION].sources)


def on_page_content(html, page, config, files):
    if search.has_own_documents(page.url):
        page.meta["search"] = {"exclude": True}  # the theme would take the page apart, to no end
    return html


def shortened(nav):
    """The navigation as one page shows it, so that no page grows with the number of papers."""
    shown = copy.copy(nav)
    shown.items = [copy.copy(item) for item in nav.items]
    for item in shown.items:
        if item.children and sum(child.is_section for child in item.children) > MANY:
            item.children = [child for child in item.children if not child.is_section or child.active]
    return shown


def on_page_context(context, page, config, nav):
    context["nav"] = shortened(nav)
    return context


def on_template_context(context, template_name, config):
    context["nav"] = shortened(context["nav"])
    return context


def on_post_build(config):
    finish.run(config.extra[EDITION], Path(config.site_dir), Path(config.config_file_path).parent, served)
