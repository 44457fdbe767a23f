"""What will happen to which contact: drawn once, so that every month has its small dramas."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import attrs

import mystery_shopping as ms
from mystery_shopping_cli.demo.clock import Clock


@attrs.frozen(kw_only=True)
class Plot:
    """The numbers of the contacts that go another way than the rest; None where none can.

    `stray` is reached outside its planned day part, `recognised` is voided and replaced,
    `reassigned` gets another contacter, `returned` a second version of its form, `zero` has
    nothing right on the solution, and `below` a service under the target.
    """

    stray: int | None = None
    recognised: int | None = None
    reassigned: int | None = None
    returned: int | None = None
    zero: int | None = None
    below: int | None = None


def make_plot(cycle: ms.Cycle, chance: Random, *, deviates: bool) -> Plot:
    """Return a plot for the planned contacts; only one that `deviates` has a stray."""
    contacts = list(cycle.contacts)
    chance.shuffle(contacts)
    week, clock = cycle.weeks.week_2, Clock(cycle)
    rules: dict[str, Callable[[ms.Contact], bool]] = {
        "stray": lambda c: deviates and clock.later_part(c.plan.day_part) is not None,
        "recognised": lambda c: c.plan.on < week.last,
        "reassigned": lambda c: _is_officers(c) and c.plan.on > week.first,
        "returned": _is_officers,
        "zero": lambda _: True,
        "below": lambda _: True,
    }
    return Plot(**{name: _take(contacts, rule) for name, rule in rules.items()})


def _take(contacts: list[ms.Contact], rule: Callable[[ms.Contact], bool]) -> int | None:
    found = next(filter(rule, contacts), None)
    if found is None:
        return None
    contacts.remove(found)
    return found.number


def _is_officers(contact: ms.Contact) -> bool:
    return contact.contacter is not None and contact.contacter.role is ms.Role.QCO


def other(people: Iterable[ms.Person], *, than: ms.Person | None, chance: Random) -> ms.Person:
    """Return one of the people, but not that one where there is a choice."""
    everybody = list(people)
    return chance.choice([one for one in everybody if one != than] or everybody)
