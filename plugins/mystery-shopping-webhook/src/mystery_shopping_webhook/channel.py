"""The channel: one message is one signed POST, and every answer is a receipt or a failure."""

from __future__ import annotations

import os
import ssl
from contextlib import suppress
from urllib.parse import quote, urljoin

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.ports import Clock, Message, Receipt
from mystery_shopping.service.clock import SystemClock
from mystery_shopping_webhook.addresses import allowed
from mystery_shopping_webhook.answers import judge, tidy
from mystery_shopping_webhook.envelope import CONTENT_TYPE, write_envelope
from mystery_shopping_webhook.receiver import Receiver, Target, read_receiver, read_target
from mystery_shopping_webhook.signature import Signer, read_signer
from mystery_shopping_webhook.wire import Answer, Deadline, Lookup, look_up, post, resolve

MOST_REDIRECTS = 3
# The two that say: send the same again, there. The older ones turn a POST into a GET.
_REDIRECTS = frozenset({307, 308})
_PRINTABLE = "".join(chr(code) for code in range(32, 127) if chr(code) != "%")


class WebhookChannel:
    """Sends each message to one receiver; it holds no connection and serves any number of threads.

    It cannot be pickled, and shows nothing of its receiver but scheme, host and port.
    """

    def __init__(
        self,
        receiver: Receiver,
        *,
        signer: Signer | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Clock | None = None,
        lookup: Lookup = look_up,
    ) -> None:
        self._receiver = receiver
        self._signer = signer or Signer()
        self._tls = tls or ssl.create_default_context()
        self._clock = clock or SystemClock()
        self._lookup = lookup
        self._name = f"webhook+{receiver.target.origin}"
        self._private = (*self._signer.private(), *receiver.target.private())

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send the message, and return once the receiver said that it has it."""
        deadline = Deadline(self._receiver.timeout_seconds)
        body = write_envelope(message, idempotency_key=idempotency_key)
        target = self._receiver.target
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask(target, body, key=idempotency_key, deadline=deadline)
            if answer.status not in _REDIRECTS:
                return self._settle(answer, target)
            target = self._next(target, answer)
        raise self._refused(f"sent on more than {MOST_REDIRECTS} times")

    def close(self) -> None:
        """Nothing stays open between two messages."""

    def __repr__(self) -> str:
        return f"<WebhookChannel {self._name}>"

    def __reduce__(self) -> str:
        raise TypeError("a channel holds secrets and is never pickled")

    def _ask(self, target: Target, body: bytes, *, key: str, deadline: Deadline) -> Answer:
        try:
            addresses = self._allowed(target, deadline)
            return post(
                target,
                body,
                addresses=addresses,
                headers=self._headers(target, body, key=key),
                tls=self._tls,
                deadline=deadline,
            )
        except OSError as error:
            problem = self._why(error, target)
            raise TransientFailure(channel=self._name, problem=problem) from error

    def _allowed(self, target: Target, deadline: Deadline) -> tuple[str, ...]:
        """Return the addresses to connect to; the name is not looked up a second time."""
        found = resolve(target, lookup=self._lookup, deadline=deadline)
        fit = allowed(found, secure=target.secure, allow_private=self._receiver.allow_private)
        if not fit:
            raise self._refused(f"{target.origin} leads to an address that is not allowed")
        return fit

    def _headers(self, target: Target, body: bytes, *, key: str) -> dict[str, str]:
        headers = {
            "Content-Type": CONTENT_TYPE,
            "User-Agent": "mystery-shopping-webhook",
            "Connection": "close",
            "Idempotency-Key": quote(key, safe=_PRINTABLE, errors="surrogatepass"),
        }
        # The secret was agreed with one receiver: nobody else is shown what it signs.
        if self._is_home(target):
            timestamp = int(self._clock.now().timestamp())
            headers |= self._signer.headers(body, timestamp=timestamp)
        return headers

    def _next(self, target: Target, answer: Answer) -> Target:
        """Return where a redirect leads to, unless it gives up TLS."""
        location = answer.headers.get("location", "")
        following = None
        # The failure is raised outside, so that nothing of the address is chained to it.
        with suppress(ValueError):
            url = urljoin(f"{target.origin}{target.path}", location)
            following = read_target(url.partition("#")[0])
        if following is None or not location:
            raise self._refused(f"answered {answer.status} without an address to use")
        if target.secure and not following.secure:
            raise self._refused(f"answered {answer.status} towards an address without TLS")
        return following

    def _settle(self, answer: Answer, target: Target) -> Receipt:
        return judge(
            answer,
            channel=self._name,
            teller="" if self._is_home(target) else target.origin,
            private=(*self._private, *target.private()),
            now=self._clock.now(),
        )

    def _is_home(self, target: Target) -> bool:
        return target.origin == self._receiver.target.origin

    def _refused(self, problem: str) -> PermanentFailure:
        return PermanentFailure(channel=self._name, problem=problem)

    def _why(self, error: OSError, target: Target) -> str:
        seconds = self._receiver.timeout_seconds
        if isinstance(error, TimeoutError):
            problem = f"no answer within {seconds:g} seconds"
        elif isinstance(error, ssl.SSLCertVerificationError):
            problem = f"its certificate is not accepted: {error.verify_message}"
        else:
            problem = error.strerror or str(error)
        where = "" if self._is_home(target) else f"{target.origin}: "
        return where + tidy(problem, private=self._private)


def open_channel(url: str) -> WebhookChannel:
    """Return the channel to ``webhook+https://host/path``, or ``webhook+http:`` in one's network.

    Options of the channel in the query: `secret_env`, `timeout_seconds`, `allow_private`. The rest
    of the query goes to the receiver as it is.

    Raises:
        InvalidValue: for a URL that names no receiver, or one that is not allowed, and for a
            variable without a secret.
    """
    receiver = read_receiver(url)
    signer = read_signer(receiver.secret_env, environment=os.environ)
    return WebhookChannel(receiver, signer=signer)
