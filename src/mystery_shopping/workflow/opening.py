"""Opening a cycle: the one command that has no cycle to be held against."""

from __future__ import annotations

from mystery_shopping.errors import CommandRefused, InvalidValue, Text, Unmet, tell_unmet
from mystery_shopping.model import Policy, Scorecard
from mystery_shopping.values import Period, Person, Role
from mystery_shopping.values._check import is_code
from mystery_shopping.workflow.events import CycleOpened
from mystery_shopping.workflow.guards.always import WRONG_ROLE


def decide_opening(
    cycle: str,
    *,
    unit: str,
    period: Period,
    policy: Policy,
    scorecard: Scorecard,
    by: Person,
) -> CycleOpened:
    """Return the event that opens the cycle called `cycle`.

    Raises:
        CommandRefused: when `by` is no QCA.
        InvalidValue: when `unit` cannot be part of an id, or the week rule has no such month.
    """
    if not is_code(unit) or "/" in unit:
        required = Text("nama unit tanpa '/'", "a unit's name without '/'")
        raise InvalidValue(path="unit", required=required, actual=unit)
    policy.week_rule.weeks(period)
    if by.role is not Role.QCA:
        raise CommandRefused(command="OpenCycle", unmet=(_wrong_role(by),))
    return CycleOpened(cycle, unit, period, policy, scorecard)


def _wrong_role(by: Person) -> Unmet:
    return tell_unmet(
        WRONG_ROLE,
        name="wrong_role",
        clause="5.1.1",
        required=Role.QCA.label,
        actual=by.role.label,
        path="by",
    )
