"""What becomes of one row: a contact with its reason, or the one reason it is left out for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

import attrs

from mystery_shopping.model import Kind, Policy
from mystery_shopping.values import Period, zone
from mystery_shopping_reasons.cells import Row, cell_at, text_of
from mystery_shopping_reasons.mapping import EVERY_OTHER, Internal, Mapping, TagRule, Unanswered
from mystery_shopping_reasons.moments import Moment, find_clock, find_moment
from mystery_shopping_reasons.places import Places
from mystery_shopping_reasons.settling import Settled


class Dropped(StrEnum):
    """Why a row is no contact of the month, in the order the reasons are looked for."""

    BLANK_ROW = "blank_row"
    EXTRA_CELLS = "extra_cells"
    MISSING_ID = "missing_id"
    FOLDED = "folded_into_contact"
    MISSING_DATE = "missing_date"
    UNREADABLE_DATE = "unreadable_date"
    OTHER_MONTH = "other_month"
    MISSING_REASON = "missing_reason"
    UNANSWERED = "unanswered"
    INTERNAL = "internal"


class Counted(NamedTuple):
    """A contact of the month, as far as it is counted; a tuple, for a million are hashed."""

    reason: str
    kind: Kind | None
    skill: str | None
    day_part: str | None
    answered: bool
    is_internal: bool = False


class Elsewhere(NamedTuple):
    """A contact of another month."""

    year: int
    month: int


Outcome = Dropped | Counted | Elsewhere


def find_misfit(row: Row, width: int) -> Dropped | None:
    """Return why a row is no row of the table at all, or None when it is one."""
    if len(row) > width and any(text_of(cell) for cell in row[width:]):
        return Dropped.EXTRA_CELLS
    for cell in row:
        if cell != "" and text_of(cell):
            return None
    return Dropped.BLANK_ROW


def moment_of(row: Row, places: Places) -> Moment:
    """Return the date and time of a row, from one column or from two."""
    moment = find_moment(cell_at(row, places.day))
    if places.time is None:
        return moment
    return Moment(moment.date, find_clock(cell_at(row, places.time)))


@attrs.frozen(kw_only=True)
class RowReader:
    """Everything that is decided before the first row is counted."""

    mapping: Mapping
    places: Places
    settled: Settled
    period: Period
    policy: Policy
    _missing: frozenset[str] = attrs.field(init=False)
    _longest_missing: int = attrs.field(init=False)
    _yes: frozenset[str] = attrs.field(init=False)
    _internal_yes: frozenset[str] = attrs.field(init=False)
    _kinds: dict[str, TagRule] = attrs.field(init=False)
    _values: dict[str, dict[str, Kind]] = attrs.field(init=False)
    _day_starts_at: int = attrs.field(init=False)
    _parts: dict[int, str] = attrs.field(init=False, factory=dict)

    @_missing.default
    def _missing_markers(self) -> frozenset[str]:
        return frozenset(marker.casefold() for marker in self.mapping.missing) | {""}

    @_longest_missing.default
    def _longest(self) -> int:
        return max(map(len, self._missing))

    @_yes.default
    def _yes_values(self) -> frozenset[str]:
        return frozenset(value.casefold() for value in self.mapping.answered_yes)

    @_internal_yes.default
    def _internal_values(self) -> frozenset[str]:
        return frozenset(value.casefold() for value in self.mapping.internal_yes)

    @_kinds.default
    def _rules(self) -> dict[str, TagRule]:
        return dict(self.mapping.kinds)

    @_values.default
    def _values_by_reason(self) -> dict[str, dict[str, Kind]]:
        return {
            reason: {value.casefold(): kind for value, kind in rule.values}
            for reason, rule in self.mapping.kinds
        }

    @_day_starts_at.default
    def _seconds_before_the_day(self) -> int:
        start = self.policy.day_parts.business_day_start
        return (start.hour * 60 + start.minute) * 60 + start.second

    def outcome(self, row: Row) -> Outcome:
        """Return the contact a fitting row counts as, or why it does not count."""
        if self.find_text(row, self.places.day) is None:
            return Dropped.MISSING_DATE
        local = self._local(moment_of(row, self.places))
        if local is None:
            return Dropped.UNREADABLE_DATE
        day, part = local
        if day not in self.period:
            return Elsewhere(day.year, day.month)
        return self._outcome_of_the_month(row, part)

    def find_text(self, row: Row, place: int | None) -> str | None:
        """Return the text at a place, or None for a missing one."""
        text = "" if place is None else text_of(cell_at(row, place))
        # Folding case never shortens a text, so that a long one is no marker.
        if len(text) > self._longest_missing:
            return text
        return None if text.casefold() in self._missing else text

    def _outcome_of_the_month(self, row: Row, part: str | None) -> Outcome:
        reason = self.find_text(row, self.places.reason)
        if reason is None:
            return Dropped.MISSING_REASON
        answered = self._is(row, self.places.answered, self._yes, otherwise=True)
        if not answered and self.mapping.unanswered is Unanswered.EXCLUDE:
            return Dropped.UNANSWERED
        internal = self._is(row, self.places.internal, self._internal_yes, otherwise=False)
        if internal and self.mapping.internal_contacts is Internal.EXCLUDE:
            return Dropped.INTERNAL
        kind = self._kind(reason, row) if answered else None
        skill = self.find_text(row, self.places.skill)
        return Counted(reason, kind, skill, part, answered, internal)

    def _is(self, row: Row, place: int | None, words: frozenset[str], *, otherwise: bool) -> bool:
        if place is None:
            return otherwise
        return (self.find_text(row, place) or "").casefold() in words

    def _kind(self, reason: str, row: Row) -> Kind | None:
        name = reason if reason in self._kinds else EVERY_OTHER
        rule = self._kinds.get(name)
        if rule is None or rule.column is None:
            return None if rule is None else rule.kind
        value = text_of(cell_at(row, self.places.by_name[rule.column]))
        return self._values[name].get(value.casefold())

    def _local(self, moment: Moment) -> tuple[date, str | None] | None:
        """Return the business day on the site's clock and the day part; no part without a time."""
        day = None if moment.date is None else moment.date.on(day_first=self.settled.day_first)
        if day is None:
            return None
        said = moment.time if self.settled.times_known else None
        seconds = None if said is None else said.on(fractions=self.settled.fractions)
        if said is None or seconds is None:
            return day, None
        if said.offset is not None:
            day, seconds = self._on_site(day, seconds, offset=said.offset)
        if seconds < self._day_starts_at:
            day -= timedelta(days=1)
        return day, self._part(seconds)

    def _part(self, seconds: int) -> str:
        # At most one entry a second of the day.
        part = self._parts.get(seconds)
        if part is None:
            clock = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
            part = self._parts[seconds] = self.policy.day_parts.at(clock).code
        return part

    def _on_site(self, day: date, seconds: int, *, offset: timedelta) -> tuple[date, int]:
        # An export's clock is the site's own wall clock, unless a zone stands beside it (A3).
        wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
        written = wall.replace(tzinfo=timezone(offset)).astimezone(UTC)
        local = written.astimezone(zone(self.policy.timezone))
        return local.date(), local.hour * 3600 + local.minute * 60 + local.second
