"""The channel that sends each message as a letter of its own over SMTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from smtplib import SMTPDataError, SMTPResponseException

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.ports import Message, Receipt
from mystery_shopping_email._client import Client
from mystery_shopping_email.letter import Letter, write_letter
from mystery_shopping_email.settings import Settings, read_url

_MOST_TOLD = 200
_LOGIN_CODES = (530, 534, 535, 538)
"""Refusals for want of a login (RFC 4954, 6): a fault of the settings, not of the letter."""

_TOO_LARGE = 552


def open_channel(url: str) -> EmailChannel:
    """Return the channel to the server in `url`; nothing is connected yet.

    Raises:
        InvalidValue: for a URL or an option that cannot be used.
    """
    return EmailChannel(read_url(url))


class EmailChannel:
    """One connection and one recipient a letter; threads share nothing but the settings.

    Trying again is said to help wherever the trouble would meet every letter alike: a server away
    or busy, TLS, a certificate, a login, a sender refused. A refused recipient or text is final.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __repr__(self) -> str:
        return f"EmailChannel({self._settings.name!r})"

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Hand the letter over; the receipt holds the server's words, mostly its queue's number.

        Raises:
            TransientFailure: when the server or the way to it is at fault, or time is up.
            PermanentFailure: when the server refuses the recipient or the text for good, or `to`
                is no single address, or one the server has no SMTPUTF8 for.
        """
        settings = self._settings
        letter = write_letter(
            message,
            idempotency_key,
            sender=settings.sender,
            now=datetime.now(UTC),
            channel=settings.name,
        )
        try:
            with self._connected() as client:
                return Receipt(self._hand_over(client, letter))
        except SMTPResponseException as error:
            problem = f"{error.smtp_code} {self._told(error.smtp_error)}"
            raise TransientFailure(channel=settings.name, problem=problem) from error
        except (OSError, ValueError) as error:
            problem = f"{type(error).__name__}: {self._told(str(error))}"
            raise TransientFailure(channel=settings.name, problem=problem) from error

    def close(self) -> None:
        """Nothing is held between two letters."""

    @contextmanager
    def _connected(self) -> Iterator[Client]:
        client = Client(self._settings)
        try:
            self._secure(client)
            if self._settings.user:
                self._log_in(client)
            yield client
        finally:
            client.part()

    def _secure(self, client: Client) -> None:
        client.ehlo_or_helo_if_needed()
        if self._settings.tls not in ("required", "offered"):
            return
        if client.has_extn("starttls"):
            client.starttls(context=self._settings.context)
            client.ehlo_or_helo_if_needed()
        elif self._settings.tls == "required":
            raise TransientFailure(
                channel=self._settings.name,
                problem="the server offers no STARTTLS, and tls=required",
            )

    def _log_in(self, client: Client) -> None:
        problem = ""
        try:
            client.login(self._settings.user, self._settings.password)
        except SMTPResponseException as error:
            problem = f"the login was refused with {error.smtp_code}"
        except (OSError, ValueError) as error:
            problem = f"the login failed: {type(error).__name__}"
        # Neither the server's words nor a chained error: both may hold what was just said.
        if problem:
            raise TransientFailure(channel=self._settings.name, problem=problem)

    def _hand_over(self, client: Client, letter: Letter) -> str:
        options = ["SMTPUTF8", "BODY=8BITMIME"] if letter.is_international else []
        if options and not client.has_extn("smtputf8"):
            problem = "the server takes no international addresses"
            raise PermanentFailure(channel=self._settings.name, problem=problem)
        code, text = client.mail(self._settings.sender, options)
        self._heed(code, text, is_final=code == _TOO_LARGE)
        code, text = client.rcpt(letter.to)
        self._heed(code, text, is_final=_is_final(code))
        try:
            code, text = client.data(letter.content)
        except SMTPDataError as error:
            told = error.smtp_error
            return self._heed(error.smtp_code, told, is_final=_is_final(error.smtp_code))
        return self._heed(code, text, is_final=_is_final(code))

    def _heed(self, code: int, text: bytes | str, *, is_final: bool) -> str:
        told = self._told(text)
        if 200 <= code < 300:
            return told
        failure = PermanentFailure if is_final else TransientFailure
        raise failure(channel=self._settings.name, problem=f"{code} {told}")

    def _told(self, text: bytes | str) -> str:
        """Return what was said on one short line, and never the password."""
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        if self._settings.password:
            words = words.replace(self._settings.password, "***")
        line = "".join(character if character.isprintable() else " " for character in words)
        return " ".join(line.split())[:_MOST_TOLD]


def _is_final(code: int) -> bool:
    return 500 <= code < 600 and code not in _LOGIN_CODES
