"""One round of the worker, where its books are, and the slips that end it at once."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]

DIRECTORY = """
[channels]
screen = "log:"
[people.rina]
role = "qca"
reach = { screen = "rina" }
[people.bayu]
role = "qco"
reach = { screen = "bayu" }
[subscriptions.everything]
start = "beginning"
"""
ONCE = ("worker", "--directory", "directory.toml", "--once")
AT = "2026-11-05T10:01+07:00"
posix = pytest.mark.skipif(os.name != "posix", reason="file locks of POSIX")


def write_directory(shell: Shell, text: str = DIRECTORY) -> None:
    """Write who is reached how."""
    (shell.folder / "directory.toml").write_text(text, encoding="utf-8")


def counts(shell: Shell, *words: object) -> dict[str, int]:
    """Return how many deliveries are in each state, those in none left out."""
    told: dict[str, int] = shell.json("deliveries", *words)["counts"]
    return {state: count for state, count in told.items() if count}


def test_one_round_says_what_it_did_and_ends(live: Live) -> None:
    """A host's own scheduler calls it once a minute, and reads the figures."""
    shell = live("plan")
    write_directory(shell)

    first = shell.json(*ONCE, at=AT)
    window = shell(*ONCE, at="2026-11-08T00:01+07:00")
    after = shell(*ONCE, at="2026-11-08T00:02+07:00")

    assert first["sent_count"] == first["queued_count"] == 1
    assert "1 reminded of" in window
    assert window.count("\n") == 1
    assert after == "there was nothing to do\n"
    assert counts(shell) == {"sent": 3}


def test_one_round_speaks_indonesian(live: Live) -> None:
    """Its line stands in the journal of an Indonesian site."""
    shell = live("plan")
    write_directory(shell)

    assert "1 masuk antrean · 1 terkirim" in shell(*ONCE, "--lang", "id", at=AT)


@posix
def test_the_books_may_be_kept_beside_a_log_that_keeps_none(live: Live) -> None:
    """A log in plain lines can be told of like any other."""
    shell = live("plan")
    write_directory(shell)
    lines, books = ("--db", "jsonl:log"), ("--books", "sqlite:///books.db")
    shell("log", "export", "lines.jsonl")
    shell("log", "import", "lines.jsonl", *lines)

    assert "--db: must be a log that keeps books" in shell(*ONCE, *lines, at=AT, code=2)
    assert shell.json(*ONCE, *lines, *books, at=AT)["sent_count"] == 1
    assert counts(shell, *lines, *books) == {"sent": 1}
    assert counts(shell) == {}


def test_only_the_worker_begins_new_books(live: Live) -> None:
    """A slip of the hand would show empty books, as if nobody had been told of anything."""
    shell = live("plan")

    assert "MS405" in shell("deliveries", "--books", "sqlite:///slip.db", code=3)
    assert "MS405" in shell("deadlines", "--books", "sqlite:///slip.db", code=3)


def test_books_are_kept_where_a_plugin_keeps_books_and_nowhere_else(live: Live) -> None:
    """Lines in plain text keep a log, but no books: the schemes that do are named."""
    shell = live("plan")

    refusal = shell("deliveries", "--books", "jsonl:log", code=2)

    assert "MS501" in refusal
    assert "memory, " in refusal


def test_a_channel_that_cannot_be_opened_is_named_and_the_others_go_on(live: Live) -> None:
    """A plugin that was not installed must not keep the mail from going out."""
    shell = live("plan")
    both = DIRECTORY.replace('{ screen = "bayu" }', '{ screen = "bayu", gone = "bayu" }')
    write_directory(shell, both.replace("[channels]", '[channels]\ngone = "pigeon:loft"'))

    page = " ".join(shell(*ONCE, at=AT).split())

    assert "channel gone cannot be opened: no plugin offers pigeon:" in page
    assert "1 sent · 1 to be tried again" in page


@pytest.mark.parametrize(
    "words, code, told",
    [
        ("--once", 2, "MYSTERY_SHOPPING_DIRECTORY"),
        (f"--directory good.toml --at {AT}", 2, "--once only"),
        ("--directory bad.toml", 2, "people.rina.language"),
        ("--directory good.toml --db sqlite:///slip.db", 3, "MS405"),
        ("--directory good.toml --db nowhere:log", 2, "MS501"),
        ("--directory good.toml --every 0", 2, "--every"),
    ],
)
def test_a_slip_ends_it_at_once(live: Live, words: str, code: int, told: str) -> None:
    """What no waiting mends is said while the operator still looks."""
    shell = live("open")
    (shell.folder / "good.toml").write_text('[people.rina]\nrole = "qca"\n', encoding="utf-8")
    (shell.folder / "bad.toml").write_text('[people.rina]\nlanguage = "xx"\n', encoding="utf-8")

    assert told in " ".join(shell("worker", *words.split(), code=code).split())
