"""The Chromium that the tests drive: found, or else got. `python -m tests.support.chromium` prints its path, and gets fonts too."""

import os
import shutil
import signal
import subprocess
import sys

LAUNCH_ARGS = [
    "--no-sandbox",  # Chromium refuses to start as root with its sandbox, and containers give it none
    "--disable-gpu",  # there is none, and looking for one costs seconds and warnings
    # The rest stops Chromium's own traffic, so that every request a test sees is the site's.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
FEATURES = (
    # Two pages for the address bar, which Chromium loads with every window though none is shown: half the time that a window takes.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What playwright 1.65 disables and says why in chromiumSwitches.ts, for this list takes the place of its own.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
WITHOUT_FEATURES = "--disable-features=" + ",".join(FEATURES)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
DOWNLOAD = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
APT = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
FONTS = ("fonts-dejavu-core", "fonts-liberation", "fonts-noto-core")  # Debian's packages of what readers on Linux have


class NoBrowser(Exception):
    """Why there is no browser, and what to do."""


def find_browser():
    """The path of a Chromium or Chrome that starts; gets one if there is none. Raises NoBrowser.

    Call it before playwright is started: it may start playwright itself, which cannot run twice at once.
    """
    given = os.environ.get("CHROMIUM")
    if given:
        path = shutil.which(given)
        if path and starts(path):
            return path
        raise NoBrowser(f"The environment variable CHROMIUM is {given!r}, and no browser starts from there.")
    path = present()
    if path:
        return path
    tried = []
    for get in (download, lambda: install_packages("chromium")):
        tried.append(get())
        path = present()
        if path:
            return path
    raise NoBrowser(
        "\n".join(
            [
                "The tests need Chromium or Chrome and found none.",
                *["  " + attempt for attempt in tried],
                "Do one of these, or set the environment variable CHROMIUM to the path of a browser:",
                "  " + " ".join([*DOWNLOAD[:4], "--with-deps", *DOWNLOAD[4:]]),
                "  sudo apt-get install chromium",
            ]
        )
    )


def present():
    """The first browser on this machine that starts, playwright's own before others; or None."""
    candidates = [playwrights_own(), *map(shutil.which, NAMES), *PLACES]
    return next((path for path in candidates if path and os.path.exists(path) and starts(path)), None)


def playwrights_own():
    """The path where playwright keeps its Chromium, whether or not it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(path):
    """Whether the program PATH runs: it can lack libraries, or be a stub for a package that is not installed."""
    if os.name == "nt":
        return True  # there, asking for the version opens a window
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def download():
    """Have playwright download its Chromium; what came of it, in a sentence."""
    tell("Downloading Chromium for the tests (once) ...")
    return attempt(DOWNLOAD, 300)


def install_packages(*names):
    """Install packages of Debian where that needs no password; what came of it, in a sentence."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        return "apt-get was not tried: it needs Debian or Ubuntu, and root."
    tell(f"Installing Debian's {', '.join(names)} for the tests (once) ...")
    return attempt([*APT, "update"], 600) + "\n  " + attempt([*APT, "install", "-y", "--no-install-recommends", *names], 1800)


def provide_fonts():
    """Install common fonts where apt is, so that pages look alike on such machines. No test fails without: say so, and go on."""
    if not shutil.which("dpkg-query") or are_installed(FONTS):
        return
    outcome = install_packages(*FONTS)
    if not are_installed(FONTS):
        advice = f"For those of other machines: sudo apt-get install {' '.join(FONTS)}"
        tell(f"The tests go on with the fonts that are here.\n  {outcome}\n  {advice}")


def are_installed(packages):
    """Whether Debian's packages are installed."""
    asked = subprocess.run(["dpkg-query", "--show", "--showformat=${db:Status-Status}\n", *packages], capture_output=True, text=True)
    return asked.stdout.split() == ["installed"] * len(packages)


def attempt(command, seconds):
    """Run COMMAND silently for at most so many SECONDS, then end it with all that it started; what came of it."""
    shown = " ".join([os.path.basename(command[0]), *command[1:]])
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return f"`{shown}` did not end within {seconds} seconds."
        finally:
            if process.poll() is None:
                process.kill() if os.name == "nt" else os.killpg(process.pid, signal.SIGKILL)
    if process.returncode == 0:
        return f"`{shown}` succeeded."
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no message"]
    # The last lines can be a stack trace; the first error names the cause.
    cause = next((line for line in lines if line.startswith(("Error:", "E:"))), lines[-1])
    return f"`{shown}` failed: {cause}"


def tell(message):
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        print(find_browser())
        provide_fonts()
    except NoBrowser as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
