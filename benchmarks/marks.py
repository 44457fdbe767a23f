"""The marks of a month laid bare, and its figures by a plain loop and by numpy beside ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any, NamedTuple

import mystery_shopping as ms
from benchmarks.growth import Growing
from benchmarks.month import CYCLE, new_program
from mystery_shopping.memory import MemoryLog
from mystery_shopping.rules.samples import slot_of

Figures = list[tuple[int, int]]
"""Ones and counts: in all, then figure by figure in the order of the recap."""

GROUPED = ("day_parts", "reasons", "contacters", "agents")


class Form(NamedTuple):
    """One form: its marks as 0 and 1, and the place of its group in each of `GROUPED`."""

    marks: tuple[int, ...]
    groups: tuple[int, ...]


class Marks(NamedTuple):
    """The forms of a cycle; `sums` are the places that each dimension and KPI adds up."""

    cycle: ms.Cycle
    forms: Sequence[Form]
    sums: Sequence[tuple[int, ...]]
    sizes: tuple[int, ...]


@cache
def marks_of(contacts: int) -> Marks:
    """Return a cycle of so many accepted contacts, executed and not yet recapitulated."""
    cycle = Growing(new_program(MemoryLog()), contacts).program.cycle(CYCLE)
    card, policy = cycle.scorecard, cycle.policy
    names = [_groups(cycle, contact) for contact in cycle.contacts]
    columns = list(zip(*names, strict=True))
    orders = [policy.day_parts.codes, *(sorted(set(column)) for column in columns[1:])]
    places = [{name: place for place, name in enumerate(order)} for order in orders]
    forms = [
        Form(_bits(cycle, contact), tuple(map(dict.__getitem__, places, row)))
        for contact, row in zip(cycle.contacts, names, strict=True)
    ]
    rows = list(enumerate(card.parameters))
    sums = [tuple(n for n, row in rows if row.dimension is wanted) for wanted in ms.Dimension]
    sums += [tuple(n for n, row in rows if policy.kpi_of(row) is wanted) for wanted in ms.Kpi]
    return Marks(cycle, forms, sums, tuple(map(len, orders)))


def figures_of(recap: ms.Recap) -> Figures:
    """Return the figures of a recap."""
    tables = ("parameters", "dimensions", "kpis", *GROUPED)
    shares = [figure.share for table in tables for figure in getattr(recap, table)]
    return [(share.ones, share.count) for share in (recap.total, *shares)]


def by_loop(marks: Marks) -> Figures:
    """Return the same by a loop over every mark, as one writes it without a library."""
    width = len(marks.forms[0].marks)
    ones = [0] * width
    grouped = [[[0, 0] for _ in range(size)] for size in marks.sizes]
    for form, groups in marks.forms:
        total = 0
        for place, mark in enumerate(form):
            ones[place] += mark
            total += mark
        for cells, group in zip(grouped, groups, strict=True):
            cells[group][0] += total
            cells[group][1] += width
    return _told(marks, ones, grouped)


def indicators_by_us(marks: Marks) -> Callable[[], Figures]:
    """Return what finds the KPIs of a month from the forms of its contacts, kept as bit masks."""
    forms = [contact.form for contact in marks.cycle.contacts if contact.form]
    masks = _kpi_masks(marks)

    def find() -> Figures:
        return [_count(forms, mask) for mask in masks]

    return find


def _count(forms: Sequence[ms.Evaluation], mask: int) -> tuple[int, int]:
    ones = count = 0
    for form in forms:
        applies = mask & ~form.skipped
        ones += (form.marks & applies).bit_count()
        count += applies.bit_count()
    return ones, count


def indicators_by_numpy(marks: Marks) -> Callable[[], Figures]:
    """Return what finds the same from the same forms by arrays, which it must make first."""
    numpy: Any = import_module("numpy")
    forms = [contact.form for contact in marks.cycle.contacts if contact.form]
    masks = _kpi_masks(marks)

    def find() -> Figures:
        ones = numpy.fromiter((form.marks for form in forms), dtype=numpy.int64)
        skipped = numpy.fromiter((form.skipped for form in forms), dtype=numpy.int64)
        applying = [mask & ~skipped for mask in masks]
        return [
            (int(numpy.bitwise_count(ones & one).sum()), int(numpy.bitwise_count(one).sum()))
            for one in applying
        ]

    return find


def _kpi_masks(marks: Marks) -> list[int]:
    return [sum(1 << place for place in places) for places in marks.sums[-len(ms.Kpi) :]]


def by_numpy(marks: Marks) -> Callable[[], Figures]:
    """Return what does the same with arrays that stand ready in memory."""
    numpy: Any = import_module("numpy")
    matrix = numpy.array([form.marks for form in marks.forms], dtype=numpy.uint8)
    codes = numpy.array([form.groups for form in marks.forms], dtype=numpy.int64).T.copy()
    return partial(_by_numpy, marks, matrix, codes, numpy)


def _by_numpy(marks: Marks, matrix: Any, codes: Any, numpy: Any) -> Figures:  # noqa: ANN401
    ones, totals = matrix.sum(axis=0, dtype=numpy.int64).tolist(), matrix.sum(axis=1)
    grouped = [
        list(
            zip(
                numpy.bincount(row, weights=totals, minlength=size).astype(int).tolist(),
                (numpy.bincount(row, minlength=size) * matrix.shape[1]).tolist(),
                strict=True,
            )
        )
        for row, size in zip(codes, marks.sizes, strict=True)
    ]
    return _told(marks, ones, grouped)


def _told(marks: Marks, ones: Sequence[int], grouped: Sequence[Sequence[Sequence[int]]]) -> Figures:
    count = len(marks.forms)
    every = [(sum(ones), count * len(ones)), *((one, count) for one in ones)]
    summed = [(sum(ones[n] for n in places), count * len(places)) for places in marks.sums]
    return [*every, *summed, *((cell[0], cell[1]) for cells in grouped for cell in cells)]


def _groups(cycle: ms.Cycle, contact: ms.Contact) -> tuple[str, ...]:
    assert contact.performed_at is not None
    assert contact.contacter is not None
    assert contact.agent is not None
    part = slot_of(cycle.policy, contact.performed_at)[1]
    reason = cycle.scenario(contact.plan.scenario).text.source
    return part, reason, contact.contacter.id, contact.agent.id


def _bits(cycle: ms.Cycle, contact: ms.Contact) -> tuple[int, ...]:
    assert contact.form is not None
    return tuple(contact.form.marks >> n & 1 for n in range(len(cycle.scorecard.parameters)))
