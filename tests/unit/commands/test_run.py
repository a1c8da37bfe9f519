"""`run`, started as a person starts it, with a uv that only writes down what it is asked, and with a real venv once.

Also what `run` relies on: the pins, the browser for the tests, and the script that CI starts.
"""

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import flit_core
import pytest
import yaml

from tests.support import chromium

ROOT = Path(__file__).parents[3]
RUN = ROOT / "run"

run = ModuleType("run")  # it has no .py and is not on the path, so it is loaded by hand
exec(compile(RUN.read_text(encoding="ascii"), str(RUN), "exec"), run.__dict__)

COMMANDS = [
    "serve",
    "build",
    "host",
    "test",
    "lint",
    "fuzz",
    "bench",
    "check",
    "cite-check",
    "release",
    "export",
    "import",
    "list",
    "remove",
    "rename",
    "new",
    "update",
    "help",
]

PYTHON = """#!/bin/sh
printf '%s\\n' "$PWD" "$*" "PYTHONPATH=$PYTHONPATH" "PYTHONHOME=$PYTHONHOME"
"""
UV = """#!/bin/sh
echo "$*" >> "%(log)s"
case "$1" in
venv) for venv; do :; done; mkdir -p "$venv/bin" && ln -s "%(python)s" "$venv/bin/python" ;;
pip) for last; do :; done; %(install)s ;;
esac
"""


