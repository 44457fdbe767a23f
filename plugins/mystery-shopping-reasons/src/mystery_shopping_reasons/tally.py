"""Every row counted once: as a contact, as folded into one, or as left out for a reason."""

from __future__ import annotations

from bisect import insort
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
EXAMPLES = 5

_BITS = 17  # of an outcome's code, beside the number of its row; 2 ** 17 > MOST_OUTCOMES


@attrs.frozen
class LeftOut:
    """How many rows were left out for one reason, and the numbers of the first of them."""

    reason: str
    count: int
    first_rows: tuple[int, ...]


@attrs.frozen
class Tally:
    """How often each outcome came up; `row_count` is the sum over all of them.

    `examples` holds the numbers of the first rows of each reason to leave one out.
    """

    row_count: int
    outcomes: Counter[Outcome]
    examples: dict[Dropped, tuple[int, ...]]

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
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that are no contact of the month, by reason, none that is zero."""
        counts = {reason: self.outcomes[reason] for reason in Dropped}
        counts[Dropped.OTHER_MONTH] = sum(count for _, count in self.other_months)
        return tuple(
            LeftOut(reason.value, count, self.examples[reason])
            for reason, count in counts.items()
            if count
        )

    @property
    def dropped(self) -> tuple[tuple[str, int], ...]:
        """The counts of `left_out`."""
        return tuple((row.reason, row.count) for row in self.left_out)


def moments(rows: Iterable[Row], places: Places) -> Iterator[tuple[Cell, Moment]]:
    """Yield the day cell of every fitting row with what it means, the first pass over a file."""
    for row in rows:
        if find_misfit(row, places.width) is None:
            yield cell_at(row, places.day), moment_of(row, places)


def tally(rows: Iterable[Row], reader: RowReader, *, first_row: int = 2) -> Tally:
    """Return how often each outcome came up; of rows that share an id the last one speaks.

    Memory holds one slot per id and one counter per distinct outcome, nothing per row.
    `first_row` is the number of the first row, as a spreadsheet shows it.

    Raises:
        InvalidValue: when the outcomes are so many that a column must hold free text.
    """
    ledger = _Ledger(reader)
    number = first_row - 1
    for number, row in enumerate(rows, first_row):
        ledger.take(number, row)
    return ledger.close(number - first_row + 1)


class _Ledger:
    """Counts by the code of an outcome; a slot packs the code with the number of its row."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._codes: dict[Outcome, int] = {}
        self._counts: list[int] = []
        self._reasons: list[Dropped | None] = []
        self._slots: dict[str, int] = {}
        self._examples: dict[Dropped, list[int]] = {reason: [] for reason in Dropped}

    def take(self, number: int, row: Row) -> None:
        """Count a row, or put it in the slot of its id."""
        reader = self._reader
        misfit = find_misfit(row, reader.places.width)
        if misfit is not None:
            self._count(self._code(misfit), number)
        elif reader.places.id is None:
            self._count(self._code(reader.outcome(row)), number)
        else:
            self._put(number, row, slot=reader.find_text(row, reader.places.id))

    def close(self, row_count: int) -> Tally:
        """Count what is left in the slots and return it all."""
        for packed in self._slots.values():
            self._count(packed & (1 << _BITS) - 1, packed >> _BITS)
        outcomes: Counter[Outcome] = Counter()
        for outcome, code in self._codes.items():
            if self._counts[code]:
                outcomes[outcome] = self._counts[code]
        examples = {reason: tuple(rows) for reason, rows in self._examples.items()}
        return Tally(row_count, outcomes, examples)

    def _put(self, number: int, row: Row, *, slot: str | None) -> None:
        if slot is None:
            self._count(self._code(Dropped.MISSING_ID), number)
            return
        before = self._slots.get(slot)
        if before is not None:
            self._count(self._code(Dropped.FOLDED), before >> _BITS)
        self._slots[slot] = number << _BITS | self._code(self._reader.outcome(row))

    def _code(self, outcome: Outcome) -> int:
        code = self._codes.get(outcome)
        if code is None:
            code = self._codes[outcome] = len(self._counts)
            if code >= MOST_OUTCOMES:
                raise _free_text(self._reader)
            self._counts.append(0)
            self._reasons.append(_reason_of(outcome))
        return code

    def _count(self, code: int, number: int) -> None:
        self._counts[code] += 1
        reason = self._reasons[code]
        if reason is None:
            return
        rows = self._examples[reason]
        if len(rows) < EXAMPLES or number < rows[-1]:
            insort(rows, number)
            del rows[EXAMPLES:]


def _reason_of(outcome: Outcome) -> Dropped | None:
    if isinstance(outcome, Dropped):
        return outcome
    return Dropped.OTHER_MONTH if isinstance(outcome, Elsewhere) else None


def _free_text(reader: RowReader) -> InvalidValue:
    required = Text(
        "kolom dengan daftar alasan yang tetap", "a column with a fixed list of reasons"
    )
    return InvalidValue(
        path="columns.reason", required=required, actual=reader.mapping.columns.reason
    )
