"""The tables of both are made by one call, and their lack is said with the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest

import mystery_shopping_postgres
from mystery_shopping.errors import LogUnusable
from mystery_shopping.ports import Envelope
from mystery_shopping_procrastinate import (
    BoundProcrastinateLog,
    create_tables,
    migrate,
    open_log,
)

MakeEvents = Callable[[int], list[Envelope]]
MakeApp = Callable[..., Any]
Ask = Callable[..., list[tuple[Any, ...]]]
README = Path(__file__).parent.parent / "README.md"


def test_migrating_twice_and_by_two_at_once_does_no_harm(bare_url: str, ask: Ask) -> None:
    """Every machine runs it at its start."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            migrate(f"procrastinate+{bare_url}")
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            failures.append(error)

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert failures == []
    assert migrate(bare_url) == mystery_shopping_postgres.SCHEMA
    assert ask("SELECT count(*) FROM procrastinate_jobs") == [(0,)]


def test_tables_made_in_the_hosts_migration_go_with_it(bare_url: str) -> None:
    """A migration of the host's that fails leaves nothing half made."""
    with psycopg.connect(bare_url) as connection:
        create_tables(connection)
        connection.rollback()
    with pytest.raises(LogUnusable, match="no tables yet"):
        open_log(bare_url)

    with psycopg.connect(bare_url) as connection:
        create_tables(connection)

    open_log(bare_url).close()


def test_tables_that_procrastinate_made_itself_are_taken(
    bare_url: str, make: MakeApp, ask: Ask
) -> None:
    """The host has used procrastinate for years."""
    ask("DROP SCHEMA public CASCADE")
    ask("CREATE SCHEMA public")
    app = make()
    with app.open():
        app.schema_manager.apply_schema()

    migrate(bare_url)

    open_log(bare_url).close()


def test_a_log_without_procrastinates_tables_does_not_open(bare_url: str) -> None:
    """Better at the start of the program than at the first save."""
    mystery_shopping_postgres.migrate(bare_url)

    with pytest.raises(LogUnusable, match=r"mystery_shopping_procrastinate\.migrate"):
        open_log(f"procrastinate+{bare_url}")


@pytest.mark.parametrize(
    "lost", ["TABLE procrastinate_jobs", "FUNCTION procrastinate_defer_jobs_v1"]
)
def test_an_append_that_cannot_leave_its_job_writes_nothing(
    url: str, host: psycopg.Connection[Any], ask: Ask, make_events: MakeEvents, lost: str
) -> None:
    """After an upgrade of procrastinate without its migrations, and the host's rows are kept."""
    log = open_log(url)
    ask(f"DROP {lost} CASCADE")
    host.execute("INSERT INTO ticket VALUES ('before')")

    for each in (log, BoundProcrastinateLog(host)):
        with pytest.raises(LogUnusable, match="tables of procrastinate"):
            each.append("s", make_events(1), expected=0)
    host.commit()

    assert (log.tail(), ask("SELECT * FROM ticket")) == ([], [("before",)])
    log.close()


def test_no_error_repeats_the_password() -> None:
    """The output of a worker goes to places the password should not."""
    with pytest.raises(LogUnusable) as caught:
        migrate("procrastinate+postgresql://app:hush-hush@127.0.0.1:1/quality")

    assert "hush-hush" not in f"{caught.value!r} {caught.value}"


def test_the_readme_runs_as_written(bare_url: str, ask: Ask) -> None:
    """A reader who copies an example and meets an error trusts nothing else on the page."""
    text = README.read_text(encoding="utf-8")
    space: dict[str, Any] = {}

    for example in re.findall(r"^```py\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        here = example.replace("app@127.0.0.1/quality", bare_url.partition("://")[2])
        exec(compile(here, "README", "exec"), space)  # noqa: S102 - our own documentation

    space["app"].run_worker(wait=False, install_signal_handlers=False)
    done = ask("SELECT status::text FROM procrastinate_jobs WHERE task_name LIKE '%.tick'")
    assert done == [("succeeded",)]
