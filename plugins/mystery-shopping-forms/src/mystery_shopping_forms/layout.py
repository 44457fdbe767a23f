"""What stands where in the forms that people fill: the writing and the reading half share it.

Nothing is found by its place alone. A form says what it is on a sheet nobody sees
(`layout_identity`); each sheet carries a mark in its first cell, in a hidden first column; each
line of a table its key in that column, and each column of a table its key in a hidden line above
the titles. So a sheet may be renamed and a line or column be moved, and the reader still knows
what it looks at, and can say what moved from where.

Rows and columns count from 0 here; `cell_name` says them as a person does.
"""

from __future__ import annotations

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model import Cycle, NotApplicable, Outcome, Scorecard

LAYOUT_VERSION = 1
"""Grows when a form of the version before could no longer be read by these places."""

KEY_COLUMN = 0
"""The hidden column of keys, in every sheet of a form."""

NOT_APPLICABLE = "n/a"
"""What stands for a parameter that does not apply, in both languages; upper or lower case."""

WHEN_FORMAT = {"id": "dd/mm/yyyy hh:mm", "en": "yyyy-mm-dd hh:mm"}
"""How a moment shows; the cell itself holds Excel's day number, on the clock of the site."""

BLANK_ATTEMPTS = 3
"""How many lines to fill in stand in F-32 below each contact not yet performed."""

OUTCOMES: dict[Outcome, Text] = {
    Outcome.REACHED: Text("terhubung", "reached"),
    Outcome.NO_ANSWER: Text("tidak diangkat", "no answer"),
    Outcome.ABANDONED: Text("terputus di antrean", "abandoned in the queue"),
    Outcome.WRONG_QUEUE: Text("salah antrean", "wrong queue"),
    Outcome.RECOGNISED: Text("dikenali agent", "recognised"),
    Outcome.TECHNICAL: Text("gangguan teknis", "technical trouble"),
}
"""What the drop-down of F-32 offers; only `REACHED` wants an agent, and performs the contact."""


@attrs.frozen
class Column:
    """A column of a table: its key in the hidden line, its title, its width in characters.

    People fill a column where `is_input`, in the lines that are theirs; all else is locked.
    """

    key: str
    title: Text
    width: float
    is_input: bool = False


@attrs.frozen(kw_only=True)
class Table:
    """The table of a form on its sheet.

    `mark` stands in the sheet's first cell, at (0, `KEY_COLUMN`). `key_row` is the hidden line of
    the columns' keys, the line below it holds their titles, and `first_row` the first line.
    The first of `columns` stands in the column after `KEY_COLUMN`.
    """

    form: str
    sheet: Text
    mark: str
    key_row: int
    columns: tuple[Column, ...]

    @property
    def title_row(self) -> int:
        """The row of the columns' titles, the last of those that stay in sight."""
        return self.key_row + 1

    @property
    def first_row(self) -> int:
        """The row of the first line."""
        return self.key_row + 2

    def place(self, key: str) -> int:
        """Return the column called `key`, counted with the hidden one, or raise `KeyError`."""
        for place, column in enumerate(self.columns, KEY_COLUMN + 1):
            if column.key == key:
                return place
        raise KeyError(key)


F31 = Table(
    form="F-31",
    sheet=Text("F-31", "F-31"),
    mark="mystery-shopping:F-31",
    key_row=10,
    columns=(
        Column("number", Text("No.", "No."), 5),
        Column("dimension", Text("Dimensi", "Dimension"), 14),
        Column("parameter", Text("Parameter", "Parameter"), 36),
        Column("mark", Text("Nilai", "Mark"), 7, is_input=True),
        Column("note", Text("Ketidaksesuaian", "Nonconformity"), 30, is_input=True),
        Column("solution", Text("Solusi yang benar", "Correct solution"), 30, is_input=True),
        Column("returned", Text("Alasan dikembalikan", "Why it came back"), 26),
    ),
)
"""One contact's marks: a line a parameter, in scorecard order, with `mark_key` as its key.

`mark` holds the number 0 or 1, or `NOT_APPLICABLE` where `allows_not_applicable`; `note` and
`solution` go with a 0. Below the parameters come lines of scores, whose keys begin ``score:``.
"""

F32 = Table(
    form="F-32",
    sheet=Text("F-32", "F-32"),
    mark="mystery-shopping:F-32",
    key_row=7,
    columns=(
        Column("contact", Text("Kontak", "Contact"), 8),
        Column("on", Text("Rencana tanggal", "Planned day"), 13),
        Column("day_part", Text("Bagian hari", "Day part"), 11),
        Column("contacter", Text("Contacter", "Contacter"), 14),
        Column("scenario", Text("Skenario", "Scenario"), 28),
        Column("state", Text("Status", "State"), 13),
        Column("at", Text("Waktu kontak", "When tried"), 17, is_input=True),
        Column("outcome", Text("Hasil", "Outcome"), 20, is_input=True),
        Column("agent", Text("Agent yang menjawab", "Agent reached"), 18, is_input=True),
        Column("team", Text("Tim agent", "Agent's team"), 13, is_input=True),
        Column("note", Text("Catatan", "Note"), 34, is_input=True),
    ),
)
"""The month's contacts, by number: the lines known already, then those to fill in.

The key of a line is `logged_key` for an attempt in the log (locked), `blank_key` for one to fill
in, and `bare_key` for a contact with neither. `at` holds a date and time on the clock of the site,
whose zone is the policy's; `outcome` one of `OUTCOMES` in the form's language.
"""

SCENARIO_MARK = "mystery-shopping:scenario"
"""Marks the sheet of F-31 with the brief and the right answer, of which nothing is read back."""


def mark_key(code: str) -> str:
    """Return the key of a parameter's line in F-31."""
    return f"mark:{code}"


def logged_key(contact: int, attempt: int) -> str:
    """Return the key of an attempt in the log, the first is 1."""
    return f"logged:{contact}:{attempt}"


def blank_key(contact: int, line: int) -> str:
    """Return the key of a line to fill in below a contact, the first is 1."""
    return f"blank:{contact}:{line}"


def bare_key(contact: int) -> str:
    """Return the key of a contact's line that holds no attempt and takes none."""
    return f"contact:{contact}"


def mark_row(scorecard: Scorecard, code: str) -> int:
    """Return the row of a parameter in F-31 as it was written."""
    return F31.first_row + scorecard.place(code)


def allows_not_applicable(cycle: Cycle) -> bool:
    """Return whether `NOT_APPLICABLE` may stand for a mark (A12)."""
    return cycle.policy.not_applicable is not NotApplicable.FORBID


def cell_name(row: int, column: int) -> str:
    """Return a place as a person says it.

    >>> cell_name(9, 4), cell_name(0, 27)
    ('E10', 'AB1')
    """
    letters = ""
    place = column + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
