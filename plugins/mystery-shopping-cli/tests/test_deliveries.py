"""What is on its way, what could not be delivered and goes again, and what falls due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

import mystery_shopping as ms
from mystery_shopping.workflow.notices import NOTICES
from mystery_shopping_cli.notifications.books import find_delivery
from mystery_shopping_cli.notifications.words import NOTICES as NAMES
from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]

DIRECTORY = """
[channels]
hook = "webhook+{url}?allow_private=yes"
[people.bayu]
role = "qco"
reach = {{ hook = "bayu" }}
[people.citra]
role = "qco"
reach = {{ hook = "citra" }}
[subscriptions.everything]
start = "beginning"
"""
THEN, LATER = "2026-11-05T10:01+07:00", "2026-11-05T11:00+07:00"


@pytest.fixture
def told(live: Live, httpserver: HTTPServer) -> Shell:
    """Return the command line after a receiver refused two notices for good."""
    shell = live("plan")
    where = DIRECTORY.format(url=httpserver.url_for("/hook"))
    (shell.folder / "directory.toml").write_text(where, encoding="utf-8")
    httpserver.expect_oneshot_request("/hook").respond_with_data(status=410)
    httpserver.expect_oneshot_request("/hook").respond_with_data(status=410)
    tick(shell, at=THEN)
    return shell


def tick(shell: Shell, *, at: str) -> dict[str, int]:
    """Return what one round of the worker did."""
    report: dict[str, int] = shell.json("worker", "--directory", "directory.toml", "--once", at=at)
    return report


def listed(shell: Shell, *words: object) -> list[dict[str, Any]]:
    """Return the deliveries that are listed."""
    rows: list[dict[str, Any]] = shell.json("deliveries", *words)["deliveries"]
    return rows


def test_dead_letters_are_listed_with_the_reason_and_sent_again(
    told: Shell, httpserver: HTTPServer
) -> None:
    """The receiver is mended on Monday, and what it refused on Sunday is not lost."""
    dead = listed(told, "--state", "dead")
    page = told("deliveries")
    httpserver.expect_request("/hook").respond_with_data(status=202)

    requeued = told.json("deliveries", "retry", dead[0]["id"][:8], at=LATER)
    report = tick(told, at=LATER)

    assert {row["recipient"] for row in dead} == {"bayu", "citra"}
    assert {row["notice"] for row in dead} == {"contacts_assigned"}
    assert {(row["attempts"], row["subject_id"]) for row in dead} == {(1, "malang/2026-11")}
    assert "dead 2" in page
    assert "contacts assigned" in page
    assert "hook ×2" in page
    assert "answered 410" in page
    assert max(map(len, page.splitlines())) <= 80
    assert requeued == {"requeued": 1}
    assert report["sent_count"] == 1
    assert [row["id"] for row in listed(told)] == [dead[1]["id"]]
    assert [row["id"] for row in listed(told, "--state", "sent")] == [dead[0]["id"]]


def test_all_dead_ones_go_again_at_once(told: Shell, httpserver: HTTPServer) -> None:
    """After an outage of days nobody copies ids."""
    httpserver.expect_request("/hook").respond_with_data(status=202)

    assert "2 will be sent again" in told("deliveries", "retry", "--all-dead", at=LATER)
    assert tick(told, at=LATER)["sent_count"] == 2
    assert "0 will be sent again" in told("deliveries", "retry", "--all-dead", at=LATER)


def test_a_strict_listing_ends_with_4_while_there_are_dead_ones(
    told: Shell, httpserver: HTTPServer
) -> None:
    """A monitor asks with it, and rings whoever is on duty."""
    httpserver.expect_request("/hook").respond_with_data(status=202)

    told("deliveries", "--strict", code=4)
    told("deliveries", "retry", "--all-dead", at=LATER)
    tick(told, at=LATER)

    told("deliveries", "--strict")


def test_what_was_sent_long_ago_is_forgotten_and_never_sent_again(
    told: Shell, httpserver: HTTPServer
) -> None:
    """The books of years would only grow; the evidence is in the log."""
    httpserver.expect_request("/hook").respond_with_data(status=202)
    told("deliveries", "retry", "--all-dead", at=LATER)
    tick(told, at=LATER)

    assert told.json("deliveries", "prune", "--before", "2026-11-05") == {"pruned": 0}
    assert told.json("deliveries", "prune", "--before", "2026-11-06") == {"pruned": 2}
    assert tick(told, at=LATER)["sent_count"] == 0


def test_a_long_list_is_cut_and_says_so(told: Shell) -> None:
    """A hundred thousand lines help nobody, and a silent end would mislead."""
    cut = told.json("deliveries", "--limit", 1)

    assert (len(cut["deliveries"]), cut["left_out"]) == (1, 1)
    assert "and 1 more" in told("deliveries", "--limit", 1)


@pytest.mark.parametrize(
    "words, said",
    [
        ("", "give IDs, or --all-dead"),
        ("--all-dead 12345678", "give IDs, or --all-dead"),
        ("1234567", "8 or more hexadecimal characters"),
        ("not-an-id", "8 or more hexadecimal characters"),
        ("00000000", "no delivery '00000000'"),
    ],
)
def test_an_id_that_names_nothing_is_refused(told: Shell, words: str, said: str) -> None:
    """A slip of the hand sends nothing to anybody."""
    page = told("deliveries", "retry", *words.split(), code=2)

    assert said in " ".join(page.split())
    assert len(listed(told, "--state", "dead")) == 2


def test_one_that_is_not_dead_is_refused_and_nothing_goes(
    told: Shell, httpserver: HTTPServer
) -> None:
    """What was sent is not sent twice because somebody pasted the wrong line."""
    httpserver.expect_request("/hook").respond_with_data(status=202)
    first, second = (row["id"] for row in listed(told))
    told("deliveries", "retry", first, at=LATER)
    tick(told, at=LATER)

    page = told("deliveries", "retry", second, first, at=LATER, code=2)

    assert "a dead delivery" in " ".join(page.split())
    assert [row["id"] for row in listed(told, "--state", "dead")] == [second]


def test_a_beginning_that_two_ids_share_is_refused() -> None:
    """Sending the other one again would be a message nobody asked for."""
    log = ms.open_program("memory:").log
    books: ms.Bookkeeping = log.bookkeeping()  # type: ignore[attr-defined]
    ids = [f"{start:0<64}" for start in ("00000000", "0000000012", "0000000013")]
    row = ms.Delivery("", "s", "e", "no_cycle", "c", "rina", "{}", 0, 0)
    entry = ms.Entry(deliveries=[row._replace(id=each) for each in ids])
    books.advance("s", expected=None, to=1, entry=entry)

    assert find_delivery(books, "0000000013").id == ids[2]
    assert find_delivery(books, "00000000120").id == ids[1]
    assert find_delivery(books, ids[0]).id == ids[0]
    with pytest.raises(ms.InvalidValue, match="one ID only"):
        find_delivery(books, "00000000")


def test_deadlines_are_listed_by_day_without_a_worker(live: Live) -> None:
    """Who plans the week asks what comes; nobody is told of anything by looking."""
    shell = live("open")

    rows = shell.json("deadlines")

    assert [(row["kind"], row["on"]) for row in rows] == [
        ("week_1_without_material", "2026-11-07"),
        ("window_opens", "2026-11-08"),
        ("day_parts_empty", "2026-11-13"),
        ("no_cycle", "2026-12-03"),
    ]
    assert shell.json("deadlines", "--rebuild") == rows
    assert len(shell.json("deadlines", "--cycle", "malang/2026-11")) == 3
    assert "Sun  8 Nov 2026  week II begins" in shell("deadlines")
    assert "Min  8 Nov 2026  minggu ke-II dimulai" in shell("deadlines", "--lang", "id")
    assert shell.json("deliveries")["counts"]["queued"] == 0


def test_looking_at_deadlines_begins_no_subscription(live: Live) -> None:
    """A subscription that begins at the head would otherwise begin with whoever looked first."""
    shell = live("open")
    (shell.folder / "directory.toml").write_text('[people.rina]\nrole = "qca"\n', encoding="utf-8")

    shell("deadlines")

    with ms.open_program(shell.db) as program:
        assert program.log.bookkeeping().position("notices") is None  # type: ignore[attr-defined]


def test_every_notice_has_a_name_in_both_languages() -> None:
    """A code in a list of words is a gap in the translation."""
    assert NAMES.keys() == {row.code for row in NOTICES}
    assert not [code for code, text in NAMES.items() if text.id == text.en]


def test_the_listing_speaks_indonesian(told: Shell) -> None:
    """The operator of a site reads it at night."""
    page = told("deliveries", "--lang", "id")

    for words in ("Pemberitahuan  2", "gagal 2", "kontak", "kali gagal"):
        assert words in page
