#!/usr/bin/env python3
"""What an editor shows of a scenario: the YAML language server with the program's schema."""

import json
import pathlib
import queue
import shutil
import subprocess
import sys
import threading
import unittest

import language

FOLDER = language.ROOT / "tests" / "editor"
SERVER = FOLDER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
ANSWER_SECONDS = 60
MODELINE = "# yaml-language-server: $schema=schema.json\n"

if not shutil.which("node"):
    print("skipped: node is not installed")
    sys.exit(77)
if not SERVER.exists():
    print(f"skipped: the language server is missing (npm ci in {FOLDER.name})")
    sys.exit(77)


class Server:
    """A language server that is spoken to in JSON-RPC over its standard streams."""

    def __init__(self):
        self.process = subprocess.Popen(["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.messages = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        self.last_id = 0
        self.diagnostics = {}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {
            "textDocument": {"hover": {"contentFormat": ["markdown"]}}}})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": {
            "schemaStore": {"enable": False}, "validate": True, "hover": True,
            "completion": True}}})

    def listen(self):
        stream = self.process.stdout
        while line := stream.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif line == b"\r\n":
                self.messages.put(json.loads(stream.read(length)))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, parameters):
        self.send({"method": method, "params": parameters})

    def ask(self, method, parameters):
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": parameters})
        wanted = self.last_id
        while True:
            message = self.receive()
            if message.get("id") == wanted and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def receive(self):
        """The next message, after what it asks was answered and what it tells was noted."""
        message = self.messages.get(timeout=ANSWER_SECONDS)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            items = message.get("params", {}).get("items")  # a question for settings
            self.send({"id": message["id"], "result": [None] * len(items) if items else None})
        return message

    def open(self, path, text=None):
        text = path.read_text(encoding="utf-8") if text is None else text
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}})
        while path.as_uri() not in self.diagnostics:
            self.receive()
        return self.diagnostics[path.as_uri()]

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


class Editor(language.LanguageTest):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        super().setUp()
        self.count = 0
        shutil.copy(language.SCENARIOS / "schema.json", self.folder)

    def opened(self, text):
        """A file with `text`, in which | marks the cursor; its address for questions."""
        before, _, after = (MODELINE + text).partition("|")
        self.count += 1  # a file of its own: what was found of an earlier one tells nothing
        path = pathlib.Path(self.folder) / f"scenario{self.count}.yaml"
        self.found = self.server.open(path, before + after)
        lines = before.split("\n")
        return {"textDocument": {"uri": path.as_uri()},
                "position": {"line": len(lines) - 1, "character": len(lines[-1])}}

    def completions(self, text):
        found = self.server.ask("textDocument/completion", self.opened(text))
        return {item["label"]: item for item in found["items"]}

    def hover(self, text):
        contents = self.server.ask("textDocument/hover", self.opened(text))["contents"]
        return contents["value"] if isinstance(contents, dict) else str(contents)

    def test_shipped_scenarios_have_no_diagnostics(self):
        paths = sorted(language.SCENARIOS.rglob("*.yaml"))
        self.assertGreaterEqual(len(paths), 7)
        for path in paths:
            with self.subTest(path.name):
                self.assertIn("# yaml-language-server: $schema=",
                              path.read_text(encoding="utf-8").splitlines()[0])
                self.assertEqual(self.server.open(path), [])

    def test_a_misspelt_key_is_marked(self):
        self.opened(language.small(("horizon:", "horizno:")))
        marked = [d for d in self.found if "horizno" in d["message"]]
        self.assertEqual([d["range"]["start"]["line"] for d in marked], [3], self.found)

    def test_keys_of_a_member_are_completed(self):
        offered = self.completions(language.small(("region: city}", "region: city, s|}")))
        self.assertLessEqual({"site", "supplier", "pricing", "active"}, set(offered))
        self.assertNotIn("unit_cost", offered)
        self.assertIn("others of its channel", str(offered["site"]["documentation"]))

    def test_keys_of_a_member_are_completed_in_lines(self):
        text = language.small(("  - {name: corner, channel: independent_retailer, region: city}",
                               "  - name: corner\n    channel: own_shop\n    |"))
        self.assertLessEqual({"site", "supplier"}, set(self.completions(text)))

    def test_keys_of_the_scenario_are_completed(self):
        offered = self.completions(language.SMALL + "|")
        self.assertLessEqual({"promotions", "levers", "expect"}, set(offered))

    def test_choice_words_are_completed_with_their_meaning(self):
        offered = self.completions(language.SMALL + "step: |")
        self.assertLessEqual({"day", "week", "month"}, set(offered))
        self.assertIn("A step is a day.", str(offered["day"].get("documentation")))

    def test_hover_tells_meaning_unit_and_default(self):
        told = self.hover(language.small(("list_price: 40", "list_|price: 40")))
        self.assertIn("What the trade pays before discounts", told)
        self.assertIn("money per piece", told)
        told = self.hover(language.SMALL + "se|ed: 3\n")
        self.assertIn("Default: 42.", told)

    def test_a_file_that_extends_another_is_completed_told_and_checked_likewise(self):
        base = "extends: base.yaml\n"
        offered = self.completions(base + "members:\n  - {name: kiosk, s|}\n")
        self.assertIn("others of its channel", str(offered["site"]["documentation"]))
        self.assertIn("site", self.completions(base + "members: {kiosk: {s|}}\n"))
        self.assertIn("money per piece",
                      self.hover(base + "products: {tea: {list_pr|ice: 4}}\n"))
        self.opened(base + "members: {kiosk: {site: 0.2}, web: null}\n")
        self.assertEqual(self.found, [])
        self.opened(base + "members: {kiosk: {stie: 0.2}}\n")
        self.assertIn("stie", str(self.found))


if __name__ == "__main__":
    unittest.main(verbosity=2)
