"""The channel: what it opens, what became of a message, and who is told of it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.testing import make_message
from mystery_shopping_apprise import open_channel

if TYPE_CHECKING:
    from conftest import JsonReceiver, MailReceiver


def paths_of(error: ms.InvalidInput[Any]) -> list[str]:
    """Return the place of each fault."""
    return [fault.path for fault in error.exceptions if isinstance(fault, ms.InvalidValue)]


def problem_of(channel: ms.Channel, to: str) -> str:
    """Return why a message for `to` is to be tried again."""
    with pytest.raises(ms.TransientFailure) as caught:
        channel.send(make_message(to), idempotency_key="key")
    assert caught.value.retry_after_seconds is None
    return caught.value.problem


def test_the_scheme_is_offered_without_loading_apprise() -> None:
    """The host asks every plugin on every start; Apprise takes most of a second."""
    code = (
        "import sys, mystery_shopping_apprise.plugin as p;"
        "print(*p.mystery_shopping_channels(), 'apprise' in sys.modules)"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.split() == ["apprise", "False"]


@pytest.mark.slow
def test_apprise_loads_where_warnings_are_errors() -> None:
    """Its imports touch what Python calls deprecated: nobody's program may end by that."""
    code = "from mystery_shopping_apprise import AppriseChannel; print(AppriseChannel({}))"

    printed = subprocess.check_output([sys.executable, "-W", "error", "-c", code], text=True)

    assert "AppriseChannel object" in printed


def test_the_host_opens_it_by_its_url(hook: JsonReceiver) -> None:
    """That is how the directory of people names it."""
    channel = ms.PluginHost().open_channel(f"APPRISE://{hook.file}?timeout_seconds=5")

    channel.send(make_message("name-3"), idempotency_key="key")

    assert [arrival.to for arrival in hook.received()] == ["name-3"]


