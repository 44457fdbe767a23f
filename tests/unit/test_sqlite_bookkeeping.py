"""The bookkeeping in a SQLite file: its tables, how they are come by, and that nothing scans."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

import mystery_shopping as ms
from mystery_shopping.ports import Bookkeeping, DeliveryState, Entry
from mystery_shopping.sqlite import (
    APPLICATION_ID,
    SCHEMA,
    SqliteLog,
    create_tables,
    open_bookkeeping,
    open_log,
)
from mystery_shopping.testing import make_deadline, make_delivery, make_events

NOW = 1_700_000_000_000_000
_DUE = {"now_micros": NOW, "limit": 5}
_CLAIM = {**_DUE, "lease_seconds": 60.0}
OF_THE_BOOKKEEPING = ("subscription", "delivery", "deadline")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the log is to lie."""
    return tmp_path / "quality.db"


@pytest.fixture
def log(file: Path) -> Iterator[SqliteLog]:
    """Return an open log of little patience."""
    opened = open_log(f"sqlite:///{file}?busy_seconds=0.05")
    yield opened
    opened.close()


@pytest.fixture
def old_file(file: Path) -> Path:
    """Return a file as the first schema left it, with three events."""
    with closing(open_log(f"sqlite:///{file}")) as log:
        log.append("s", make_events(3), expected=0)
        for name in OF_THE_BOOKKEEPING:
            log.connection.execute(f"DROP TABLE mystery_shopping_{name}")
        log.connection.execute("PRAGMA user_version = 1")
    return file


def tables(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the tables and indexes of a file."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {row[0] for row in rows}


def settle_as_sent(bookkeeping: Bookkeeping, delivery_id: str) -> bool:
    """Settle a delivery that the worker ``one`` holds."""
    return bookkeeping.settle(
        delivery_id, worker="one", state=DeliveryState.SENT, due_at_micros=NOW, attempts=0, note=""
    )


def test_a_log_has_one_bookkeeping(log: SqliteLog) -> None:
    """Whoever asks the log for it works on the same, and it lives as long as the log."""
    bookkeeping = log.bookkeeping()
    bookkeeping.close()

    assert isinstance(bookkeeping, Bookkeeping)
    assert log.bookkeeping() is bookkeeping
    assert log.append("s", make_events(1), expected=0) == 1, "its close left the log alone"


def test_an_old_file_is_brought_up_to_date_and_keeps_its_events(old_file: Path) -> None:
    """Records are kept for years: a new version of the library opens what an old one wrote."""
    with closing(open_log(f"sqlite:///{old_file}")) as log:
        events = list(log.read("s"))
        version = log.connection.execute("PRAGMA user_version").fetchone()[0]
        moved = log.bookkeeping().advance("notices", expected=None, to=3, entry=Entry())

    assert len(events) == 3
    assert (version, moved) == (SCHEMA, True)


def test_an_old_file_and_a_new_one_end_up_alike(old_file: Path, tmp_path: Path) -> None:
    """A step that forgot an index would be slow for those only who have been here longest."""
    with (
        closing(open_log(f"sqlite:///{old_file}")) as migrated,
        closing(open_log(f"sqlite:///{tmp_path}/new.db")) as new,
    ):
        assert tables(migrated.connection) == tables(new.connection)


def test_many_programs_may_bring_one_file_up_to_date(old_file: Path) -> None:
    """After an upgrade all workers start at once; only one of them has anything to do."""
    barrier = Barrier(6)

    def start(_: int) -> int:
        barrier.wait()
        with closing(open_log(f"sqlite:///{old_file}?busy_seconds=30")) as log:
            return len(log.tail())

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(start, range(6))) == [3] * 6


def test_a_step_that_fails_leaves_the_file_as_it_was(old_file: Path) -> None:
    """A file between two schemas could be opened by neither version of the library."""
    with closing(sqlite3.connect(old_file, isolation_level=None)) as foreign:
        foreign.execute("CREATE VIEW mystery_shopping_deadline AS SELECT 1 AS due_at")
        before = tables(foreign)

    with pytest.raises(ms.LogFailure):
        open_log(f"sqlite:///{old_file}")

    with closing(sqlite3.connect(old_file)) as foreign:
        assert tables(foreign) == before
        assert foreign.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_file_that_is_locked_cannot_be_brought_up_to_date_yet(old_file: Path) -> None:
    """A backup holds it: that is busy, to be tried again, and no broken file."""
    holder = sqlite3.connect(old_file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(ms.LogBusy):
        open_log(f"sqlite:///{old_file}?busy_seconds=0.05")

    holder.execute("ROLLBACK")
    holder.close()
    open_log(f"sqlite:///{old_file}").close()


def test_a_hosts_database_gets_all_tables_and_keeps_its_numbers() -> None:
    """The host's own numbers are its own, and it may call this at each start."""
    with closing(sqlite3.connect(":memory:")) as host:
        host.execute("PRAGMA user_version = 7")

        create_tables(host)
        create_tables(host)

        expected = {f"mystery_shopping_{name}" for name in ("event", *OF_THE_BOOKKEEPING)}
        assert expected < tables(host)
        assert host.execute("PRAGMA user_version").fetchone() == (7,)
        assert host.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,)


