"""From events of the log to what is to be told and what falls due; the same events, the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

import attrs

from mystery_shopping.codec import read_document, to_plain
from mystery_shopping.errors import UnknownEvent
from mystery_shopping.model import Cycle, Deadline
from mystery_shopping.ports import DeadlineRow, Delivery, Entry, EventLog, Recorded
from mystery_shopping.service._kept import PREFIX, KeptCycles, read_event
from mystery_shopping.service.notifications._folds import Folds
from mystery_shopping.service.notifications.directory import Directory, Subscription
from mystery_shopping.values import to_micros
from mystery_shopping.workflow.deadlines import Change, deadlines_after
from mystery_shopping.workflow.events.disposal import HoldReleased
from mystery_shopping.workflow.events.reminder import ReminderDue
from mystery_shopping.workflow.notices import Notice, notices_of


@attrs.frozen(kw_only=True)
class Seen:
    """What one event of the log comes to, whoever subscribes; nothing if it `is_skipped`."""

    row: Recorded
    unit: str = ""
    period: str = ""
    cycle: str = ""
    notices: tuple[Notice, ...] = ()
    change: Change = attrs.field(factory=Change)
    is_skipped: bool = False

    @property
    def subject_id(self) -> str:
        """The cycle it is about, ``unit/period`` where there is none."""
        return self.cycle or f"{self.unit}/{self.period}"


class Projection:
    """Reads events of a log's tail in their order."""

    def __init__(self, log: EventLog, kept: KeptCycles) -> None:
        self._folds = Folds(log)
        self._kept = kept

    def see(self, row: Recorded) -> Seen:
        """Return what follows from an event; one this version cannot read is passed over."""
        try:
            event, stamp = read_event(row)
            cycle = self._folds.after(row, event, stamp=stamp)
            if isinstance(event, ReminderDue):
                said = event.deadline
                about = self._find(said.cycle)
                unit, period, cycle_id = said.unit, str(said.period), said.cycle or ""
            else:
                about = self._find(event.cycle) if isinstance(event, HoldReleased) else cycle
                if about is None and row.stream.startswith(PREFIX):
                    return Seen(row=row)  # its records are gone, nothing is left to tell
                unit, period = (about.unit, str(about.period)) if about else ("", "")
                cycle_id = about.id if about else ""
            notices = notices_of(event, about)
            change = deadlines_after(event, about)
        except UnknownEvent:
            return Seen(row=row, is_skipped=True)
        return Seen(
            row=row, unit=unit, period=period, cycle=cycle_id, notices=notices, change=change
        )

    def _find(self, cycle_id: str | None) -> Cycle | None:
        kept = self._kept.find(cycle_id) if cycle_id else None
        return kept.cycle if kept else None


def deadlines_entry(seen: Iterable[Seen]) -> Entry:
    """Return what events change in the deadlines, as one step."""
    groups: list[str] = []
    drop: dict[str, None] = {}
    put: dict[str, DeadlineRow] = {}
    for each in seen:
        change = each.change
        if change.group is not None:
            groups.append(change.group)
            put = {key: row for key, row in put.items() if row.group != change.group}
        for key in change.drop:
            put.pop(key, None)
            drop[key] = None
        put.update((deadline.key, to_row(deadline)) for deadline in change.put)
    return Entry(drop_groups=groups, drop=tuple(drop), put=tuple(put.values()))


def to_row(deadline: Deadline) -> DeadlineRow:
    """Return a deadline as the bookkeeping keeps it."""
    data = json.dumps(to_plain(deadline), separators=(",", ":"))
    return DeadlineRow(deadline.key, deadline.place, to_micros(deadline.due_at), data)


def from_row(row: DeadlineRow) -> Deadline:
    """Return a deadline the bookkeeping kept."""
    return read_document(json.loads(row.data), Deadline, what="deadline")


def find_deliveries(
    seen: Seen, *, name: str, subscription: Subscription, directory: Directory, at: datetime
) -> Iterator[tuple[Delivery, ...]]:
    """Yield the deliveries of each notice a subscription takes: none if nobody is reached."""
    for notice in seen.notices:
        if subscription.takes(notice.code):
            facts = _facts(seen, notice)
            yield tuple(
                Delivery(
                    id=_id(seen.row.event_id, name, notice.code, channel, who),
                    subscription=name,
                    event_id=seen.row.event_id,
                    notice=notice.code,
                    channel=channel,
                    recipient=who,
                    facts=facts,
                    queued_at_micros=to_micros(at),
                    due_at_micros=to_micros(directory.people[who].when_to_tell(at)),
                )
                for who in directory.who_is(notice.to, unit=seen.unit)
                for channel in directory.people[who].reach
            )


def in_order(deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Return deliveries due a microsecond apart, so that they go out in the order of the log."""
    return tuple(
        row._replace(due_at_micros=row.due_at_micros - before)
        for before, row in zip(range(len(deliveries), 0, -1), deliveries, strict=True)
    )


def _facts(seen: Seen, notice: Notice) -> str:
    facts = {
        **notice.facts,
        "unit": seen.unit,
        "period": seen.period,
        "cycle": seen.subject_id,
        "subject_id": seen.subject_id,
        "clause_of_notice": notice.clause,
        "occurred_at_micros": seen.row.recorded_at_micros,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _id(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
