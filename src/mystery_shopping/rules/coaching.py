"""Rule 5.5: which agents and forms of the month call for a follow-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce

from mystery_shopping.model import (
    Contact,
    Cycle,
    Dimension,
    Evaluation,
    FollowUp,
    TargetBasis,
    Trigger,
    ZeroOnSolution,
)
from mystery_shopping.rules.samples import samples
from mystery_shopping.values import Person, Share


def follow_ups_due(cycle: Cycle) -> tuple[FollowUp, ...]:
    """Return one follow-up per agent whose forms trigger rule 5.5, by agent id, numbered from 1.

    Source: W-10 5.5; A10.
    """
    forms: dict[str, list[tuple[Contact, Evaluation]]] = defaultdict(list)
    people: dict[str, Person] = {}
    for contact in samples(cycle):
        if contact.agent is not None and contact.form is not None:  # pragma: no branch - samples do
            forms[contact.agent.id].append((contact, contact.form))
            people[contact.agent.id] = contact.agent
    found = ((people[agent], _triggered(cycle, forms[agent])) for agent in sorted(forms))
    due = [(agent, hits) for agent, hits in found if hits]
    return tuple(
        FollowUp(number, agent, tuple(sorted(hits)), _in_order(hits.values()))
        for number, (agent, hits) in enumerate(due, 1)
    )


def form_triggers(cycle: Cycle, form: Evaluation) -> tuple[Trigger, ...]:
    """Return why one form alone calls for a follow-up, in the order of the clause."""
    checks = {
        Trigger.ZERO_ON_SOLUTION: _zero_on_solution(cycle, form),
        Trigger.SERVICE_BELOW_TARGET: _form_below_target(cycle, form),
    }
    return tuple(trigger for trigger, hit in checks.items() if hit)


def _triggered(
    cycle: Cycle, forms: list[tuple[Contact, Evaluation]]
) -> dict[int, tuple[Trigger, ...]]:
    hits = {contact.number: form_triggers(cycle, form) for contact, form in forms}
    if cycle.policy.target_basis is TargetBasis.AGENT_MEAN and _mean_below_target(cycle, forms):
        below = (Trigger.SERVICE_BELOW_TARGET,)
        hits = {number: (*triggers, *below) for number, triggers in hits.items()}
    return {number: triggers for number, triggers in hits.items() if triggers}


def _zero_on_solution(cycle: Cycle, form: Evaluation) -> bool:
    solution = form.share(cycle.scorecard.dimension_mask(Dimension.SOLUTION))
    match cycle.policy.zero_on_solution:
        case ZeroOnSolution.DIMENSION:
            return solution.is_defined and solution.ones == 0
        case ZeroOnSolution.ANY_PARAMETER:
            return solution.ones < solution.count
        case ZeroOnSolution.CRITICAL_PARAMETER:  # pragma: no branch - there is no fourth
            critical = form.share(cycle.scorecard.mask(lambda row: row.critical))
            return critical.ones < critical.count


def _form_below_target(cycle: Cycle, form: Evaluation) -> bool:
    policy, card = cycle.policy, cycle.scorecard
    groups: dict[TargetBasis, tuple[tuple[Dimension, ...], ...]] = {
        TargetBasis.COMBINED: (policy.service_dimensions,),
        TargetBasis.EACH: tuple((dimension,) for dimension in policy.service_dimensions),
        TargetBasis.AGENT_MEAN: (),
    }
    return any(
        form.share(card.dimension_mask(*group)).is_below(policy.target)
        for group in groups[policy.target_basis]
    )


def _mean_below_target(cycle: Cycle, forms: list[tuple[Contact, Evaluation]]) -> bool:
    mask = cycle.scorecard.dimension_mask(*cycle.policy.service_dimensions)
    shares = (form.share(mask) for _, form in forms)
    return reduce(Share.plus, shares, Share(0, 0)).is_below(cycle.policy.target)


def _in_order(hits: Iterable[tuple[Trigger, ...]]) -> tuple[Trigger, ...]:
    found = {trigger for triggers in hits for trigger in triggers}
    return tuple(trigger for trigger in Trigger if trigger in found)
