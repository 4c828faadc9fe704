"""A server that nobody should ask and a file that nobody should read, for payloads to reach."""

import secrets
import socketserver
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from payloads import Bait

ANSWER = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Trap:
    """The bait, what was said to its server in whatever protocol, and what stands in its file."""

    bait: Bait
    secret: bytes
    asked: list[bytes] = field(default_factory=list)


@contextmanager
def trap() -> Iterator[Trap]:
    """Serve the bait and keep its file, as long as the block lasts."""

    class Listening(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            """Note what is said, and have nothing."""
            self.request.settimeout(2)
            with suppress(OSError):
                made.asked.append(self.request.recv(4096))
                self.request.sendall(ANSWER)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Listening)
    with tempfile.NamedTemporaryFile(prefix="z") as file, server:
        secret = secrets.token_hex(20).encode()
        file.write(secret)
        file.flush()
        made = Trap(Bait(f"127.1:{server.server_address[1]}", file.name), secret)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()
