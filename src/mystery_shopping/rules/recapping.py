"""The figures of F-27: ones and counts by parameter, dimension, KPI, day part and person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial, reduce
from typing import NamedTuple

from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    Dimension,
    Evaluation,
    Figure,
    Kpi,
    Nonconformity,
    Parameter,
    Recap,
)
from mystery_shopping.rules.samples import samples, slot_of
from mystery_shopping.values import Person, Share


class _Form(NamedTuple):
    contact: Contact
    form: Evaluation
    share: Share
    day_part: str


def make_recap(cycle: Cycle) -> Recap:
    """Return the recap of the cycle's samples as they stand.

    Source: W-10 5.3.4, 5.4.1, 5.6.2; A5, A11.
    """
    counted = [(contact, *_slot(cycle, contact)) for contact in samples(cycle)]
    card = cycle.scorecard
    forms = [
        _Form(contact, contact.form, contact.form.share(card.full_mask), part)
        for contact, _, part in counted
        if contact.form is not None
    ]
    parameters = _per_parameter(forms, len(card.parameters))
    figure = partial(_figure, parameters=parameters, form_count=len(forms))
    return Recap(
        sample_count=len(counted),
        in_window_count=sum(day in cycle.weeks.week_2 for _, day, _ in counted),
        voided_count=cycle.count(ContactState.VOIDED),
        total=_sum(parameters),
        parameters=tuple(
            figure(row.code, mask=1 << place) for place, row in enumerate(card.parameters)
        ),
        dimensions=tuple(figure(d.value, mask=card.dimension_mask(d)) for d in Dimension),
        kpis=tuple(
            figure(kpi.value, mask=card.mask(partial(_counts_to, cycle, kpi))) for kpi in Kpi
        ),
        day_parts=_grouped(forms, lambda row: row.day_part, order=cycle.policy.day_parts.codes),
        reasons=_grouped(forms, lambda row: cycle.scenario(row.contact.plan.scenario).text.source),
        contacters=_grouped(forms, lambda row: _id(row.contact.contacter)),
        agents=_grouped(forms, lambda row: _id(row.contact.agent)),
        nonconformities=nonconformities(cycle),
    )


def nonconformities(cycle: Cycle) -> tuple[Nonconformity, ...]:
    """Return every nonconformity of the samples, then the QCA's own notes on contacts that stand.

    Source: W-10 5.6.1, 5.6.2.
    """
    from_forms = (
        Nonconformity(contact.number, row.parameter, row.note, row.solution, contact.contacter)
        for contact in samples(cycle)
        if contact.form is not None and contact.contacter is not None
        for row in contact.form.findings
    )
    noted = (
        row
        for row in cycle.nonconformities
        if cycle.contact(row.contact).state is not ContactState.VOIDED
    )
    return (*from_forms, *noted)


def _counts_to(cycle: Cycle, kpi: Kpi, parameter: Parameter) -> bool:
    return cycle.policy.kpi_of(parameter) is kpi


def _id(person: Person | None) -> str:
    return person.id if person else ""


def _slot(cycle: Cycle, contact: Contact) -> tuple[date, str]:
    assert contact.performed_at is not None  # noqa: S101 - a sample was performed
    return slot_of(cycle.policy, contact.performed_at)


def _per_parameter(forms: Iterable[_Form], size: int) -> tuple[Share, ...]:
    """Return the ones of each parameter, in scorecard order; forms marked alike count as one."""
    alike = Counter((row.form.marks, row.form.skipped) for row in forms)
    ones, counts = [0] * size, [0] * size
    for (marks, skipped), number in alike.items():
        for place in range(size):
            if not skipped >> place & 1:
                counts[place] += number
                ones[place] += number * (marks >> place & 1)
    return tuple(map(Share, ones, counts))


def _figure(key: str, *, mask: int, parameters: tuple[Share, ...], form_count: int) -> Figure:
    chosen = (share for place, share in enumerate(parameters) if mask >> place & 1)
    return Figure(key, form_count, _sum(chosen))


def _sum(shares: Iterable[Share]) -> Share:
    return reduce(Share.plus, shares, Share(0, 0))


def _grouped(
    forms: Iterable[_Form], key: Callable[[_Form], str], *, order: tuple[str, ...] = ()
) -> tuple[Figure, ...]:
    """Return the figure of all parameters for each key, in `order`, else by key."""
    groups: dict[str, list[int]] = {name: [0, 0, 0] for name in order}
    for row in forms:
        group = groups.setdefault(key(row), [0, 0, 0])
        group[0] += 1
        group[1] += row.share.ones
        group[2] += row.share.count
    names = order or tuple(sorted(groups))
    return tuple(Figure(name, groups[name][0], Share(*groups[name][1:])) for name in names)
