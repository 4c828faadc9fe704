"""A YAML language server in a process of its own, spoken to as an editor speaks to it."""

import json
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

PATIENCE = 600


class LanguageServer:
    """The server for a folder; ``settings`` are those of the editor."""

    def __init__(self, command: list[str], folder: Path, settings: dict[str, Any]) -> None:
        """Start it and tell it what an editor tells at the beginning."""
        self.folder = folder
        self.settings = settings
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.last = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        uri = folder.as_uri()
        capabilities = {
            "workspace": {"configuration": True, "didChangeConfiguration": {}},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        self.ask(
            "initialize",
            processId=None,
            rootUri=uri,
            workspaceFolders=[{"uri": uri, "name": folder.name}],
            capabilities=capabilities,
        )
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=settings)

    def open(self, path: str) -> str:
        """Open a file as it is and return its address, as soon as its first key is explained."""
        uri = (self.folder / path).as_uri()
        text = (self.folder / path).read_text("utf-8")
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        end = time.monotonic() + PATIENCE
        while not self.at("hover", uri, 1, 1):
            assert time.monotonic() < end, f"{path} has no schema"
            time.sleep(0.1)
        return uri

    def change(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Let an open file hold other words, and wait for what the server says of them."""
        self.diagnostics.pop(uri, None)
        document = {"uri": uri, "version": 2}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        while not self.diagnostics.get(uri):
            self._handle(self.inbox.get(timeout=PATIENCE))
        return self.diagnostics.pop(uri)

    def at(self, method: str, uri: str, line: int, column: int) -> Any:
        """Ask about a place, which counts from 1 as our findings do."""
        position = {"line": line - 1, "character": column - 1}
        return self.ask(f"textDocument/{method}", textDocument={"uri": uri}, position=position)

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return the result."""
        self.last += 1
        self._send({"id": self.last, "method": method, "params": params})
        while True:
            message = self.inbox.get(timeout=PATIENCE)
            if message.get("id") == self.last and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._handle(message)

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()

    def _handle(self, message: dict[str, Any]) -> None:
        """Keep diagnostics, and answer what the server asks of every editor."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            result = [self.settings.get(item["section"]) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while head := stream.readline():
            size = int(head.partition(b":")[2])
            while stream.readline().strip():
                pass
            self.inbox.put(json.loads(stream.read(size)))
