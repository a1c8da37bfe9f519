"""MkDocs as people type it: the program is installed, so that its commands find it in any folder."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile

import pytest

from tests.conftest import ROOT, copy_of_toy

CONSOLE_SCRIPT = "import sys\nfrom mkdocs.__main__ import cli\nsys.exit(cli())\n"  # as pip writes it
BUILD_EDITABLE = "import sys\nfrom flit_core.buildapi import build_editable\nprint(build_editable(sys.argv[1]))\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the toy edition, installed in an environment of its own, with the packages of this one."""
    root = copy_of_toy(tmp_path_factory.mktemp("typed") / "toy")
    root.joinpath("pyproject.toml").write_bytes(ROOT.joinpath("pyproject.toml").read_bytes())
    environment = root / ".venv"
    venv.create(environment)
    packages = sysconfig.get_path("purelib", vars={"base": str(environment), "platbase": str(environment)})
    wheel = subprocess.run([sys.executable, "-c", BUILD_EDITABLE, packages], cwd=root, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(os.path.join(packages, wheel.stdout.strip())) as archive:
        archive.extractall(packages)
    with open(os.path.join(packages, "packages.pth"), "w", encoding="utf-8") as file:
        file.write(sysconfig.get_path("purelib"))  # the .pth files in there are not read, so the program installed there is not seen
    environment.joinpath("mkdocs").write_text(CONSOLE_SCRIPT)
    return root


def mkdocs(project, folder, *arguments):
    """Start mkdocs in a folder, as its console script starts it: without that folder on the path."""
    scripts = sysconfig.get_path("scripts", vars={"base": str(project / ".venv")})
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.Popen(
        [os.path.join(scripts, "python"), str(project / ".venv/mkdocs"), *arguments],
        cwd=folder,
        env={**variables, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_build_from_another_folder(project, tmp_path):
    build = mkdocs(project, tmp_path, "build", "--strict", "-f", str(project / "mkdocs.yml"), "-d", str(tmp_path / "html"))
    said, _ = build.communicate()
    assert build.returncode == 0, said
    page = (tmp_path / "html/papers/toy/introduction/index.html").read_text(encoding="utf-8")
    assert 'class="term"' in page, "the extensions have not run"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_serve(project, tmp_path):
    server = mkdocs(project, tmp_path, "serve", "-f", str(project / "mkdocs.yml"), "-a", "127.0.0.1:0")
    said = []
    for line in server.stdout:
        said.append(line)
        if "Serving on" in line:
            break
    server.kill()
    server.communicate()
    assert "Serving on" in said[-1], "".join(said)


def test_gh_deploy(project, tmp_path):
    def git(*arguments, folder=project):
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout

    git("init", "--quiet", "--bare", str(tmp_path / "remote"))
    git("init", "--quiet")
    git("config", "user.name", "Toy")
    git("config", "user.email", "toy@example.org")
    git("remote", "add", "origin", str(tmp_path / "remote"))
    deploy = mkdocs(project, project, "gh-deploy", "--strict")
    said, _ = deploy.communicate()
    assert deploy.returncode == 0, said
    assert "papers/toy/introduction/index.html" in git("ls-tree", "-r", "--name-only", "gh-pages", folder=tmp_path / "remote")
