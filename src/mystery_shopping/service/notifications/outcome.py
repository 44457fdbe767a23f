"""How often and when a failed delivery is tried again, and what a tick came to."""

from __future__ import annotations

from hashlib import sha256

import attrs

from mystery_shopping.values._check import whole

_DAY_SECONDS = 86_400.0


@attrs.frozen(kw_only=True)
class Retry:
    """Twice the wait after each failure, from `first_seconds` up to `cap_seconds`.

    After `attempts` failures a delivery is dead. The twelve of the default span about a day.
    """

    first_seconds: int = attrs.field(default=60, validator=whole(1))
    cap_seconds: int = attrs.field(default=6 * 3600, validator=whole(1))
    attempts: int = attrs.field(default=12, validator=whole(1))

    def wait_seconds(self, delivery_id: str, *, failures: int, asked: float | None) -> float:
        """Return how long to wait after so many failures, never less than what was asked for.

        Up to half of it is added, drawn from the delivery's id, so that what failed together does
        not come back together.
        """
        doubled = self.first_seconds * 2.0 ** min(failures - 1, 30)
        wait = max(min(doubled, self.cap_seconds), min(asked or 0.0, _DAY_SECONDS))
        drawn = sha256(f"{delivery_id}/{failures}".encode()).digest()[0] / 255
        return wait * (1 + drawn / 2)


@attrs.frozen(kw_only=True)
class TickReport:
    """What one tick did, in numbers.

    `read_count` events of the log were read and `queued_count` deliveries followed;
    `reminded_count` deadlines had something to say; `failed_count` tries failed and come again,
    `dead_count` will not; `lost_count` claims ran out while sending; `skipped_count` events could
    not be read by this version; `unheard_count` notices reach nobody: the directory names no one
    for them.
    """

    read_count: int = 0
    queued_count: int = 0
    reminded_count: int = 0
    sent_count: int = 0
    failed_count: int = 0
    dead_count: int = 0
    lost_count: int = 0
    skipped_count: int = 0
    unheard_count: int = 0

    def __add__(self, other: TickReport) -> TickReport:
        names = (field.name for field in attrs.fields(TickReport))
        return TickReport(**{name: getattr(self, name) + getattr(other, name) for name in names})

    def __bool__(self) -> bool:
        return self != TickReport()
