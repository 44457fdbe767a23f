"""A message as the bytes of a letter: nobody can add a header, and every word arrives."""

from __future__ import annotations

import quopri
import re
import unicodedata
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from hashlib import sha256

import attrs

from mystery_shopping.errors import PermanentFailure
from mystery_shopping.ports import Message

_LOCAL = r"[^\s@<>()\[\]\\,;:\"]{1,64}"
_DOMAIN = r"[^\s@<>()\[\]\\,;:\"!#$%&'*+/=?^_`{|}~]{1,253}"
_ADDRESS = re.compile(f"{_LOCAL}@{_DOMAIN}")
_LANGUAGE = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,4}")
_BREAKING = ("Cc", "Cs", "Zl", "Zp")
"""Categories of characters that may end a header for somebody, or that UTF-8 has no bytes for."""

_MAX_PLAIN_SUBJECT = 66
_MAX_PLAIN_KEY = 900


@attrs.frozen(kw_only=True)
class Letter:
    """What is handed over: for whom, and every byte; `is_international` asks for SMTPUTF8."""

    to: str
    content: bytes = attrs.field(repr=False)
    is_international: bool


def is_address(text: str) -> bool:
    """Tell whether `text` is one bare address: no name beside it, no quotes, no second one."""
    return bool(_ADDRESS.fullmatch(text)) and not _is_breaking(text)


def write_letter(message: Message, key: str, *, sender: str, now: datetime, channel: str) -> Letter:
    """Return `message` as a letter; a repeated `key` gives it the same Message-ID.

    It is put together by hand: Python's own policies read encoded words inside a subject, and
    lose blanks between them. A subject's control characters become blanks.

    Raises:
        PermanentFailure: when `to` is no single address, or `key` has control characters.
    """
    if not is_address(message.to):
        raise PermanentFailure(channel=channel, problem="the recipient is no single address")
    if _is_breaking(key):
        raise PermanentFailure(channel=channel, problem="the key has control characters")
    headers = _write_headers(message, key, sender=sender, now=now)
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Letter(
        to=message.to,
        content=head.encode() + b"\r\n" + _quote(message.body),
        is_international=not message.to.isascii(),
    )


def _write_headers(message: Message, key: str, *, sender: str, now: datetime) -> dict[str, str]:
    subject = "".join(" " if _is_breaking(each) else each for each in message.subject)
    domain = sender.rpartition("@")[2]
    language = message.language
    return {
        "From": sender,
        "To": message.to,
        "Subject": _encode("Subject", subject, most=_MAX_PLAIN_SUBJECT),
        "Date": format_datetime(now),
        "Message-ID": f"<{sha256(key.encode()).hexdigest()[:40]}@{domain}>",
        "X-Idempotency-Key": _encode("X-Idempotency-Key", key, most=_MAX_PLAIN_KEY),
        "Auto-Submitted": "auto-generated",
        **({"Content-Language": language} if _LANGUAGE.fullmatch(language) else {}),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "quoted-printable",
    }


def _encode(name: str, text: str, *, most: int) -> str:
    """Return a header's value in ASCII: as it is where that is safe, else in encoded words."""
    is_plain = text.isascii() and len(text) <= most and "=?" not in text and text == text.strip()
    return text if is_plain else Header(text, "utf-8", header_name=name).encode(linesep="\r\n")


def _quote(body: str) -> bytes:
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    quoted = quopri.encodestring(lines.encode("utf-8", "replace"))
    return quoted.rstrip(b"\n").replace(b"\n", b"\r\n") + b"\r\n"


def _is_breaking(text: str) -> bool:
    return any(unicodedata.category(character) in _BREAKING for character in text)
