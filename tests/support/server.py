"""A server for a built site, under a sub-path, as project sites have one."""

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PREFIX = "/reader/"  # where the site is served; the page for missing addresses must be told


class Handler(SimpleHTTPRequestHandler):
    """Serves the site under any path that ends in reader/, and the page for missing addresses."""

    def translate_path(self, path):
        return super().translate_path("/" + path.partition(PREFIX)[2])

    def send_error(self, code, message=None, explain=None):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


@contextmanager
def serve(folder, handler=Handler, prefix=PREFIX):
    """Where a folder is served under a prefix that the handler knows."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
