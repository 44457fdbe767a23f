"""The figures of F-27: ones and counts by parameter, dimension, KPI, day part and person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
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
from mystery_shopping.rules.samples import is_inside_week_2, samples, slot_of
from mystery_shopping.values import Person, Share


class _Form(NamedTuple):
    contact: Contact
    form: Evaluation


def make_recap(cycle: Cycle) -> Recap:
    """Return the recap of the cycle's samples as they stand.

    Source: W-10 5.3.4, 5.4.1, 5.6.2; A5, A11.
    """
    counted = samples(cycle)
    forms = [_Form(contact, contact.form) for contact in counted if contact.form is not None]
    card = cycle.scorecard
    return Recap(
        sample_count=len(counted),
        in_window_count=sum(is_inside_week_2(cycle, contact) for contact in counted),
        voided_count=cycle.count(ContactState.VOIDED),
        total=_share(forms, card.full_mask),
        parameters=tuple(
            _figure(row.code, forms, 1 << place) for place, row in enumerate(card.parameters)
        ),
        dimensions=tuple(_figure(d, forms, card.dimension_mask(d)) for d in Dimension),
        kpis=tuple(_figure(kpi, forms, card.mask(partial(_counts_to, cycle, kpi))) for kpi in Kpi),
        day_parts=_grouped(cycle, forms, _day_part(cycle), cycle.policy.day_parts.codes),
        reasons=_grouped(cycle, forms, _reason(cycle)),
        contacters=_grouped(cycle, forms, lambda contact: _id(contact.contacter)),
        agents=_grouped(cycle, forms, lambda contact: _id(contact.agent)),
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


def _day_part(cycle: Cycle) -> Callable[[Contact], str]:
    def key(contact: Contact) -> str:
        return slot_of(cycle.policy, contact.performed_at)[1] if contact.performed_at else ""

    return key


def _reason(cycle: Cycle) -> Callable[[Contact], str]:
    return lambda contact: cycle.scenario(contact.plan.scenario).text.source


def _grouped(
    cycle: Cycle,
    forms: Iterable[_Form],
    key: Callable[[Contact], str],
    order: tuple[str, ...] = (),
) -> tuple[Figure, ...]:
    groups: dict[str, list[_Form]] = {name: [] for name in order}
    for form in forms:
        groups.setdefault(key(form.contact), []).append(form)
    names = order or tuple(sorted(groups))
    return tuple(_figure(name, groups[name], cycle.scorecard.full_mask) for name in names)


def _figure(key: str, forms: list[_Form], mask: int) -> Figure:
    return Figure(str(key), len(forms), _share(forms, mask))


def _share(forms: Iterable[_Form], mask: int) -> Share:
    ones = count = 0
    for _, form in forms:
        applies = mask & ~form.skipped
        ones += (form.marks & applies).bit_count()
        count += applies.bit_count()
    return Share(ones, count)
