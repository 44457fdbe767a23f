"""A real server for the session, a fresh database with both kinds of tables for each test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import psycopg
import pytest
from procrastinate import App

import mystery_shopping as ms
from mystery_shopping.channels import MemoryChannel
from mystery_shopping.ports import Envelope
from mystery_shopping.testing import make_event
from mystery_shopping_postgres.testing import NoServer, fresh_database, running_server
from mystery_shopping_procrastinate import ProcrastinateLog, make_app, migrate, open_log
from tests.months import Month, nov
from tests.notifying import PEOPLE

_FROM_THE_BEGINNING = '\n[subscriptions.notices]\nstart = "beginning"\n'

MakeEvents = Callable[[int], list[Envelope]]
MakeApp = Callable[..., App]
Work = Callable[..., None]
Rows = list[tuple[Any, ...]]
Ask = Callable[..., Rows]


class FixedClock:
    """It is always the same moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return it."""
        return self._at


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The server named in the environment, or one of our own; without either the test fails."""
    given = os.environ.get("MYSTERY_SHOPPING_TEST_POSTGRES")
    if given:
        yield given
        return
    context: AbstractContextManager[Any] = running_server()
    try:
        server = context.__enter__()
    except NoServer as error:
        pytest.fail(str(error), pytrace=False)
    try:
        yield server.url
    finally:
        context.__exit__(None, None, None)


@pytest.fixture
def bare_url(server_url: str) -> Iterator[str]:
    """A database nobody has migrated."""
    with fresh_database(server_url, migrated=False) as database:
        yield database


@pytest.fixture
def url(bare_url: str) -> str:
    """A log with no events and no jobs, by the scheme of this plugin."""
    migrate(bare_url)
    return f"procrastinate+{bare_url}"


@pytest.fixture
def log(url: str) -> Iterator[ProcrastinateLog]:
    """The log, open."""
    opened = open_log(url)
    yield opened
    opened.close()


@pytest.fixture
def host(url: str, bare_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The host's own connection, with a table of its own."""
    assert url.endswith(bare_url)
    with psycopg.connect(bare_url) as connection:
        connection.execute("CREATE TABLE ticket (cycle text)")
        connection.commit()
        yield connection
        connection.rollback()


@pytest.fixture
def ask(bare_url: str) -> Iterator[Ask]:
    """Asks the database as anybody else sees it, and changes it where no API can wait so long."""
    with psycopg.connect(bare_url, autocommit=True) as connection:

        def rows(statement: str, *values: object) -> Rows:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

        yield rows


@pytest.fixture
def jobs(ask: Ask) -> Callable[[], Rows]:
    """Returns task, status and arguments of each job, in their order."""
    return lambda: ask("SELECT task_name, status::text, args FROM procrastinate_jobs ORDER BY id")


@pytest.fixture
def make(url: str) -> MakeApp:
    """Makes the app of a worker on this log; it listens from the log's beginning."""

    def make(
        *,
        query: str = "",
        at: datetime | None = None,
        **options: Any,  # noqa: ANN401 - as `make_app` takes them
    ) -> App:
        directory = ms.load_directory(PEOPLE + _FROM_THE_BEGINNING)
        fields: dict[str, Any] = {"directory": directory, "clock": FixedClock(at or nov(2))}
        return make_app(url + query, **fields | options)

    return make


@pytest.fixture
def month(url: str) -> Iterator[Month]:
    """A cycle on the log that leaves jobs."""
    month = Month(url=url)
    yield month
    month.program.close()


@pytest.fixture
def box() -> MemoryChannel:
    """What was sent."""
    return MemoryChannel()


@pytest.fixture
def app(make: MakeApp, box: MemoryChannel) -> App:
    """A worker's app whose channels are all the box."""
    return make(open_channel=lambda _: box)


@pytest.fixture
def work() -> Work:
    """Runs a worker until no job is left; nothing comes by the clock, which comes when it likes."""

    def work(app: App, *, concurrency: int = 1) -> None:
        app.periodic_registry.periodic_tasks.clear()
        app.run_worker(wait=False, install_signal_handlers=False, concurrency=concurrency)

    return work


@pytest.fixture
def make_events() -> MakeEvents:
    """A maker of events with ids of their own."""
    return lambda number: [make_event(b'{"secret":1}') for _ in range(number)]
