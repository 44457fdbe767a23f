"""A typed face before Apprise: is this a URL of its, and what became of a message."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from urllib.parse import quote

import attrs

with warnings.catch_warnings():
    # Apprise looks for a module of Python's that 3.11 and 3.12 call deprecated; it loads all its
    # services with the first URL.
    warnings.filterwarnings("ignore", "'imghdr' is deprecated", DeprecationWarning)
    import apprise

    apprise.Apprise.instantiate("json://localhost")

from mystery_shopping.ports import Message
from mystery_shopping_apprise.quiet import find_hint, quiet
from mystery_shopping_apprise.services import KEY_VARIABLE, Service

_FAILED = "failed"

# A redirected POST turns into a GET without the message, and Apprise would call that delivered.
_ASSET = apprise.AppriseAsset(
    app_id="mystery_shopping",
    language="en",
    http_redirects=False,
    service_timeout=0,
)


@attrs.frozen
class Outcome:
    """What became of a message at one service; `problem` is empty when it was delivered.

    `may_fail` is said by ``optional=yes`` in the service's URL.
    """

    service: Service
    problem: str
    may_fail: bool


def is_known(service: Service) -> bool:
    """Return whether Apprise takes the URL of a service."""
    with quiet():
        return _start(service, key="key") is not None


def deliver(
    message: Message, services: Sequence[Service], *, key: str, timeout_seconds: float
) -> tuple[Outcome, ...]:
    """Send to all services at once; return one outcome for each, in their order.

    When the time is over a worker thread of Apprise's may still be at it: a message given up may
    yet arrive.
    """
    with quiet():
        # Started anew: Apprise promises nothing about one object in two threads.
        sender = apprise.Apprise(asset=_ASSET)
        started = [_start(service, key=key) for service in services]
        sender.services.extend(each for each in started if each is not None)
        result = sender.notify(
            title=message.subject,
            body=message.body,
            body_format=apprise.NotifyFormat.TEXT,
            timeout=timeout_seconds,
        )
    if len(result.results) != len(services):
        return tuple(Outcome(service, _FAILED, may_fail=False) for service in services)
    return tuple(map(_outcome, services, result.results))


def _start(service: Service, *, key: str) -> apprise.NotifyBase | None:
    url = service.url.replace(f"${{{KEY_VARIABLE}}}", quote(key, safe=""))
    return apprise.Apprise.instantiate(url, asset=_ASSET)


def _outcome(service: Service, result: apprise.NotifyResult) -> Outcome:
    if any(attempt.status == apprise.AppriseResultStatus.SUCCESS for attempt in result.attempts):
        return Outcome(service, "", may_fail=result.optional)
    hints = [find_hint(entry.message) for entry in result.logs()]
    return Outcome(
        service, next((hint for hint in hints if hint), _FAILED), may_fail=result.optional
    )
