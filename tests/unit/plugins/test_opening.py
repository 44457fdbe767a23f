"""Opening a program by the URL of its log."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import mystery_shopping as ms
from tests.months import DEWI, nov, policy
from tests.notifying import PEOPLE

STRANGER = '''
"""A stranger's log: it counts what is written, and leaves the rest to the one in memory."""
from mystery_shopping import hookimpl
from mystery_shopping.memory import MemoryLog


class Counting(MemoryLog):
    def __init__(self, url):
        super().__init__()
        self.url, self.written = url, 0

    def append(self, stream, events, *, expected):
        self.written += len(events)
        return super().append(stream, events, expected=expected)


@hookimpl
def mystery_shopping_storages():
    return {"counting": Counting}
'''


def test_a_program_runs_on_a_strangers_storage(plugin: Callable[[str, str], EntryPoint]) -> None:
    """The port is real when somebody we never met can stand behind it."""
    host = ms.PluginHost([plugin("stranger", STRANGER)], disabled=())

    program = ms.open_program("counting://somewhere/else", policy=policy(), host=host)
    cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    assert vars(program.log)["url"] == "counting://somewhere/else"
    assert vars(program.log)["written"] == 1
    assert program.verify(cycle.id).event_count == 1


def test_a_program_opens_on_a_file_of_sqlite(tmp_path: Path) -> None:
    """The embedded default, by its URL."""
    with ms.open_program(f"sqlite:///{tmp_path}/quality.db", policy=policy()) as program:
        cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    with ms.open_program(f"sqlite:///{tmp_path}/quality.db") as again:
        assert again.cycle(cycle.id) == cycle


def test_an_unknown_scheme_opens_nothing() -> None:
    """A misspelt scheme must not fall back to memory, where a month would be lost."""
    with pytest.raises(ms.UnknownScheme):
        ms.open_program("sqlight:///quality.db")


def test_policy_scorecard_and_clock_are_those_that_were_handed_in() -> None:
    """A host with its own clock and card gets exactly these."""

    class Stopped:
        """A clock that stands still."""

        def now(self) -> datetime:
            """Return the same instant always."""
            return datetime(2026, 11, 1, 12, tzinfo=UTC)

    card = ms.Scorecard("own", 7, ms.default_scorecard().parameters[:4])
    program = ms.open_program("memory:", policy=policy(), scorecard=card, clock=Stopped())

    cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI)

    assert (cycle.scorecard, cycle.last_at) == (card, Stopped().now())


def test_bookkeeping_opens_by_its_url(tmp_path: Path) -> None:
    """A log that keeps no books needs them from elsewhere, by the same kind of name."""
    books = [ms.open_bookkeeping(url) for url in ("memory:", f"sqlite:///{tmp_path}/books.db")]

    for bookkeeping in books:
        assert bookkeeping.position("notices") is None
        bookkeeping.close()


def test_a_program_that_cannot_tell_anybody_leaves_no_log_open(
    plugin: Callable[[str, str], EntryPoint],
) -> None:
    """A caller who was refused has nothing to close; an open file would stay locked."""
    entry = plugin("bookless", BOOKLESS)
    host = ms.PluginHost([entry], disabled=())

    with pytest.raises(ms.InvalidValue) as caught:
        ms.open_program("bookless:", directory=ms.load_directory(PEOPLE), host=host)

    assert (caught.value.path, caught.value.actual) == ("bookkeeping", "Bookless")
    assert entry.load().CLOSED == ["bookless:"]


BOOKLESS = '''
"""A stranger's log that keeps no books, and remembers which of it were closed."""
from mystery_shopping import hookimpl
from mystery_shopping.memory import MemoryLog

CLOSED = []


class Bookless(MemoryLog):
    bookkeeping = None

    def __init__(self, url):
        super().__init__()
        self.url = url

    def close(self):
        CLOSED.append(self.url)


@hookimpl
def mystery_shopping_storages():
    return {"bookless": Bookless}
'''
