"""SQLite when things go wrong: every fault has its code, and nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping.sqlite import SCHEMA, SqliteLog, open_log
from mystery_shopping.testing import make_events

_HERE = Path(__file__).parent
_QCA = ms.Person("rina", ms.Role.QCA)
_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
posix = pytest.mark.skipif(os.name != "posix", reason="forks, limits and users are of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a log of three events in stream ``s``."""
    path = tmp_path / "quality.db"
    with closing(open_log(f"sqlite:///{path}")) as log:
        log.append("s", make_events(3), expected=0)
    return path


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Return a folder anybody may look into; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def versions(path: Path) -> list[int]:
    """Return the versions a file holds in stream ``s``, read by a fresh log."""
    with closing(open_log(f"sqlite:///{path}")) as log:
        return [row.version for row in log.read("s")]


def run(script: str, *arguments: object, folder: Path) -> dict[str, Any]:
    """Return what one of the scripts beside this file prints."""
    command = [sys.executable, str(_HERE / script), *map(str, arguments)]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


@posix
@pytest.mark.slow
def test_two_hundred_kills_under_load_lose_nothing(tmp_path: Path) -> None:
    """Power fails when it likes: whatever was acknowledged is there, and its chain verifies."""
    told = run("dying.py", tmp_path / "quality.db", 200, folder=tmp_path)

    assert told["lost"] == []
    assert told["lives"] == 200
    assert told["acknowledged"] > 100, "it was hardly ever killed at work"


@pytest.mark.slow
def test_processes_and_threads_share_one_file(tmp_path: Path) -> None:
    """Several offices on one share: each command once, chains whole, and a reader misses none."""
    url = f"sqlite:///{tmp_path}/quality.db?busy_seconds=60"
    program = ms.open_program(url, policy=ms.Policy(qm_target=85))
    cycles = [
        program.open_cycle(unit=unit, period="2026-11", by=_QCA, at=_AT).id for unit in ("a", "b")
    ]
    command = [sys.executable, str(_HERE / "crowd.py"), url]

    crowd = [subprocess.Popen([*command, name, *cycles]) for name in ("left", "right")]
    seen = _follow(program.log, until=crowd)

    assert [child.wait() for child in crowd] == [0, 0]
    assert [program.verify(cycle).event_count for cycle in cycles] == [1 + 2 * 3 * 8] * 2
    assert seen == [row.position for row in program.log.tail(limit=1000)]
    program.close()


def _follow(log: ms.EventLog, *, until: list[subprocess.Popen[bytes]]) -> list[int]:
    """Return every position a reader sees while the others work."""
    seen: list[int] = []
    over = False
    while not over:
        over = all(child.poll() is not None for child in until)
        while page := log.tail(after=seen[-1] if seen else 0, limit=7):
            seen += [row.position for row in page]
        time.sleep(0.001)
    return seen


def test_a_new_file_held_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    """A cluster's first start: whoever comes second finds a log, not a refusal at once."""
    path = tmp_path / "quality.db"
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, holder.execute, ("ROLLBACK",))
    release.start()

    try:
        assert versions(path) == []
    finally:
        release.join()
        holder.close()


@pytest.mark.parametrize("patience", [0.2, 0.6])
def test_a_log_held_beyond_patience_is_busy_about_that_long(file: Path, patience: float) -> None:
    """A caller waits as long as it was told, gets a code to retry on, and nothing is written."""
    holder = sqlite3.connect(file, isolation_level=None)
    log = open_log(f"sqlite:///{file}?busy_seconds={patience}")
    holder.execute("BEGIN IMMEDIATE")

    for events in (make_events(1), make_events(3)):
        begin = time.monotonic()
        with pytest.raises(ms.LogBusy) as caught:
            log.append("s", events, expected=3)
        waited = time.monotonic() - begin

        assert caught.value.code == "MS404"
        assert patience * 0.8 <= waited <= patience + 3

    assert len(list(log.read("s"))) == 3, "readers are not held up"
    holder.close()
    assert log.append("s", events, expected=3) == 6
    log.close()


@pytest.mark.parametrize("size", [1, 4])
def test_a_full_database_refuses_loses_nothing_and_goes_on_later(file: Path, size: int) -> None:
    """The disk is full at the end of the month: make room, and give the same command again."""
    log = open_log(f"sqlite:///{file}")
    events = [event._replace(data=b"x" * 50_000) for event in make_events(size)]
    _limit_pages(log, 5)

    with pytest.raises(ms.LogUnusable, match="full") as caught:
        log.append("s", events, expected=3)

    assert caught.value.code == "MS405"
    assert versions(file) == [1, 2, 3]
    _limit_pages(log, 1_000_000)
    assert log.append("s", events, expected=3) == 3 + size
    log.close()
    assert versions(file) == list(range(1, 4 + size))


def _limit_pages(log: SqliteLog, pages: int) -> None:
    log.connection.execute(f"PRAGMA max_page_count = {pages}")


@posix
def test_a_file_that_cannot_grow_refuses_and_loses_nothing(file: Path, tmp_path: Path) -> None:
    """A quota, as the system itself enforces it in the middle of a write."""
    told = run("cramped.py", "no room", file, folder=tmp_path)

    assert told["code"] == "MS405"
    assert told["version"] > 3
    assert versions(file) == list(range(1, told["version"] + 1))


@posix
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_file_that_may_only_be_read_refuses_and_stays(
    public_folder: Path, folder_mode: int
) -> None:
    """A share restored from a backup; in a folder that is open, and in one that is closed."""
    (public_folder / "held").mkdir()
    path = public_folder / "held" / "quality.db"
    with closing(open_log(f"sqlite:///{path}")) as log:
        log.append("s", make_events(3), expected=0)
    before = path.read_bytes()
    path.chmod(0o444)
    path.parent.chmod(folder_mode)

    told = run("cramped.py", "no right", path, folder=public_folder)

    path.parent.chmod(0o755)
    assert told["code"] == "MS405"
    assert path.read_bytes() == before
    path.chmod(0o644)
    assert versions(path) == [1, 2, 3]


def test_a_file_that_is_no_database_is_refused_and_stays(tmp_path: Path) -> None:
    """A mistyped name must not cost somebody a letter."""
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"Dear Sir or Madam, " * 300)
    before = letter.read_bytes()

    with pytest.raises(ms.LogUnusable) as caught:
        open_log(f"sqlite:///{letter}")

    assert caught.value.code == "MS405"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert letter.read_bytes() == before


def test_a_file_of_a_newer_schema_is_refused_and_stays(file: Path) -> None:
    """An old program beside a new one: it must not write what the new one cannot read."""
    with closing(sqlite3.connect(file)) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    with pytest.raises(ms.LogUnusable, match="newer") as caught:
        open_log(f"sqlite:///{file}")

    assert caught.value.code == "MS405"
    with closing(sqlite3.connect(file)) as again:
        assert again.execute("PRAGMA user_version").fetchone() == (SCHEMA + 1,)
        again.execute(f"PRAGMA user_version = {SCHEMA}")
    assert versions(file) == [1, 2, 3]
