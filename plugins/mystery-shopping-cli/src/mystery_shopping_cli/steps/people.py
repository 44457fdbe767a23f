"""Who can be asked to make contacts, and when not, as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

import mystery_shopping as ms
from mystery_shopping_cli.session import read_person

_DATE = ms.Text("tanggal YYYY-MM-DD", "a date YYYY-MM-DD")


@attrs.frozen
class Absence:
    """When somebody cannot: a day, a day part of every day, or one day part of one day."""

    who: str
    day: date | None
    part: str

    @classmethod
    def read(cls, text: str) -> Absence:
        """Return the absence written ``bayu=2026-11-12``, ``bayu=night`` or with a slash both.

        Raises:
            InvalidValue: when the date is none.
        """
        who, _, when = text.partition("=")
        day, _, part = when.partition("/") if when[:1].isdigit() else ("", "", when)
        try:
            return cls(who, date.fromisoformat(day) if day else None, part)
        except ValueError as error:
            raise ms.InvalidValue(path="--away", required=_DATE, actual=text) from error


def read_contacters(
    people: Iterable[str], *, away: Iterable[str], helper_reason: str | None
) -> Iterator[ms.Contacter]:
    """Return the contacters; everybody but a QCO gets the reason for the help.

    Raises:
        InvalidValue: when a person or an absence cannot be read, or nobody goes by that id.
    """
    asked = [read_person(text, path="--contacter") for text in people]
    absences = [Absence.read(text) for text in away]
    known = {person.id for person in asked}
    for absence in absences:
        if absence.who not in known:
            required = ", ".join(sorted(known))
            raise ms.InvalidValue(path="--away", required=required, actual=absence.who)
    for person in asked:
        own = [absence for absence in absences if absence.who == person.id]
        yield _contacter(person, own, None if person.role is ms.Role.QCO else helper_reason)


def _contacter(
    person: ms.Person, away: Sequence[Absence], helper_reason: str | None
) -> ms.Contacter:
    return ms.Contacter(
        person,
        away_days=frozenset(one.day for one in away if one.day and not one.part),
        away_parts=frozenset(one.part for one in away if not one.day),
        away=frozenset((one.day, one.part) for one in away if one.day and one.part),
        helper_reason=helper_reason,
    )
