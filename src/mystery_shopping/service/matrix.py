"""The clause matrix: for every clause of W-10 what holds it, and what of the policy changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model.open_readings import OPEN_READINGS
from mystery_shopping.rules import MECHANISM, RECORDS, mechanism_rows
from mystery_shopping.rules.occurrence import judge_month
from mystery_shopping.service import _disposal_refusals as disposal
from mystery_shopping.values import CLAUSES, ClauseKind
from mystery_shopping.values.clause import FORMS
from mystery_shopping.workflow.commands import COMMANDS
from mystery_shopping.workflow.guards import Guard
from mystery_shopping.workflow.guards.always import time_runs_backwards
from mystery_shopping.workflow.notices import NOTICES
from mystery_shopping.workflow.tables import TABLES, Row

__all__ = ["Condition", "MatrixRow", "clause_matrix"]


@attrs.frozen
class Condition:
    """Something that refuses a command: its code, its name, whether a deviation may waive it."""

    code: str
    name: str
    is_waivable: bool = False


@attrs.frozen(kw_only=True)
class MatrixRow:
    """What the code does for one clause; each part is in the order of its own table.

    `commands` are the steps the clause asks for, by class; `conditions` refuse them, `checks` are
    the functions that judge the month; `retention` keeps records from being disposed of. `notices`
    tell of what happened, `reminders` of what has not. `readings` are A-numbers, `fields` those of
    the policy.
    """

    number: str
    kind: ClauseKind
    title: Text
    commands: tuple[str, ...]
    conditions: tuple[Condition, ...]
    checks: tuple[str, ...]
    retention: tuple[Condition, ...]
    forms: tuple[str, ...]
    notices: tuple[str, ...]
    reminders: tuple[str, ...]
    readings: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def is_enforced(self) -> bool:
        """Whether anything refuses or judges: a form, a notice or a step alone does neither."""
        return bool(self.conditions or self.checks or self.retention)


def clause_matrix() -> tuple[MatrixRow, ...]:
    """Return one row for each clause of the registry, in the order of the document.

    What refuses under the clause of whatever command it meets (MS301 to MS303) is in no row, and
    what names the clause of a red check besides its own (MS381, MS396, MS397) in its own row only.

    >>> row = next(row for row in clause_matrix() if row.number == "5.3.2")
    >>> row.checks, row.forms, row.fields
    (('attempts_logged',), ('F-32',), ('execution_form',))
    """
    return tuple(_row(number) for number in CLAUSES)


def _row(number: str) -> MatrixRow:
    clause = CLAUSES[number]
    told = [row for row in NOTICES if row.clause == number]
    answers = [row for row in OPEN_READINGS if number in row.clauses]
    return MatrixRow(
        number=number,
        kind=clause.kind,
        title=clause.title,
        commands=_once(_NAMES[row.trigger] for row in _ROWS if row.clause == number),
        conditions=tuple(_CONDITIONS[g] for g in _CONDITIONS if g.clause == number),
        checks=tuple(name for own, name in _CHECKS if own == number),
        retention=_RETENTION if number == disposal.CLAUSE else (),
        forms=tuple(form for form, clauses in FORMS.items() if number in clauses),
        notices=_once(row.code for row in told if row.reminder is None),
        reminders=_once(row.code for row in told if row.reminder is not None),
        readings=_once(row.number for row in answers if row.number is not None),
        fields=tuple(row.field for row in answers if row.field is not None),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _name(judge: Callable[..., Any]) -> str:
    return (judge.func if isinstance(judge, partial) else judge).__name__


_ROWS: tuple[Row, ...] = tuple(row for table in TABLES.values() for row in table)
_NAMES = {command.trigger: command.__name__ for command in COMMANDS}
_GUARDS: frozenset[Guard] = frozenset(
    {time_runs_backwards, *(guard for row in _ROWS for guard in row.guards)}
)
_CONDITIONS = {
    guard: Condition(guard.code, guard.name, guard.is_obligation)
    for guard in sorted(_GUARDS, key=lambda guard: guard.code)
}
_CHECKS: tuple[tuple[str, str], ...] = (
    ("4.1", _name(mechanism_rows)),
    ("4.2", _name(judge_month)),
    *((check.clause, _name(check.judge)) for check in (*MECHANISM, RECORDS)),
)
_RETENTION = tuple(Condition(words[0], name) for name, words in disposal.RETENTION.items())
