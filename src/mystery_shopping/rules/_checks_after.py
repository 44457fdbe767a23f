"""The checks of execution, report and feedback: W-10 5.3 to 5.6, and the records of 6."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date

from mystery_shopping.errors import Text
from mystery_shopping.model import (
    Contact,
    Cycle,
    CycleState,
    FollowUp,
    FollowUpDone,
    FollowUpState,
    Kpi,
    RetentionFrom,
)
from mystery_shopping.rules._view import Judgement, Status, View
from mystery_shopping.rules.recapping import nonconformities
from mystery_shopping.rules.samples import is_as_planned, today_of
from mystery_shopping.values.clause import FORMS


def performed_as_planned(view: View) -> Judgement:
    """5.3.1: contacts at the time and on the problem that were set."""
    required = Text("hari dan bagian hari sesuai rencana", "on the planned day and day part")
    if not view.performed:
        return view.unshown(required)
    off = tuple(c for c in view.performed if not is_as_planned(view.cycle, c))
    done = view.is_past(CycleState.EXECUTING)
    return view.judge(
        not off and done,
        due=bool(off),
        required=required,
        actual=_of(len(view.performed) - len(off), len(view.performed), off),
        evidence=view.contacts(off or view.performed),
    )


def attempts_logged(view: View) -> Judgement:
    """5.3.2: a line of F-32 for every contact."""
    form = view.cycle.policy.execution_form
    required = Text(f"baris {form} untuk setiap kontak", f"a line of {form} for every contact")
    if not view.live:
        return view.unshown(required)
    lacking = tuple(c for c in view.live if not c.attempts)
    return view.judge(
        not lacking and view.is_past(CycleState.EXECUTING),
        due=view.is_past(CycleState.EXECUTING),
        required=required,
        actual=_of(len(view.live) - len(lacking), len(view.live), lacking),
        evidence=view.contacts(lacking or view.live),
    )


def forms_filled(view: View) -> Judgement:
    """5.3.3: an F-31 with 1 or 0 for every contact performed."""
    form = view.cycle.policy.evaluation_form
    required = Text(f"{form} terisi untuk setiap kontak", f"{form} filled for every contact")
    return _every_form(view, required, lambda c: c.form is not None)


def forms_routed(view: View) -> Judgement:
    """5.3.4: every form with the QCA by its route, handed in by the date when one is set."""
    policy, by = view.cycle.policy, hand_in_date(view.cycle)
    required = Text(
        "TL → SPV → QCA, lainnya → QCA" + (f", paling lambat {by}" if by else ""),
        "TL → SPV → QCA, others → QCA" + (f", by {by}" if by else ""),
    )
    if not view.performed:
        return view.unshown(required)

    def is_right(contact: Contact) -> bool:
        role = contact.contacter.role if contact.contacter else None
        routed = contact.passed_supervisor or role not in policy.routes_by_supervisor
        return contact.received_at is not None and routed and not _is_late(view, contact, by)

    late = tuple(c for c in view.performed if _is_late(view, c, by))
    wrong = tuple(c for c in view.performed if not is_right(c))
    return view.judge(
        not wrong and view.forms_are_in,
        due=view.forms_are_in or bool(late),
        required=required,
        actual=_of(len(view.performed) - len(wrong), len(view.performed), wrong),
        evidence=view.contacts(wrong or view.performed),
    )


def hand_in_date(cycle: Cycle) -> date | None:
    """Return the day by whose end the forms are handed in, `None` when none is set (A9)."""
    day, last = cycle.policy.hand_in_day, cycle.period.last_day
    return last.replace(day=min(day, last.day)) if day else None


def _is_late(view: View, contact: Contact, by: date | None) -> bool:
    if by is None:
        return False
    handed_in = contact.submitted_at and today_of(view.cycle.policy, contact.submitted_at)
    return (handed_in or view.today) > by


def report_published(view: View) -> Judgement:
    """5.4.1: a report on the recap."""
    done = view.step("recapitulate", "publish_report")
    return view.judge(
        view.cycle.report is not None,
        due=False,
        required=Text("rekap dan laporan", "a recap and a report"),
        actual=Text(f"{len(done)} dari 2", f"{len(done)} of 2"),
        evidence=done,
    )


def kpi_reported(kpi: Kpi, view: View) -> Judgement:
    """5.4.1.1–5.4.1.3: a figure, an analysis and a recommendation on the KPI."""
    report, recap = view.cycle.report, view.cycle.recap
    required = Text("angka, analisa dan rekomendasi", "a figure, analysis and recommendation")
    figure = recap.kpi(kpi) if recap else None
    if figure is not None and not figure.share.is_defined:
        actual = Text("tidak ada parameter yang dinilai", "no parameter was marked")
        return Judgement(Status.UNVERIFIABLE, required, actual)
    said = report is not None and any(row.kpi is kpi for row in report.recommendations)
    share = figure.share if figure else None
    return view.judge(
        said,
        due=report is not None,
        required=required,
        actual=Text(
            *(
                f"{share.ones}/{share.count} = {share.percent(language)}"
                if share
                else {"id": "belum direkap", "en": "no recap yet"}[language]
                for language in ("id", "en")
            )
        ),
        evidence=view.step("publish_report"),
    )


_DONE = {
    FollowUpDone.SCHEDULED: (
        FollowUpState.SCHEDULED,
        FollowUpState.DELIVERED,
        FollowUpState.VERIFIED,
    ),
    FollowUpDone.DELIVERED: (FollowUpState.DELIVERED, FollowUpState.VERIFIED),
    FollowUpDone.VERIFIED: (FollowUpState.VERIFIED,),
}


def is_done(view: View, follow_up: FollowUp) -> bool:
    """Return whether a follow-up is as far as the policy asks (A15)."""
    return follow_up.state in _DONE[view.cycle.policy.follow_up_done]


def follow_ups_done(view: View) -> Judgement:
    """5.5: every agent the rule names was followed up; a waived one shows as deviated."""
    cycle = view.cycle
    reported = view.cycle.report is not None
    done = [row for row in cycle.follow_ups if is_done(view, row)]
    waived = [row for row in cycle.follow_ups if row.state is FollowUpState.WAIVED]
    open_count = len(cycle.follow_ups) - len(done) - len(waived)
    done_word = FollowUpState(cycle.policy.follow_up_done.value).label
    required = Text(f"setiap tindak lanjut {done_word.id}", f"every follow-up {done_word.en}")
    actual = Text(
        f"{len(done)} dari {len(cycle.follow_ups)}, {len(waived)} dikecualikan",
        f"{len(done)} of {len(cycle.follow_ups)}, {len(waived)} waived",
    )
    evidence = tuple(f"{cycle.id}#follow-up-{row.number}" for row in cycle.follow_ups)
    if reported and not open_count and waived:
        return Judgement(Status.DEVIATED, required, actual, evidence)
    return view.judge(
        reported and not open_count, due=False, required=required, actual=actual, evidence=evidence
    )


def nonconformities_noted(view: View) -> Judgement:
    """5.6.1: each 0 with its note and the right solution, given to the QCA."""
    required = Text("catatan dan solusi untuk setiap 0", "a note and solution for every 0")

    def is_right(contact: Contact) -> bool:
        form = contact.form
        applies = view.cycle.scorecard.full_mask & ~form.skipped if form else 0
        return form is not None and len(form.findings) == (applies & ~form.marks).bit_count()

    return _every_form(view, required, is_right)


def _every_form(view: View, required: Text, is_right: Callable[[Contact], bool]) -> Judgement:
    if not view.performed:
        return view.unshown(required)
    wrong = tuple(c for c in view.performed if not is_right(c))
    return view.judge(
        not wrong and view.forms_are_in,
        due=view.forms_are_in,
        required=required,
        actual=_of(len(view.performed) - len(wrong), len(view.performed), wrong),
        evidence=view.contacts(wrong or view.performed),
    )


def nonconformities_handed_over(view: View) -> Judgement:
    """5.6.2: the nonconformities went from the QCA to the supervisor to the team leaders."""
    cycle = view.cycle
    count = len(cycle.recap.nonconformities if cycle.recap else nonconformities(cycle))
    done = view.step("hand_over_nonconformities", "pass_on_nonconformities")
    return view.judge(
        cycle.report is not None and (count == 0 or len(done) == len(("SPV", "TL"))),
        due=False,
        required="QCA → SPV → TL",
        actual=Text(
            f"{count} ketidaksesuaian, {len(done)} dari 2 serah terima",
            f"{count} nonconformities, {len(done)} of 2 hand-overs",
        ),
        evidence=done,
    )


def records_kept(view: View) -> Judgement:
    """6: the four records are complete and kept for three years."""
    until = keep_until(view)
    return view.judge(
        until is not None,
        due=view.has_ended,
        required=Text(
            f"{', '.join(FORMS)}, {view.cycle.policy.retention_years} tahun",
            f"{', '.join(FORMS)}, {view.cycle.policy.retention_years} years",
        ),
        actual=Text(f"disimpan sampai {until}", f"kept until {until}")
        if until
        else Text(
            f"siklus {view.cycle.state.label.id}", f"the cycle is {view.cycle.state.label.en}"
        ),
        evidence=(view.cycle.id,) if until else (),
    )


def keep_until(view: View) -> date | None:
    """Return the day three years on (A16); 29 Feb → 28 Feb.

    `None` while the cycle goes on, and for a cancelled one, which leaves no complete records.
    """
    cycle = view.cycle
    cancelled = cycle.state is CycleState.CANCELLED
    if not view.has_ended or cancelled or cycle.last_at is None:
        return None
    closed = today_of(cycle.policy, cycle.last_at)
    forms = [c.accepted_at for c in cycle.contacts if c.accepted_at]
    start = {
        RetentionFrom.CLOSING: closed,
        RetentionFrom.FORM: today_of(cycle.policy, max(forms)) if forms else closed,
        RetentionFrom.YEAR_END: closed.replace(month=12, day=31),
    }[cycle.policy.retention_from]
    year = start.year + cycle.policy.retention_years
    return date(year, start.month, min(start.day, calendar.monthrange(year, start.month)[1]))


def _of(good: int, count: int, wrong: tuple[Contact, ...]) -> Text:
    numbers = ", ".join(str(contact.number) for contact in wrong[:5])
    more = "…" if len(wrong) > 5 else ""
    tail = Text(f" (bukan: kontak {numbers}{more})", f" (not: contacts {numbers}{more})")
    empty = Text("", "")
    shown = tail if wrong else empty
    return Text(f"{good} dari {count}{shown.id}", f"{good} of {count}{shown.en}")
