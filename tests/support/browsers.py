"""Firefox and WebKitGTK, found or else got, and driven by the W3C's WebDriver: https://www.w3.org/TR/webdriver2/.

WebKitGTK has it over HTTP, through its driver. Firefox has it in Marionette, its own port, with the same commands and results, so that it
needs no geckodriver, which neither Debian nor a package registry has.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.support import chromium

PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/Applications/Firefox.app/Contents/MacOS", r"C:\Program Files\Mozilla Firefox"])
PATIENCE = 120  # seconds until a browser that is being started counts as broken
# What each engine is, as programs, any of whose names will do, and Debian's package of each.
PROGRAMS = {
    "firefox": [(("firefox-esr", "firefox"), "firefox-esr")],
    "webkit": [(("WebKitWebDriver",), "webkit2gtk-driver"), (("Xvfb",), "xvfb")],  # it has no mode without a display
    "orca": [(("orca",), "orca"), (("dbus-daemon",), "dbus-daemon"), (("Xvfb",), "xvfb")],
}
PREFERENCES = {
    "marionette.port": 0,  # any that is free; Firefox writes it into its profile
    "ui.prefersReducedMotion": 1,
    # To other hosts there is no way.
    "network.proxy.type": 1,
    **{f"network.proxy.{kind}": "127.0.0.1" for kind in ("http", "ssl")},
    **{f"network.proxy.{kind}_port": 9 for kind in ("http", "ssl")},
}
PAGE_END = "\f"  # tests/support/orca_customizations.py
COMMANDS = {  # of Marionette, as WebDriver has them over HTTP
    "Navigate": ("POST", "url"),
    "Back": ("POST", "back"),
    "ExecuteScript": ("POST", "execute/sync"),
    "PerformActions": ("POST", "actions"),
    "SetWindowRect": ("POST", "window/rect"),
    "TakeScreenshot": ("GET", "screenshot"),
    "DeleteSession": ("DELETE", ""),
}


class Refused(Exception):
    """An error of WebDriver."""


def find_programs(engine):
    """The paths of the programs of an engine; installs Debian's packages of those that are missing. Raises NoBrowser."""
    tried, paths = [], []
    for names, package in PROGRAMS[engine]:
        if not present(names):
            tried.append(chromium.install_packages(package))
        paths.append(present(names))
    if not all(paths):
        packages = " ".join(package for _, package in PROGRAMS[engine])
        wanted = f"The tests need {engine} and did not find it.", *tried, f"sudo apt-get install {packages}"
        raise chromium.NoBrowser("\n  ".join(wanted))
    return paths


def present(names):
    """The path of the first program that is here, and of a browser, which may be the stub of a package, the first that starts."""
    found = filter(None, (shutil.which(name, path=PLACES) for name in names))
    return next((path for path in found if "firefox" not in path or chromium.starts(path)), None)


def await_start(process, attempt):
    """What an attempt gives that fails until a program has come so far."""
    last = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < last:
        try:
            return attempt()
        except (OSError, ValueError):
            time.sleep(0.1)
    raise chromium.NoBrowser(f"{process.args[0]} did not start.")


