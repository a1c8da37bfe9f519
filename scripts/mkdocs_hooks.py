"""The only file that knows MkDocs: it calls prepare before, and finish after, every build, also under serve."""

import logging
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from scripts import finish, prepare
from scripts.reader import bibliography
from scripts.reader.problems import report

log = logging.getLogger("mkdocs.reader")
EDITION = "edition"  # where a build keeps what it has read
FIRST = 100  # before mkdocs-bibtex, which fails without a word on a broken file and deletes what it does not know


@event_priority(FIRST)
def on_config(config):
    edition = prepare.run(Path(config.config_file_path).parent)
    if edition.problems and (config.strict or not edition.sources):
        raise PluginError("the site cannot be built\n" + report(edition.problems))
    if edition.problems:  # under serve, an editor sees the page as far as it is right
        log.error("%s", report(edition.problems))
    config.extra[EDITION] = edition
    return config


@event_priority(FIRST)
def on_page_markdown(markdown, page, config, files):
    return bibliography.protect(markdown, config.extra[EDITION].sources)


def on_post_build(config):
    finish.run(config.extra[EDITION], Path(config.site_dir), Path(config.config_file_path).parent)
