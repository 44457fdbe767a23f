"""What can be wrong with a form that comes back filled, or with the file it comes in."""

from __future__ import annotations

from mystery_shopping.errors import Misuse, Text


class UnreadableForm(Misuse, ValueError):
    """A file is no workbook that can be read, or none that may be opened safely."""

    code = "MS611"
    file: str
    problem: Text

    def __init__(self, *, file: str, problem: Text) -> None:
        text = Text("{file} tidak terbaca: {problem}", "{file} cannot be read: {problem}").fill(
            file=file, problem=problem
        )
        super().__init__(text, file=file, problem=problem)


class NotAForm(Misuse, ValueError):
    """A workbook is sound, but no form that can be read back."""

    code = "MS612"
    file: str
    problem: Text

    def __init__(self, *, file: str, problem: Text) -> None:
        text = Text(
            "{file} bukan form yang dapat dibaca: {problem}",
            "{file} is no form that can be read: {problem}",
        ).fill(file=file, problem=problem)
        super().__init__(text, file=file, problem=problem)


class WrongForm(Misuse, ValueError):
    """A form belongs to another cycle, to a contact that is not there, or to another scorecard."""

    code = "MS613"
    field: str
    required: object
    actual: object

    def __init__(self, *, field: str, what: Text, required: object, actual: object) -> None:
        text = Text(
            "form ini untuk {what} {actual}, bukan {required}",
            "the form is for {what} {actual}, not for {required}",
        ).fill(what=what, required=required, actual=actual)
        super().__init__(text, field=field, required=required, actual=actual)


class FormChanged(Misuse, ValueError):
    """A form is not built any more as it was handed out."""

    code = "MS614"
    problem: Text

    def __init__(self, *, problem: Text) -> None:
        text = Text(
            "susunan form berubah: {problem}", "the form's layout was changed: {problem}"
        ).fill(problem=problem)
        super().__init__(text, problem=problem)


class NoValue(Misuse, ValueError):
    """A cell holds something, but nothing that says a value: a formula without a result, an error.

    `found` is what stands there.
    """

    code = "MS615"
    found: Text

    def __init__(self, *, found: Text) -> None:
        text = Text("{found}; ketik nilainya langsung", "{found}; type the value itself").fill(
            found=found
        )
        super().__init__(text, found=found)


class WrongEntry(Misuse, ValueError):
    """What is filled in is not what its cell asks for."""

    code = "MS616"
    field: str
    required: Text
    actual: str

    def __init__(self, *, field: str, what: Text, required: Text, actual: str) -> None:
        text = Text(
            "{what} harus {required}, ternyata {actual}",
            "the {what} must be {required}, got {actual}",
        ).fill(what=what, required=required, actual=actual)
        super().__init__(text, field=field, required=required, actual=actual)


class MissingEntry(Misuse, ValueError):
    """A cell was left empty though what stands beside it asks for it."""

    code = "MS617"
    field: str

    def __init__(self, *, field: str, what: Text, why: Text) -> None:
        text = Text("{what} belum diisi: {why}", "the {what} is missing: {why}").fill(
            what=what, why=why
        )
        super().__init__(text, field=field)


class NeedlessEntry(Misuse, ValueError):
    """A cell is filled though what stands beside it leaves nothing to say there."""

    code = "MS618"
    field: str

    def __init__(self, *, field: str, what: Text, why: Text) -> None:
        text = Text(
            "{what} tidak seharusnya diisi: {why}", "the {what} has no place here: {why}"
        ).fill(what=what, why=why)
        super().__init__(text, field=field)


class RepeatedEntry(Misuse, ValueError):
    """The same thing is filled in at two places; `other` is the first of them."""

    code = "MS619"
    other: str

    def __init__(self, *, what: Text, other: str) -> None:
        text = Text("{what} sudah ada di {other}", "the {what} stands in {other} already").fill(
            what=what, other=other
        )
        super().__init__(text, other=other)
