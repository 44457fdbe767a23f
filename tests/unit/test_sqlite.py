"""The log in a SQLite file: what goes wrong with files, told apart and by name."""

import contextlib
import gc
import os
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.sqlite import APPLICATION_ID, SCHEMA, SqliteLog, open_log
from tests.months import DEWI, Month, S, nov, policy


def envelope(event_id: str) -> ms.Envelope:
    """Return an event on its way."""
    return ms.Envelope(event_id, "x.happened", 1, 0, "dewi", "qca", b"{}", bytes(32), bytes(32))


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


def foreign(file: Path, *statements: str) -> None:
    """Let another program do something to the file."""
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_month_survives_the_end_of_the_process(file: Path) -> None:
    """The file is the evidence; everything in memory is convenience."""
    month = Month(url=f"sqlite:///{file}").to(S.ASSIGNED)
    before = month.cycle
    month.program.close()

    with ms.open_program(f"sqlite:///{file}") as again:
        assert again.cycle(month.id) == before
        assert again.verify(month.id).event_count == before.version


def test_the_settings_are_those_of_an_audit_log(log: SqliteLog) -> None:
    """An acknowledged event survives a power cut, and a reader blocks no writer."""

    def pragma(name: str) -> object:
        return log.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert (pragma("journal_mode"), pragma("synchronous")) == ("wal", 2)
    assert (pragma("application_id"), pragma("user_version")) == (APPLICATION_ID, SCHEMA)
    assert log.capabilities == ms.Capabilities(durable=True, processes=True)


def test_a_value_of_the_wrong_type_cannot_get_into_the_table(log: SqliteLog) -> None:
    """A STRICT table: whatever else writes into the file, a version stays a number."""
    log.append("a", [envelope("1")], expected=0)

    with pytest.raises(sqlite3.IntegrityError):
        log.connection.execute("UPDATE mystery_shopping_event SET version = 'two'")


def test_a_stale_writer_is_refused_and_changes_nothing(log: SqliteLog) -> None:
    """With one event and with several, which take different ways."""
    log.append("a", [envelope("1")], expected=0)

    for events in ([envelope("8")], [envelope("8"), envelope("9")], []):
        with pytest.raises(ms.Conflict) as caught:
            log.append("a", events, expected=0)
        assert (caught.value.expected, caught.value.actual) == (0, 1)

    assert len(log.tail()) == 1


def test_several_events_are_written_together_or_not_at_all(log: SqliteLog) -> None:
    """A published report without its follow-ups would never be found."""
    log.append("a", [envelope("1")], expected=0)
    torn = envelope("3")._replace(schema="one")  # type: ignore[arg-type]

    with pytest.raises(ms.LogFailure):
        log.append("a", [envelope("2"), torn], expected=1)

    assert [row.event_id for row in log.read("a")] == ["1"]
    assert log.append("a", [envelope("2"), envelope("3")], expected=1) == 3


def test_the_same_events_again_are_a_success_and_written_once(log: SqliteLog) -> None:
    """A lost acknowledgement is followed by the same call."""
    events = [envelope("1"), envelope("2")]
    log.append("a", events, expected=0)

    assert log.append("a", events, expected=0) == 2
    assert log.append("a", events[1:], expected=1) == 2
    assert len(log.tail()) == 2


def test_positions_of_an_erased_stream_are_never_used_again(log: SqliteLog) -> None:
    """A reader that has seen position 2 must not find something new there."""
    log.append("a", [envelope("1")], expected=0)
    log.append("b", [envelope("2")], expected=0)

    log.erase("b", expected=1)
    log.append("c", [envelope("3")], expected=0)

    assert [row.position for row in log.tail()] == [1, 3]
    with pytest.raises(ms.Conflict):
        log.erase("a", expected=7)


def test_a_prefix_is_text_and_no_pattern(log: SqliteLog) -> None:
    """A unit may be called ``50%`` or ``a_b``."""
    for stream in ("cycle/a_b/1", "cycle/axb/1", "cycle/50%/1", "cycle/500/1", "cycle/A_B/1"):
        log.append(stream, [envelope(stream)], expected=0)

    assert [row.stream for row in log.streams("cycle/a_b/")] == ["cycle/a_b/1"]
    assert [row.stream for row in log.streams("cycle/50%")] == ["cycle/50%/1"]


