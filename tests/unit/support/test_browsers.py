"""Firefox and WebKitGTK where they are missing. That they work: tests/browser/test_every_browser.py."""

import sys

import pytest

from tests.support import browsers, chromium


def test_what_is_missing_is_installed_and_else_told(monkeypatch):
    monkeypatch.setattr(browsers, "PLACES", "")
    asked = []
    monkeypatch.setattr(chromium, "install_packages", lambda name: asked.append(name) or f"{name} was not found.")
    with pytest.raises(chromium.NoBrowser, match=r"xvfb was not found.\n  sudo apt-get install webkit2gtk-driver xvfb$"):
        browsers.find_programs("webkit")
    assert asked == ["webkit2gtk-driver", "xvfb"]


def test_a_program_that_ends_at_once_is_told():
    with browsers.running(sys.executable, "-c", "") as process:
        process.wait()
        with pytest.raises(chromium.NoBrowser, match="did not start"):
            browsers.await_start(process, lambda: None)