def write_program(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


class Project:
    """A copy of `run` with toy pins, and a PATH with a uv and a .venv Python that only say what they were asked."""

    def __init__(self, folder):
        self.root = folder / "project"
        self.tools = folder / "tools"
        self.log = folder / "log"
        self.python = folder / "python"
        self.root.joinpath("requirements").mkdir(parents=True)
        shutil.copy(RUN, self.root)
        self.root.joinpath("requirements/site.txt").write_text("# site\n")
        self.root.joinpath("requirements/test.txt").write_text("# tests\n")
        write_program(self.python, PYTHON)
        self.set_uv()

    def set_uv(self, install=":"):
        """`install` is a shell command for `uv pip install`; $last is the requirements file."""
        write_program(self.tools / "uv", UV % {"log": self.log, "python": self.python, "install": install})

    def popen(self, *arguments, cwd=None, **variables):
        path = {"PATH": os.pathsep.join([str(self.tools), "/usr/bin", "/bin"])}
        return subprocess.Popen(
            [sys.executable, str(self.root / "run"), *arguments],
            cwd=cwd or self.root,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **path, **variables},
        )

    def start(self, *arguments, **how):
        """Exit code, lines on stdout, text on stderr of `run` with these arguments."""
        process = self.popen(*arguments, **how)
        out, err = process.communicate()
        assert "Traceback" not in err
        return process.returncode, out.splitlines(), err

    def asked(self):
        """What uv was asked since the last time, in short: "venv", the requirements file, or "." for the program itself."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return ["venv" if line.startswith("venv") else line.split()[-1] for line in lines if line != "--version"]

    @property
    def stamp(self):
        return self.root / ".venv" / "stamp"


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


# --- what is said without installing anything


@pytest.mark.parametrize("arguments", [[], ["help"], ["-h"], ["--help"]])
def test_help_lists_every_command(project, arguments):
    code, out, _ = project.start(*arguments)
    assert code == 0
    assert [line.split()[1] for line in out if line.startswith("  ./run")] == COMMANDS
    assert not project.log.exists()


def test_unknown_command_is_refused_with_a_suggestion(project):
    code, _, err = project.start("srve")
    assert (code, err) == (2, "run: there is no command 'srve'. Did you mean 'serve'?\n")
    code, _, err = project.start("xyzzy")
    assert (code, err) == (2, "run: there is no command 'xyzzy'. See ./run help.\n")
    assert not project.log.exists()


def test_parses_under_old_pythons():
    tree = ast.parse(RUN.read_text(encoding="ascii"), feature_version=(3, 5))
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, too_new)]
    assert not [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]


def test_old_python_is_refused_in_words(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    monkeypatch.setattr(sys, "argv", ["run", "help"])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(RUN), run_name="__main__")
    assert end.value.code == 2
    assert capsys.readouterr().err == "run: Python 3.11 or newer is needed, and this is Python 3.10.13.\n"


@pytest.mark.parametrize(
    ("version", "refused"),
    [
        ((2, 7, 18), True),
        ((3, 6, 15), True),
        ((3, 10, 99), True),
        ((3, 11, 0), False),
        ((3, 13, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_oldest_python(version, refused):
    assert bool(run.too_old(version)) == refused


# --- starting the real program


@pytest.mark.parametrize(
    ("arguments", "started"),
    [
        (["serve", "-a", "127.0.0.1:9000"], "-m mkdocs serve --dirty -a 127.0.0.1:9000"),
        (["build"], "-m scripts.build"),
        (["check", "--help"], "-m scripts.check --help"),
        (["test", "-k", "glossary"], "-m tests.support.suite -k glossary"),
    ],
)
def test_starts_the_program_in_the_root_with_the_arguments(project, tmp_path, arguments, started):
    code, out, _ = project.start(*arguments, cwd=tmp_path)
    assert (code, out[:2]) == (0, [str(project.root), started])


def test_cite_check_reads_its_files_from_the_folder_of_the_person(project, tmp_path):
    _, out, _ = project.start("cite-check", "a.txt", "--csv", "b.pdf", cwd=tmp_path)
    assert out[1] == f"-m scripts.cite_check {tmp_path / 'a.txt'} --csv {tmp_path / 'b.pdf'}"


def test_import_reads_its_file_from_the_folder_of_the_person(project, tmp_path):
    _, out, _ = project.start("import", "text.txt", "--paper", "x", cwd=tmp_path)
    assert out[:2] == [str(project.root), "-m scripts.import_paper %s --paper x" % (tmp_path / "text.txt")]


@pytest.mark.parametrize(
    ("arguments", "resolved"),
    [
        (["a.txt", "--paper", "a"], ["/here/a.txt", "--paper", "a"]),
        (["--paper", "a", "a.txt"], ["--paper", "a", "/here/a.txt"]),
        (["--paper=a", "b/a.txt"], ["--paper=a", "/here/b/a.txt"]),
        (["--dry-run", "a.txt"], ["--dry-run", "/here/a.txt"]),
        (["/there/a.txt"], ["/there/a.txt"]),
        (["--help"], ["--help"]),
        ([], []),
    ],
)
def test_files_from(arguments, resolved):
    assert run.files_from("/here", arguments) == resolved


def test_modules_from_outside_cannot_replace_the_pinned_ones(project):
    project.start("build")
    _, out, _ = project.start("build", PYTHONPATH="/other")
    assert "PYTHONPATH=" in out
    assert "PYTHONHOME" not in run.environment()
    assert "PATH" in run.environment()


def test_ci_runs_the_tests(project):
    write_program(project.root / ".ci" / "run", (ROOT / ".ci" / "run").read_text())
    write_program(project.tools / "python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    path = os.pathsep.join([str(project.tools), os.environ["PATH"]])
    done = subprocess.run(["bash", ".ci/run"], cwd=project.root, env={**os.environ, "PATH": path}, stdout=subprocess.PIPE, text=True)
    assert (done.returncode, done.stdout.splitlines()[1]) == (0, "-m tests.support.suite")


# --- when .venv is made, added to, or left alone


def test_installs_once(project):
    _, _, err = project.start("build")
    assert err == "Installing the pinned packages into .venv (once) ...\n"
    assert project.asked() == ["venv", "requirements/site.txt", "."]
    assert project.start("serve")[2] == ""
    assert not project.log.exists(), "a second start must not even ask uv for its version"


def test_a_second_start_needs_no_lock(project):
    project.start("build")
    project.root.joinpath(".venv.lock").unlink()
    project.root.joinpath(".venv.lock").mkdir()
    assert project.start("build")[0] == 0


def test_adds_the_test_packages_and_keeps_the_others(project):
    project.start("build")
    project.asked()
    project.start("test")
    assert project.asked() == ["requirements/test.txt"]
    project.start("test")
    project.start("build")
    assert project.asked() == []


@pytest.mark.parametrize("arguments", [["--engine", "zensical"], ["--engine=properdocs"]])
def test_another_engine_is_among_the_packages_for_tests(project, arguments):
    project.start("build", *arguments)
    assert project.asked() == ["venv", "requirements/site.txt", "requirements/test.txt", "."]


def test_first_test_installs_both(project):
    project.start("test")
    assert project.asked() == ["venv", "requirements/site.txt", "requirements/test.txt", "."]


def pins_changed(project):
    project.root.joinpath("requirements/site.txt").write_text("# other\n")


def pins_of_tests_changed(project):
    project.root.joinpath("requirements/test.txt").write_text("# other\n")


def pins_of_tests_removed(project):
    project.root.joinpath("requirements/test.txt").unlink()


def folder_moved(project):
    project.root = project.root.rename(project.root.with_name("moved, with a space"))


def never_finished(project):
    project.stamp.unlink()


def stamp_cut_short(project):
    project.stamp.write_text(project.stamp.read_text()[:-20])


def stamp_emptied(project):
    project.stamp.write_text("")


def made_by_another_format(project):
    project.stamp.write_text(re.sub(r"format \d+", "format 0", project.stamp.read_text()))


def interpreter_uninstalled(project):
    project.python = project.python.rename(project.python.with_name("python-elsewhere"))
    project.set_uv()


def interpreter_upgraded(project):
    newer = project.python.with_name("python-newer")
    shutil.copy(project.python, newer)
    link = project.root / ".venv" / "bin" / "python"
    link.unlink()
    link.symlink_to(newer)


def venv_is_a_file(project):
    shutil.rmtree(project.root / ".venv")
    project.root.joinpath(".venv").write_text("")


def venv_is_a_dangling_link(project):
    shutil.rmtree(project.root / ".venv")
    project.root.joinpath(".venv").symlink_to("/nowhere")


DAMAGE = [
    pins_changed,
    pins_of_tests_changed,
    pins_of_tests_removed,
    folder_moved,
    never_finished,
    stamp_cut_short,
    stamp_emptied,
    made_by_another_format,
    interpreter_uninstalled,
    interpreter_upgraded,
    venv_is_a_file,
    venv_is_a_dangling_link,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_heals(project, damage):
    project.start("test")
    leftover = project.root / ".venv" / "leftover"
    leftover.write_text("")
    project.asked()
    damage(project)
    assert project.start("build")[0] == 0
    assert project.asked() == ["venv", "requirements/site.txt", "."]
    assert not (project.root / ".venv" / "leftover").exists()
    project.start("build")
    assert project.asked() == []


def test_a_linked_venv_is_replaced_and_its_target_kept(project, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    other.joinpath("precious").write_text("")
    project.root.joinpath(".venv").symlink_to(other)
    assert project.start("build")[0] == 0
    assert other.joinpath("precious").exists()
    assert not project.root.joinpath(".venv").is_symlink()


# --- when installing goes wrong


def test_failed_install_is_shown_and_leaves_no_stamp(project):
    project.set_uv(install="echo no such package; exit 3")
    code, out, err = project.start("build")
    assert (code, out) == (1, [])
    assert "no such package\nrun: the packages could not be installed (exit code 3, see above)." in err
    assert not project.stamp.exists()
    project.set_uv()
    assert project.start("build")[0] == 0


def test_failed_addition_leaves_no_stamp(project):
    project.start("build")
    project.set_uv(install="exit 1")
    assert project.start("test")[0] == 1
    assert not project.stamp.exists()


def test_killed_install_heals(project):
    project.set_uv(install="kill -9 $PPID")
    assert project.start("build")[0] == -9
    project.set_uv()
    project.asked()
    assert project.start("build")[0] == 0
    assert project.asked() == ["venv", "requirements/site.txt", "."]


def test_installer_of_a_killed_run_keeps_the_lock(project, tmp_path):
    os.mkfifo(tmp_path / "gate")
    project.set_uv(install='kill -9 $PPID; exec > /dev/null 2>&1; read line < "%s"' % (tmp_path / "gate"))
    assert project.start("build")[0] == -9
    with open(project.root / ".venv.lock", "a") as lock:
        assert not run.acquire(lock)
    project.set_uv()
    second = project.popen("build")
    assert "waiting" in second.stderr.readline()
    (tmp_path / "gate").write_text("go on\n")
    second.communicate()
    assert second.returncode == 0


def test_a_second_run_waits_and_finds_the_work_done(project):
    project.start("build")
    stamp = project.stamp.read_text()
    project.stamp.unlink()
    project.asked()
    with run.locked(str(project.root / ".venv.lock")):
        second = project.popen("build")
        assert second.stderr.readline() == "Another ./run is installing packages; waiting for it ...\n"
        project.stamp.write_text(stamp)
    _out, err = second.communicate()
    assert (second.returncode, err) == (0, "")
    assert project.asked() == []


def test_what_the_system_refuses_is_said_in_words(project):
    project.root.joinpath(".venv.lock").mkdir()
    code, _, err = project.start("build")
    assert (code, err) == (1, "run: Is a directory: %s\n" % (project.root / ".venv.lock"))


# --- how packages are installed


@pytest.mark.parametrize(
    ("at_hand", "make", "add"),
    [
        ((True, True, True), "uv venv", "uv pip install"),
        ((False, True, True), "PY -m venv /r/.venv", "/r/.venv/bin/python -m pip install"),
        ((False, False, True), "PY -m venv --without-pip /r/.venv", "PY -m pip --python /r/.venv/bin/python install"),
    ],
)
def test_uses_the_best_tool_at_hand(at_hand, make, add):
    commands = [" ".join(command).replace(sys.executable, "PY") for command in run.install_commands("/r", *at_hand)]
    assert commands[0].startswith(make)
    assert commands[1].startswith(add)


def test_no_tool_at_hand_names_the_package_to_install():
    with pytest.raises(run.Stop, match="sudo apt install python3-venv"):
        run.install_commands("/r", False, False, False)


def test_tools_at_hand(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.tools()[:2] == (False, True)
    uv = write_program(tmp_path / "uv", "#!/bin/sh\nexit 127\n")
    assert not run.tools()[0], "a uv that does not work"
    write_program(uv, "#!/bin/sh\n")
    assert run.tools()[0]
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert not run.tools()[1]
    monkeypatch.setitem(sys.modules, "pip", ast)
    assert run.tools()[2]
    monkeypatch.setitem(sys.modules, "venv", None)
    assert not run.tools()[2], "pip alone makes no .venv"


def test_without_uv_a_real_venv_is_made_and_used(project, tmp_path):
    with_backend(project.root)
    write_program(project.root / "scripts" / "check.py", "import sys; print(sys.prefix)\n")
    code, out, _ = project.start("check", PATH=str(tmp_path / "nothing"), PIP_NO_INDEX="1", PIP_USER="1")
    assert (code, out) == (0, [str(project.root / ".venv")])
    command = [run.venv_python(str(project.root)), "-c", "import scripts.check"]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert done.stdout == out[0] + "\n", "the program is not installed"


def with_backend(root):
    """Install the program of a toy project with a copy of the build backend, which is not among the toy pins."""
    shutil.copytree(Path(flit_core.__file__).parent, root / "flit_core")
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    backend = 'requires = []\nbackend-path = ["."]\n'
    root.joinpath("pyproject.toml").write_text(settings.replace('requires = ["flit_core"]\n', backend))
    write_program(root / "scripts" / "__init__.py", "")


def test_where_windows_keeps_the_interpreter(monkeypatch):
    monkeypatch.setattr(run, "WINDOWS", True)
    assert run.venv_python("r") == os.path.join("r", ".venv", "Scripts", "python.exe")


def test_read_the_docs_installs_the_same():
    jobs = yaml.safe_load(ROOT.joinpath(".readthedocs.yaml").read_text())["build"]["jobs"]
    assert jobs["install"] == [" ".join(["pip install", *run.PINNED, run.SITE]), " ".join(["pip install", *run.PROGRAM])]


# --- the pins


def locked_pins(name):
    """{"package==version", with a marker if it has one: its hashes} of a locked requirements file."""
    text = ROOT.joinpath(name).read_text()
    pins = re.findall(r"^(\S+==[^\\\n]+) \\\n((?:    --hash=\S+(?: \\)?\n)+)", text, re.MULTILINE)
    return {pin: sorted(re.findall(r"sha256:\w{64}", hashes)) for pin, hashes in pins}


@pytest.mark.parametrize("name", ["requirements/site", "requirements/test"])
def test_every_pin_written_by_hand_is_locked(name):
    by_hand = re.findall(r"^(\w\S+==\S+)", ROOT.joinpath(name + ".in").read_text(), re.MULTILINE)
    locked = locked_pins(name + ".txt")
    assert by_hand
    assert not {pin.lower() for pin in by_hand} - set(locked)
    text = ROOT.joinpath(name + ".txt").read_text()
    assert len(locked) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)), "a line that is no pin with hashes"
    assert "://" not in text


def test_tests_run_with_the_packages_of_the_site():
    assert locked_pins("requirements/site.txt").items() <= locked_pins("requirements/test.txt").items()


# --- the browser for the tests


WORKS = "#!/bin/sh\necho Chromium 1\n"
IS_A_STUB = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without a browser; its folder."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "path"), "/usr/bin", "/bin"]))
    monkeypatch.setattr(chromium, "NAMES", ["toy-chromium"])
    monkeypatch.setattr(chromium, "PLACES", [])
    monkeypatch.setattr(chromium, "playwrights_own", lambda: str(tmp_path / "own"))
    monkeypatch.setattr(chromium, "DOWNLOAD", ["false", "-m", "playwright", "install", "chromium"])
    monkeypatch.setattr(chromium, "APT", ["false"])
    return tmp_path


def test_browser_from_the_environment(bare, monkeypatch):
    mine = write_program(bare / "path" / "mine", WORKS)
    write_program(bare / "own", WORKS)
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert chromium.find_browser() == str(mine)
    monkeypatch.setenv("CHROMIUM", "mine")
    assert chromium.find_browser() == str(mine)


@pytest.mark.parametrize("text", [IS_A_STUB, None])
def test_wrong_browser_in_the_environment_is_not_replaced_silently(bare, monkeypatch, text):
    if text:
        write_program(bare / "mine", text)
    write_program(bare / "own", WORKS)
    monkeypatch.setenv("CHROMIUM", str(bare / "mine"))
    with pytest.raises(chromium.NoBrowser, match=r"CHROMIUM is .*mine"):
        chromium.find_browser()


def test_playwrights_browser_comes_first_if_it_starts(bare):
    other = write_program(bare / "path" / "toy-chromium", WORKS)
    own = write_program(bare / "own", WORKS)
    assert chromium.find_browser() == str(own)
    write_program(own, IS_A_STUB)
    assert chromium.find_browser() == str(other)


def test_browser_is_downloaded(bare, monkeypatch):
    ready = write_program(bare / "ready", WORKS)
    monkeypatch.setattr(chromium, "DOWNLOAD", ["mv", str(ready), str(bare / "own")])
    assert chromium.find_browser() == str(bare / "own")


def test_browser_is_installed_where_the_download_fails(bare, monkeypatch):
    apt = write_program(
        bare / "path" / "apt-get",
        '#!/bin/sh\n[ "$1" = update ] || printf "{}" > "{}/toy-chromium"\nchmod +x "{}"/*\n'.format(
            WORKS.replace("\n", r"\n"), bare / "path", bare / "path"
        ),
    )
    monkeypatch.setattr(chromium, "APT", [str(apt)])
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert chromium.find_browser() == str(bare / "path" / "toy-chromium")


def test_no_browser_to_be_had_says_what_to_type(bare, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(chromium.NoBrowser) as failure:
        chromium.find_browser()
    message = str(failure.value)
    assert "`false -m playwright install chromium` failed" in message
    assert "apt-get was not tried" in message
    assert "false -m playwright install --with-deps chromium\n  sudo apt-get install chromium" in message


PACKAGES = """#!/bin/sh
cat "{0}/installed" 2> /dev/null || exit 1
"""
INSTALL = """#!/bin/sh
echo "$@" >> "{0}/asked"
[ "$1" = update ] || printf 'installed\ninstalled\ninstalled\n' > "{0}/installed"
"""


@pytest.fixture
def debian(bare, monkeypatch):
    """A machine with apt and without fonts; its folder."""
    write_program(bare / "path" / "dpkg-query", PACKAGES.format(bare))
    monkeypatch.setattr(chromium, "APT", [str(write_program(bare / "path" / "apt-get", INSTALL.format(bare)))])
    return bare


def test_fonts_are_installed_once(debian, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    chromium.provide_fonts()
    chromium.provide_fonts()
    fonts = "fonts-dejavu-core fonts-liberation fonts-noto-core"
    assert (debian / "asked").read_text().splitlines() == ["update", f"install -y --no-install-recommends {fonts}"]


def test_fonts_that_cannot_be_had_are_named(debian, monkeypatch, capfd):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    chromium.provide_fonts()
    assert not (debian / "asked").exists()
    assert "sudo apt-get install fonts-dejavu-core fonts-liberation fonts-noto-core" in capfd.readouterr().err


def test_without_apt_no_font_is_asked_for(bare, monkeypatch, capfd):
    monkeypatch.setenv("PATH", str(bare / "path"))
    chromium.provide_fonts()
    assert capfd.readouterr().err == ""


def test_attempt_names_the_cause_and_ends_what_hangs():
    noisy = ["sh", "-c", "echo starting; echo Error: no network; echo '    at line 1'; exit 1"]
    assert chromium.attempt(noisy, 60).endswith("failed: Error: no network")
    assert chromium.attempt(["true"], 60) == "`true` succeeded."
    assert chromium.attempt(["tail", "-f", "/dev/null"], 0.1) == "`tail -f /dev/null` did not end within 0.1 seconds."
