"""Guards of the form F-31 and its way: W-10 5.3.3, 5.3.4 and 5.6.1."""

from __future__ import annotations

from collections.abc import Iterable

from mystery_shopping.errors import Text
from mystery_shopping.model import ContactState, NotApplicable
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards._guard import FINE, Gap, necessity

_ONE_OR_ZERO = Text("0 atau 1", "0 or 1")


@necessity(
    "MS371",
    "5.3.3",
    Text("nilai {actual}; harus {required}", "the mark is {actual}; it must be {required}"),
    Text("isi {required} untuk parameter ini", "give {required} for this parameter"),
)
def mark_not_0_or_1(s: Situation) -> Iterable[Gap]:
    """Refuse any mark but 0 and 1, a blank one and one given twice (A12)."""
    marks, card = dict(s.command.marks), s.cycle.scorecard
    if len(marks) == len(s.command.marks) and all(
        type(marks.get(code, _BLANK)) is int and 0 <= marks[code] <= 1 for code in card.codes
    ):
        return FINE
    return tuple(_mark_gaps(s))


def _mark_gaps(s: Situation) -> Iterable[Gap]:
    lax = s.cycle.policy.not_applicable is not NotApplicable.FORBID
    given: dict[str, object] = {}
    for code, mark in s.command.marks:
        if code in given:
            yield Gap(_ONE_OR_ZERO, Text("dua kali", "given twice"), path=f"marks.{code}")
        given[code] = mark
    for code in s.cycle.scorecard.codes:
        mark = given.get(code, _BLANK)
        if type(mark) is int and 0 <= mark <= 1:
            continue
        if not (mark is None and lax):
            yield Gap(_ONE_OR_ZERO, mark, path=f"marks.{code}")


_BLANK = Text("kosong", "blank")


@necessity(
    "MS372",
    "5.3.3",
    Text("parameter {actual} tidak ada di formulir", "there is no parameter {actual} on the form"),
    Text("pakai kode dari formulir: {required}", "use a code of the form: {required}"),
)
def parameter_unknown(s: Situation) -> Iterable[Gap]:
    """Refuse a code the pinned scorecard does not have."""
    card = s.cycle.scorecard
    unknown = [(path, code) for path, code in _named_parameters(s) if not card.has(code)]
    if not unknown:
        return FINE
    return tuple(Gap(", ".join(card.codes), code, path=path) for path, code in unknown)


def _named_parameters(s: Situation) -> Iterable[tuple[str, str]]:
    command = s.command
    match command.trigger:
        case "evaluate_contact":
            yield from ((f"marks.{code}", code) for code, _ in command.marks)
            for place, row in enumerate(command.findings):
                yield f"findings[{place}].parameter", row.parameter
        case "return_form":
            for code, _ in command.reasons:
                yield f"reasons.{code}", code
        case _:
            yield "parameter", command.parameter


@necessity(
    "MS373",
    "5.6.1",
    Text(
        "nilai 0 tanpa catatan dan solusi yang benar", "a 0 without a note and the right solution"
    ),
    Text("tambahkan catatan dan solusi untuk {actual}", "add a finding for {actual}"),
)
def zero_without_finding(s: Situation) -> Iterable[Gap]:
    """Refuse a 0 that nobody explained."""
    explained = {row.parameter for row in s.command.findings}
    bare = [code for code, mark in s.command.marks if mark == 0 and code not in explained]
    if not bare:
        return FINE
    wanted = Text("catatan dan solusi", "a finding")
    return tuple(Gap(wanted, code, path=f"marks.{code}") for code in bare)


@necessity(
    "MS374",
    "5.6.1",
    Text("catatan untuk {actual} yang tidak bernilai 0", "a finding for {actual}, which is no 0"),
    Text("beri nilai 0, atau hapus catatannya", "mark it 0, or leave the finding out"),
)
def finding_without_zero(s: Situation) -> Iterable[Gap]:
    """Refuse a finding on a parameter that is not 0, and two on one."""
    if not s.command.findings:
        return FINE
    zeros = {code for code, mark in s.command.marks if mark == 0}
    gaps = []
    for place, row in enumerate(s.command.findings):
        if row.parameter not in zeros:
            gaps.append(Gap("0", row.parameter, path=f"findings[{place}].parameter"))
        zeros.discard(row.parameter)
    return tuple(gaps) or FINE


@necessity(
    "MS375",
    "5.3.3",
    Text("pengembalian tanpa alasan per parameter", "the form is returned without a reason"),
    Text("sebut parameter dan alasannya", "name the parameter and the reason"),
)
def returned_without_reason(s: Situation) -> Iterable[Gap]:
    """Refuse to send a form back without saying what to look at."""
    if not s.command.reasons:
        yield Gap(">= 1", "0", path="reasons")
    for code, reason in s.command.reasons:
        if not str(reason).strip():
            yield Gap(Text("alasan", "a reason"), "-", path=f"reasons.{code}")


@necessity(
    "MS376",
    "5.3.4",
    Text("{actual} form belum diterima", "{actual} forms are not accepted yet"),
    Text("terima atau batalkan form itu: {required}", "accept or void them: {required}"),
)
def forms_outstanding(s: Situation) -> Iterable[Gap]:
    """Refuse a recap while a form is neither accepted nor voided."""
    settled = s.cycle.count(ContactState.ACCEPTED, ContactState.VOIDED)
    waiting = len(s.cycle.contacts) - settled
    return (Gap("0", waiting),) if waiting else FINE


def goes_by_supervisor(s: Situation) -> bool:
    """Return whether the form's way leads over the supervisor (A9)."""
    contacter = s.contact.plan.contacter
    return contacter is not None and contacter.role in s.cycle.policy.routes_by_supervisor


def goes_straight(s: Situation) -> bool:
    """Return whether the form goes to the QCA at once (A9)."""
    return not goes_by_supervisor(s)
