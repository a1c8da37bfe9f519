"""Serve a built site with nginx, as hosting/nginx-site.conf tells it to: ./run host, and the browser tests."""

import argparse
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from scripts.reader.common.site_paths import base_url_of
from tests.support import chromium

ROOT = Path(__file__).parents[2]
RULES = ROOT / "hosting" / "nginx-site.conf"
HEADERS = ".nginx-headers.conf"  # in the site
PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"])
MISSING = (
    "nginx is not installed, and could not be:\n  {}\nOn Debian or Ubuntu: sudo apt-get install nginx-light. On macOS: brew install nginx."
)
CONFIGURATION = """
{user}
daemon off;
pid {folder}/pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{servers}
}}
"""
SERVER = """
server {{
    listen 127.0.0.1:{port};
    root {root};
    set $base {prefix};
    include {headers};
    include {rules};
}}
"""


class NoHost(Exception):
    """Why nginx does not serve the site, and what to do."""


def find_nginx() -> str:
    """Return the path of nginx; install Debian's package if there is none. Raises NoHost."""
    if path := shutil.which("nginx", path=PLACES):
        return path
    outcome = chromium.install_packages("nginx-light")
    if path := shutil.which("nginx", path=PLACES):
        return path
    raise NoHost(MISSING.format(outcome))


def listening(port: int) -> socket.socket:
    """Return a socket that accepts connections at a port of this machine, 0 for any."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=511)
    except OSError as problem:
        raise NoHost(f"Port {port} cannot be had: {problem.strerror}. Another: ./run host --port {port + 1}") from problem


@contextmanager
def running(servers: str, folder: Path, *sockets: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    """Start nginx with what stands in its `http`. It gets sockets where connections wait already, so nobody need ask whether it is up."""
    if os.name == "nt":
        raise NoHost("Sockets are handed to nginx on Linux and macOS only: start ./run host there, or in WSL.")
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""  # root's nginx would serve as one who may not read the site
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(user=user, folder=folder, servers=servers), encoding="utf-8")
    command = [find_nginx(), "-p", str(folder), "-c", str(configuration), "-e", str(folder / "start.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    if checked.returncode:
        raise NoHost(checked.stderr)
    # As when nginx replaces itself: https://nginx.org/en/docs/control.html#upgrade
    variables = {**os.environ, "NGINX": "".join(f"{one.fileno()};" for one in sockets)}
    with subprocess.Popen(command, env=variables, pass_fds=[one.fileno() for one in sockets]) as process:
        try:
            yield process
        finally:
            process.terminate()


def placed(site: Path, folder: Path, prefix: str) -> Path:
    """Return a new root in a folder, with a site at a path such as /reader/."""
    root = folder / "root"
    place = root / prefix.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site.resolve(), target_is_directory=True)
    return root


@contextmanager
def host(site: Path, prefix: str, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a site under a path such as /reader/, and yield its address and nginx."""
    with tempfile.TemporaryDirectory() as temporary, listening(port) as server:
        folder, port = Path(temporary), server.getsockname()[1]
        root = placed(site, folder, prefix)
        servers = SERVER.format(port=port, root=root, prefix=prefix, headers=site.resolve() / HEADERS, rules=RULES)
        with running(servers, folder, server) as process:
            yield f"http://127.0.0.1:{port}{prefix}", process


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run host", description="Serve site/ with nginx, as hosting/nginx-site.conf tells it to.")
    parser.add_argument("--prefix", help="the path of the site on its host, such as /reader/ (default: that of its address)")
    parser.add_argument("--port", type=int, default=8080, help="default: 8080")
    chosen = parser.parse_args()
    site = Path("site")
    if not (site / HEADERS).is_file():
        print("There is no built site in site/: ./run build makes it.", file=sys.stderr)
        return 1
    prefix = chosen.prefix or urlsplit(base_url_of(site)).path
    try:
        with host(site, f"/{prefix.strip('/')}/".replace("//", "/"), chosen.port) as (address, process):
            print(f"The site is at {address}", flush=True)
            return process.wait()
    except NoHost as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