@pytest.mark.parametrize(
    "content", [b"this is a letter, not a database at all, and long enough to tell" * 20]
)
def test_a_file_that_is_no_database_is_not_touched(file: Path, content: bytes) -> None:
    """A mistyped name must not destroy somebody's document."""
    file.write_bytes(content)

    with pytest.raises(ms.LogUnusable) as caught:
        open_log(f"sqlite:///{file}")

    assert file.read_bytes() == content
    assert isinstance(caught.value.__cause__, sqlite3.DatabaseError)


def test_a_file_of_a_newer_library_is_not_touched(file: Path, log: SqliteLog) -> None:
    """Half-understood evidence is worse than none; the remedy is in the message."""
    log.close()
    foreign(file, f"PRAGMA user_version = {SCHEMA + 1}")

    with pytest.raises(ms.LogUnusable, match="upgrade the library"):
        open_log(f"sqlite:///{file}")


def test_a_file_of_another_application_is_not_touched(file: Path) -> None:
    """Its tables are not ours to write beside."""
    foreign(file, "CREATE TABLE theirs (x)", "PRAGMA application_id = 77")

    with pytest.raises(ms.LogUnusable, match="another application"):
        open_log(f"sqlite:///{file}")

    with sqlite3.connect(file) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == [("theirs",)]


def alive() -> list[sqlite3.Connection]:
    """Return the connections of the process that are still open."""
    found = [each for each in gc.get_objects() if isinstance(each, sqlite3.Connection)]
    opened = []
    for connection in found:
        with contextlib.suppress(sqlite3.ProgrammingError):
            _ = connection.total_changes
            opened.append(connection)
    return opened


@pytest.mark.parametrize("fault", ["no database", "newer", "another application"])
def test_an_opening_that_fails_lets_go_of_the_file(file: Path, fault: str) -> None:
    """Otherwise the file cannot be moved on Windows, and Python 3.13 warns of a leak."""
    match fault:
        case "no database":
            file.write_bytes(b"no database" * 200)
        case "newer":
            open_log(f"sqlite:///{file}").close()
            foreign(file, f"PRAGMA user_version = {SCHEMA + 1}")
        case _:
            foreign(file, "CREATE TABLE theirs (x)", "PRAGMA application_id = 77")
    before = alive()

    with pytest.raises(ms.LogUnusable) as caught:
        open_log(f"sqlite:///{file}")

    left = [connection for connection in alive() if connection not in before]
    for connection in left:
        connection.close()
    assert (left, caught.value.code) == ([], "MS405")


def test_a_missing_folder_is_told_as_such(tmp_path: Path) -> None:
    """SQLite itself only says "unable to open"."""
    with pytest.raises(ms.LogUnusable, match="folder"):
        open_log(f"sqlite:///{tmp_path}/nowhere/quality.db")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The driver's error is translated and chained."""
    with pytest.raises(ms.LogUnusable) as caught:
        open_log(f"sqlite:///{tmp_path}")

    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)


def test_a_log_that_may_only_be_read_refuses_the_command_and_still_answers(file: Path) -> None:
    """An archived month can be looked at; a command on it is told why it cannot be."""
    month = Month(url=f"sqlite:///{file}").to(S.ASSIGNED)
    month.program.log.connection.execute("PRAGMA query_only = 1")  # type: ignore[attr-defined]

    with pytest.raises(ms.LogUnusable, match="readonly"):
        month.do(ms.StartExecution(), at=nov(8))

    assert month.cycle.state is S.ASSIGNED
    month.program.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_file_without_permission_to_write_is_told_as_such(file: Path, log: SqliteLog) -> None:
    """The usual fault of a share that was restored from a backup."""
    log.close()
    file.chmod(0o444)

    with pytest.raises(ms.LogUnusable), contextlib.closing(open_log(f"sqlite:///{file}")) as again:
        again.append("a", [envelope("1")], expected=0)


def test_a_full_disk_stops_the_command_and_loses_nothing(file: Path) -> None:
    """What was acknowledged before stands; what was not is not half there."""
    month = Month(url=f"sqlite:///{file}").to(S.OPENED)
    connection = month.program.log.connection  # type: ignore[attr-defined]
    connection.execute("PRAGMA max_page_count = 1")
    products = tuple(ms.NewProduct(f"p{n}", "x" * 500) for n in range(50))

    with pytest.raises(ms.LogUnusable, match="full"):
        month.do(ms.AddNewProducts(products))

    connection.execute("PRAGMA max_page_count = 1000000")
    month.do(ms.AddNewProducts(products))
    assert month.program.verify(month.id).event_count == 2
    month.program.close()


