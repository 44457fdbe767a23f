"""The ranking of a month's reasons for contact, read from a file in two passes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from mystery_shopping.model import Kind, Policy, ReasonCount, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons.choices import choices_of
from mystery_shopping_reasons.contacts import Counted, RowReader
from mystery_shopping_reasons.mapping import Mapping
from mystery_shopping_reasons.places import Places, find_places
from mystery_shopping_reasons.settling import Settled, collect, settle
from mystery_shopping_reasons.tables import Table, fingerprint, open_table
from mystery_shopping_reasons.tally import moments, tally


def read_ranking(
    path: str | PathLike[str], *, period: Period, mapping: Mapping, policy: Policy
) -> ReasonRanking:
    """Return the reasons for contact of `period`, month N-1, with every reading recorded.

    The first pass settles how dates and times are written, the second counts. Naive times are
    the site's wall clock. Rows read = contacts counted + all rows dropped.

    Raises:
        UnreadableFile: when the file is missing, empty or damaged.
        InvalidInput: when a column of the mapping is not in the header.
        DayOrderUnsettled: when the dates do not say whether the day comes first.

    Source: W-10 5.1.1, 5.1.2; A3, A8.
    """
    file = Path(path)
    table = open_table(file, mapping.layout)
    places = find_places(mapping, table.header, file=file.name)
    reader = RowReader(
        mapping=mapping,
        places=places,
        settled=_settled(table, places, mapping=mapping),
        period=period,
        policy=policy,
    )
    result = tally(table.rows(), reader)
    return ReasonRanking(
        period=period,
        reasons=_reason_counts(result.contacts, parts=policy.day_parts.codes),
        source=fingerprint(file),
        choices=table.choices + choices_of(reader, result),
        dropped=result.dropped,
    )


def _settled(table: Table, places: Places, *, mapping: Mapping) -> Settled:
    return settle(
        collect(moments(table.rows(), places)),
        column=mapping.columns.day,
        day_first=mapping.day_first,
        decimal=mapping.decimal,
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
