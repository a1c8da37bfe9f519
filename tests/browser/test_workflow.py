"""The steps of the workflow that publishes the site, run from its file in a clone; ./run is there without its installation."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lxml import html

from tests.support import workflow
from tests.support.project import ROOT, copy_project
from tests.unit.releases.test_archive import commit, git

JOBS = workflow.jobs(ROOT / ".github/workflows/publish.yml")
BASE = "https://owner.github.io/reader"
VALUES = {
    "steps.pages.outputs.base_url": BASE,  # as actions/configure-pages gives it: without a slash at its end
    "github.server_url": "https://github.com",
    "github.repository": "owner/reader",
    "matrix.os == 'windows-2025' && '--ignore=tests/unit/commands/test_run.py' || ''": "",
}
RUN = f"""#!{sys.executable}
import json, os, subprocess, sys
with open("asked.jsonl", "a") as log:
    print(json.dumps(sys.argv[1:]), file=log)
if sys.argv[1] == "build":
    sys.exit(subprocess.call([sys.executable, "-m", "scripts.build", *sys.argv[2:]]))
"""


@pytest.fixture
def clone(tmp_path):
    root = copy_project(tmp_path / "clone")
    (root / "run").write_text(RUN, encoding="utf-8")
    (root / "run").chmod(0o755)
    git(root, "init", "-q")
    commit(root)
    return root


def asked(clone):
    return [json.loads(line) for line in (clone / "asked.jsonl").read_text(encoding="utf-8").splitlines()]


def do(step, clone):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = workflow.run(step, clone, VALUES, PATH=path, NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_step_starts_a_command_that_exists(clone):
    steps = [step for name, job in JOBS.items() if name != "build" for step in workflow.scripts(job)]
    for step in steps:
        do(step, clone)
    commands = {command[0] for command in runpy.run_path(str(ROOT / "run"))["COMMANDS"]}
    assert [arguments[0] for arguments in asked(clone)] == ["test", "check", "test"]
    assert {arguments[0] for arguments in asked(clone)} <= commands
    paths = [argument for arguments in asked(clone) for argument in arguments[1:] if not argument.startswith("-")]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_what_the_tests_of_a_submission_run_the_workflow_runs_too_and_in_all_browsers(clone):
    (clone / ".ci").mkdir()
    (clone / ".ci/run").write_text((ROOT / ".ci/run").read_text(encoding="utf-8"), encoding="utf-8")
    subprocess.run(["bash", ".ci/run"], cwd=clone, check=True)
    submission = asked(clone)
    do(workflow.scripts(JOBS["test"])[0], clone)
    assert submission == [["test"]]
    assert asked(clone)[len(submission) :] == [["test", "--browsers=all"]]


def test_the_build_leaves_what_is_uploaded_at_the_address_of_the_pages(clone):
    (build,) = workflow.scripts(JOBS["build"])
    do(build, clone)
    (upload,) = (step["with"] for step in JOBS["build"]["steps"] if "upload-pages-artifact" in step.get("uses", ""))
    site = clone / upload["path"]
    home = html.parse(str(site / "index.html")).getroot()
    assert home.xpath("string(//link[@rel='canonical']/@href)") == f"{BASE}/"
    assert {path.suffix for path in (site / "take").iterdir()} == {".epub", ".pdf", ".zip"}
    assert upload["include-hidden-files"] is True
    security = (site / ".well-known/security.txt").read_text(encoding="utf-8")
    assert security.startswith("Contact: https://github.com/owner/reader/security\n")
    day = git(clone, "log", "-1", "--format=%cs").strip()
    expires = yaml.safe_load(security.partition("Expires: ")[2].partition("\n")[0])
    assert (expires.date() - yaml.safe_load(day)).days == 364


def test_nothing_is_published_that_was_not_tested():
    assert set(JOBS["build"]["needs"]) == {"test", "unit"}
    assert JOBS["deploy"]["needs"] == "build"
    assert "pull_request" in JOBS["build"]["if"]
