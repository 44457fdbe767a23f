"""The lanes of the peer: a month lived and loaded with `eventsourcing` on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from uuid import UUID

from eventsourcing.sqlite import (  # type: ignore[import-not-found, unused-ignore]
    SQLiteDatastore,
)
from psycopg.conninfo import conninfo_to_dict

import mystery_shopping as ms
from benchmarks.measure import Batch
from benchmarks.month import Rows, Stretch, Turn
from benchmarks.peer import Cycle, Cycles
from benchmarks.raw import in_batches
from mystery_shopping_postgres.testing import fresh_database

Order = Callable[[Cycle], None]
OpenPeer = Callable[[Path], AbstractContextManager[Cycles]]
Style = Callable[[Cycles, UUID], Callable[[Sequence[Order]], None]]

STEPS: dict[object, Callable[..., None]] = {
    ms.PerformContact: Cycle.perform,
    ms.EvaluateContact: Cycle.evaluate,
    ms.SubmitForm: Cycle.submit,
    ms.AcceptForm: Cycle.accept,
}
LEVELS = {"NORMAL": 1, "FULL": 2}


@contextmanager
def sqlite_peer(folder: Path, *, synchronous: str) -> Iterator[Cycles]:
    """Hand out the peer on a fresh file, with its own settings but this durability."""
    name = str(folder / "peer.db")
    settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": name}
    with closing(Cycles(settings)) as cycles:
        _pragma(cycles, f"PRAGMA synchronous = {synchronous}")
        yield cycles
        assert _pragma(cycles, "PRAGMA synchronous") == [LEVELS[synchronous]]


@contextmanager
def postgres_peer(_: Path, *, server: str) -> Iterator[Cycles]:
    """Hand out the peer on a fresh database of the same server."""
    with fresh_database(server, migrated=False) as url:
        parts = conninfo_to_dict(url)
        names = {"DBNAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user"}
        settings = {f"POSTGRES_{ours}": str(parts[theirs]) for ours, theirs in names.items()}
        settings["POSTGRES_PASSWORD"] = str(parts.get("password") or "none")
        with closing(Cycles({"PERSISTENCE_MODULE": "eventsourcing.postgres"} | settings)) as cycles:
            yield cycles


@contextmanager
def living(
    folder: Path, *, peer: OpenPeer, style: Style, stretch: Stretch, batch: int
) -> Iterator[Sequence[Batch]]:
    """Hand out the batches in which the peer lives a stretch, and check where that led."""
    with peer(folder) as cycles:
        cycle = _opened(stretch)
        cycles.save(cycle)
        yield in_batches(style(cycles, cycle.id), orders(stretch), size=batch)
        _check(_get(cycles, cycle.id), stretch)


@contextmanager
def loading(folder: Path, *, stretch: Stretch, loads: int) -> Iterator[Sequence[Batch]]:
    """Hand out the batches in which the peer loads a whole month."""
    with sqlite_peer(folder, synchronous="NORMAL") as cycles:
        cycle = _opened(stretch)
        for order in orders(stretch):
            order(cycle)
        cycles.save(cycle)
        found: list[Cycle] = []
        yield [lambda: found.append(_get(cycles, cycle.id))] * loads
        for one in found:
            _check(one, stretch)


def held(cycles: Cycles, cycle_id: UUID) -> Callable[[Sequence[Order]], None]:
    """Return the work of the peer that keeps its aggregate."""
    cycle = _get(cycles, cycle_id)

    def work(batch: Sequence[Order]) -> None:
        for order in batch:
            order(cycle)
            cycles.save(cycle)

    return work


def loaded(cycles: Cycles, cycle_id: UUID) -> Callable[[Sequence[Order]], None]:
    """Return the work of the peer that loads its aggregate for each step."""

    def work(batch: Sequence[Order]) -> None:
        for order in batch:
            cycle = _get(cycles, cycle_id)
            order(cycle)
            cycles.save(cycle)

    return work


def orders(stretch: Stretch) -> list[Order]:
    """Return what the peer is asked for, turn by turn, with the data of the same events."""
    turns = zip(stretch.turns, stretch.groups, strict=True)
    return [_step(turn) if turn.kind in STEPS else _notes(turn, rows) for turn, rows in turns]


def _step(turn: Turn) -> Order:
    return lambda cycle: STEPS[turn.kind](cycle, *turn.arguments, by=turn.by, at=turn.at)


def _notes(turn: Turn, rows: Rows) -> Order:
    facts = [(row[3], json.loads(row[8])) for row in rows]

    def note(cycle: Cycle) -> None:
        for name, data in facts:
            cycle.note(name, data, by=turn.by, at=turn.at)

    return note


def _get(cycles: Cycles, cycle_id: UUID) -> Cycle:
    cycle: Cycle = cycles.repository.get(cycle_id)
    return cycle


def _opened(stretch: Stretch) -> Cycle:
    ((opening,),) = stretch.past
    return Cycle(opened=json.loads(opening[8]))


def _check(cycle: Cycle, stretch: Stretch) -> None:
    assert cycle.version == stretch.groups[-1][-1][1], "both sides must leave as many events"
    assert cycle.phase == "closed"
    assert {contact.state for contact in cycle.contacts.values()} == {"accepted"}


def _pragma(cycles: Cycles, statement: str) -> list[object]:
    store: SQLiteDatastore = cycles.factory.datastore  # type: ignore[attr-defined, unused-ignore]
    with store.get_connection(commit=True) as connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        return [value for row in cursor.fetchall() for value in row]
