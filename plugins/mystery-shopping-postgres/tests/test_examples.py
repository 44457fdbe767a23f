"""The examples with a server in the documentation run as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest

import mystery_shopping as ms
from mystery_shopping_postgres import migrate
from tests.arch.source import ROOT
from tests.months import DEWI, nov, policy

HOW_TO = ROOT / "docs" / "how-to" / "embed-in-your-transaction.md"
README = Path(__file__).parent.parent / "README.md"
ADDRESS = "app@127.0.0.1/quality"


def examples(page: Path) -> list[str]:
    """Return the examples that want a server: those marked `py`, which the core leaves alone."""
    return re.findall(
        r"^```py\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def run(example: str, address: str, **names: object) -> dict[str, Any]:
    """Run an example on a server of ours, and return the names it leaves."""
    space: dict[str, Any] = {"qca": DEWI, "now": nov(2), **names}
    code = compile(example.replace(ADDRESS, address.partition("://")[2]), "example", "exec")
    try:
        exec(code, space)  # noqa: S102 - our own documentation
    finally:
        if engine := space.get("engine"):
            engine.dispose()
    return space


def example_of(word: str) -> str:
    """Return the one example of the how-to with such an import."""
    (found,) = [
        text for text in examples(HOW_TO) if text.startswith((f"import {word}\n", f"from {word} "))
    ]
    return found


@pytest.fixture
def program(bare_url: str) -> Iterator[ms.Program]:
    """A program on a database that holds a table of the host's, too."""
    migrate(bare_url)
    with ms.open_program(bare_url, policy=policy()) as opened:
        with psycopg.connect(bare_url) as connection:
            connection.execute("CREATE TABLE ticket (cycle text UNIQUE)")
        yield opened


def assert_together(example: str, url: str, *, program: ms.Program, cycle: str) -> None:
    """Assert that an example commits both, and neither when its last statement fails."""

    def found() -> tuple[list[str], list[object]]:
        with psycopg.connect(url) as connection:
            rows = connection.execute("SELECT cycle FROM ticket").fetchall()
        return list(program.cycles()), [row[0] for row in rows]

    with pytest.raises(Exception, match="nowhere"):
        run(example.replace("INTO ticket", "INTO nowhere"), url, program=program)
    assert found() == ([], [])

    run(example, url, program=program)
    assert found() == ([cycle], [cycle])


def test_the_example_with_psycopg_commits_both_or_none(bare_url: str, program: ms.Program) -> None:
    """It is the one all others are told by."""
    assert_together(example_of("psycopg"), bare_url, program=program, cycle="malang/2026-11")


def test_the_example_with_sqlalchemy_commits_both_or_none(
    bare_url: str, program: ms.Program
) -> None:
    """Its connection holds one of the driver's, and its block commits or rolls that back."""
    example = example_of("sqlalchemy")

    assert_together(example, bare_url, program=program, cycle="solo/2026-11")


def test_the_example_with_django_commits_both_or_none(bare_url: str, program: ms.Program) -> None:
    """Its connection is in autocommit, its atomic block is not, and it binds on the client."""
    close = configure_django(bare_url)

    assert_together(example_of("django.db"), bare_url, program=program, cycle="kediri/2026-11")
    close()


def test_the_readme_runs_as_written(bare_url: str) -> None:
    """A reader who copies an example and meets an error trusts nothing else on the page."""
    space: dict[str, Any] = {}
    for example in examples(README):
        space = run(example, bare_url, **space)

    assert space


def configure_django(url: str) -> Callable[[], None]:
    """Point Django to the database, and return what closes its connection."""
    settings = import_module("django.conf").settings
    connection = import_module("django.db").connection
    parts = psycopg.conninfo.conninfo_to_dict(url)
    database = {name.upper(): parts.get(name, "") for name in ("user", "password", "host", "port")}
    database |= {"ENGINE": "django.db.backends.postgresql", "NAME": parts["dbname"]}
    settings.configure(DATABASES={"default": database})
    import_module("django").setup()
    close: Callable[[], None] = connection.close
    return close
