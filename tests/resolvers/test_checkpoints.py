"""Checkpoints: signed, read back, and refused where a line is not what was signed."""

import asyncio
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.bolt import Graph
from graph.log import Draft, append
from graph.log.checkpoint import (
    CheckpointError,
    checkpoint,
    key_of,
    new_key,
    public_of,
    read_checkpoints,
)
from service import checkpoints
from service.checkpoints import CheckpointsError, public_key, signing_key, write
from tests.embedded.waiting import going_on
from tests.service.conftest import Lines


async def test_a_checkpoint_says_how_long_the_log_is(blank: Graph, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    empty = await write(blank, tmp_path, str(kept))
    assert (empty.size, empty.head, empty.entry_at) == (0, "0" * 64, "")
    draft = Draft("a", "admin", "savePerson", None, {}, ())
    entry = await blank.writing(lambda t: append(t, draft))
    made = await write(blank, tmp_path, str(kept))
    assert (made.size, made.head, made.entry_at) == (1, entry.hash, entry.at)
    assert (tmp_path / "log.key").stat().st_mode & 0o777 == 0o600
    assert public_key(tmp_path) == made.key
    assert read_checkpoints(kept.read_text("utf-8").splitlines(), made.key) == [empty, made]
    with pytest.raises(CheckpointsError, match="No such file or directory"):
        await write(blank, tmp_path, str(tmp_path / "nowhere" / "kept.jsonl"))


async def test_lines_that_were_not_signed_so_are_refused(blank: Graph) -> None:
    key = key_of(new_key())
    line = (await checkpoint(blank, key)).line()
    (other,) = read_checkpoints([(await checkpoint(blank, key_of(new_key()))).line()])
    for wrong in (
        line.replace('"size":0', '"size":1'),
        line.replace("T", "T0", 1),
        line[:-10],
        "{}",
        "[]",
        "null",
        line.replace('"size":0', '"size":"0"'),
        line.replace('"size":0', '"size":true'),
        line.replace('"size":0', '"size":-1'),
        line.replace(public_of(key), other.key),
        line.replace(public_of(key), "!"),
        line.replace('"signature"', '"more":1,"signature"'),
    ):
        with pytest.raises(CheckpointError, match=r"^Line 2 "):
            read_checkpoints(["", wrong])
    with pytest.raises(CheckpointError, match="signed by another key"):
        read_checkpoints([line], other.key)
    with pytest.raises(CheckpointError, match="Line 2 is signed by another key"):
        read_checkpoints([line, other.line()])


def test_a_key_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "log.key").write_text("no key", "ascii")
    with pytest.raises(CheckpointsError, match="holds no key"):
        signing_key(tmp_path)


async def soon(condition: Callable[[], bool]) -> bool:
    """Whether something becomes true within 20 s."""
    for _ in range(2_000):
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


async def test_they_are_written_again_and_again_when_nothing_changes(
    blank: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 0.01)
    monkeypatch.setattr(checkpoints, "AGAIN", 0.01)
    folder, log = tmp_path / "later", Lines()
    kept = folder / "kept.jsonl"
    async with going_on(checkpoints.keep_writing(blank, tmp_path, str(kept), log)):
        assert await soon(lambda: bool(log.lines))
        folder.mkdir()
        assert await soon(lambda: kept.exists() and kept.read_text("utf-8").count("\n") > 2)
    assert log.lines[0]["event"] == "checkpoint failed"
    assert "cannot be written to" in log.lines[0]["reason"]
    assert {one.size for one in read_checkpoints(kept.read_text("utf-8").splitlines())} == {0}


async def test_an_address_takes_them_by_post_and_may_not_send_them_on(
    blank: Graph, tmp_path: Path
) -> None:
    taken: list[str] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            moved = self.path == "/moved"
            if not moved:
                taken.append(body)
            self.send_response(302 if moved else 204)
            if moved:
                self.send_header("Location", "/kept")
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        made = await write(blank, tmp_path, f"{address}/kept")
        assert taken == [made.line()]
        with pytest.raises(CheckpointsError, match="does not take one: 302"):
            await write(blank, tmp_path, f"{address}/moved")
        server.shutdown()
    assert len(taken) == 1
    with pytest.raises(CheckpointsError, match="does not take one"):
        await write(blank, tmp_path, f"{address}/kept")
