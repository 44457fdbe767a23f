"""The ranking of a month's reasons for contact, read from a file in two passes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from mystery_shopping.model import Kind, Policy, ReasonCount, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons.cells import Cell
from mystery_shopping_reasons.choices import choices_of
from mystery_shopping_reasons.contacts import Counted, RowReader
from mystery_shopping_reasons.mapping import Mapping
from mystery_shopping_reasons.moments import Moment
from mystery_shopping_reasons.places import find_places
from mystery_shopping_reasons.settling import Settled, collect, settle
from mystery_shopping_reasons.tables import Table, Watch, fingerprint, open_table
from mystery_shopping_reasons.tally import Tally, moments, tally


def read_ranking(
    path: str | PathLike[str],
    *,
    period: Period,
    mapping: Mapping,
    policy: Policy,
    progress: Watch | None = None,
) -> ReasonRanking:
    """Return the reasons for contact of `period`, month N-1, with every reading recorded.

    The first pass settles how dates and times are written, the second counts. Naive times are
    the site's wall clock. Rows read = contacts counted + all rows dropped. `progress` is told now
    and then which share of the work is done, from 0 to 1.

    Raises:
        UnreadableFile: when the file is missing, empty or damaged.
        InvalidInput: when a column of the mapping is not in the header.
        DayOrderUnsettled: when the dates do not say whether the day comes first.

    Source: W-10 5.1.1, 5.1.2; A3, A8.
    """
    file = Path(path)
    table = open_table(file, mapping.layout)
    places = find_places(mapping, table.header, file=file.name)
    seen = moments(table.rows(part_of(progress, first=0.0, last=0.5)), places)
    reader = RowReader(
        mapping=mapping,
        places=places,
        settled=settle_column(seen, mapping=mapping),
        period=period,
        policy=policy,
    )
    result = count_rows(table, reader, watch=part_of(progress, first=0.5, last=1.0))
    return rank(result, reader, table=table, source=fingerprint(file))


def part_of(progress: Watch | None, *, first: float, last: float) -> Watch | None:
    """Return what hears of a pass over a file as of a part of the whole work."""
    if progress is None:
        return None
    return lambda share: progress(first + share * (last - first))


def settle_column(seen: Iterable[tuple[Cell, Moment]], *, mapping: Mapping) -> Settled:
    """Return how the day column is read, from all of its cells.

    Raises:
        DayOrderUnsettled: when they do not say whether the day comes first.
    """
    return settle(
        collect(seen),
        column=mapping.columns.day,
        day_first=mapping.day_first,
        decimal=mapping.decimal,
    )


def count_rows(table: Table, reader: RowReader, *, watch: Watch | None) -> Tally:
    """Return how often each outcome came up in a table."""
    return tally(table.rows(watch), reader, first_row=table.first_row)


def rank(result: Tally, reader: RowReader, *, table: Table, source: str) -> ReasonRanking:
    """Return what was counted as a ranking, with how the table was read."""
    return ReasonRanking(
        period=reader.period,
        reasons=_reason_counts(result.contacts, parts=reader.policy.day_parts.codes),
        source=source,
        choices=table.choices + choices_of(reader, result) + table.remarks(),
        dropped=result.dropped,
    )


def _reason_counts(contacts: dict[Counted, int], parts: Iterable[str]) -> tuple[ReasonCount, ...]:
    grouped: defaultdict[str, list[tuple[Counted, int]]] = defaultdict(list)
    for contact, count in contacts.items():
        grouped[contact.reason].append((contact, count))
    return tuple(
        _reason_count(reason, group, parts=tuple(parts)) for reason, group in grouped.items()
    )


def _reason_count(
    reason: str, group: list[tuple[Counted, int]], *, parts: tuple[str, ...]
) -> ReasonCount:
    kinds: Counter[Kind | None] = Counter()
    skills: Counter[str | None] = Counter()
    day_parts: Counter[str | None] = Counter()
    for contact, count in group:
        kinds[contact.kind] += count
        skills[contact.skill] += count
        day_parts[contact.day_part] += count
    known = [(kind, kinds[kind]) for kind in Kind if kinds[kind]]
    timed = any(day_parts[part] for part in parts)
    return ReasonCount(
        code=reason,
        count=sum(count for _, count in group),
        kind=max(known, key=lambda pair: pair[1])[0] if known else None,
        skill=_most_frequent(skills),
        kinds=tuple(known),
        day_parts=tuple((part, day_parts[part]) for part in parts) if timed else (),
    )


def _most_frequent(skills: Counter[str | None]) -> str | None:
    named = [(-count, skill) for skill, count in skills.items() if skill is not None]
    return min(named)[1] if named else None
