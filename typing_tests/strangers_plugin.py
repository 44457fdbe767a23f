"""A stranger's log and channel: the Protocols say whether they fit before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import mystery_shopping as ms
from mystery_shopping.plugins.hookspecs import ChannelFactory, StorageFactory


class Pigeon:
    """A channel that fits."""

    def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
        """Send the pigeon."""
        return ms.Receipt(f"{message.to}/{idempotency_key}")

    def close(self) -> None:
        """Feed the pigeon."""


class Deaf:
    """A channel that forgot the key."""

    def send(self, message: ms.Message) -> ms.Receipt:
        """Send without a key."""
        return ms.Receipt(message.to)

    def close(self) -> None:
        """Nothing is held."""


class Shelf:
    """A log that fits."""

    @property
    def capabilities(self) -> ms.Capabilities:
        """What it promises."""
        return ms.Capabilities(durable=False, processes=False)

    def append(self, stream: str, events: Sequence[ms.Envelope], *, expected: int) -> int:
        """Write."""
        raise ms.Conflict(stream=stream, expected=expected, actual=len(events))

    def read(self, stream: str, *, after: int = 0) -> Iterable[ms.Recorded]:
        """Read."""
        raise ms.NotFound(kind=stream, key=after)

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[ms.Recorded]:
        """Read all."""
        return ()[after:limit]

    def streams(self, prefix: str = "") -> Iterable[ms.StreamInfo]:
        """List."""
        return (ms.StreamInfo(prefix, 1),)

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose."""
        raise ms.Conflict(stream=stream, expected=expected, actual=0)

    def close(self) -> None:
        """Nothing is held."""


def pigeons(_: str) -> Pigeon:
    """Open the dovecote."""
    return Pigeon()


def shelves(_: str) -> Shelf:
    """Open the cupboard."""
    return Shelf()


@ms.hookimpl
def mystery_shopping_channels() -> Mapping[str, ChannelFactory]:
    """Offer pigeons."""
    return {"pigeon": pigeons}


@ms.hookimpl
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:
    """Offer shelves."""
    return {"shelf": shelves}


log: ms.EventLog = Shelf()
channel: ms.Channel = Pigeon()
deaf: ms.Channel = Deaf()  # type: ignore[assignment]
