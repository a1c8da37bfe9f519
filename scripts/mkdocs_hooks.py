"""The only file that knows MkDocs: it calls prepare before, and finish after, every build, also under serve."""

import logging
from pathlib import Path

from mkdocs.exceptions import PluginError

from scripts import finish, prepare
from scripts.reader.problems import report

log = logging.getLogger("mkdocs.reader")


def on_config(config):
    root = Path(config.config_file_path).parent
    problems = prepare.run(root).problems
    fatal = [problem for problem in problems if problem.code in prepare.FATAL]
    if fatal:
        raise PluginError("the site cannot be built\n" + report(problems))
    if problems:
        log.warning("%s", report(problems))  # under --strict, the build fails at its end
    return config


def on_post_build(config):
    finish.run(Path(config.config_file_path).parent, Path(config.site_dir))
