"""How a file was read, said in pairs of a name and a value, so that a figure can be questioned."""

from __future__ import annotations

from collections.abc import Iterator

from mystery_shopping_reasons.contacts import Dropped, RowReader
from mystery_shopping_reasons.mapping import Internal, Unanswered
from mystery_shopping_reasons.tally import Tally

_MOST_MONTHS = 24


def choices_of(reader: RowReader, result: Tally) -> tuple[tuple[str, str], ...]:
    """Return what was chosen and found while reading, one pair each, in reading order."""
    return (
        ("rows", str(result.row_count)),
        ("date_column", reader.mapping.columns.day),
        ("day_order", reader.settled.day_order),
        *_about_times(reader, result),
        *_about_folding(reader, result),
        *_about_answers(reader, result),
        *_about_the_house(reader, result),
        *_about_kinds(reader, result),
        *_about_months(result),
        *_about_rows(result),
    )


def _about_times(reader: RowReader, result: Tally) -> Iterator[tuple[str, str]]:
    settled, site = reader.settled, reader.policy
    if settled.mixed:
        yield "dates_mixed", settled.mixed
    yield "times", settled.times
    yield "clock", f"{site.timezone} wall clock"
    if settled.has_offsets:
        yield "zones", f"times with a zone were turned to {site.timezone}"
    if site.day_parts.business_day_start.isoformat() != "00:00:00":
        yield "business_day_start", site.day_parts.business_day_start.isoformat("minutes")
    untimed = sum(n for contact, n in result.contacts.items() if contact.day_part is None)
    if settled.times_known and untimed:
        yield "contacts_without_time", str(untimed)


def _about_folding(reader: RowReader, result: Tally) -> Iterator[tuple[str, str]]:
    column = reader.mapping.columns.id
    if column is None:
        yield "contact", "one row"
        return
    yield "contact", f"the last row of each {column}"
    yield "folded_rows", str(result.outcomes[Dropped.FOLDED])


def _about_answers(reader: RowReader, result: Tally) -> Iterator[tuple[str, str]]:
    if reader.places.answered is None:
        return
    yield "unanswered", reader.mapping.unanswered.value
    if reader.mapping.unanswered is Unanswered.INCLUDE:
        unanswered = sum(n for contact, n in result.contacts.items() if not contact.answered)
        yield "unanswered_contacts", str(unanswered)


def _about_the_house(reader: RowReader, result: Tally) -> Iterator[tuple[str, str]]:
    if reader.places.internal is None:
        return
    yield "internal", reader.mapping.internal_contacts.value
    if reader.mapping.internal_contacts is Internal.INCLUDE:
        internal = sum(n for contact, n in result.contacts.items() if contact.is_internal)
        yield "internal_contacts", str(internal)


def _about_kinds(reader: RowReader, result: Tally) -> Iterator[tuple[str, str]]:
    if reader.mapping.kinds:
        untagged = sum(
            n for contact, n in result.contacts.items() if contact.answered and not contact.kind
        )
        yield "contacts_without_kind", str(untagged)


def _about_months(result: Tally) -> Iterator[tuple[str, str]]:
    months = result.other_months
    if months:
        shown = "; ".join(f"{month}: {count}" for month, count in months[:_MOST_MONTHS])
        yield "other_months", shown + ("; ..." if len(months) > _MOST_MONTHS else "")


def _about_rows(result: Tally) -> Iterator[tuple[str, str]]:
    if result.left_out:
        told = (f"{row.reason} {', '.join(map(str, row.first_rows))}" for row in result.left_out)
        yield "first_rows_left_out", "; ".join(told)
