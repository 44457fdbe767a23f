"""Every row counted once: as a contact, as folded into one, or as left out for a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping_reasons.cells import Cell, Row, cell_at
from mystery_shopping_reasons.contacts import (
    Counted,
    Dropped,
    Elsewhere,
    Outcome,
    RowReader,
    find_misfit,
    moment_of,
)
from mystery_shopping_reasons.moments import Moment
from mystery_shopping_reasons.places import Places

# Far more than any list of reasons times skills, kinds and day parts; free text goes past it.
MOST_OUTCOMES = 100_000


@attrs.frozen
class Tally:
    """How often each outcome came up; `row_count` is the sum over all of them."""

    row_count: int
    outcomes: Counter[Outcome]

    @property
    def contacts(self) -> dict[Counted, int]:
        """The contacts of the month."""
        return {key: count for key, count in self.outcomes.items() if isinstance(key, Counted)}

    @property
    def other_months(self) -> tuple[tuple[str, int], ...]:
        """The contacts of other months, oldest month first."""
        months = [(key, n) for key, n in self.outcomes.items() if isinstance(key, Elsewhere)]
        return tuple((f"{key.year:04d}-{key.month:02d}", n) for key, n in sorted(months))

    @property
    def dropped(self) -> tuple[tuple[str, int], ...]:
        """The rows that are no contact of the month, by reason, none that is zero."""
        counts = {reason: self.outcomes[reason] for reason in Dropped}
        counts[Dropped.OTHER_MONTH] = sum(count for _, count in self.other_months)
        return tuple((reason.value, count) for reason, count in counts.items() if count)


def moments(rows: Iterable[Row], places: Places) -> Iterator[tuple[Cell, Moment]]:
    """Yield the day cell of every fitting row with what it means, the first pass over a file."""
    for row in rows:
        if find_misfit(row, places.width) is None:
            yield cell_at(row, places.day), moment_of(row, places)


def tally(rows: Iterable[Row], reader: RowReader) -> Tally:
    """Return how often each outcome came up; of rows that share an id the last one speaks.

    Memory holds one slot per id and one counter per distinct outcome, nothing per row.

    Raises:
        InvalidValue: when the outcomes are so many that a column must hold free text.
    """
    outcomes: Counter[Outcome] = Counter()
    slots: dict[str, Outcome] = {}
    shared: dict[Outcome, Outcome] = {}
    row_count = 0
    for row_count, row in enumerate(rows, 1):  # noqa: B007 - the count itself is wanted
        slot, found = _read(row, reader)
        outcome = shared.setdefault(found, found)
        if len(shared) > MOST_OUTCOMES:
            raise _free_text(reader)
        if slot is None:
            outcomes[outcome] += 1
            continue
        if slot in slots:
            outcomes[Dropped.FOLDED] += 1
        slots[slot] = outcome
    outcomes.update(slots.values())
    return Tally(row_count, outcomes)


def _read(row: Row, reader: RowReader) -> tuple[str | None, Outcome]:
    misfit = find_misfit(row, reader.places.width)
    if misfit is not None:
        return None, misfit
    if reader.places.id is None:
        return None, reader.outcome(row)
    slot = reader.find_text(row, reader.places.id)
    return slot, Dropped.MISSING_ID if slot is None else reader.outcome(row)


def _free_text(reader: RowReader) -> InvalidValue:
    required = Text(
        "kolom dengan daftar alasan yang tetap", "a column with a fixed list of reasons"
    )
    return InvalidValue(
        path="columns.reason", required=required, actual=reader.mapping.columns.reason
    )
