"""A plan made for a cycle from its own windows, day parts and scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mystery_shopping.model import Cycle, PlannedContact
from mystery_shopping.rules.plan_maker import Contacter, PlanRequest, make_plan


def propose_plan(
    cycle: Cycle,
    contacters: Sequence[Contacter],
    *,
    per_cell: int = 2,
    oversampling: Fraction = Fraction(1),
    teams: Sequence[str] = (),
    seed: int = 0,
) -> tuple[PlannedContact, ...]:
    """Return a balanced plan for the cycle, ready for `PlanContacts`; nothing is recorded.

    Raises:
        PlanImpossible: saying which people, days and day parts are short.
        InvalidInput: when the request itself is faulty.

    Source: W-10 5.2.1.2, 5.2.1.3, 5.2.2.
    """
    return make_plan(
        PlanRequest(
            window=cycle.weeks.week_2,
            day_parts=cycle.policy.day_parts.codes,
            scenarios=tuple((row.number, row.text.source) for row in cycle.scenarios),
            contacters=tuple(contacters),
            minimum=cycle.policy.minimum_samples,
            per_cell=per_cell,
            oversampling=oversampling,
            teams=tuple(teams),
            own_team_allowed=cycle.policy.own_team_allowed,
            seed=seed,
        )
    )
