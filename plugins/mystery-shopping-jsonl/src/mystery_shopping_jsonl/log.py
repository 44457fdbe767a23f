"""The log in a directory: one append-only file of lines, one lock, synced before it answers."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from mystery_shopping.errors import Conflict, InvalidValue, LogFailure, LogUnusable
from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import Capabilities, Envelope, Recorded, StreamInfo
from mystery_shopping_jsonl.lines import read_batches, write_batch, write_mark


class JsonLinesLog:
    """A log in ``events.jsonl`` of one directory, for several threads and processes.

    What the file holds is kept in memory too; before every answer the lines others added are read.
    """

    capabilities = Capabilities(durable=True, processes=True)

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "events.jsonl"
        self._threads = RLock()
        self._forget()
        with self._locked():
            pass

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none."""
        with self._locked():
            before = self._held.last_position
            version = self._held.append(stream, events, expected=expected)
            fresh = self._held.tail(after=before, limit=len(events))
            if fresh:
                self._write(write_batch(fresh))
            return version

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`."""
        with self._locked():
            return self._held.read(stream, after=after)

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`."""
        with self._locked():
            return self._held.tail(after=after, limit=limit)

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        with self._locked():
            return self._held.streams(prefix)

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream: the file is written anew without it and put in place at once."""
        with self._locked() as lock:
            kept = self._held.last_position
            self._held.erase(stream, expected=expected)
            rows = self._held.tail(limit=kept)
            fresh = self._file.with_suffix(".fresh")
            fresh.write_bytes(write_mark(kept) + b"".join(write_batch([row]) for row in rows))
            _sync(fresh)
            # An inode's number is used again; the lock grows, so that others know the file is new.
            os.write(lock, b".")
            fresh.replace(self._file)
            _sync(self._folder)
            self._forget()

    def close(self) -> None:
        """Nothing stays open between two calls."""

    def _forget(self) -> None:
        self._held = _Held()
        self._read_bytes = 0
        self._generation = (0, 0)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        with self._threads, self._translated(), (self._folder / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                self._catch_up(os.fstat(lock.fileno()).st_size)
                yield lock.fileno()
            except Conflict:
                raise
            except BaseException:
                self._forget()  # what is in memory may be ahead of the file
                raise

    def _catch_up(self, disposals: int) -> None:
        if not self._file.exists():
            self._file.touch()
            _sync(self._folder)
        found = self._file.stat()
        generation = (found.st_ino, disposals)
        if generation != self._generation or found.st_size < self._read_bytes:
            self._forget()
            self._generation = generation
        if found.st_size > self._read_bytes:
            self._take_over()

    def _take_over(self) -> None:
        with self._file.open("r+b") as file:
            file.seek(self._read_bytes)
            whole = 0
            for end, batch in read_batches(file.read()):
                whole = end
                self._held.take(batch)
            self._read_bytes += whole
            file.truncate(self._read_bytes)  # a batch torn by a sudden end was never acknowledged

    def _write(self, lines: bytes) -> None:
        with self._file.open("ab") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        self._read_bytes += len(lines)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (Conflict, LogFailure):
            raise
        except OSError as error:
            raise LogUnusable(log=str(self._folder), problem=str(error)) from error
        except (ValueError, KeyError, TypeError) as error:
            problem = f"a line is no event: {error}"
            raise LogUnusable(log=str(self._folder), problem=problem) from error


class _Held(MemoryLog):
    """What the file holds, in memory."""

    @property
    def last_position(self) -> int:
        """The last position handed out."""
        return self._position

    def take(self, batch: list[Recorded] | int) -> None:
        """Take over a batch, or a mark, from the file."""
        if isinstance(batch, int):
            self._position = batch
            return
        for row in batch:
            self._streams.setdefault(row.stream, []).append(row)
            self._tail[row.position] = row
            self._position = max(self._position, row.position)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_log(url: str) -> JsonLinesLog:
    """Open or create the log of ``jsonl:relative/folder`` or ``jsonl:/absolute/folder``.

    Raises:
        InvalidValue: for a URL without a path.
        LogUnusable: when the folder cannot be made or written.
    """
    _, _, path = url.partition(":")
    if not path:
        raise InvalidValue(path="url", required="jsonl:folder", actual=url)
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LogUnusable(log=path, problem=str(error)) from error
    return JsonLinesLog(Path(path))