def test_a_log_locked_beyond_patience_is_busy_and_unharmed(file: Path, log: SqliteLog) -> None:
    """A backup that holds the file is no reason to lose a form, only to try again."""
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    for events in ([envelope("1")], [envelope("1"), envelope("2")]):
        with pytest.raises(ms.LogBusy):
            log.append("a", events, expected=0)

    holder.execute("ROLLBACK")
    holder.close()
    assert log.append("a", [envelope("1")], expected=0) == 1


def test_a_log_held_for_a_moment_is_waited_for(file: Path) -> None:
    """Two programs on one file are the normal case."""
    patient = open_log(f"sqlite:///{file}?busy_seconds=30")
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.05, holder.execute, ("ROLLBACK",))
    release.start()

    assert patient.append("a", [envelope("1")], expected=0) == 1

    release.join()
    holder.close()
    patient.close()


def test_every_thread_has_a_connection_and_all_write_into_one_log(file: Path) -> None:
    """A web server's threads share the program, and SQLite's objects must not be shared."""
    log = open_log(f"sqlite:///{file}?busy_seconds=30")

    def write(number: int) -> int:
        return log.append(f"s{number}", [envelope(f"e{number}")], expected=0)

    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(write, range(20)))

    assert written == [1] * 20
    assert [row.position for row in log.tail()] == list(range(1, 21))
    log.close()


def test_a_database_in_memory_is_one_for_all_threads_or_refused() -> None:
    """A program may be shared by threads; each having an empty log of its own loses the month."""
    try:
        log = open_log("sqlite:///:memory:")
    except ms.MysteryShoppingError:
        return
    log.append("a", [envelope("1")], expected=0)

    with contextlib.closing(log), ThreadPoolExecutor(1) as pool:
        assert len(pool.submit(log.tail).result()) == 1


def test_a_closed_log_can_be_opened_again(file: Path) -> None:
    """Closing lets go of the file and of nothing else."""
    first = open_log(f"sqlite:///{file}")
    first.append("a", [envelope("1")], expected=0)
    first.close()

    second = open_log(f"sqlite:///{file}")
    assert [row.event_id for row in second.read("a")] == ["1"]
    second.close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://quality.db",
        "sqlite:///",
        "sqlite://host/quality.db",
        "sqlite:///q.db?synchronous=OFF",
        "sqlite:///q.db?busy_seconds=soon",
        "sqlite:///q.db?mode=ro",
        "sqlite:///q%00.db",
    ],
)
def test_a_url_that_says_something_else_is_misuse(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option that is silently ignored is a setting somebody relies on."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ms.InvalidValue):
        open_log(url)

    assert list(tmp_path.iterdir()) == []


def test_a_relative_path_is_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``sqlite:///quality.db`` lies where the program runs, blanks in its name and all."""
    monkeypatch.chdir(tmp_path)

    open_log("sqlite:///the%20quality.db").close()

    assert (tmp_path / "the quality.db").exists()


def test_a_changed_byte_in_the_file_is_found_with_the_first_bad_event(file: Path) -> None:
    """The chain holds against whoever can open the file with an editor."""
    month = Month(url=f"sqlite:///{file}").to(S.ASSIGNED)
    version = month.cycle.version
    month.program.close()
    changed = "CAST(replace(CAST(data AS TEXT), 'october', 'octobeR') AS BLOB)"
    foreign(file, f"UPDATE mystery_shopping_event SET data = {changed} WHERE version = 2")  # noqa: S608 - ours

    with ms.open_program(f"sqlite:///{file}", policy=policy()) as program:
        with pytest.raises(ms.ChainBroken) as caught:
            program.verify(month.id)
        other = program.open_cycle(unit="solo", period="2026-11", by=DEWI, at=nov(1))
        assert program.verify(other.id).event_count == 1

    assert (caught.value.version, caught.value.stream) == (2, "cycle/malang/2026-11")
    assert version > 2


def test_a_new_log_in_a_file_somebody_holds_is_busy_once_patience_ends(tmp_path: Path) -> None:
    """Turning a file into a log needs it for a moment; to wait for ever would hang the start."""
    held = tmp_path / "held.db"
    holder = sqlite3.connect(held, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(ms.LogBusy):
        open_log(f"sqlite:///{held}?busy_seconds=0.05")

    holder.execute("ROLLBACK")
    holder.close()
    open_log(f"sqlite:///{held}").close()
