"""The directory: who is reached where, when and in which language; kept outside the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

import attrs

from mystery_shopping.codec import load_document
from mystery_shopping.errors import LANGUAGES, InvalidValue, Text
from mystery_shopping.values import Role, zone
from mystery_shopping.workflow.notices import NOTICES, Addressee

DEADLINES = "deadlines"
"""The subscription by which the deadlines follow the log; nobody is told anything by it."""

_NOTICES = frozenset(row.code for row in NOTICES)


def _language(_: object, field: attrs.Attribute[str], value: str) -> None:
    if value not in LANGUAGES:
        raise InvalidValue(path=field.name, required=", ".join(LANGUAGES), actual=value)


def _known_zone(_: object, __: object, value: str) -> None:
    zone(value)


class SubscriptionStart(StrEnum):
    """Where in the log a subscription begins that has not read anything yet."""

    HEAD = "head"
    BEGINNING = "beginning"


@attrs.frozen(kw_only=True)
class QuietHours:
    """From when until when nobody is to be disturbed, on the clock of the reader.

    >>> QuietHours(begin=time(21), end=time(7)).includes(time(23, 30))
    True
    """

    begin: time
    end: time

    def includes(self, clock: time) -> bool:
        """Tell whether a time of day lies in them; midnight may lie between the two."""
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end


@attrs.frozen(kw_only=True)
class Contactable:
    """Somebody to tell: role, unit and team as notices name them, and an address a channel.

    Without `units` it is every unit, without a `team` every team. `reach` maps the names of
    channels to addresses as those write them.
    """

    role: Role | None = None
    units: tuple[str, ...] = ()
    team: str | None = None
    reach: Mapping[str, str] = attrs.field(factory=dict)
    language: str = attrs.field(default="id", validator=_language)
    timezone: str = attrs.field(default="Asia/Jakarta", validator=_known_zone)
    quiet_hours: QuietHours | None = None

    def is_meant(self, to: Addressee, *, unit: str) -> bool:
        """Tell whether somebody is of the role, the unit and the team a notice is for."""
        return (
            self.role is to.role
            and (not self.units or unit in self.units)
            and (to.team is None or self.team is None or self.team == to.team)
        )

    def when_to_tell(self, at: datetime) -> datetime:
        """Return `at`, or else when the quiet hours it lies in are over."""
        local = at.astimezone(zone(self.timezone))
        quiet = self.quiet_hours
        if quiet is None or not quiet.includes(local.time()):
            return at
        day = local.date() + timedelta(days=1) * (local.time() >= quiet.end)
        return datetime.combine(day, quiet.end, tzinfo=local.tzinfo).astimezone(at.tzinfo)


@attrs.frozen(kw_only=True)
class Subscription:
    """A reader of the log with a position of its own; without `only` it takes every notice."""

    only: tuple[str, ...] = ()
    start: SubscriptionStart = SubscriptionStart.HEAD

    def __attrs_post_init__(self) -> None:
        for place, code in enumerate(self.only):
            if code not in _NOTICES:
                required = ", ".join(sorted(_NOTICES))
                raise InvalidValue(path=f"only[{place}]", required=required, actual=code)

    def takes(self, code: str) -> bool:
        """Tell whether a notice of that code is for it."""
        return not self.only or code in self.only


@attrs.frozen(kw_only=True)
class Directory:
    """Channels by name, people by id, and the subscriptions that bring them together.

    `channels` maps a name to the URL the plugin host opens; secrets stay in the environment.
    """

    channels: Mapping[str, str] = attrs.field(factory=dict)
    people: Mapping[str, Contactable] = attrs.field(factory=dict)
    subscriptions: Mapping[str, Subscription] = attrs.field(
        factory=lambda: {"notices": Subscription()}
    )

    def __attrs_post_init__(self) -> None:
        if DEADLINES in self.subscriptions:
            required = Text("nama lain: ini milik tenggat", "another name: the deadlines have it")
            path = f"subscriptions.{DEADLINES}"
            raise InvalidValue(path=path, required=required, actual=DEADLINES)
        for who, person in self.people.items():
            for name in person.reach:
                if name not in self.channels:
                    known = ", ".join(sorted(self.channels)) or "–"
                    required = Text(f"kanal yang ada: {known}", f"a known channel: {known}")
                    path = f"people.{who}.reach.{name}"
                    raise InvalidValue(path=path, required=required, actual=name)

    def who_is(self, to: Addressee, *, unit: str) -> Iterator[str]:
        """Yield the ids of everybody a notice of a unit is for, in the directory's order."""
        if to.person is not None:
            yield from (to.person,) if to.person in self.people else ()
        else:
            meant = (who for who, row in self.people.items() if row.is_meant(to, unit=unit))
            yield from meant


def load_directory(text: str) -> Directory:
    """Return the directory written in TOML.

    >>> load_directory('''
    ... [channels]
    ... screen = "log:"
    ... [people.rina]
    ... role = "qca"
    ... reach = { screen = "rina" }
    ... ''').people["rina"].language
    'id'

    Raises:
        InvalidInput: with every fault and its path, such as ``people.rina.language``.
    """
    return load_document(text, Directory, what="directory")
