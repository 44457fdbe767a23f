"""What the plugin host hands out: the reader of filled F-31 and F-32."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import attrs

from mystery_shopping.errors import InvalidInput, MysteryShoppingError, NotFound, Text
from mystery_shopping.model import Contact, Cycle
from mystery_shopping.service.importing import FilledForm, FormFault, FormOrder
from mystery_shopping_forms.errors import NotAForm, UnreadableForm, WrongForm
from mystery_shopping_forms.layout import F31, Table
from mystery_shopping_forms.layout_identity import FILLED, scorecard_digest
from mystery_shopping_forms.reading.attempting import read_attempts
from mystery_shopping_forms.reading.evaluating import read_evaluation
from mystery_shopping_forms.reading.identifying import FoundIdentity, find_identity, find_sheet
from mystery_shopping_forms.reading.slip import Slip
from mystery_shopping_forms.reading.table import FoundTable, find_table
from mystery_shopping_forms.reading.workbook import Sheet, open_workbook

_A_RECORD = Text("form ini arsip; tidak ada yang dibaca", "the form is a record; nothing is read")
_RENAMED = Text("lembar ini semula bernama {name}", "the sheet was called {name}")
_CYCLE = Text("siklus", "cycle")
_CONTACT = Text("kontak", "contact")
_CARD = Text("formulir penilaian", "scorecard")
_CONTACTS = Text("kontak yang ditugaskan", "a contact that is assigned")


@attrs.frozen
class XlsxFormReader:
    """Reads filled forms; it keeps nothing between two calls."""

    def read_forms(self, path: str | PathLike[str], *, cycle: Cycle) -> tuple[FilledForm, ...]:
        """Return the form of a file, with what it orders or its faults; nothing is done.

        A form that nobody filled in orders nothing. One that is damaged, moved about or filled in
        wrongly has faults, all that can be seen at once, each with sheet and cell. What is odd and
        harmless, such as a sheet with a new name, is a remark.

        Raises:
            InvalidInput: when the file is no workbook, not safe to open, or holds no form.

        Source: W-10 5.3.2, 5.3.3; forms F-31 and F-32.
        """
        file = Path(path)
        try:
            workbook = open_workbook(file)
            identity = find_identity(workbook)
            table, sheet, mark = find_sheet(workbook, identity.identity)
        except (UnreadableForm, NotAForm) as error:
            raise InvalidInput(file.name, [error]) from error
        reading = _Reading(identity, cycle, from_1904=workbook.from_1904)
        return (reading.read(workbook.file, table, sheet=sheet, mark=mark),)


@attrs.frozen
class _Reading:
    """One form being read for a cycle."""

    identity: FoundIdentity
    cycle: Cycle
    from_1904: bool = attrs.field(kw_only=True)

    def read(self, file: str, table: Table, *, sheet: Sheet, mark: tuple[int, int]) -> FilledForm:
        """Return the form."""
        slip, identity = Slip(sheet.name), self.identity.identity
        form = FilledForm(
            name=f"{table.form} contact {identity.contact}" if table is F31 else table.form,
            source=f"{file}, {sheet.name}",
        )
        wanted = table.sheet.say(identity.language)
        if sheet.name != wanted:
            slip.remark(mark, _RENAMED.fill(name=wanted))
        if identity.purpose == FILLED:
            slip.remark(mark, _A_RECORD)
            return attrs.evolve(form, remarks=slip.remarks)
        wrong = self._misdirected(table)
        if wrong:
            return attrs.evolve(form, faults=wrong, remarks=slip.remarks)
        found = find_table(sheet, table, mark=mark, slip=slip)
        orders = self._orders(found, slip) if found else ()
        return attrs.evolve(form, orders=orders, faults=slip.faults, remarks=slip.remarks)

    def _orders(self, found: FoundTable, slip: Slip) -> tuple[FormOrder, ...]:
        identity = self.identity.identity
        if found.table is F31:
            contact = _find_contact(self.cycle, identity.contact)
            if contact is None:
                return ()
            return read_evaluation(found, identity, cycle=self.cycle, contact=contact, slip=slip)
        return read_attempts(
            found,
            cycle=self.cycle,
            language=identity.language,
            from_1904=self.from_1904,
            slip=slip,
        )

    def _misdirected(self, table: Table) -> tuple[FormFault, ...]:
        """Return what says that the form is not one of this cycle's."""
        identity, cycle = self.identity.identity, self.cycle
        if identity.cycle != cycle.id:
            return (self._wrong("cycle", what=_CYCLE, required=cycle.id),)
        if table is not F31:
            return ()
        faults = []
        if _find_contact(cycle, identity.contact) is None:
            faults.append(self._wrong("contact", what=_CONTACT, required=_CONTACTS))
        card = cycle.scorecard
        for field, required in (
            ("scorecard", card.name),
            ("scorecard_version", str(card.version)),
            ("scorecard_digest", scorecard_digest(card)),
        ):
            if getattr(identity, field) != required:
                faults.append(self._wrong(field, what=_CARD, required=required))
                break
        return tuple(faults)

    def _wrong(self, field: str, *, what: Text, required: object) -> FormFault:
        actual = getattr(self.identity.identity, field)
        error: MysteryShoppingError = WrongForm(
            field=field, what=what, required=required, actual=actual
        )
        place = Slip(self.identity.sheet.name).place(*self.identity.cell(field))
        return FormFault(place=place, error=error)


def _find_contact(cycle: Cycle, number: str) -> Contact | None:
    """Return the contact a form is for, None when there is none that is assigned to anybody."""
    try:
        contact = cycle.contact(int(number) if number.isdecimal() and len(number) < 10 else 0)
    except NotFound:
        return None
    return contact if contact.contacter else None
