"""The lines of the report's tables: a title, a share with its count, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from mystery_shopping.errors import Text, same
from mystery_shopping.model import Cycle, Figure, Kind, Nonconformity
from mystery_shopping.statistics import Interval, figure_in_words, person_in_words, wilson
from mystery_shopping.values import Share


@attrs.frozen(kw_only=True)
class Line:
    """One figure: what of, in how many forms, the share of ones, and where the true one lies.

    `interval` is Wilson's at 95 %, as wide as the forms and not the marks allow; `None` of
    nothing. `words` says all of it as a QCA would.
    """

    key: str
    title: Text
    form_count: int
    share: Share
    interval: Interval | None
    words: Text


@attrs.frozen(kw_only=True)
class PersonLine:
    """One person's figure, which ranks nobody: of one or two contacts it is a cue for coaching."""

    person: str
    form_count: int
    share: Share
    words: Text


@attrs.frozen(kw_only=True)
class NonconformityLine:
    """What was not as it should be, and what would have been right."""

    contact: int
    title: Text
    note: str
    solution: str
    noted_by: str


def lines_of(figures: Iterable[Figure], titles: Mapping[str, Text]) -> tuple[Line, ...]:
    """Return a line for each figure, in their order; one without a title is called by its key."""
    return tuple(line_of(figure, titles.get(figure.key, same(figure.key))) for figure in figures)


def line_of(figure: Figure, title: Text) -> Line:
    """Return the line of a figure."""
    share, forms = figure.share, figure.form_count
    interval = wilson(share, contact_count=max(forms, 1)) if share.is_defined else None
    return Line(
        key=figure.key,
        title=title,
        form_count=forms,
        share=share,
        interval=interval,
        words=figure_in_words(figure),
    )


def people_of(figures: Iterable[Figure]) -> tuple[PersonLine, ...]:
    """Return a line for each person, by id and never by result."""
    return tuple(
        PersonLine(
            person=figure.key,
            form_count=figure.form_count,
            share=figure.share,
            words=person_in_words(figure),
        )
        for figure in sorted(figures, key=lambda figure: figure.key)
    )


def kinds_of(reasons: Iterable[Figure], cycle: Cycle) -> tuple[Line, ...]:
    """Return the figures of the reasons put together by kind; what has none is left out.

    Source: W-10 5.1.2.
    """
    known = {row.code: row.kind for row in cycle.ranking.reasons} if cycle.ranking else {}
    sums: dict[Kind, Figure] = {}
    for figure in reasons:
        kind = known.get(figure.key)
        if kind is not None:
            had = sums.get(kind, Figure(kind.value, 0, Share(0, 0)))
            forms, share = had.form_count + figure.form_count, had.share.plus(figure.share)
            sums[kind] = Figure(kind.value, forms, share)
    return tuple(line_of(sums[kind], kind.label) for kind in Kind if kind in sums)


def nonconformity_lines(
    rows: Iterable[Nonconformity], titles: Mapping[str, Text]
) -> tuple[NonconformityLine, ...]:
    """Return the nonconformities with their correct solutions, by contact.

    Source: W-10 5.6.1, 5.6.2.
    """
    return tuple(
        NonconformityLine(
            contact=row.contact,
            title=titles.get(row.parameter, same(row.parameter)),
            note=row.note,
            solution=row.solution,
            noted_by=row.by.id,
        )
        for row in sorted(rows, key=lambda row: row.contact)
    )
