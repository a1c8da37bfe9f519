"""./run host where nginx or the site is missing, or the port is taken. That nginx serves: tests/browser/test_hosts.py."""

import sys

import pytest

from tests.support import chromium, host


def test_without_nginx_it_says_what_to_type(monkeypatch):
    monkeypatch.setattr(host, "PLACES", "")
    monkeypatch.setattr(chromium, "install_packages", lambda name: f"{name} was not found.")
    with pytest.raises(host.NoHost, match=r"nginx-light was not found\.\nOn Debian or Ubuntu: sudo apt-get install nginx-light"):
        host.find_nginx()


def test_a_taken_port_is_told():
    with host.listening(0) as taken, pytest.raises(host.NoHost, match=r"Port \d+ cannot be had: .+ Another: "):
        host.listening(taken.getsockname()[1])


def test_without_a_site_it_says_how_to_make_one(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["host"])
    assert host.main() == 1
    assert capsys.readouterr().err == "There is no built site in site/: ./run build makes it.\n"
