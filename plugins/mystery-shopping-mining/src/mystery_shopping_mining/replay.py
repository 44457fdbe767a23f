"""Token replay: how far what happened follows a net, in exact fractions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import attrs

from mystery_shopping_mining.net import Net, Transition

_HALF = Fraction(1, 2)


@attrs.frozen
class Run:
    """The activities of one case in order, and the place its token is said to lie in afterwards."""

    activities: tuple[str, ...]
    ends: str


@attrs.frozen
class Fitness:
    """The tokens of a replay: produced, consumed, missing when asked for, remaining at the end."""

    produced: int = 0
    consumed: int = 0
    missing: int = 0
    remaining: int = 0

    @property
    def value(self) -> Fraction:
        """How well the net explains it, from 0 to 1; what consumed nothing lacks nothing.

        >>> Fitness(produced=4, consumed=4, missing=1, remaining=1).value
        Fraction(3, 4)

        Source: W. van der Aalst, *Process Mining*, 2016, 8.2; A. Rozinat and W. van der Aalst,
        *Conformance checking of processes based on monitoring real behavior*, 2008.
        """
        lacking = Fraction(self.missing, self.consumed or 1)
        left = Fraction(self.remaining, self.produced or 1)
        return _HALF * (1 - lacking) + _HALF * (1 - left)

    @property
    def is_perfect(self) -> bool:
        """Whether no token was missing and none was left over."""
        return not self.missing and not self.remaining

    def __add__(self, other: Fitness) -> Fitness:
        return Fitness(
            self.produced + other.produced,
            self.consumed + other.consumed,
            self.missing + other.missing,
            self.remaining + other.remaining,
        )


def total(fitnesses: Iterable[Fitness]) -> Fitness:
    """Return the fitness of a log: the tokens of all its cases together, as the paper adds them."""
    return sum(fitnesses, Fitness())


def replay(net: Net, run: Run) -> Fitness:
    """Return the tokens of playing a run on a net, from its first token to the run's last place.

    An activity that cannot happen is forced: the tokens it lacks are counted as missing. One the
    net does not know counts as a transition of its own, that lacks a token and leaves one behind.
    The end takes one token from the place the run names.

    >>> go = Transition("go", "go", ("start",), ("there",))
    >>> replay(Net("way", ("start", "there"), (go,)), Run(("go",), "there")).value
    Fraction(1, 1)
    """
    marking = Counter({net.start: 1})
    produced, consumed, missing = 1, 0, 0
    for activity in run.activities:
        transition = _pick(net, activity, marking)
        missing += _lacks(transition, marking)
        consumed += len(transition.takes)
        produced += len(transition.gives)
        _fire(transition, marking)
    missing += 0 if marking[run.ends] else 1
    left = marking.total() - (1 if marking[run.ends] else 0)
    return Fitness(produced, consumed + 1, missing, left)


def _pick(net: Net, activity: str, marking: Counter[str]) -> Transition:
    """Return the transition of an activity that lacks the fewest tokens, the first of equals."""
    candidates = net.by_activity.get(activity) or (_stranger(activity),)
    return min(candidates, key=lambda transition: _lacks(transition, marking))


def _stranger(activity: str) -> Transition:
    # No place of a net is called so: what it takes is never there, what it gives stays for ever.
    return Transition(activity, activity, (f"before {activity}",), (f"after {activity}",))


def _lacks(transition: Transition, marking: Counter[str]) -> int:
    return (Counter(transition.takes) - marking).total()


def _fire(transition: Transition, marking: Counter[str]) -> None:
    for place in transition.takes:
        if marking[place]:
            marking[place] -= 1
    marking.update(transition.gives)