@contextmanager
def running(*command, **settings):
    """A program, until it is no longer needed."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **settings) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def display():
    """The name of a new display that nobody sees."""
    with running(present(("Xvfb",)), "-displayfd", "1", "-screen", "0", "2000x1400x24", stdout=subprocess.PIPE, text=True) as server:
        yield f":{server.stdout.readline().strip()}"


@contextmanager
def firefox(folder, environment=None):
    """Send commands of WebDriver to a new Firefox whose profile lies in a folder: send("Navigate", url=...).

    With an environment, which names a display, it shows its window there.
    """
    [program] = find_programs("firefox")
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    options = (
        *([] if environment else ["--headless"]),
        "--no-remote",
        "--marionette",
        "--remote-allow-system-access",
        "--profile",
        str(folder),
    )
    with running(program, *options, stdout=subprocess.DEVNULL, env=environment) as process:
        port = await_start(process, lambda: int((folder / "MarionetteActivePort").read_text()))
        with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answers:

            def receive():
                length = b"".join(iter(lambda: answers.read(1), b":"))
                return json.loads(answers.read(int(length)))

            def send(name, **parameters):
                message = json.dumps([0, 0, name if ":" in name else f"WebDriver:{name}", parameters]).encode()
                connection.sendall(b"%d:%s" % (len(message), message))
                _, _, error, result = receive()
                if error:
                    raise Refused(error["message"])
                return result["value"] if result.keys() == {"value"} else result

            receive()  # its greeting
            send("NewSession", capabilities={})
            yield send
            send("Marionette:Quit", flags=["eForceQuit"])
            process.wait()


def ask_firefox(send, function, *given):
    """What a function of JavaScript gives that runs in the window of Firefox itself, not in the page."""
    send("Marionette:SetContext", value="chrome")
    try:
        return send("ExecuteScript", script=f"return ({function})(...arguments)", args=list(given))
    finally:
        send("Marionette:SetContext", value="content")


# The errors of pages since the last time: of scripts, and of what a policy refuses.
FIREFOX_ERRORS = """() => {
  const errors = Services.console.getMessageArray().filter(message => message instanceof Ci.nsIScriptError
    && /^(https?|file|blob):/.test(message.sourceName) && !(message.flags & Ci.nsIScriptError.warningFlag));
  Services.console.reset();
  return errors.map(({category, sourceName, lineNumber, errorMessage}) => `${category}: ${sourceName}:${lineNumber}: ${errorMessage}`);
}"""


@contextmanager
def webkit(folder):
    """Send commands of WebDriver to a new WebKitGTK on a display of its own, whose home is a folder."""
    driver, _ = find_programs("webkit")
    with ExitStack() as stack:
        home = {"DISPLAY": stack.enter_context(display()), "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        process = stack.enter_context(running(driver, f"--port={port}", env={**os.environ, **home}, stdout=subprocess.DEVNULL))

        def request(method, path, parameters):
            data = json.dumps(parameters).encode() if method == "POST" else None
            asked = Request(f"http://127.0.0.1:{port}/session{path}", data, {"Content-Type": "application/json"}, method=method)
            try:
                with urlopen(asked) as answer:
                    return json.load(answer)["value"]
            except HTTPError as error:
                raise Refused(json.load(error)["value"]["message"]) from None

        session = await_start(process, lambda: request("POST", "", {"capabilities": {}}))["sessionId"]

        def send(name, **parameters):
            method, path = COMMANDS[name]
            return request(method, f"/{session}/{path}".rstrip("/"), parameters)

        yield send
        send("DeleteSession")


@contextmanager
def orca(folder):
    """Have Orca listen to a new Firefox: the environment for that, and listen("Title"): what Orca says of a page that is loaded."""
    program, bus, _ = find_programs("orca")
    home, spoken = folder / "home", folder / "spoken.txt"
    customizations = home / ".local/share/orca/orca-customizations.py"
    customizations.parent.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("orca_customizations.py"), customizations)
    home.chmod(0o700)  # which the bus demands of its folder
    environment = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "SPOKEN": str(spoken), "LC_ALL": "C.UTF-8"}
    environment |= {"GNOME_ACCESSIBILITY": "1", "GSETTINGS_BACKEND": "memory"}
    with ExitStack() as stack:
        environment["DISPLAY"] = stack.enter_context(display())
        session = stack.enter_context(running(bus, "--session", "--nofork", "--print-address", stdout=subprocess.PIPE, text=True))
        environment["DBUS_SESSION_BUS_ADDRESS"] = session.stdout.readline().strip()
        process = stack.enter_context(running(program, env=environment, stdout=subprocess.DEVNULL))
        await_start(process, spoken.read_text)

        def listen(title):
            begin = await_start(process, lambda: spoken.read_text(encoding="utf-8").index(f"\nFinished loading {title}"))
            process.send_signal(signal.SIGUSR1)
            end = await_start(process, lambda: spoken.read_text(encoding="utf-8").index(PAGE_END, begin))
            return spoken.read_text(encoding="utf-8")[begin:end]

        yield environment, listen


STARTERS = {"firefox": firefox, "webkit": webkit}
