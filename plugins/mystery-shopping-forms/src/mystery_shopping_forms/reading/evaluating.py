"""A filled F-31: the marks of one contact and, for every 0, what would have been right."""

from __future__ import annotations

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model import Contact, Cycle, Finding, Parameter
from mystery_shopping.service.importing import FormOrder
from mystery_shopping.workflow.commands import EvaluateContact
from mystery_shopping_forms.errors import FormChanged, RepeatedEntry
from mystery_shopping_forms.layout import (
    NOT_APPLICABLE,
    allows_not_applicable,
    mark_key,
)
from mystery_shopping_forms.layout_identity import CORRECTION, Identity
from mystery_shopping_forms.reading.digesting import command_id
from mystery_shopping_forms.reading.entries import Line, read_mark, read_text
from mystery_shopping_forms.reading.slip import Slip
from mystery_shopping_forms.reading.table import FoundTable, check_area

_WORDS = ("note", "solution")
_A_LINE = Text("baris ini", "line")
_NONE_RIGHT = Text(
    "nilai 0 perlu catatan dan solusi yang benar", "a 0 wants a note and the right solution"
)
_NO_ZERO = Text("nilainya bukan 0", "the mark is no 0")
_UNCHANGED = Text(
    "belum ada yang diubah sejak form dikembalikan",
    "nothing was changed since the form was sent back",
)


@attrs.frozen
class _Marked:
    """What one line says: the parameter's code, its mark, and the finding of a 0."""

    code: str
    mark: int | None
    finding: Finding | None = None


def read_evaluation(
    found: FoundTable, identity: Identity, *, cycle: Cycle, contact: Contact, slip: Slip
) -> tuple[FormOrder, ...]:
    """Return the order to evaluate; none where nothing is filled in, or something is wrong.

    `slip` hears of all that is wrong.

    Source: W-10 5.3.3, 5.6.1; A12.
    """
    rows = _mark_rows(found, cycle, slip)
    is_blank = all(found.is_blank(row) for row in rows)
    check_area(found, [] if is_blank else rows, slip=slip)
    if slip.faults and is_blank:
        return ()
    marked = [
        _read_line(found, parameter, cycle=cycle, slip=slip)
        for parameter in ([] if is_blank else cycle.scorecard.parameters)
    ]
    told = [row for row in marked if row is not None]
    if slip.faults or not told:
        return ()
    command = EvaluateContact(
        contact.number,
        {row.code: row.mark for row in told},
        [row.finding for row in told if row.finding],
    )
    is_awaited = identity.form_version == str(len(contact.evaluations) + 1)
    if identity.purpose == CORRECTION and is_awaited and _says_the_same(command, contact, cycle):
        slip.remark((found.key_row, found.key_column), _UNCHANGED)
        return ()
    name = command_id(command, form=identity.form, cycle=cycle.id, version=identity.form_version)
    place = slip.place(*found.at(min(rows), "mark"))
    by = contact.contacter
    return (FormOrder(place=place, command=command, by=by, command_id=name),) if by else ()


def _mark_rows(found: FoundTable, cycle: Cycle, slip: Slip) -> list[int]:
    """Return the rows of marks; a line that is missing, unknown or there twice is noted."""
    wanted = {mark_key(row.code): row.wording for row in cycle.scorecard.parameters}
    for key in (key for key in wanted if key not in found.lines):
        problem = Text("baris parameter {wording} hilang", "the line of {wording} is missing")
        error = FormChanged(problem=problem.fill(wording=wanted[key]))
        slip.fault((found.key_row, found.columns["parameter"]), error)
    groups = {key: group for key, group in found.lines.items() if key.startswith(mark_key(""))}
    for key, (row, *more) in groups.items():
        if key not in wanted:
            problem = Text(f"baris {key!r} tidak dikenal", f"the line {key!r} is unknown")
            slip.fault((row, found.key_column), FormChanged(problem=problem))
        for again in more:
            other = slip.place(*found.at(row, "parameter"))
            slip.fault(found.at(again, "parameter"), RepeatedEntry(what=_A_LINE, other=other))
    return [row for group in groups.values() for row in group]


def _read_line(
    found: FoundTable, parameter: Parameter, *, cycle: Cycle, slip: Slip
) -> _Marked | None:
    rows = found.lines.get(mark_key(parameter.code))
    if rows is None:
        return None
    line = Line(found, rows[0], slip)
    _check_label(line, parameter)
    mark = read_mark(line, allows_not_applicable=allows_not_applicable(cycle))
    if mark is None:
        # What is wrong with the words is told all the same.
        for key in _WORDS:
            read_text(line, key)
        return None
    finding = _read_finding(line, parameter, is_zero=mark == 0)
    if mark == 0 and finding is None:
        return None
    return _Marked(parameter.code, None if mark == NOT_APPLICABLE else int(mark), finding)


def _read_finding(line: Line, parameter: Parameter, *, is_zero: bool) -> Finding | None:
    """Return why a parameter got a 0; both halves of it belong to a 0, and to nothing else."""
    if is_zero:
        note, solution = read_text(line, "note"), read_text(line, "solution")
        for key in _WORDS:
            if not line.has(key):
                line.missing(key, why=_NONE_RIGHT)
        return Finding(parameter.code, note, solution) if note and solution else None
    for key in _WORDS:
        if line.has(key):
            line.needless(key, why=_NO_ZERO)
    return None


def _check_label(line: Line, parameter: Parameter) -> None:
    """Note a line whose words and key speak of different parameters, as after sorting a part."""
    shown = line.found.cell(line.row, "parameter")
    words = " ".join(shown.text.split()) if shown else ""
    wordings = (parameter.wording.id, parameter.wording.en)
    if not any(words.startswith(" ".join(wording.split())) for wording in wordings):
        problem = Text(
            "baris ini milik {wording}, tertulis lain",
            "the line is that of {wording}, it says other",
        ).fill(wording=parameter.wording)
        line.slip.fault(line.found.at(line.row, "parameter"), FormChanged(problem=problem))


def _says_the_same(command: EvaluateContact, contact: Contact, cycle: Cycle) -> bool:
    """Return whether a form says what the one that was sent back said."""
    form = contact.form
    if form is None:
        return False
    marks = tuple(
        (code, None if form.skipped >> place & 1 else form.marks >> place & 1)
        for place, code in enumerate(cycle.scorecard.codes)
    )
    told = [(row.parameter, row.note.strip(), row.solution.strip()) for row in form.findings]
    said = [(row.parameter, row.note, row.solution) for row in command.findings]
    return command.marks == marks and said == told
