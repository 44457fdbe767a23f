"""The demo tells its cast what happens: by day on the page, and really, where it is asked to."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

import mystery_shopping as ms
from mystery_shopping_cli.demo.cast import Cast
from mystery_shopping_cli.demo.reach import Patient
from mystery_shopping_cli.testing import Shell
from mystery_shopping_email.testing import PostOffice

DEMO = ("demo", "--papers", "")
MESSAGE = ms.Message(
    to="rina",
    subject="Form received",
    body="It is with you.",
    language="en",
    notice="form_received",
    clause="5.3.4",
    subject_id="demo/2026-11",
    event_id="e/1",
    occurred_at=datetime(2026, 11, 9, tzinfo=UTC),
)


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """Return a server of mail on the loopback."""
    office = PostOffice()
    yield office
    office.stop()


def play(shell: Shell, *words: object, code: int = 0) -> str:
    """Return what the demo shows."""
    return shell(*DEMO, "--db", shell.db, *words, code=code)


def notices(shell: Shell, *words: object) -> dict[str, Any]:
    """Return what the demo tells a program of its notices."""
    told: dict[str, Any] = json.loads(play(shell, "--json", *words))["notifications"]
    return told


def test_everybody_hears_what_w10_makes_theirs(shell: Shell) -> None:
    """The point of the play: the right person hears of it on the right day."""
    told = notices(shell, "--seed", 2)
    heard = {(row["to"], row["notice"]) for day in told["days"] for row in day["told"]}
    days = {day["on"]: {row["notice"] for row in day["told"]} for day in told["days"]}

    assert {("bayu", "contacts_assigned"), ("sari", "window_opens")} <= heard
    assert {("rina", "form_received"), ("rina", "all_forms_in")} <= heard
    assert {("hadi", "form_with_supervisor"), ("wulan", "deviation_waiting")} <= heard
    assert {("yuni", "report_published"), ("tono", "nonconformities_handed_over")} <= heard
    assert days["2026-11-07"] == {"contacts_assigned"}
    assert "window_opens" in days["2026-11-08"]
    assert not {who for who, _ in heard} & {agent.id for agent in Cast().agents}


def test_the_figures_of_the_notices_add_up(shell: Shell) -> None:
    """Days, kinds and the list of deliveries are three views of the same notices."""
    told = notices(shell, "--seed", 3)
    sent = shell.json("deliveries", "--state", "sent", "--limit", 1000)

    assert sum(day["count"] for day in told["days"]) == told["count"]
    assert sum(told["notices"].values()) == told["count"]
    assert Counter(row["notice"] for row in sent["deliveries"]) == Counter(told["notices"])
    assert told["channels"] == {}


def test_a_notice_goes_out_once_a_form_in_the_route_of_the_form(shell: Shell) -> None:
    """A form of a helping team leader is told to the SPV first, and then to the QCA."""
    told = notices(shell, "--seed", 2)["notices"]
    handed_in = Counter(row["type"] for row in shell.json("history"))

    assert told["form_with_supervisor"] == handed_in["form.forwarded"]
    assert told["form_received"] == handed_in["form.submitted"]
    assert told["form_returned"] == handed_in["form.returned"] == 1


def test_the_same_seed_tells_the_same(shell: Shell) -> None:
    """A page that changes by itself cannot be compared with yesterday's."""
    first = notices(shell, "--seed", 5)

    assert notices(shell, "--seed", 5) == first


@pytest.mark.parametrize(
    "language, told",
    [
        ("en", ("Sat  7 Nov  ✉", "contacts assigned", "rina: form received ×", "Notices  ")),
        ("id", ("Sab  7 Nov  ✉", "kontak ditugaskan", "rina: form diterima ×", "Pemberitahuan  ")),
    ],
)
def test_the_page_tells_it_by_day_and_by_kind(
    shell: Shell, language: str, told: tuple[str, ...]
) -> None:
    """A QCA sees in one line a day that nobody had to ask."""
    page = " ".join(play(shell, "--lang", language).split("\n"))

    for words in told:
        assert words.replace("  ", " ") in re.sub(" +", " ", page)


