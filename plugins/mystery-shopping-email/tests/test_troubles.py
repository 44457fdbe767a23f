"""Servers that break off, babble, stall or lie: the letter waits, and the worker goes on."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import TextIO

import pytest

from mystery_shopping.errors import ChannelFailure, TransientFailure
from mystery_shopping.ports import Receipt
from mystery_shopping.testing import make_message
from mystery_shopping_email import EmailChannel, open_channel

Scripted = Callable[..., EmailChannel]

MESSAGE = make_message("dewi@example.org")
_WATCHDOG_SECONDS = 60


def send(channel: EmailChannel) -> Receipt:
    """Send one letter."""
    return channel.send(MESSAGE, idempotency_key="key")


def talk(connection: socket.socket, **replies: str) -> None:
    """Be a server, with some replies of one's own; an empty one hangs up."""
    usual = {"GREETING": "220 here", "DATA": "354 go on", ".": "250 taken", "QUIT": "221 bye"}
    with suppress(OSError), connection.makefile("rw", encoding="latin-1", newline="\r\n") as spoken:
        _converse(spoken, usual | replies)


def _converse(spoken: TextIO, replies: dict[str, str]) -> None:
    in_letter, word = False, "GREETING"
    while reply := replies.get(word, "" if in_letter else "250 ok"):
        spoken.write(f"{reply}\r\n")
        spoken.flush()
        in_letter = word == "DATA" and reply.startswith("354")
        line = spoken.readline()
        while in_letter and line not in (".\r\n", ""):
            if replies.get("LINE") == "":
                return
            line = spoken.readline()
        word = line.strip().partition(" ")[0].upper()


def test_the_script_is_a_server_when_nothing_is_changed(scripted: Scripted) -> None:
    """Otherwise every failure below might be the script's own."""
    assert send(scripted(talk)) == Receipt("taken")


@pytest.mark.parametrize("greeting", ["421 too many connections", "554 no service for you"])
def test_a_server_that_greets_with_no_is_transient(scripted: Scripted, greeting: str) -> None:
    """It is busy, or does not know this machine; it has not seen the letter."""
    with pytest.raises(TransientFailure, match=greeting):
        send(scripted(lambda connection: talk(connection, GREETING=greeting)))


def test_a_server_that_takes_starttls_back_gets_no_letter(scripted: Scripted) -> None:
    """It offered, and then it would not: there is no other way."""
    offer = "250-here\r\n250 STARTTLS"

    def script(connection: socket.socket) -> None:
        talk(connection, EHLO=offer, STARTTLS="454 not now")

    with pytest.raises(TransientFailure, match="454 not now"):
        send(scripted(script, tls="offered"))


@pytest.mark.parametrize("word", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA", "LINE", "."])
def test_a_connection_that_breaks_is_transient(scripted: Scripted, word: str) -> None:
    """At the end of the letter nobody knows whether it was taken: the same key comes again."""
    with pytest.raises(TransientFailure):
        send(scripted(lambda connection: talk(connection, **{word: ""})))


def test_a_server_that_knows_no_ehlo_gets_its_letter(scripted: Scripted) -> None:
    """An old relay in a cellar still takes HELO."""
    assert send(scripted(lambda connection: talk(connection, EHLO="502 what?"))) == Receipt("taken")


@pytest.mark.parametrize("reply", ["", "500 never heard"])
def test_a_goodbye_that_fails_undoes_nothing(scripted: Scripted, reply: str) -> None:
    """The letter was taken; telling otherwise would send it twice."""
    assert send(scripted(lambda connection: talk(connection, QUIT=reply))) == Receipt("taken")


@pytest.mark.parametrize(
    "babble",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x00\xff\xfe\r\n",
        b"220\r\n999 what\r\n",
        b"220 " + b"x" * 100_000 + b"\r\n",
        b"220-here\r\n" * 200_000,
        b"",
    ],
)
def test_what_is_no_smtp_is_transient(scripted: Scripted, babble: bytes) -> None:
    """Another service took the port."""
    with pytest.raises(TransientFailure):
        send(scripted(lambda connection: connection.sendall(babble)))


def test_a_server_that_never_stops_talking_is_left(scripted: Scripted) -> None:
    """A reply has no upper bound in SMTP; the worker's memory has."""

    def babble(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"220-here\r\n" * 1_000)

    with pytest.raises(TransientFailure, match="says too much"):
        send(scripted(babble))


def test_a_server_that_drips_is_left_when_time_is_up(scripted: Scripted) -> None:
    """Each byte comes in time, and the reply never ends: the limit is for the whole letter."""
    stopped = Event()

    def drip(connection: socket.socket) -> None:
        while not stopped.wait(0.05):
            connection.sendall(b"2")

    outcome = _watch(scripted(drip, timeout_seconds=0.5))
    stopped.set()

    assert isinstance(outcome, TransientFailure)


@pytest.mark.parametrize("word", ["EHLO", "RCPT", "."])
def test_a_server_that_falls_silent_is_left(scripted: Scripted, word: str) -> None:
    """It hangs in the middle as well as at the beginning."""
    stopped = Event()

    def stall(connection: socket.socket) -> None:
        talk(connection, **{word: ""})
        stopped.wait(_WATCHDOG_SECONDS)

    outcome = _watch(scripted(stall, timeout_seconds=0.5))
    stopped.set()

    assert isinstance(outcome, TransientFailure)


def test_a_goodbye_that_is_not_answered_undoes_nothing(scripted: Scripted) -> None:
    """The letter was taken; only the courtesy at its end is missing."""
    stopped = Event()

    def stall(connection: socket.socket) -> None:
        talk(connection, QUIT="")
        stopped.wait(_WATCHDOG_SECONDS)

    outcome = _watch(scripted(stall, timeout_seconds=1))
    stopped.set()

    assert outcome == Receipt("taken")


def test_a_host_that_has_no_address_is_transient() -> None:
    """The resolver is down, or a name was typed wrongly: no letter is given up for it."""
    channel = open_channel("smtp://nowhere.invalid?from=qa@example.org&timeout_seconds=5")

    with pytest.raises(TransientFailure):
        send(channel)


def _watch(channel: EmailChannel) -> Receipt | ChannelFailure | None:
    outcomes: list[Receipt | ChannelFailure] = []

    def run() -> None:
        try:
            outcomes.append(send(channel))
        except ChannelFailure as failure:
            outcomes.append(failure)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(_WATCHDOG_SECONDS)
    return outcomes[0] if outcomes else None
