"""What becomes of one row: a contact with its reason, or the one reason it is left out for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

import attrs

from mystery_shopping.model import Kind, Policy
from mystery_shopping.values import Period, zone
from mystery_shopping_reasons.cells import Row, cell_at, text_of
from mystery_shopping_reasons.mapping import EVERY_OTHER, Mapping, TagRule, Unanswered
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


class Counted(NamedTuple):
    """A contact of the month, as far as it is counted; a tuple, for a million are hashed."""

    reason: str
    kind: Kind | None
    skill: str | None
    day_part: str | None
    answered: bool


class Elsewhere(NamedTuple):
    """A contact of another month."""

    year: int
    month: int


Outcome = Dropped | Counted | Elsewhere


def find_misfit(row: Row, width: int) -> Dropped | None:
    """Return why a row is no row of the table at all, or None when it is one."""
    if len(row) > width and any(text_of(cell) for cell in row[width:]):
        return Dropped.EXTRA_CELLS
    return None if any(text_of(cell) for cell in row) else Dropped.BLANK_ROW


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
    _yes: frozenset[str] = attrs.field(init=False)
    _kinds: dict[str, TagRule] = attrs.field(init=False)
    _values: dict[str, dict[str, Kind]] = attrs.field(init=False)

    @_missing.default
    def _missing_markers(self) -> frozenset[str]:
        return frozenset(marker.casefold() for marker in self.mapping.missing) | {""}

    @_yes.default
    def _yes_values(self) -> frozenset[str]:
        return frozenset(value.casefold() for value in self.mapping.answered_yes)

    @_kinds.default
    def _rules(self) -> dict[str, TagRule]:
        return dict(self.mapping.kinds)

    @_values.default
    def _values_by_reason(self) -> dict[str, dict[str, Kind]]:
        return {
            reason: {value.casefold(): kind for value, kind in rule.values}
            for reason, rule in self.mapping.kinds
        }

    def outcome(self, row: Row) -> Outcome:
        """Return the contact a fitting row counts as, or why it does not count."""
        if self.find_text(row, self.places.day) is None:
            return Dropped.MISSING_DATE
        local = self._local(moment_of(row, self.places))
        if local is None:
            return Dropped.UNREADABLE_DATE
        day, clock = local
        if day not in self.period:
            return Elsewhere(day.year, day.month)
        reason = self.find_text(row, self.places.reason)
        if reason is None:
            return Dropped.MISSING_REASON
        answered = self._answered(row)
        if not answered and self.mapping.unanswered is Unanswered.EXCLUDE:
            return Dropped.UNANSWERED
        return Counted(
            reason=reason,
            kind=self._kind(reason, row) if answered else None,
            skill=self.find_text(row, self.places.skill),
            day_part=None if clock is None else self.policy.day_parts.at(clock).code,
            answered=answered,
        )

    def find_text(self, row: Row, place: int | None) -> str | None:
        """Return the text at a place, or None for a missing one."""
        text = "" if place is None else text_of(cell_at(row, place))
        return None if text.casefold() in self._missing else text

    def _answered(self, row: Row) -> bool:
        if self.places.answered is None:
            return True
        return (self.find_text(row, self.places.answered) or "").casefold() in self._yes

    def _kind(self, reason: str, row: Row) -> Kind | None:
        name = reason if reason in self._kinds else EVERY_OTHER
        rule = self._kinds.get(name)
        if rule is None or rule.column is None:
            return None if rule is None else rule.kind
        value = text_of(cell_at(row, self.places.by_name[rule.column]))
        return self._values[name].get(value.casefold())

    def _local(self, moment: Moment) -> tuple[date, time | None] | None:
        day = None if moment.date is None else moment.date.on(day_first=self.settled.day_first)
        if day is None:
            return None
        said = moment.time if self.settled.times_known else None
        seconds = None if said is None else said.on(fractions=self.settled.fractions)
        if said is None or seconds is None:
            return day, None
        local = self._on_site(day, seconds, offset=said.offset)
        return self.policy.day_parts.business_date(local), local.time()

    def _on_site(self, day: date, seconds: int, *, offset: timedelta | None) -> datetime:
        # An export's clock is the site's own wall clock, unless a zone stands beside it (A3).
        wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
        if offset is None:
            return wall
        written = wall.replace(tzinfo=timezone(offset)).astimezone(UTC)
        return written.astimezone(zone(self.policy.timezone)).replace(tzinfo=None)
