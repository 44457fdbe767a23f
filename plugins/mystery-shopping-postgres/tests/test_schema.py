"""The tables are made by an explicit call, once, and never by guesswork."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from mystery_shopping.errors import LogUnusable
from mystery_shopping.ports import Envelope
from mystery_shopping_postgres import (
    SCHEMA,
    create_tables,
    migrate,
    open_bookkeeping,
    open_log,
    schema,
)

MakeEvents = Callable[[int], list[Envelope]]


def versions(url: str) -> list[tuple[object, ...]]:
    """Return the schema numbers that were recorded."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT version FROM mystery_shopping_schema ORDER BY version")
        return rows.fetchall()


def tables(url: str) -> list[tuple[object, ...]]:
    """Return the tables somebody made."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        ).fetchall()


def test_migrating_twice_does_it_once(bare_url: str) -> None:
    """A deployment calls it on every start."""
    assert (migrate(bare_url), migrate(bare_url)) == (SCHEMA, SCHEMA)

    assert versions(bare_url) == [(number,) for number in range(1, SCHEMA + 1)]


def test_several_migrating_at_once_do_it_once(bare_url: str) -> None:
    """Two machines are deployed at the same moment."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(migrate, [bare_url] * 4))

    assert found == [SCHEMA] * 4
    assert versions(bare_url) == [(number,) for number in range(1, SCHEMA + 1)]


def test_tables_of_a_newer_library_are_not_touched(url: str) -> None:
    """Half-understood evidence is worse than none; the remedy is in the message."""
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO mystery_shopping_schema VALUES (%s)", (SCHEMA + 1,))

    for call in (open_log, migrate):
        with pytest.raises(
            LogUnusable, match=rf"newer than {SCHEMA}; upgrade mystery-shopping-postgres"
        ):
            call(url)


def test_a_database_without_tables_says_what_to_do(bare_url: str) -> None:
    """Opening makes no tables: the user of the day may not be allowed to, and should not be."""
    with pytest.raises(LogUnusable, match=r"no tables yet; call .*migrate\(url\) once"):
        open_log(bare_url)

    assert tables(bare_url) == []


def test_a_host_makes_the_tables_in_a_transaction_of_its_own(bare_url: str) -> None:
    """Its migrations are all or nothing, ours among them."""
    with psycopg.connect(bare_url) as connection:
        create_tables(connection)
        connection.rollback()
        assert tables(bare_url) == []

        create_tables(connection)

    assert [name for (name,) in tables(bare_url)] == [
        "mystery_shopping_deadline",
        "mystery_shopping_delivery",
        "mystery_shopping_event",
        "mystery_shopping_position",
        "mystery_shopping_schema",
    ]


def test_a_log_of_the_first_schema_is_brought_up_to_date(
    bare_url: str, make_events: MakeEvents, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Months are in it by now: all of them still read, and the workers begin with nothing."""
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "SCHEMA", 1)
        assert migrate(bare_url) == 1
        old = open_log(bare_url)
        old.append("s", make_events(3), expected=0)
        before = list(old.tail())
        old.close()

    assert migrate(bare_url) == SCHEMA

    log = open_log(bare_url)
    assert [list(log.read("s")), list(log.tail())] == [before, before]
    assert log.append("s", make_events(1), expected=3) == 4
    assert log.bookkeeping().position("notices") is None
    assert versions(bare_url) == [(1,), (2,)]
    log.close()


@pytest.mark.parametrize("opener", [open_log, open_bookkeeping])
def test_a_log_of_the_first_schema_says_what_to_do(
    bare_url: str, opener: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library was upgraded and the tables were not; the remedy is in the message."""
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "SCHEMA", 1)
        migrate(bare_url)

    with pytest.raises(LogUnusable, match=r"its schema is 1, not 2; call .*migrate\(url\) once"):
        opener(bare_url)

    assert versions(bare_url) == [(1,)]


def test_a_database_that_cannot_keep_every_text_is_refused(server_url: str) -> None:
    """A name that comes back as question marks would break the chain, years later."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS ms_test_latin")
        connection.execute(
            "CREATE DATABASE ms_test_latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
        )
        try:
            with pytest.raises(LogUnusable, match="its text is LATIN1"):
                migrate(f"{server_url.rpartition('/')[0]}/ms_test_latin")
        finally:
            connection.execute("DROP DATABASE ms_test_latin WITH (FORCE)")
