"""Opening a cycle: the one command that has no cycle to be held against."""

from __future__ import annotations

from mystery_shopping.errors import CommandRefused, InvalidValue, Text, Unmet
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
    code, sentence, remedy = WRONG_ROLE
    required, actual = Role.QCA.label, by.role.label
    return Unmet(
        code=code,
        name="wrong_role",
        clause="5.1.1",
        required=required,
        actual=actual,
        sentence=sentence.fill(required=required, actual=actual),
        remedy=remedy.fill(required=required, actual=actual),
        path="by",
    )
