"""The letter itself: the headers a mail program reads, and that any text arrives as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from quopri import decodestring
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import PermanentFailure
from mystery_shopping.ports import Message
from mystery_shopping.testing import make_message
from mystery_shopping_email.letter import Letter, is_address, write_letter

NOW = datetime(2026, 11, 9, 3, 15, tzinfo=UTC)
MESSAGE = make_message("dewi@example.org")


def write(message: Message = MESSAGE, *, key: str = "key") -> Letter:
    """Write a letter."""
    return write_letter(message, key, sender="qa@example.org", now=NOW, channel="smtp://mail")


def read(letter: Letter) -> EmailMessage:
    """Read a letter as a mail program does."""
    return message_from_bytes(letter.content, policy=policy.default)


def test_the_headers_are_those_of_an_automatic_letter() -> None:
    """A holiday notice answers no machine, a screen reader knows the language."""
    letter = read(write())

    assert dict(letter.items()) == {
        "From": "qa@example.org",
        "To": "dewi@example.org",
        "Subject": "Perihal",
        "Date": "Mon, 09 Nov 2026 03:15:00 +0000",
        "Message-ID": letter["Message-ID"],
        "X-Idempotency-Key": "key",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "id",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    assert letter.defects == []


def test_the_same_key_has_the_same_message_id() -> None:
    """A mailbox that knows it shows a repeated letter once; another key is another letter."""
    ids = [read(write(key=key))["Message-ID"] for key in ("a", "a", "b", "é " * 300)]

    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert all(str(each).endswith("@example.org>") and len(str(each)) < 78 for each in ids)


@pytest.mark.parametrize("language", ["", "id\r\nBcc: eve@example.org", "bahasa Indonesia", "é"])
def test_a_language_that_is_none_is_left_out(language: str) -> None:
    """Nothing else may come in by that header."""
    letter = read(write(attrs.evolve(MESSAGE, language=language)))

    assert letter["Content-Language"] is letter["Bcc"] is None


@given(st.text())
def test_every_body_is_read_as_it_was_written(body: str) -> None:
    """Names, dashes and emoji; what UTF-8 cannot write becomes a question mark."""
    content = write(attrs.evolve(MESSAGE, body=body)).content

    quoted = content.partition(b"\r\n\r\n")[2]
    words = body.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    assert decodestring(quoted).replace(b"\r\n", b"\n").rstrip(b"\n") == words.rstrip(b"\n")


@given(st.text(), st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_no_line_is_longer_than_smtp_allows_and_all_are_ascii(subject: str, key: str) -> None:
    """A relay may cut what is longer (RFC 5321, 4.5.3.1.6), or spoil what is not ASCII."""
    message = attrs.evolve(MESSAGE, subject=subject, body=subject * 50)

    content = write(message, key=key).content

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_every_subject_is_read_as_it_was_written(subject: str) -> None:
    """Even one that looks like an encoded word, begins with blanks or is very long."""
    letter = message_from_bytes(write(attrs.evolve(MESSAGE, subject=subject)).content)

    assert str(make_header(decode_header(letter["Subject"]))) == subject


@given(st.text(), st.sampled_from(["subject", "language", "body", "notice", "subject_id"]))
def test_no_text_adds_a_header(text: str, place: str) -> None:
    """Names of units and people are typed by people."""
    usual = read(write()).keys()

    change: dict[str, Any] = {place: f"x{text}\r\nX-Slipped: yes"}

    letter = read(write(attrs.evolve(MESSAGE, **change)))

    assert set(letter.keys()) <= set(usual)


@pytest.mark.parametrize("key", ["a\r\nX-Slipped: yes", "a\n", "\x00", "\ud800", "a\u2028b"])
def test_a_key_with_control_characters_is_refused(key: str) -> None:
    """Changed, it would be another key."""
    with pytest.raises(PermanentFailure, match="control characters"):
        write(key=key)


@pytest.mark.parametrize(
    "to",
    [
        "dewi@example.org",
        "dewi+mutu@mail.example.org",
        "o'brien_x-1@example.org",
        "dewi@localhost",
        "aïsyah@contoh–é.example.org",
    ],
)
def test_one_bare_address_is_an_address(to: str) -> None:
    """People have names of many kinds."""
    assert is_address(to)
    assert read(write(attrs.evolve(MESSAGE, to=to)))["Subject"] == "Perihal"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "dewi",
        "@example.org",
        "dewi@",
        "a@b@c",
        "a@example.org,b@example.org",
        "a@example.org b@example.org",
        "Dewi <dewi@example.org>",
        "<dewi@example.org>",
        '"a b"@example.org',
        "a(comment)@example.org",
        "dewi@example.org\r\nBcc: eve@example.org",
        "dewi@example.org\n",
        "dewi@exa\u2028mple.org",
        "dewi@\ud800",
        "dewi\x00@example.org",
        "d" * 65 + "@example.org",
        "dewi@" + "e" * 254,
        "@relay.example.org:dewi@example.org",
        "relay.example.org!dewi",
        "dewi%example.org@[127.0.0.1]",
    ],
)
def test_anything_else_is_refused_for_good(to: str) -> None:
    """What a server might read in two ways is not shown to it."""
    with pytest.raises(PermanentFailure, match="no single address"):
        write(attrs.evolve(MESSAGE, to=to))
