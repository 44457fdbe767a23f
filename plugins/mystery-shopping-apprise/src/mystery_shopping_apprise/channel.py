"""The channel to the services of a file: who is written to is a name there."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import attrs

from mystery_shopping.errors import (
    InvalidInput,
    InvalidValue,
    PermanentFailure,
    Text,
    TransientFailure,
)
from mystery_shopping.ports import Message, Receipt
from mystery_shopping_apprise.sending import Outcome, deliver, is_known
from mystery_shopping_apprise.services import Service, read_services

TIMEOUT_SECONDS = 30.0

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CHANNEL = "apprise"


class AppriseChannel:
    """Sends to services by the names they have in a file; `message.to` is such a name.

    Nothing is kept between two sends. A name with several services is delivered when all took the
    message; when one did not, a retry sends it to all again.
    """

    def __init__(
        self,
        services: Mapping[str, Sequence[Service]],
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._services = services
        self._timeout_seconds = timeout_seconds
        wrong = [each.path for name in services for each in services[name] if not is_known(each)]
        if wrong:
            required = Text("URL yang dikenal Apprise", "a URL that Apprise takes")
            raise InvalidInput(
                _CHANNEL,
                [InvalidValue(path=path, required=required, actual="another") for path in wrong],
            )

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send the message to every service of the name it is for.

        Raises:
            TransientFailure: when a service failed, with each that did by its place and scheme.
                Apprise tells no reason a program could rely on and no wait asked for: a token
                refused is transient, too.
            PermanentFailure: when no service has that name, when there is nothing to send, or what
                no service can encode.
        """
        services = self._services.get(message.to)
        if services is None:
            raise PermanentFailure(channel=_CHANNEL, problem=f"no service {message.to[:80]!r}")
        outcomes = deliver(
            _plain(message, key=idempotency_key),
            services,
            key=idempotency_key,
            timeout_seconds=self._timeout_seconds,
        )
        failed = _failed(outcomes)
        if failed:
            raise TransientFailure(channel=_CHANNEL, problem=_told(failed, count=len(outcomes)))
        return Receipt()

    def close(self) -> None:
        """Nothing stays open between two sends."""


def open_channel(url: str) -> AppriseChannel:
    """Open the channel of ``apprise:services.toml`` or ``apprise:///etc/quality/services.toml``.

    The option ``?timeout_seconds=30`` limits a send, all its services together.

    Raises:
        InvalidValue: for a URL without a path or with an unknown option.
        InvalidInput: with the path of each fault in the file.
    """
    address, _, query = url.partition("?")
    path = unquote(address.partition(":")[2].removeprefix("//"))
    if not path or not path.isprintable():
        required = Text("apprise:berkas.toml", "apprise:file.toml")
        raise InvalidValue(path="url", required=required, actual=url)
    timeout_seconds = _timeout(dict(parse_qsl(query, keep_blank_values=True)))
    services = read_services(Path(path), environment=os.environ)
    return AppriseChannel(services, timeout_seconds=timeout_seconds)


def _timeout(options: Mapping[str, str]) -> float:
    unknown = sorted(options.keys() - {"timeout_seconds"})
    if unknown:
        raise InvalidValue(path="url", required="timeout_seconds", actual=unknown)
    given = options.get("timeout_seconds", str(TIMEOUT_SECONDS))
    required = Text("detik, di atas 0 sampai 3600", "seconds, above 0 and up to 3600")
    try:
        seconds = float(given)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= 3600:
        raise InvalidValue(path="timeout_seconds", required=required, actual=given)
    return seconds


def _plain(message: Message, *, key: str) -> Message:
    """Return the message with a subject of one line, or refuse it: it would fail for ever."""
    problem = ""
    try:
        f"{message.subject}{message.body}{key}".encode()
    except UnicodeEncodeError:
        problem = "there is half a character in it"
    if _CONTROLS.search(key):
        problem = "its key is no single line"
    if not f"{message.subject}{message.body}".strip():
        problem = "it is empty"
    if problem:
        raise PermanentFailure(channel=_CHANNEL, problem=f"message refused: {problem}")
    # Apprise refuses an empty body, and cuts spaces off the end of one.
    return attrs.evolve(
        message, subject=_CONTROLS.sub(" ", message.subject), body=message.body or " "
    )


def _failed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what went wrong; who may fail did no harm as long as somebody else was reached."""
    failed = [outcome for outcome in outcomes if outcome.problem]
    reached = len(failed) < len(outcomes)
    return [outcome for outcome in failed if not (reached and outcome.may_fail)]


def _told(failed: Sequence[Outcome], *, count: int) -> str:
    each = "; ".join(f"{outcome.service.label}: {outcome.problem}" for outcome in failed)
    return f"{len(failed)} of {count} not delivered: {each}"
