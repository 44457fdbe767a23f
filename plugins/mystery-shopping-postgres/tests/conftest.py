"""A real server for the session, a fresh database for each test."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import psycopg
import pytest

from mystery_shopping.ports import Envelope
from mystery_shopping.testing import make_event
from mystery_shopping_postgres import PostgresLog, open_log
from mystery_shopping_postgres.testing import NoServer, Server, fresh_database, running_server

MakeEvents = Callable[[int], list[Envelope]]
LoseAnswer = Callable[..., list[object]]


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The server named in the environment, or one of our own; without either the test fails."""
    given = os.environ.get("MYSTERY_SHOPPING_TEST_POSTGRES")
    if given:
        yield given
        return
    with _started(fsync=False) as server:
        yield server.url


@pytest.fixture(scope="session")
def _mortal() -> Iterator[Server]:
    """A server that writes through to the disk, and that no other test is on."""
    with _started(fsync=True) as server:
        yield server


@pytest.fixture
def own_server(_mortal: Server) -> Server:
    """A server the test may kill."""
    if not _mortal.runs():
        _mortal.start()
    return _mortal


@pytest.fixture
def own_url(own_server: Server) -> Iterator[str]:
    """A database with the log's tables on a server the test may kill."""
    with fresh_database(own_server.url) as database:
        yield database
        if not own_server.runs():
            own_server.start()


@pytest.fixture
def url(server_url: str) -> Iterator[str]:
    """A database with the log's tables, and nothing in them."""
    with fresh_database(server_url) as database:
        yield database


@pytest.fixture
def bare_url(server_url: str) -> Iterator[str]:
    """A database nobody has migrated."""
    with fresh_database(server_url, migrated=False) as database:
        yield database


@pytest.fixture
def log(url: str) -> Iterator[PostgresLog]:
    """An empty log, open."""
    opened = open_log(url)
    yield opened
    opened.close()


@pytest.fixture
def other(url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Somebody else's connection to the same database, in autocommit."""
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def lose_answer(
    other: psycopg.Connection[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> LoseAnswer:
    """A breaker of the connection after a function's first call: `(module, name)`.

    It returns the list in which the answers of all calls will be; `meanwhile` is what somebody
    else does before the second call.
    """

    def install(
        module: ModuleType, name: str, meanwhile: Callable[[], object] = lambda: None
    ) -> list[object]:
        real = getattr(module, name)
        answers: list[object] = []

        def call(cursor: Any, *rest: Any, **options: Any) -> object:  # noqa: ANN401 - as the real one
            answers.append(real(cursor, *rest, **options))
            if len(answers) == 1:
                pid = cursor.connection.info.backend_pid
                other.execute("SELECT pg_terminate_backend(%s)", (pid,))
                time.sleep(0.05)
                meanwhile()
                cursor.execute("SELECT 1")
            return answers[-1]

        monkeypatch.setattr(module, name, call)
        return answers

    return install


@pytest.fixture
def make_events() -> MakeEvents:
    """A maker of events with ids of their own."""
    return lambda number: [make_event() for _ in range(number)]


@contextmanager
def _started(*, fsync: bool) -> Iterator[Server]:
    try:
        context = running_server(fsync=fsync)
        server = context.__enter__()
    except NoServer as error:
        pytest.fail(str(error), pytrace=False)
    try:
        yield server
    finally:
        context.__exit__(None, None, None)
