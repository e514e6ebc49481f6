"""Completing from arXiv's API: asked by identifier only, once, in batches, and never unless it is asked for."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from paperlist.index.online import Arxiv
from tests.command import clean, invoke

ENTRY = """<entry><id>http://arxiv.org/abs/{id}v2</id><updated>2020-01-02T00:00:00Z</updated>
<published>2020-01-01T00:00:00Z</published><title>Title of {id}</title><summary> Summary.</summary>
<author><name>Ada Byron</name></author><arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.5555/{id}</arxiv:doi>
</entry>"""


class Server(ThreadingHTTPServer):
    """Answers as arXiv does, and remembers what it was asked."""

    asked: list[tuple[str, str]]
    broken = False


class Handler(BaseHTTPRequestHandler):
    """Replays an answer for each identifier."""

    server: Server

    def do_GET(self) -> None:
        """Answer."""
        ids = parse_qs(urlsplit(self.path).query)["id_list"][0]
        self.server.asked.append((ids, self.headers["User-Agent"]))
        self.send_response(503 if self.server.broken else 200)
        self.end_headers()
        entries = "".join(ENTRY.format(id=each) for each in ids.split(",") if not each.startswith("9"))
        self.wfile.write(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        thread = Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("PAPERLIST_ARXIV_API", f"http://127.0.0.1:{server.server_port}/api")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setenv("no_proxy", "*")
        yield server
        server.shutdown()
        thread.join()


def listed(folder: Path, *rows: tuple[str, str]) -> Path:
    """A list of papers, each with identifier and title."""
    path = folder / "list.jsonl"
    rows_ = [{"title": title, "authors": ["Ada Byron"], "arxiv_id": name or None} for name, title in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows_))
    return path


def test_what_is_asked_and_filled(server: Server, tmp_path: Path) -> None:
    rows = [
        ("2001.00001", "Title of 2001.00001"),
        ("2001.00002", "Another paper"),
        ("", "Title of 2001.00003"),
        ("9901.00001", "X"),
    ]
    text = listed(tmp_path, *rows)
    for _ in range(2):
        done = invoke("complete", text, "--online", "--to", "jsonl")
        assert done.returncode == 0
        records = [json.loads(line) for line in done.stdout.splitlines()]
        assert [record["doi"] for record in records] == ["10.5555/2001.00001", None, None, None]
        assert records[0]["completed"]["doi"]["rule"] == "identifier and title agree"
        assert records[0]["completed"]["doi"]["file"].endswith("?id_list=2001.00001")
        assert "[unsure]" in clean(done.stderr)
    (first, agent), second = server.asked
    assert first == "2001.00001,2001.00002,9901.00001"
    assert second[0] == "9901.00001"  # what was answered is kept, and asked for once
    assert agent.startswith("paperlist/")


def test_nothing_is_asked_unless_it_is_wanted(server: Server, tmp_path: Path) -> None:
    text = listed(tmp_path, ("2001.00001", "Title of 2001.00001"))
    assert invoke("parse", text).returncode == 0
    assert invoke("complete", text).returncode == 2
    assert server.asked == []


def test_a_server_that_does_not_answer_is_reported(server: Server, tmp_path: Path) -> None:
    server.broken = True
    text = listed(tmp_path, ("2001.00001", "Title of 2001.00001"))
    done = invoke("complete", text, "--online", "--to", "jsonl")
    assert done.returncode == 2
    assert "Service Unavailable" in clean(done.stderr)
    assert json.loads(done.stdout)["doi"] is None


def test_batches_and_pauses(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    arxiv = Arxiv(cache=tmp_path / "kept", pause=3.0)
    arxiv.fetch([f"2001.{number:05}" for number in range(150)])
    assert [len(ids.split(",")) for ids, _ in server.asked] == [100, 50]
    assert [pause for pause in slept if pause > 1] == [3.0]