@pytest.mark.parametrize("column", ["position", "due_at", "lease_until", "attempts"])
def test_a_value_of_the_wrong_type_cannot_get_into_the_tables(log: SqliteLog, column: str) -> None:
    """STRICT tables: whatever else writes into the file, an instant stays a number."""
    entry = Entry(put=[make_deadline("d")], deliveries=[make_delivery("a")])
    log.bookkeeping().advance("notices", expected=None, to=1, entry=entry)
    changed = 0

    for name in OF_THE_BOOKKEEPING:
        table = f"mystery_shopping_{name}"
        if column in {row[1] for row in log.connection.execute(f"PRAGMA table_info({table})")}:
            changed += 1
            with pytest.raises(sqlite3.IntegrityError):
                log.connection.execute(f"UPDATE {table} SET {column} = 'soon'")  # noqa: S608

    assert changed


def test_an_entry_of_the_wrong_type_leaves_nothing(log: SqliteLog) -> None:
    """The database refuses the last row: the position before it must not have moved."""
    wrong = make_delivery("b")._replace(due_at_micros="soon")  # type: ignore[arg-type]
    entry = Entry(put=[make_deadline("d")], deliveries=[make_delivery("a"), wrong])

    with pytest.raises(ms.LogFailure):
        log.bookkeeping().advance("notices", expected=None, to=1, entry=entry)

    assert log.bookkeeping().position("notices") is None
    assert list(log.bookkeeping().deliveries()) == []
    assert list(log.bookkeeping().deadlines()) == []


def plans(log: SqliteLog, call: str, *words: object, **values: object) -> list[str]:
    """Return how SQLite goes about each statement that a call of the bookkeeping makes."""
    seen: list[str] = []
    log.connection.set_trace_callback(seen.append)
    getattr(log.bookkeeping(), call)(*words, **values)
    log.connection.set_trace_callback(None)
    asked = [text for text in seen if text.startswith(("SELECT", "UPDATE", "DELETE"))]
    rows = [log.connection.execute(f"EXPLAIN QUERY PLAN {text}").fetchall() for text in asked]
    return [row[3] for each in rows for row in each]


@pytest.mark.parametrize(
    "call, words, values, index",
    [
        ("claim", ["one"], _CLAIM, "delivery_due (due_at<?)"),
        ("find_delivery", ["a"], {}, "(id=?)"),
        ("deliveries", [], {}, "(id>?)"),
        ("deliveries", [], {"states": [*DeliveryState]}, "delivery_state (state=? AND id>?)"),
        ("requeue", [["a"]], {"due_at_micros": NOW}, "(id=?)"),
        ("prune", [], {"before_micros": NOW}, "delivery_state (state=?)"),
        ("due_deadlines", [], _DUE, "deadline_due (due_at<?)"),
        ("deadlines", [], {"group": "g"}, "deadline_group (group_name=?)"),
        ("drop_deadline", [make_deadline("d")], {}, "(key=?)"),
        ("position", ["notices"], {}, "(name=?)"),
    ],
)
def test_every_question_goes_by_an_index(
    log: SqliteLog, call: str, words: list[object], values: dict[str, object], index: str
) -> None:
    """A worker asks every second, for years: it may not read what was settled long ago."""
    entry = Entry(deliveries=[make_delivery("a")])
    log.bookkeeping().advance("notices", expected=None, to=1, entry=entry)

    steps = plans(log, call, *words, **values)

    tables_read = [step for step in steps if "mystery_shopping" in step]
    assert tables_read
    assert [step for step in tables_read if not step.startswith("SEARCH")] == []
    assert any(index in step for step in tables_read), steps


def test_a_claim_sorts_nothing(log: SqliteLog) -> None:
    """The index has the order: a backlog of a million costs no more than one of ten."""
    entry = Entry(deliveries=[make_delivery("a")])
    log.bookkeeping().advance("notices", expected=None, to=1, entry=entry)

    steps = plans(log, "claim", "one", **_CLAIM) + plans(log, "due_deadlines", **_DUE)

    assert len(steps) > 3
    assert [step for step in steps if "TEMP B-TREE" in step] == []


def test_a_worker_with_nothing_to_do_waits_for_nobody(file: Path, log: SqliteLog) -> None:
    """Its polling is no second writer: a long append of another does not make it fail."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        given = log.bookkeeping().claim("one", now_micros=NOW, lease_seconds=60.0, limit=5)

        other.execute("ROLLBACK")
    assert list(given) == []


def test_a_file_locked_beyond_patience_is_busy_and_unharmed(file: Path, log: SqliteLog) -> None:
    """Each way of writing says so with the library's own error, and may be tried again."""
    bookkeeping = log.bookkeeping()
    entry = Entry(deliveries=[make_delivery("a"), make_delivery("b")])
    bookkeeping.advance("notices", expected=None, to=1, entry=entry)
    bookkeeping.claim("one", now_micros=NOW, lease_seconds=60.0, limit=1)

    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for write in (
            lambda: bookkeeping.advance("notices", expected=1, to=2, entry=Entry()),
            lambda: bookkeeping.claim("one", now_micros=NOW, lease_seconds=60.0, limit=1),
            lambda: settle_as_sent(bookkeeping, "a"),
            lambda: bookkeeping.requeue(["a"], due_at_micros=NOW),
        ):
            with pytest.raises(ms.LogBusy):
                write()
        other.execute("ROLLBACK")

    assert bookkeeping.position("notices") == 1
    assert settle_as_sent(bookkeeping, "a")


def test_a_bookkeeping_by_itself_lets_go_of_its_file(file: Path) -> None:
    """A connection left open keeps the file from being moved, and SQLite's side files with it."""
    bookkeeping = open_bookkeeping(f"sqlite:///{file}")
    bookkeeping.advance("notices", expected=None, to=1, entry=Entry())

    bookkeeping.close()

    assert [path.name for path in file.parent.iterdir()] == [file.name]