def test_a_day_of_week_ii_has_its_notices_right_below_it(shell: Shell) -> None:
    """The line belongs to the day above it, or it tells of the wrong one."""
    rows = play(shell).splitlines()
    days = [number for number, row in enumerate(rows) if row.startswith("  Tue 10 Nov")]

    assert len(days) == 1
    assert rows[days[0] + 1].startswith(" " * 14 + "✉")


def test_what_went_out_in_week_i_stands_in_week_i(shell: Shell) -> None:
    """Under the title of the next week it would read as if it came late."""
    page = play(shell)

    assert 0 < page.index("Sat  7 Nov  ✉  4") < page.index("Week II  W-10")


def test_it_is_really_sent_by_mail_and_to_a_web_address(
    shell: Shell, post_office: PostOffice, httpserver: HTTPServer
) -> None:
    """A site believes in it when the letter is in its own mailbox."""
    httpserver.expect_request("/hook").respond_with_data(status=202)
    hook = f"webhook+{httpserver.url_for('/hook')}?allow_private=yes"
    real = ("--smtp", post_office.url(), "--webhook", hook, "--mail-domain", "quality.example.org")

    page = play(shell, *real, "--lang", "id")

    letters = post_office.received()
    posted = [request.get_json(force=True)["data"] for request, _ in httpserver.log]
    assert f"Pemberitahuan  {len(letters)} dalam" in page
    assert f"surel  {len(letters)} terkirim · 0 dicoba lagi · 0 gagal" in page
    assert f"webhook  {len(letters)} terkirim · 0 dicoba lagi · 0 gagal" in page
    assert [data["subject"] for data in posted] == [letter.subject for letter in letters]
    assert "rina@quality.example.org" in {letter.to for letter in letters}
    assert "ada pada Anda: terima, atau kembalikan" in letters[10].body
    assert len({letter.idempotency_key for letter in letters}) == len(letters)


def test_a_receiver_that_fails_holds_nothing_up_and_is_counted(
    shell: Shell, httpserver: HTTPServer
) -> None:
    """The month is the same month, whatever becomes of its notices."""
    httpserver.expect_oneshot_request("/hook").respond_with_data(status=410)
    httpserver.expect_request("/hook").respond_with_data(status=503)
    hook = f"webhook+{httpserver.url_for('/hook')}?allow_private=yes"

    page = play(shell, "--webhook", hook)

    counts = shell.json("deliveries")["counts"]
    waiting = f"{counts['queued']} queued · {counts['retrying']} retrying"
    assert counts["dead"] + counts["retrying"] + counts["queued"] == counts["sent"] > 0
    assert f"webhook  0 sent · {waiting} · {counts['dead']} dead" in page
    assert "answered 503" in page
    assert "the cycle is closed with deviations" in page


@pytest.mark.parametrize(
    "words, code",
    [
        (("--smtp", "pigeon://loft"), "MS501"),
        (("--webhook", "webhook+https:nothing"), "MS101"),
        (("--smtp", "smtp://user:secret@mail.example.org?from=qa@example.org"), "MS101"),
    ],
)
def test_an_address_nobody_can_use_is_said_before_anything_is_played(
    shell: Shell, words: tuple[str, ...], code: str
) -> None:
    """An earlier demo's log is not cleared away for one that cannot begin."""
    told = play(shell, *words, code=2)

    assert code in told
    assert "secret" not in told
    assert list(shell.folder.iterdir()) == []


def test_a_channel_that_takes_its_time_to_fail_is_given_up() -> None:
    """A wrong address that answers nothing would make the month of seconds one of hours."""
    asked: list[str] = []
    now = [0.0]

    class Slow:
        def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
            asked.append(idempotency_key)
            now[0] += 10
            raise ms.TransientFailure(channel=message.to, problem="no answer")

        def close(self) -> None:
            """Nothing is open."""

    channel = Patient(Slow(), clock=lambda: now[0])
    for key in "abc":
        with pytest.raises(ms.TransientFailure):
            channel.send(MESSAGE, idempotency_key=key)

    assert asked == ["a", "b"]


def test_a_log_without_books_is_told_of_all_the_same(shell: Shell) -> None:
    """A demo on a plugin's log shows the same month."""
    told = json.loads(
        shell(
            "demo",
            "--db",
            "jsonl:month",
            "--papers",
            "",
            "--seed",
            3,
            "--json",
        )
    )

    assert told["notifications"]["count"] == notices(shell, "--seed", 3)["count"]
