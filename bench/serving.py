"""How long an editor waits: from a saved edit until the server shows it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE = 900  # seconds


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def shows(address: str, text: str, process: subprocess.Popen, limit: float = PATIENCE) -> float:
    """The seconds until the page at an address holds a text. TimeoutError, if it never does."""
    start = time.perf_counter()
    while time.perf_counter() - start < limit:
        try:
            with urllib.request.urlopen(address, timeout=limit) as answer:
                if text in answer.read().decode():
                    return time.perf_counter() - start
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode}")
        time.sleep(0.02)
    raise TimeoutError(f"{address} never shows {text!r}")


def edits(root: Path, page: str, path: str, options: list[str], times: int = 2) -> list[float]:
    """Serve the project under root, change its page (docs/page) so many times, and say when its address (path) showed each change."""
    port, file = free_port(), root / "docs" / page
    command = [sys.executable, "-m", "mkdocs", "serve", *options, "-q", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.org/"}
    waited, before = [], file.read_text(encoding="utf-8")
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}/{path}"
            shows(address, "</html>", process)
            for turn in range(times):
                word = f"Edited{turn}"
                file.write_text(before.replace("\n{: #p", f"\n{word} it is.\n{{: #p", 1), encoding="utf-8")
                waited.append(shows(address, word, process))
        finally:
            process.terminate()  # where an interrupt is ignored, as in a job in the background, this is not
            file.write_text(before, encoding="utf-8")
    return waited
