"""What is understood of a file, shown to a person before a ranking of it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from os import PathLike
from pathlib import Path

import attrs

from mystery_shopping.errors import InvalidInput, Text
from mystery_shopping.model import Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons.cells import Cell, Row, cell_at, text_of
from mystery_shopping_reasons.contacts import Dropped, RowReader
from mystery_shopping_reasons.errors import DayOrderUnsettled
from mystery_shopping_reasons.guessing import SAMPLE_ROWS, guess_mapping
from mystery_shopping_reasons.mapping import Layout, Mapping
from mystery_shopping_reasons.moments import Moment
from mystery_shopping_reasons.offering import offer_kinds
from mystery_shopping_reasons.places import Places, column_key, find_places
from mystery_shopping_reasons.ranking import count_rows, part_of, rank, settle_column
from mystery_shopping_reasons.tables import Table, Watch, fingerprint, open_table
from mystery_shopping_reasons.tally import LeftOut, Tally, moments
from mystery_shopping_reasons.writing import Offer, write_mapping, write_outline

_SAMPLES = 3
_LONGEST_SAMPLE = 40
_OFFERED_REASONS = 30
# What a contact is left out for only after its month is known.
_OF_THE_MONTH = (Dropped.MISSING_REASON, Dropped.UNANSWERED, Dropped.INTERNAL)


@attrs.frozen
class ColumnSeen:
    """A column with its role in the mapping, None without one, and some of its values."""

    name: str
    role: str | None
    samples: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Inspection:
    """What is understood of a file, with the problem that stops the reading, if there is one.

    `mapping` is TOML to edit; `months` counts the contacts of each month, oldest first; `ranking`
    is what would be stored for `period`, None when a problem stands in the way.
    """

    source: str
    choices: tuple[tuple[str, str], ...]
    columns: tuple[ColumnSeen, ...]
    mapping: str
    is_guessed: bool
    period: Period | None = None
    is_period_given: bool = False
    months: tuple[tuple[str, int], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    ranking: ReasonRanking | None = None
    problem: Text | None = None
    problem_code: str | None = None


@attrs.frozen(kw_only=True)
class _Seen:
    table: Table
    source: str
    sample: Sequence[Row]
    mapping: Mapping
    is_guessed: bool


def inspect_file(
    path: str | PathLike[str],
    *,
    policy: Policy,
    mapping: Mapping | None = None,
    period: Period | None = None,
    progress: Watch | None = None,
) -> Inspection:
    """Return what is understood of a file; without a mapping one is guessed.

    Without a period the month with the most rows is ranked, the latest of equals.

    Raises:
        UnreadableFile: when the file is missing, empty or damaged.
        InvalidInput: when a column of the mapping given is not in the header.
    """
    file = Path(path)
    table = open_table(file, mapping.layout if mapping else Layout())
    sample = list(islice(table.rows(), SAMPLE_ROWS))
    source = fingerprint(file)
    try:
        columns = mapping or guess_mapping(table.header, sample)
    except InvalidInput as problem:
        return Inspection(
            source=source,
            choices=table.choices,
            columns=_columns(table.header, sample, roles={}),
            mapping=write_outline(table.header),
            is_guessed=True,
            problem=problem.text,
            problem_code=problem.code,
        )
    seen = _Seen(
        table=table, source=source, sample=sample, mapping=columns, is_guessed=mapping is None
    )
    places = find_places(columns, table.header, file=file.name)
    return _read(seen, places, policy=policy, period=period, progress=progress)


def _read(
    seen: _Seen, places: Places, *, policy: Policy, period: Period | None, progress: Watch | None
) -> Inspection:
    table, mapping = seen.table, seen.mapping
    columns = _columns(table.header, seen.sample, roles=_roles(mapping))
    told = Inspection(
        source=seen.source,
        choices=table.choices,
        columns=columns,
        mapping=write_mapping(mapping),
        is_guessed=seen.is_guessed,
    )
    months: dict[bool, Counter[tuple[int, int]]] = {True: Counter(), False: Counter()}
    found = moments(table.rows(part_of(progress, first=0.0, last=0.5)), places)
    try:
        settled = settle_column(_counted(found, months), mapping=mapping)
    except DayOrderUnsettled as problem:
        return attrs.evolve(told, problem=problem.text, problem_code=problem.code)
    chosen = period or _most_frequent(months[settled.day_first])
    reader = RowReader(
        mapping=mapping,
        places=places,
        settled=settled,
        period=chosen,
        policy=policy,
    )
    result = count_rows(table, reader, watch=part_of(progress, first=0.5, last=1.0))
    ranking = rank(result, reader, table=table, source=seen.source)
    return attrs.evolve(
        told,
        choices=ranking.choices,
        mapping=write_mapping(mapping, offers=_offers(seen, ranking)),
        period=chosen,
        is_period_given=period is not None,
        months=_months(result, chosen),
        left_out=result.left_out,
        ranking=ranking,
    )


def _counted(
    found: Iterable[tuple[Cell, Moment]], months: dict[bool, Counter[tuple[int, int]]]
) -> Iterator[tuple[Cell, Moment]]:
    # Under both orders, for which of them holds is known only after the last row.
    for cell, moment in found:
        if moment.date is not None:
            for day_first, counts in months.items():
                day = moment.date.on(day_first=day_first)
                if day is not None:
                    counts[day.year, day.month] += 1
        yield cell, moment


def _most_frequent(months: Counter[tuple[int, int]]) -> Period:
    # A file without a single date has no month; any is as empty as another.
    year, month = max(months, key=lambda key: (months[key], key), default=(2000, 1))
    return Period(year, month)


def _months(result: Tally, period: Period) -> tuple[tuple[str, int], ...]:
    own = sum(result.contacts.values()) + sum(result.outcomes[reason] for reason in _OF_THE_MONTH)
    months = dict(result.other_months) | ({str(period): own} if own else {})
    return tuple(sorted(months.items()))


def _roles(mapping: Mapping) -> dict[str, str]:
    names = {value: role for role, value in attrs.asdict(mapping.columns).items() if value}
    kinds = {rule.column: "kind" for _, rule in mapping.kinds if rule.column}
    return {column_key(name): role for name, role in (kinds | names).items()}


def _columns(
    header: Sequence[str], sample: Sequence[Row], *, roles: dict[str, str]
) -> tuple[ColumnSeen, ...]:
    return tuple(
        ColumnSeen(name, roles.get(column_key(name)), _samples(place, sample))
        for place, name in enumerate(header)
    )


def _samples(place: int, rows: Sequence[Row]) -> tuple[str, ...]:
    texts = dict.fromkeys(text_of(cell_at(row, place)) for row in rows)
    filled = islice((text for text in texts if text), _SAMPLES)
    return tuple(
        text if len(text) <= _LONGEST_SAMPLE else f"{text[:_LONGEST_SAMPLE]}..." for text in filled
    )


def _offers(seen: _Seen, ranking: ReasonRanking) -> list[Offer]:
    return list(
        offer_kinds(
            [reason.code for reason in ranking.top(_OFFERED_REASONS)],
            seen.table.header,
            rows=seen.sample,
            reason_column=seen.mapping.columns.reason,
        )
    )
