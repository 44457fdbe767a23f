"""Filled forms taken into the log: a form with a fault not at all, the others whole, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from mystery_shopping.errors import (
    CommandRefused,
    InvalidValue,
    MysteryShoppingError,
    NotFound,
    Text,
)
from mystery_shopping.model import Cycle
from mystery_shopping.service._kept import Kept
from mystery_shopping.service._ordering import order_of, without_team
from mystery_shopping.service._sealing import given
from mystery_shopping.service.program import Program
from mystery_shopping.values import Person, to_utc
from mystery_shopping.workflow import decide, evolve
from mystery_shopping.workflow.commands import Command
from mystery_shopping.workflow.events import Stamp


@attrs.frozen(kw_only=True)
class FormOrder:
    """One command that a form gives, and the place in the file that gives it.

    `command_id` follows from what is filled in, so that the same form again is the same command.
    """

    place: str
    command: Command
    by: Person
    command_id: str


@attrs.frozen(kw_only=True)
class FormFault:
    """What is wrong at one place of a form."""

    place: str
    error: MysteryShoppingError

    def say(self, language: str = "en") -> str:
        """Return the place and the sentence."""
        return f"{self.place}: {self.error.say(language)}"


@attrs.frozen(kw_only=True)
class FormRemark:
    """What was noticed at one place of a form and stands in nobody's way."""

    place: str
    text: Text

    def say(self, language: str = "en") -> str:
        """Return the place and the sentence."""
        return f"{self.place}: {self.text.say(language)}"


@attrs.frozen(kw_only=True)
class FilledForm:
    """A form as somebody filled it: what it orders, in order, or the faults that were found.

    `name` says which it is, such as ``F-31 contact 7``; `source` is the file and the sheet. A form
    that orders nothing and has no fault is not filled in.
    """

    name: str
    source: str
    orders: tuple[FormOrder, ...] = ()
    faults: tuple[FormFault, ...] = ()
    remarks: tuple[FormRemark, ...] = ()


@attrs.frozen(kw_only=True)
class FormsImport:
    """What became of filled forms, each part in the order in which the forms came.

    `imported` are new, `repeated` known already, `faulty` left out, and `blank` not filled in.
    """

    imported: tuple[FilledForm, ...] = ()
    repeated: tuple[FilledForm, ...] = ()
    faulty: tuple[FilledForm, ...] = ()
    blank: tuple[FilledForm, ...] = ()


_Told = tuple[str, FilledForm]  # the name of a part of a `FormsImport`, and the form


def import_forms(
    program: Program,
    cycle_id: str,
    *,
    forms: Iterable[FilledForm],
    at: datetime | None = None,
    rehearse: bool = False,
) -> FormsImport:
    """Carry out what filled forms order, each form as a whole or not at all.

    A form is rehearsed first, on the cycle as it is then: whatever stands in its way comes back
    as its faults, and the next form is looked at. A form that waits for another one, as an
    evaluation waits for the contact to be performed, may come before it. With `rehearse` nothing
    is carried out, and each form is looked at as if those that passed before it had been.

    Raises:
        NotFound: when there is no such cycle.

    Source: W-10 5.3.2, 5.3.3; forms F-31 and F-32.
    """
    desk = _Desk(program, cycle_id, at=to_utc(at or program.clock.now()), rehearse=rehearse)
    told = _take_in_all(desk, tuple(forms))
    results = {
        field.name: tuple(form for kind, form in told if kind == field.name)
        for field in attrs.fields(FormsImport)
    }
    return FormsImport(**results)


def _take_in_all(desk: _Desk, forms: tuple[FilledForm, ...]) -> list[_Told]:
    """Return what became of each form; refused ones are tried again while others go through."""
    told = [desk.take_in(form) for form in forms]
    went_through = True
    while went_through:
        went_through = False
        for place, form in enumerate(forms):
            if told[place][0] == "faulty" and not form.faults:
                told[place] = desk.take_in(form)
                went_through = went_through or told[place][0] != "faulty"
    return told


class _Desk:
    """Where forms are taken in one after the other, on the cycle as those before left it."""

    def __init__(self, program: Program, cycle_id: str, *, at: datetime, rehearse: bool) -> None:
        self._program, self._cycle_id, self._at = program, cycle_id, at
        self._rehearse = rehearse
        kept = self._look_up()
        self._cycle, self._known = kept.cycle, set(kept.commands)

    def take_in(self, form: FilledForm) -> _Told:
        """Return what became of a form, which is carried out if nothing stands in its way."""
        if form.faults:
            return "faulty", form
        if not form.orders:
            return "blank", form
        if not self._rehearse:
            kept = self._look_up()
            self._cycle, self._known = kept.cycle, kept.commands
        left = [order for order in form.orders if given(order.command_id) not in self._known]
        if not left:
            return "repeated", form
        cycle, faults = _try_out(self._cycle, left, at=self._at)
        if not faults and not self._rehearse:
            faults = self._carry_out(left)
        if faults:
            return "faulty", attrs.evolve(form, faults=faults)
        if self._rehearse:  # else the log says it to whoever looks up next
            self._cycle = cycle
            self._known |= {given(order.command_id) for order in left}
        return "imported", form

    def _look_up(self) -> Kept:
        return self._program._kept.refresh(self._cycle_id)  # noqa: SLF001 - the program's own memory

    def _carry_out(self, orders: Sequence[FormOrder]) -> tuple[FormFault, ...]:
        """Execute what passed its rehearsal.

        Somebody else may have been faster since: then the rest of the form is refused after all,
        and a later import of the same form takes up where this one stopped.
        """
        for order in orders:
            try:
                self._program.execute(
                    self._cycle_id,
                    order.command,
                    by=order.by,
                    at=self._at,
                    command_id=order.command_id,
                )
            except (CommandRefused, NotFound) as error:
                return (FormFault(place=order.place, error=error),)
        return ()


def _try_out(
    cycle: Cycle, orders: Sequence[FormOrder], *, at: datetime
) -> tuple[Cycle, tuple[FormFault, ...]]:
    """Return the cycle after the orders, and what would stand in their way.

    After a refused order nothing more is asked of its contact: it would only follow from that.
    """
    faults, refused = [], set[int | None]()
    for row in orders:
        if row.command.number in refused:
            continue
        try:
            order = order_of(row.command, by=row.by, at=at, cycle=cycle)
            for event in decide(cycle, order):
                stamp = Stamp(without_team(row.by), order.at, cycle.version + 1)
                cycle = evolve(cycle, event, stamp=stamp)
        except (CommandRefused, InvalidValue, NotFound) as error:
            faults.append(FormFault(place=row.place, error=error))
            refused.add(row.command.number)
    return cycle, tuple(faults)
