"""How the cast is reached: each in the journal, and with a URL really, by mail or web address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic

import attrs

import mystery_shopping as ms
from mystery_shopping.channels import MemoryChannel
from mystery_shopping_cli.demo.cast import Cast
from mystery_shopping_cli.wording import chosen

JOURNAL, MAIL, WEBHOOK = "journal", "mail", "webhook"
_JOURNAL_URL = "journal:"  # no plugin's: nothing that is asked for can take its place
_PATIENCE_SECONDS = 15.0
_GIVEN_UP = "not asked any more in this demo, it failed for too long"


@attrs.frozen(kw_only=True)
class Reach:
    """The channels of a demo; `urls` are those notices are really sent by, `journal` is shown."""

    host: ms.PluginHost
    urls: dict[str, str]
    mail_domain: str
    journal: MemoryChannel = attrs.field(factory=MemoryChannel)

    def check(self) -> None:
        """Raise what is wrong with a URL; nobody is connected to yet.

        Raises:
            UnknownScheme: when no plugin offers its scheme.
            InvalidValue: when its plugin cannot use it.
        """
        for url in self.urls.values():
            self.host.open_channel(url).close()

    def directory(self, cast: Cast, *, timezone: str) -> ms.Directory:
        """Return everybody but the agents, told of everything from the beginning of the log."""
        people = {
            person.id: ms.Contactable(
                role=person.role,
                team=person.team,
                reach=dict(self._addresses(person.id)),
                language=chosen(),
                timezone=timezone,
            )
            for person in cast.staff
        }
        every = ms.Subscription(start=ms.SubscriptionStart.BEGINNING)
        return ms.Directory(
            channels={JOURNAL: _JOURNAL_URL, **self.urls},
            people=people,
            subscriptions={"notices": every},
        )

    def open(self, url: str) -> ms.Channel:
        """Return the journal, or the channel a plugin opens."""
        return self.journal if url == _JOURNAL_URL else Patient(self.host.open_channel(url))

    def _addresses(self, who: str) -> Iterable[tuple[str, str]]:
        yield JOURNAL, who
        for name in self.urls:
            yield name, f"{who}@{self.mail_domain}" if name == MAIL else who


class Patient:
    """Asks a channel as long as its failures have not taken too long: a month takes seconds."""

    def __init__(self, channel: ms.Channel, clock: Callable[[], float] = monotonic) -> None:
        self._channel = channel
        self._clock = clock
        self._left_seconds = _PATIENCE_SECONDS

    def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
        """Hand the message over, or fail at once when that has failed for too long."""
        if self._left_seconds <= 0:
            raise ms.TransientFailure(channel=type(self._channel).__name__, problem=_GIVEN_UP)
        begun = self._clock()
        try:
            return self._channel.send(message, idempotency_key=idempotency_key)
        except ms.TransientFailure:
            self._left_seconds -= self._clock() - begun
            raise

    def close(self) -> None:
        """Close the channel."""
        self._channel.close()
