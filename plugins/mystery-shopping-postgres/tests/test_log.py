"""What the log does beyond the contract: long batches, patience, refusals, and a whole month."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import Conflict, InvalidValue, LogBusy, LogUnusable
from mystery_shopping_postgres import BoundPostgresLog, PostgresLog, open_log
from tests.months import DEWI, Month, S, nov, scenario

MakeEvents = Callable[[int], list[ms.Envelope]]
Other = psycopg.Connection[tuple[object, ...]]

_COUNTS = """
SELECT t.n_tup_ins, t.seq_tup_read + (SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes)
FROM pg_stat_user_tables AS t WHERE t.relname = 'mystery_shopping_event'
"""


def test_a_month_lived_on_it_is_the_month_in_memory(url: str) -> None:
    """The rules know nothing of where the events are kept."""
    here, there = Month(url=url).to(S.CLOSED), Month().to(S.CLOSED)

    with ms.open_program(url) as again:
        assert here.cycle == there.cycle == again.cycle(here.id)
        assert again.verdict(here.id, as_of=nov(30)) == there.program.verdict(
            there.id, as_of=nov(30)
        )
        assert again.verify(here.id).event_count == there.cycle.version
    here.program.close()


def test_a_warm_append_is_one_statement(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command waits for the network once; everything else it needs it has kept."""
    statements: list[object] = []
    execute = psycopg.Cursor.execute

    def counted(cursor: Any, query: Any, *rest: Any, **options: Any) -> Any:  # noqa: ANN401
        statements.append(query)
        return execute(cursor, query, *rest, **options)

    month = Month(url=url).to(S.MATERIAL_SELECTED)
    monkeypatch.setattr(psycopg.Cursor, "execute", counted)

    month.program.execute(month.id, ms.DraftScenario(scenario()), by=DEWI, at=nov(3))

    assert len(statements) == 1
    month.program.close()


def test_an_append_costs_the_same_in_a_long_stream(
    log: PostgresLog, other: Other, make_events: MakeEvents
) -> None:
    """The version is looked up, not counted: also by a plan made when the table was empty."""
    for version, event in enumerate(make_events(500)):
        log.append("s", [event], expected=version)
    log.close()  # its counts are sent with the end of the session

    deadline = time.monotonic() + 10
    while (row := other.execute(_COUNTS).fetchone()) and row[0] != 500:
        assert time.monotonic() < deadline
        time.sleep(0.05)

    assert row is not None
    assert int(str(row[1])) < 5 * 500


def test_a_batch_of_any_length_is_written_whole(log: PostgresLog, make_events: MakeEvents) -> None:
    """The protocol counts parameters in 16 bits: 6,000 events of 11 do not fit one statement."""
    events = make_events(6_500)

    assert log.append("s", events, expected=0) == 6_500
    assert log.append("s", events, expected=0) == 6_500

    assert [row.event_id for row in log.read("s")] == [event.event_id for event in events]
    assert [row.position for row in log.tail(limit=9_000)] == list(range(1, 6_501))


def test_a_long_batch_that_fails_late_leaves_nothing(
    log: PostgresLog, make_events: MakeEvents
) -> None:
    """Its parts are one transaction."""
    events = make_events(2_500)
    events[-1] = events[-1]._replace(schema=2**40)

    with pytest.raises(ms.LogFailure, match="integer out of range"):
        log.append("s", events, expected=0)
    with pytest.raises(Conflict):
        log.append("s", make_events(2_500), expected=1)

    assert list(log.tail()) == []


@pytest.mark.parametrize("text", ["a\0b", "\ud800"], ids=["NUL", "surrogate"])
def test_text_the_database_cannot_keep_is_refused_by_name(
    log: PostgresLog, make_events: MakeEvents, text: str
) -> None:
    """The driver's own complaint has no code, and comes at another place for each."""
    (event,) = make_events(1)
    calls: list[Callable[[], object]] = [
        lambda: log.append(text, [event], expected=0),
        lambda: log.append("s", [event._replace(actor=text)], expected=0),
        lambda: log.append(text, [], expected=0),
        lambda: log.read(text),
        lambda: log.streams(text),
        lambda: log.erase(text, expected=0),
    ]

    for call in calls:
        with pytest.raises(InvalidValue, match="without NUL") as caught:
            call()
        assert caught.value.code == "MS101"

    assert list(log.tail()) == []


@pytest.mark.parametrize("limit", ["lock_timeout_ms=100", "statement_timeout_ms=100"])
def test_patience_with_another_writer_ends_in_a_coded_error(
    url: str, make_events: MakeEvents, limit: str
) -> None:
    """A host that forgot to commit must not hang every desk; the reader goes on meanwhile."""
    log = open_log(f"{url}?{limit}")
    with psycopg.connect(url) as forgetful:
        BoundPostgresLog(forgetful).append("a", make_events(1), expected=0)

        with pytest.raises(LogBusy) as caught:
            log.append("b", make_events(1), expected=0)
        assert list(log.tail()) == []

    assert caught.value.code == "MS404"
    assert isinstance(caught.value.__cause__, psycopg.Error)
    assert log.append("b", make_events(1), expected=0) == 1
    log.close()


def test_a_pool_that_is_taken_is_busy_not_gone(url: str) -> None:
    """The one on call must not look for an outage where a number is too small."""
    log = open_log(f"{url}?pool_size=1&lock_timeout_ms=200")

    def hold(_: object) -> None:
        with pytest.raises(LogBusy, match="all 1 connections are in use; pool_size"):
            log.tail()

    log._connections.run(hold)
    log.close()


def test_a_closed_log_says_so(log: PostgresLog) -> None:
    """A program used after its end is a mistake with a name."""
    log.close()

    with pytest.raises(LogUnusable, match="it was closed"):
        log.tail()


def test_tables_taken_away_are_told_with_what_to_do(log: PostgresLog, other: Other) -> None:
    """Somebody restored an empty database below a running program."""
    other.execute("DROP TABLE mystery_shopping_event")

    with pytest.raises(LogUnusable, match=r"migrate\(url\)"):
        log.tail()


def test_an_erasure_leaves_no_late_event_behind(
    log: PostgresLog, url: str, make_events: MakeEvents
) -> None:
    """An append that waited while its stream was erased must not go on at version 3."""
    log.append("s", make_events(2), expected=0)
    with psycopg.connect(url) as archivist:
        BoundPostgresLog(archivist).erase("s", expected=2)
        waiting = in_background(lambda: log.append("s", make_events(1), expected=2))
        time.sleep(0.3)  # until it waits for its turn

    assert isinstance(waiting(), Conflict)
    assert list(log.read("s")) == []


def test_an_erasure_sees_what_came_while_it_waited(
    log: PostgresLog, url: str, make_events: MakeEvents
) -> None:
    """The certificate counts what was erased; an event nobody looked at must stop it."""
    log.append("s", make_events(2), expected=0)
    with psycopg.connect(url) as writer:
        BoundPostgresLog(writer).append("s", make_events(1), expected=2)
        waiting = in_background(lambda: log.erase("s", expected=2))
        time.sleep(0.3)  # until it waits for its turn

    assert isinstance(waiting(), Conflict)
    assert [row.version for row in log.read("s")] == [1, 2, 3]


def in_background(call: Callable[[], object]) -> Callable[[], object]:
    """Start a call beside us; the answer is what it returned or raised."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(call)

    def answer() -> object:
        error = future.exception(timeout=30)
        pool.shutdown()
        return error or future.result()

    return answer
