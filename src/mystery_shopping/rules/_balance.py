"""Deal contacts over days, day parts, teams and contacters, each value within its bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import chain, combinations, permutations, product, repeat
from math import lcm
from typing import TypeVar

import attrs

DAY, PART, TEAM, CONTACTER = range(4)
Place = tuple[int, ...]  # one value per axis, in the order above
Slot = tuple[int, int]
Bounds = tuple[tuple[int, int], ...]
Shortfall = tuple[int, tuple[int, ...], int, int]

_T = TypeVar("_T")

_FRESH_DEALS = 3
_ROUND = (DAY, CONTACTER, PART, CONTACTER, TEAM, CONTACTER)
_PATIENCE = (24, 400, 16_000)  # steps without a gain: at least, at most, over the contacts


@attrs.frozen(kw_only=True)
class Board:
    """What a deal has to keep.

    `axes` holds the least and the most contacts of each day, day part, team and contacter,
    `free` the (day, day part) slots of each contacter, `own` the team each is kept from.
    """

    count: int
    axes: tuple[Bounds, ...]
    free: tuple[frozenset[Slot], ...]
    own: tuple[int | None, ...]
    seed: int = 0

    def fits(self, place: Place) -> bool:
        """Return whether the contacter of the place is free, and leads another team."""
        day, part, team, contacter = place
        return (day, part) in self.free[contacter] and team != self.own[contacter]

    def misfits(self, places: Counter[Place]) -> int:
        """Return how many contacts lie where they do not fit."""
        return sum(count for place, count in places.items() if not self.fits(place))


def shuffled(items: Iterable[_T], *salt: object) -> list[_T]:
    """Return the items in an order that follows from the salt alone."""
    return sorted(items, key=lambda item: sha256(repr((salt, item)).encode()).digest())


def deal(board: Board) -> Counter[Place]:
    """Return an even deal that keeps every rule, or the one found with the fewest misfits."""
    tried = []
    for places in _attempts(board):
        if not board.misfits(places):
            return _smooth(board, places)
        tried.append(places)
    return min(tried, key=board.misfits)


def shortfalls(board: Board) -> list[Shortfall]:
    """Return what no deal gets around: axis, values, the most they can hold, the least they must.

    Single values come first; only where each alone has room, those without room together.
    """
    return [*_short(board, together=False)] or [*_short(board, together=True)]


def _short(board: Board, *, together: bool) -> Iterator[Shortfall]:
    everything = [*filter(board.fits, product(*(range(len(bounds)) for bounds in board.axes)))]
    leads = any(team is not None for team in board.own)
    for axis in (CONTACTER, DAY, PART, TEAM) if leads else (CONTACTER, DAY, PART):
        places: list[set[Place]] = [set() for _ in board.axes[axis]]
        for place in everything:
            places[place[axis]].add(place)
        for group in _together(places, axis) if together else ((v,) for v in range(len(places))):
            most = _room(board, set().union(*(places[value] for value in group)))
            least = sum(board.axes[axis][value][0] for value in group)
            if most < least:
                yield axis, group, most, least


def _together(places: Sequence[set[Place]], axis: int) -> Iterable[tuple[int, ...]]:
    """Return each value with all those that have no place beyond its own, a group once."""
    reach = [{_with(place, axis, -1) for place in some} for some in places]
    return {tuple(v for v, some in enumerate(reach) if some <= wide): None for wide in reach}


def _room(board: Board, places: set[Place]) -> int:
    """Return a number of contacts that the places cannot exceed."""
    days, parts, teams, contacters = (tuple(high for _, high in bounds) for bounds in board.axes)
    slots: dict[int, set[Slot]] = {who: set() for who in {place[CONTACTER] for place in places}}
    for day, part, _, contacter in places:
        slots[contacter].add((day, part))
    rooms = {who: _slot_room(days, parts, frozenset(some)) for who, some in slots.items()}
    return min(
        sum(min(contacters[who], room) for who, room in rooms.items()),
        sum(teams[team] for team in {place[TEAM] for place in places}),
        _slot_room(days, parts, frozenset().union(*slots.values())),
    )


@lru_cache(maxsize=256)
def _slot_room(days: Place, parts: Place, slots: frozenset[Slot]) -> int:
    """Return how many contacts the slots hold at most, whoever makes them."""
    options: list[list[int]] = [[] for _ in days]
    for day, part in slots:
        options[day].append(part)
    return _Match(days, options, ((0, 0),) * len(parts)).placed(parts)


def _attempts(board: Board) -> Iterator[Counter[Place]]:
    starts = []
    for salt in range(_FRESH_DEALS):
        starts.append(_redeal(board, _fresh(board, salt), axis=CONTACTER, salt=salt))
        yield starts[-1]
    if not shortfalls(board):
        yield from (_repair(board, start) for start in starts)


def _fresh(board: Board, salt: int) -> Counter[Place]:
    """Return an even deal of days, parts and teams; every contact still lies with contacter 0."""
    days, parts, teams = (
        shuffled(range(len(bounds)), board.seed, salt, axis)
        for axis, bounds in enumerate(board.axes[:CONTACTER])
    )
    quota = Counter(parts[turn % len(parts)] for turn in range(board.count))
    block = lcm(len(days), len(teams))
    return Counter(
        (days[turn % len(days)], part, teams[(turn + turn // block) % len(teams)], 0)
        for turn, part in enumerate(quota.elements())
    )


def _repair(board: Board, places: Counter[Place]) -> Counter[Place]:
    """Deal one axis after the other again, keeping what is not worse, as long as it may help.

    Each step is exact for its axis. Ties fall otherwise each time, so steps that gain nothing
    wander over the equally good deals until another axis can gain from one of them.
    """
    patience = max(_PATIENCE[0], min(_PATIENCE[1], _PATIENCE[2] // board.count))
    left, idle, step = board.misfits(places), 0, 0
    while left and idle < patience:
        changed = _redeal(board, places, axis=_ROUND[step % len(_ROUND)], salt=("step", step))
        now, step = board.misfits(changed), step + 1
        idle = 0 if now < left else idle + 1
        if now <= left:  # pragma: no branch - the deal before is among its choices
            places, left = changed, now
    return places


def _redeal(board: Board, places: Counter[Place], *, axis: int, salt: object) -> Counter[Place]:
    """Return the deal with as many contacts as possible put right on one axis alone."""
    groups: Counter[Place] = Counter()
    for place, count in places.items():
        groups[_with(place, axis, -1)] += count
    keys = shuffled(groups, board.seed, salt)
    values = shuffled(range(len(board.axes[axis])), board.seed, salt)
    options = [
        [turn for turn, value in enumerate(values) if board.fits(_with(key, axis, value))]
        for key in keys
    ]
    bounds = tuple(board.axes[axis][value] for value in values)
    match = _Match([groups[key] for key in keys], options, bounds)
    return Counter(
        {
            _with(keys[group], axis, value): count
            for value, held in zip(values, match.solve(), strict=True)
            for group, count in held.items()
        }
    )


def _with(place: Place, axis: int, value: int) -> Place:
    return (*place[:axis], value, *place[axis + 1 :])


class _Match:
    """Groups of contacts on their way to values: at least so many each, at most so many."""

    def __init__(self, sizes: Sequence[int], options: list[list[int]], bounds: Bounds) -> None:
        self.rest = list(sizes)
        self.options = options
        self.bounds = bounds
        self.room = [0] * len(bounds)
        self.held: list[dict[int, int]] = [{} for _ in bounds]

    def solve(self) -> list[dict[int, int]]:
        """Return for each value how many contacts of which group it holds, all bounds kept.

        First everybody's least is filled, then the rest is dealt: what was filled stays filled.
        """
        self.placed([low for low, _ in self.bounds])
        short = list(self.room)
        extras = sum(self.rest) - sum(short)
        self.placed([high - low for low, high in self.bounds], most=extras)
        spare = [room - least for room, least in zip(self.room, short, strict=True)]
        seats = chain(_each(short), _each(spare))
        for group in _each(list(self.rest)):
            self._hold(next(seats), group, 1)
        return self.held

    def placed(self, room: Sequence[int], most: int | None = None) -> int:
        """Add room, put as many contacts right as it allows, at most `most`; say how many."""
        self.room = [old + new for old, new in zip(self.room, room, strict=True)]
        before = sum(self.rest)
        pool = before if most is None else most
        for group, values in enumerate(self.options):
            while self.rest[group] and pool and values:
                value = max(values, key=self.room.__getitem__)
                if not self.room[value]:
                    break
                self._hold(value, group, 1)
                pool -= 1
        while pool and (count := self._augment(pool)):
            pool -= count
        return before - sum(self.rest)

    def _hold(self, value: int, group: int, count: int) -> None:
        self.held[value][group] = self.held[value].get(group, 0) + count
        self.rest[group] -= count
        self.room[value] -= count

    def _augment(self, most: int) -> int:
        """Lead some of the rest, by way of contacts that can move on, to a value with room."""
        queue = [group for group, left in enumerate(self.rest) if left]
        came: dict[int, int | None] = dict.fromkeys(queue)
        by: dict[int, int] = {}
        for group in queue:
            for value in self.options[group]:
                if value in by:
                    continue
                by[value] = group
                if self.room[value]:
                    return self._shift(value, by, came, most)
                new = [other for other in self.held[value] if other not in came]
                came |= dict.fromkeys(new, value)
                queue += new
        return 0

    def _shift(self, value: int, by: dict[int, int], came: dict[int, int | None], most: int) -> int:
        """Move along the path that was found, as many contacts as its narrowest step allows."""
        entering = [(value, by[value])]
        leaving: list[tuple[int, int]] = []
        while (before := came[entering[-1][1]]) is not None:
            leaving.append((before, entering[-1][1]))
            entering.append((before, by[before]))
        narrow = (self.held[old][group] for old, group in leaving)
        count = min(most, self.room[value], self.rest[entering[-1][1]], *narrow)
        for new, group in entering:
            self._hold(new, group, count)
        for old, group in leaving:
            self._hold(old, group, -count)
            if not self.held[old][group]:
                del self.held[old][group]
        return count


def _each(counts: Iterable[int]) -> Iterator[int]:
    return chain.from_iterable(repeat(index, count) for index, count in enumerate(counts))


def _smooth(board: Board, places: Counter[Place]) -> Counter[Place]:
    """Spread each day part over the days, then each contacter, until no exchange gains."""
    before: Counter[Place] = Counter()
    while places != before:
        before = places
        for row, axis in ((DAY, PART), (PART, DAY), (DAY, CONTACTER)):
            places = _level(board, places, row, axis)
    return places


def _level(board: Board, places: Counter[Place], row: int, axis: int) -> Counter[Place]:
    """Let contacts of two rows exchange their values on `axis` where that evens the table."""
    rows, values = (range(len(board.axes[each])) for each in (row, axis))
    cells = {cell: Counter[Place]() for cell in product(rows, values)}
    for place, count in places.items():
        cells[place[row], place[axis]][place] += count
    size = {cell: held.total() for cell, held in cells.items()}
    for (r, s), (a, b) in product(combinations(rows, 2), permutations(values, 2)):
        while (excess := size[r, a] + size[s, b] - size[r, b] - size[s, a]) > 2:
            one = next((at for at in cells[r, a] if board.fits(_with(at, axis, b))), None)
            two = next((at for at in cells[s, b] if board.fits(_with(at, axis, a))), None)
            if one is None or two is None:
                break
            # So many exchanges bring the table nearest to even; (excess + 1) // 4 is one at least.
            count = min(cells[r, a][one], cells[s, b][two], (excess + 1) // 4)
            for line, old, new, place in ((r, a, b, one), (s, b, a, two)):
                cells[line, old] -= Counter({place: count})
                cells[line, new][_with(place, axis, new)] += count
                size[line, old] -= count
                size[line, new] += count
    return Counter(dict(chain.from_iterable(held.items() for held in cells.values())))
