"""What helps to fill F-31 in: the drop-down of marks, and a colour where a 0 lacks its words."""

from __future__ import annotations

from mystery_shopping.model import Cycle
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import (
    F31,
    NOT_APPLICABLE,
    allows_not_applicable,
    cell_name,
)
from mystery_shopping_forms.writing.sheet import Sheet

_MARKS = Sentence("Mark")
_ASKED = Sentence("1 where right, 0 where wrong or not to the standard.")
_LAX = Sentence("1 where right, 0 where wrong or not to the standard, n/a where it does not apply.")
_REFUSED = Sentence("Take a mark from the list.")
_LACKS = {"bg_color": "#F8CBAD"}


def guide_inputs(sheet: Sheet, cycle: Cycle) -> None:
    """Offer the marks the policy allows; colour the note and the solution that a 0 still needs.

    Source: W-10 5.3.3, 5.6.1; A12.
    """
    say, mark = sheet.book.say, F31.place("mark")
    last = F31.first_row + len(cycle.scorecard.parameters) - 1
    is_lax = allows_not_applicable(cycle)
    sheet.raw.data_validation(
        F31.first_row,
        mark,
        last,
        mark,
        {
            "validate": "list",
            "source": ["0", "1", NOT_APPLICABLE] if is_lax else ["0", "1"],
            "ignore_blank": True,
            "input_title": say(_MARKS),
            "input_message": say(_LAX if is_lax else _ASKED),
            "error_title": say(_MARKS),
            "error_message": say(_REFUSED),
        },
    )
    for key in ("note", "solution"):
        _colour_missing(sheet, F31.place(key), last=last)


def _colour_missing(sheet: Sheet, column: int, *, last: int) -> None:
    mark = f"${cell_name(F31.first_row, F31.place('mark'))}"
    own = cell_name(F31.first_row, column)
    rule = f'=AND(ISNUMBER({mark}),{mark}=0,TRIM({own})="")'
    options = {"type": "formula", "criteria": rule, "format": sheet.book.rule(_LACKS)}
    sheet.raw.conditional_format(F31.first_row, column, last, column, options)