def test_a_relative_path_is_where_the_program_runs(
    hook: JsonReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with the logs of this library."""
    monkeypatch.chdir(hook.file.parent)

    assert (
        open_channel("apprise:services.toml").send(make_message("name-1"), idempotency_key="key")
        == ms.Receipt()
    )


@pytest.mark.parametrize(
    "url",
    [
        "apprise:",
        "apprise://",
        "apprise:a%00b",
        "apprise:a?timeout=3",
        "apprise:a?timeout_seconds=",
        "apprise:a?timeout_seconds=0",
        "apprise:a?timeout_seconds=nan",
        "apprise:a?timeout_seconds=inf",
        "apprise:a?timeout_seconds=3s",
    ],
)
def test_a_url_that_says_nothing_is_misuse(url: str) -> None:
    """A limit misread is a worker that hangs."""
    with pytest.raises(ms.InvalidValue):
        open_channel(url)


def test_urls_apprise_does_not_take_are_found_on_opening(
    hook: JsonReceiver, caplog: pytest.LogCaptureFixture
) -> None:
    """Not on the day of the deadline; Apprise would quote them in its log."""
    lines = [
        f'a = ["json://{hook.port}.example.org/", "slack://short/rahasia"]',
        'b = "nosuch://rahasia"',
        'c = "rahasia-alone"',
        'd = "tgram://rahasia/12"',
    ]

    with caplog.at_level(1), pytest.raises(ms.InvalidInput) as caught:
        hook.write("\n".join(lines))

    assert paths_of(caught.value) == ["a[1]", "b", "c", "d"]
    assert "rahasia" not in caught.value.say("id") + caplog.text


@pytest.mark.parametrize("status", [302, 400, 401, 404, 429, 500, 503])
def test_any_answer_but_2xx_is_transient_and_told(hook: JsonReceiver, status: int) -> None:
    """Apprise gives no reason to decide by; a redirect followed would lose the message."""
    hook.status = status

    assert problem_of(hook.open(), "name-1") == (
        f"1 of 1 not delivered: name-1 (json): answered {status}"
    )
    assert hook.received() == []


def test_a_redirect_may_be_allowed(hook: JsonReceiver) -> None:
    """Whoever writes the URL decides; the message is gone then, as Apprise does it."""
    channel = hook.write(f'rina = "{hook.url_of("rina")}&redirect=yes"')
    hook.status = 302

    channel.send(make_message("rina"), idempotency_key="key")

    assert hook.received() == []


def test_a_receiver_that_hangs_is_told_as_such(hook: JsonReceiver) -> None:
    """The limit is ours for the whole send, Apprise's own for one connection."""
    ours = hook.open(timeout_seconds=0.3)
    with hook.hanging():
        assert problem_of(ours, "name-1").endswith("name-1 (json): no answer in time")

    theirs = hook.write(f'rina = "{hook.url_of("rina")}&rto=0.2"')
    with hook.hanging():
        assert problem_of(theirs, "rina").endswith("rina (json): connection failed")


def test_a_wrong_password_of_mail_is_transient(
    mailbox: MailReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put right and started again, the message still goes out; the password is not told."""
    monkeypatch.setenv("HOOK_PASSWORD", "rahasia")

    assert problem_of(mailbox.open(), "name-1") == (
        "1 of 1 not delivered: name-1 (mailto): connection failed"
    )


def test_of_several_services_those_that_failed_are_named(
    hook: JsonReceiver, mailbox: MailReceiver
) -> None:
    """Both ways under one name; the retry reaches whoever had the message, too."""
    urls = [hook.url_of("rina"), mailbox.url_of("rina"), "json://127.0.0.1:1/"]
    channel = hook.write(f"rina = {urls[:2]}")

    with hook.failing():
        assert problem_of(channel, "rina") == "1 of 2 not delivered: rina[0] (json): answered 503"
    channel.send(make_message("rina"), idempotency_key="key")

    assert (len(hook.received()), len(mailbox.received())) == (1, 2)
    with mailbox.failing():
        assert problem_of(hook.write(f"rina = {urls}"), "rina") == (
            "2 of 3 not delivered: rina[1] (mailto): failed; rina[2] (json): connection failed"
        )


def test_who_may_fail_does_no_harm_when_another_was_reached(
    hook: JsonReceiver, mailbox: MailReceiver
) -> None:
    """But a message that reached nobody is not delivered, whatever the URL says."""
    optional = f"{hook.url_of('rina')}&optional=yes"
    both = hook.write(f"rina = {[optional, mailbox.url_of('rina')]}")
    alone = hook.write(f'rina = "{optional}"')

    with hook.failing():
        both.send(make_message("rina"), idempotency_key="key")

        assert problem_of(alone, "rina").endswith("answered 503")
    assert len(mailbox.received()) == 1


@pytest.mark.parametrize(
    "change, key, told",
    [
        ({"subject": "", "body": " \n"}, "key", "empty"),
        ({"body": "\ud83d"}, "key", "half a character"),
        ({}, "\udc00", "half a character"),
        ({}, "key\r\nX-Slipped: yes", "no single line"),
        ({"to": "name-1\n"}, "key", r"no service 'name-1\\n'"),
    ],
)
def test_what_would_fail_for_ever_is_permanent(
    hook: JsonReceiver, change: dict[str, Any], key: str, told: str
) -> None:
    """A dead letter at once, and not after a day of retries."""
    message = attrs.evolve(make_message("name-1"), **change)

    with pytest.raises(ms.PermanentFailure, match=told):
        hook.open().send(message, idempotency_key=key)

    assert hook.received() == []


@pytest.mark.parametrize(
    "body",
    [
        "Yth. Dewi,\n\n  lima formulir\nmenunggu  \n\ttab\n\n\nSalam",
        "<b>&amp; *bintang* _garis_ {kurung} %s ${HOME} ${idempotency_key} \\n :smile:",
        "Ünïcödé é – 日本語 👩🏽‍💻 .\n.",
    ],
)
def test_a_body_that_ends_in_a_word_arrives_as_it_was(
    hook: JsonReceiver, mailbox: MailReceiver, body: str
) -> None:
    """Only what is white at the end is lost: nothing is taken for markup, escape or variable."""
    channel = hook.write(f"rina = {[hook.url_of('rina'), mailbox.url_of('rina')]}")

    channel.send(make_message("rina", body=body), idempotency_key="key")

    arrived = [*hook.received(), *mailbox.received()]
    assert [arrival.body.rstrip("\n") for arrival in arrived] == [body, body]


def test_mail_that_is_html_shows_the_text_as_it_was(mailbox: MailReceiver) -> None:
    """Whoever wants HTML gets the text escaped: a name with a sign in it must not vanish."""
    url = mailbox.url_of("rina").replace("&format=text", "&format=html")

    mailbox.write(f'rina = "{url}"').send(
        make_message("rina", body="<b> & Dewi"), idempotency_key="key"
    )

    (arrival,) = mailbox.received()
    assert "&lt;b&gt;" in arrival.body
    assert "&amp;" in arrival.body


def test_a_key_with_signs_of_a_url_arrives_whole(hook: JsonReceiver) -> None:
    """It is made of names; half a key would make two messages look like one."""
    key = "notices/3 a&b=c#d+e?f:g@h"

    hook.open().send(make_message("name-1"), idempotency_key=key)

    assert [arrival.idempotency_key for arrival in hook.received()] == [key]
