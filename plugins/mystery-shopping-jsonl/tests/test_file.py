"""The file itself: what a sudden end leaves behind, what a wrong line does, what an editor sees."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.testing import make_event, make_events
from mystery_shopping_jsonl import JsonLinesLog, open_log


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the lines are to lie."""
    return tmp_path / "quality" / "events.jsonl"


@pytest.fixture
def log(file: Path) -> Iterator[JsonLinesLog]:
    """Return a log of two streams, the first of two events."""
    opened = open_log(f"jsonl:{file.parent}")
    opened.append("a", make_events(2), expected=0)
    opened.append("b", make_events(1), expected=0)
    yield opened
    opened.close()


def add(file: Path, content: bytes) -> None:
    """Let something end up at the end of the file."""
    with file.open("ab") as lines:
        lines.write(content)


def ids(log: JsonLinesLog) -> list[str]:
    """Return the ids of all events in the tail."""
    return [row.event_id for row in log.tail()]


def test_every_line_is_json_and_names_its_event(log: JsonLinesLog, file: Path) -> None:
    """An auditor without the library reads the log with what is on every machine."""
    rows = [json.loads(line) for line in file.read_text(encoding="ascii").splitlines()]

    assert [row["event_id"] for row in rows] == ids(log)
    assert [(row["stream"], row["version"], row["ends"]) for row in rows] == [
        ("a", 1, False),
        ("a", 2, True),
        ("b", 1, True),
    ]


def test_a_torn_last_line_was_never_there(log: JsonLinesLog, file: Path) -> None:
    """Power failed in the middle of a write: nobody was told, and the next event fits on."""
    before, size = ids(log), file.stat().st_size
    add(file, b'{"stream":"a","version":3,"posi')

    again = open_log(f"jsonl:{file.parent}")

    assert (ids(again), file.stat().st_size) == (before, size)
    assert again.append("a", [make_event()], expected=2) == 3
    assert len(ids(log)) == len(before) + 1


@pytest.mark.parametrize("cut", [1, 10, 200])
def test_a_torn_batch_was_never_there(log: JsonLinesLog, file: Path, cut: int) -> None:
    """A report without its follow-ups would never be found: a batch is whole or absent."""
    before, size = ids(log), file.stat().st_size
    log.append("a", make_events(3), expected=2)
    os.truncate(file, file.stat().st_size - cut)

    again = open_log(f"jsonl:{file.parent}")

    assert (ids(again), file.stat().st_size) == (before, size)
    assert again.append("a", make_events(3), expected=2) == 5


def test_a_log_that_is_already_open_survives_a_torn_batch_of_another(
    log: JsonLinesLog, file: Path
) -> None:
    """Another process died while it wrote; this one goes on."""
    before = ids(log)
    add(file, file.read_bytes().splitlines(keepends=True)[0])

    assert ids(log) == before
    assert log.append("b", [make_event()], expected=1) == 2


@pytest.mark.parametrize(
    "line", [b"no json\n", b"3\n", b"[]\n", b"{}\n", b'{"ends":true}\n', b"\xff\n", b"\n"]
)
def test_a_line_that_is_no_event_stops_the_log(log: JsonLinesLog, file: Path, line: bytes) -> None:
    """Half-understood evidence is worse than none; the file stays as it was found."""
    add(file, line)
    found = file.read_bytes()

    with pytest.raises(ms.LogUnusable, match="no event") as caught:
        log.append("a", [make_event()], expected=2)

    assert caught.value.code == "MS405"
    assert file.read_bytes() == found
    for again in (log.tail, lambda: open_log(f"jsonl:{file.parent}")):
        with pytest.raises(ms.LogUnusable):
            again()


def test_a_log_goes_on_when_a_wrong_line_is_taken_out(log: JsonLinesLog, file: Path) -> None:
    """Events read before the wrong line are not taken over twice."""
    other = open_log(f"jsonl:{file.parent}")
    other.append("b", [make_event()], expected=1)
    whole = file.read_bytes()
    add(file, b"no json\n")
    with pytest.raises(ms.LogUnusable):
        log.tail()

    file.write_bytes(whole)

    assert [tuple(info) for info in log.streams()] == [("a", 2), ("b", 2)]
    assert ids(log) == ids(other)


def test_what_could_not_be_written_is_not_there(
    log: JsonLinesLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk stops the command: a log's memory must not run ahead of its file."""
    before = ids(log)
    event = make_event()

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(ms.LogUnusable, match="space"):
            log.erase("a", expected=2)

    assert ids(log) == before
    assert log.append("a", [event], expected=2) == 3


def test_erasing_keeps_the_positions_of_the_others(log: JsonLinesLog, file: Path) -> None:
    """A subscription that stands at position 3 must go on behind it, in every process."""
    other = open_log(f"jsonl:{file.parent}")
    assert [row.position for row in other.tail()] == [1, 2, 3]

    log.erase("b", expected=1)
    log.append("c", [make_event()], expected=0)

    assert [row.position for row in log.tail()] == [1, 2, 4]
    assert [row.position for row in other.tail()] == [1, 2, 4]
    assert [row.position for row in open_log(f"jsonl:{file.parent}").tail()] == [1, 2, 4]


def test_nothing_of_an_erased_stream_is_left_in_the_folder(log: JsonLinesLog, file: Path) -> None:
    """Disposal after retention means gone, not hidden."""
    event = make_event(event_id="secret/0")
    log.append("secret", [event], expected=0)

    log.erase("secret", expected=1)

    assert [path.name for path in file.parent.iterdir() if b"secret" in path.read_bytes()] == []


def test_two_disposals_in_a_row_are_seen_by_others(log: JsonLinesLog, file: Path) -> None:
    """A file system hands out an inode again: the second new file looks like the first old one."""
    other = open_log(f"jsonl:{file.parent}")
    other.append("c", make_events(4), expected=0)

    for stream, version in (("a", 2), ("b", 1)):
        log.erase(stream, expected=version)
    log.append("d", make_events(9), expected=0)

    assert [info.stream for info in other.streams()] == ["c", "d"]
    assert ids(other) == ids(log)


@pytest.mark.parametrize("url", ["jsonl:", "jsonl"])
def test_a_url_without_a_folder_is_misuse(url: str) -> None:
    """An empty path would be the folder the program happens to run in."""
    with pytest.raises(ms.InvalidValue):
        open_log(url)


def test_a_folder_that_is_a_file_is_told_as_such(tmp_path: Path) -> None:
    """The system's error is translated and chained."""
    (tmp_path / "taken").write_bytes(b"")

    with pytest.raises(ms.LogUnusable) as caught:
        open_log(f"jsonl:{tmp_path}/taken")

    assert isinstance(caught.value.__cause__, OSError)
