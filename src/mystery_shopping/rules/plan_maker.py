"""Make the plan: which scenario on which day of week II, in which day part, by which contacter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain, cycle
from math import ceil

import attrs

from mystery_shopping.errors import InvalidInput, InvalidValue, PlanImpossible, Text, same
from mystery_shopping.model import PlannedContact
from mystery_shopping.rules._balance import (
    CONTACTER,
    DAY,
    PART,
    TEAM,
    Board,
    Bounds,
    Place,
    deal,
    shortfalls,
    shuffled,
)
from mystery_shopping.values import CONTACTERS, HELPERS, Person, Role, Window

_Row = tuple[str, object, Text, object]  # path, whether it is right, required, actual
_Names = tuple[Sequence[str], ...]  # of the days, day parts, teams and contacters

_COUNT = Text("bilangan bulat >= 1", "an integer >= 1")
_WHOLE = Text("bilangan bulat", "an integer")
_EXACT = Text("bilangan eksak >= 1 (bukan float)", "an exact number >= 1 (no float)")
_DISTINCT = Text("berbeda-beda, sedikitnya satu", "distinct, at least one")
_SCENARIO = Text("(nomor >= 1, kode alasan)", "(number >= 1, code of a reason)")
_ROLE = Text("qco, spv atau tl", "qco, spv or tl")
_REASON = Text("alasan SPV atau TL ikut membantu", "why a supervisor or team leader helps")
_TEAM = Text("tim yang dipimpin, karena kontak dibagi per tim", "the team led, as teams are given")

_NOBODY = Text("tidak ada yang bebas", "nobody is free")
_BUSY = Text(
    "yang bebas hanya sanggup {most} dari {least} kontak",
    "those who are free can take only {most} of {least} contacts",
)
_SLOTS = Text(
    "slot bebasnya hanya memuat {most} dari {least} kontak",
    "the free slots hold only {most} of {least} contacts",
)
_OWN = Text("selain team leader sendiri tidak ada", "there is nobody but its own team leader")
_OTHERS = Text(
    "selain team leader sendiri hanya sanggup {most} dari {least} kontak",
    "all but its own team leader can take only {most} of {least} contacts",
)
# What to say when nobody is there, and when those who are there do not suffice.
_WHY = {DAY: (_NOBODY, _BUSY), PART: (_NOBODY, _BUSY), TEAM: (_OWN, _OTHERS)}
_WHY[CONTACTER] = (_SLOTS, _SLOTS)
_OPEN = Text("{count} belum mendapat contacter", "{count} found no contacter")
_UNFIT = Text("{count} tidak muat di slot bebasnya", "{count} fitted no free slot")


@attrs.frozen
class Contacter:
    """Somebody who can be asked to make contacts, and when not.

    `away_days` are whole days, `away_parts` day parts of every day, `away` single slots.
    `helper_reason` says why a supervisor or team leader is asked; a QCO needs none.

    Source: W-10 5.2.2.
    """

    person: Person
    away_days: frozenset[date] = frozenset()
    away_parts: frozenset[str] = frozenset()
    away: frozenset[tuple[date, str]] = frozenset()
    helper_reason: str | None = None

    def is_free(self, on: date, day_part: str) -> bool:
        """Return whether the contacter can be asked for that slot."""
        away = on in self.away_days or day_part in self.away_parts
        return not away and (on, day_part) not in self.away


@attrs.frozen(kw_only=True)
class PlanRequest:
    """What a plan is asked for: the days, the day parts, the scenarios and who can be asked.

    `scenarios` pairs each scenario number with the code of its reason; scenarios of one reason
    take turns. `per_cell` is the least for every day part with every reason. `oversampling` is
    exact: `Fraction(5, 4)` plans a quarter more contacts than needed, for those that fail.
    With `teams`, contacts are aimed at them in turn, never at a team leader's own team unless
    `own_team_allowed`.

    Source: W-10 5.2.1.2, 5.2.1.3, 5.2.2; A7, A18.
    """

    window: Window
    day_parts: tuple[str, ...]
    scenarios: tuple[tuple[int, str], ...]
    contacters: tuple[Contacter, ...]
    minimum: int = 40
    per_cell: int = 2
    oversampling: Fraction = Fraction(1)
    teams: tuple[str, ...] = ()
    own_team_allowed: bool = False
    seed: int = 0

    @property
    def reasons(self) -> tuple[str, ...]:
        """The codes of the reasons, each once, in the order of the scenarios."""
        return tuple(dict.fromkeys(reason for _, reason in self.scenarios))

    @property
    def contact_count(self) -> int:
        """How many contacts a plan holds: the minimum or all cells, times the oversampling."""
        cells = len(self.day_parts) * len(self.reasons)
        return ceil(max(self.minimum, self.per_cell * cells) * self.oversampling)


def make_plan(request: PlanRequest) -> tuple[PlannedContact, ...]:
    """Return a balanced plan, ordered by day, day part and scenario; one seed gives one plan.

    The cells of day part and reason, the days, the contacters, the teams and the scenarios of one
    reason each differ by one contact at most. Each day part is spread over the days, and then
    each contacter, as evenly as exchanges of two contacts can make it.

    >>> sari = Contacter(Person("sari", Role.QCO))
    >>> week_2 = Window(date(2026, 11, 8), date(2026, 11, 14))
    >>> request = PlanRequest(
    ...     window=week_2, day_parts=("day", "night"), scenarios=((1, "a"),), contacters=(sari,)
    ... )
    >>> Counter(contact.day_part for contact in make_plan(request))
    Counter({'day': 20, 'night': 20})

    Raises:
        InvalidInput: with an `InvalidValue` for every fault of the request.
        PlanImpossible: when no such plan exists or none was found. The shortages that are certain
            come alone; only where there are none, they are those of the best deal found.

    Source: W-10 5.2.1.2, 5.2.1.3, 5.2.2.
    """
    if faults := tuple(_faults(request)):
        raise InvalidInput("plan request", faults)
    tight, loose = (_board(request, tight=tight) for tight in (True, False))
    people = [contacter.person.id for contacter in request.contacters]
    names = ([str(day) for day in request.window], request.day_parts, request.teams, people)
    places = deal(tight)
    if tight.misfits(places):
        if certain := tuple(_certain(loose, names)):
            raise PlanImpossible(shortages=certain)
        places = places if tight == loose else deal(loose)
    if left_open := tuple(_left_open(loose, places, names)):
        raise PlanImpossible(shortages=left_open)
    return _planned(request, places)


def _faults(request: PlanRequest) -> Iterator[InvalidValue]:
    rows = chain(_number_rows(request), _list_rows(request), _contacter_rows(request))
    for path, is_right, required, actual in rows:
        if not is_right:
            yield InvalidValue(path=path, required=required, actual=actual)


def _number_rows(request: PlanRequest) -> Iterator[_Row]:
    counts = {"minimum": request.minimum, "per_cell": request.per_cell}
    for name, count in counts.items():
        yield name, type(count) is int and count >= 1, _COUNT, count
    yield "seed", type(request.seed) is int, _WHOLE, request.seed
    share = request.oversampling
    yield "oversampling", type(share) in {int, Fraction} and share >= 1, _EXACT, share


def _list_rows(request: PlanRequest) -> Iterator[_Row]:
    lists: dict[str, Sequence[object]] = {
        "day_parts": request.day_parts,
        "scenarios": [number for number, _ in request.scenarios],
        "contacters": [contacter.person.id for contacter in request.contacters],
        "teams": request.teams or ("",),
    }
    for path, keys in lists.items():
        yield path, 0 < len(keys) == len(set(keys)), _DISTINCT, keys
    for index, (number, reason) in enumerate(request.scenarios):
        is_right = type(number) is int and number >= 1 and reason.strip()
        yield f"scenarios[{index}]", is_right, _SCENARIO, (number, reason)


def _contacter_rows(request: PlanRequest) -> Iterator[_Row]:
    aimed = request.teams and not request.own_team_allowed
    known = same(" / ".join(request.day_parts))
    for index, contacter in enumerate(request.contacters):
        path, person, reason = f"contacters[{index}]", contacter.person, contacter.helper_reason
        yield f"{path}.person.role", person.role in CONTACTERS, _ROLE, person.role.value
        helps = person.role in HELPERS
        yield f"{path}.helper_reason", not helps or (reason or "").strip(), _REASON, reason
        leads = person.role is Role.TL
        yield f"{path}.person.team", person.team or not (leads and aimed), _TEAM, person.team
        away = {"away_parts": contacter.away_parts, "away": {part for _, part in contacter.away}}
        for name, parts in away.items():
            strange = sorted(parts - {*request.day_parts})
            yield f"{path}.{name}", not strange, known, strange


def _board(request: PlanRequest, *, tight: bool) -> Board:
    """Return what a plan has to keep; a tight one keeps the day parts within one as well."""
    count, days, parts = request.contact_count, tuple(request.window), request.day_parts
    slots = [(d, p, on, code) for d, on in enumerate(days) for p, code in enumerate(parts)]
    return Board(
        count=count,
        axes=(
            _within_one(count, len(days)),
            _part_bounds(request, tight=tight),
            _within_one(count, len(request.teams) or 1),
            _within_one(count, len(request.contacters)),
        ),
        free=tuple(
            frozenset((d, p) for d, p, on, code in slots if who.is_free(on, code))
            for who in request.contacters
        ),
        own=tuple(_own_team(request, contacter.person) for contacter in request.contacters),
        seed=request.seed,
    )


def _within_one(count: int, over: int) -> Bounds:
    return ((count // over, -(-count // over)),) * over


def _part_bounds(request: PlanRequest, *, tight: bool) -> Bounds:
    """Return how many contacts each day part holds while its cells stay within one."""
    count, parts, reasons = request.contact_count, len(request.day_parts), len(request.reasons)
    if tight:
        return _within_one(count, parts)
    each, extra = divmod(count, parts * reasons)
    least = max(0, extra - (parts - 1) * reasons)
    return ((each * reasons + least, each * reasons + min(extra, reasons)),) * parts


def _own_team(request: PlanRequest, person: Person) -> int | None:
    if person.role is not Role.TL or person.team not in request.teams or request.own_team_allowed:
        return None
    return request.teams.index(person.team)


def _certain(board: Board, names: _Names) -> Iterator[Text]:
    """Give what no plan can get around."""
    for axis, values, most, least in shortfalls(board):
        why = _WHY[axis][most > 0].fill(most=most, least=least)
        yield _about(", ".join(names[axis][value] for value in values), why)


def _left_open(board: Board, places: Counter[Place], names: _Names) -> Iterator[Text]:
    """Give the slots and the people that the best deal could not bring together."""
    misfits = [place for place in places.elements() if not board.fits(place)]
    for (day, part), count in sorted(Counter(place[:TEAM] for place in misfits).items()):
        yield _about(f"{names[DAY][day]} {names[PART][part]}", _OPEN.fill(count=count))
    for contacter, count in sorted(Counter(place[CONTACTER] for place in misfits).items()):
        yield _about(names[CONTACTER][contacter], _UNFIT.fill(count=count))


def _about(who: str, why: Text) -> Text:
    return Text(f"{who}: {why.id}", f"{who}: {why.en}")


def _planned(request: PlanRequest, places: Counter[Place]) -> tuple[PlannedContact, ...]:
    """Return the contacts of a deal, with reasons and their scenarios dealt in turn.

    Within a day part the contacts stand by contacter, in an order of its own, so that each
    contacter meets several reasons; dealing on from part to part keeps the cells within one.
    """
    people, teams = request.contacters, request.teams or (None,)
    ranks = [shuffled(range(len(people)), request.seed, code) for code in request.day_parts]
    dealt = sorted(
        places.elements(),
        key=lambda place: (place[PART], ranks[place[PART]][place[CONTACTER]], place),
    )
    turns = {
        reason: cycle([number for number, its in request.scenarios if its == reason])
        for reason in shuffled(request.reasons, request.seed)
    }
    rows = sorted(
        (day, part, next(turns[reason]), contacter, team)
        for (day, part, team, contacter), reason in zip(dealt, cycle(turns), strict=False)
    )
    days = tuple(request.window)
    reasons = [who.helper_reason if who.person.role in HELPERS else None for who in people]
    return tuple(
        PlannedContact(
            scenario=scenario,
            on=days[day],
            day_part=request.day_parts[part],
            contacter=people[contacter].person,
            helper_reason=reasons[contacter],
            team=teams[team],
        )
        for day, part, scenario, contacter, team in rows
    )
