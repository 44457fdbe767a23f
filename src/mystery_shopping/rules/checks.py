"""The mechanism checks of section 5 and the records of section 6, one row per clause."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model import Kpi
from mystery_shopping.rules import _checks_after as after
from mystery_shopping.rules import _checks_before as before
from mystery_shopping.rules._view import Judgement, View


@attrs.frozen
class Check:
    """What proves a clause, and the sentence that tells its result."""

    clause: str
    judge: Callable[[View], Judgement]
    sentence: Text


def _check(clause: str, judge: Callable[[View], Judgement], id: str, en: str) -> Check:
    return Check(clause, judge, Text(id, en))


MECHANISM: tuple[Check, ...] = (
    _check(
        "5.1.1",
        before.reasons_collected,
        "Bahan: {actual} (perlu: {required}).",
        "Material: {actual} (required: {required}).",
    ),
    _check(
        "5.1.2",
        before.top_reasons_selected,
        "Alasan terpilih: {actual} (perlu: {required}).",
        "Reasons chosen: {actual} (required: {required}).",
    ),
    _check(
        "5.2.1.1",
        before.scenarios_in_week_1,
        "Skenario: {actual} (perlu: {required}).",
        "Scenarios: {actual} (required: {required}).",
    ),
    _check(
        "5.2.1.2",
        before.enough_samples,
        "Jumlah sample {actual}; perlu {required}.",
        "Samples: {actual}; required {required}.",
    ),
    _check(
        "5.2.1.3",
        before.day_parts_covered,
        "Sample di minggu ke-II: {actual}; perlu {required}.",
        "Samples inside week II: {actual}; required {required}.",
    ),
    _check(
        "5.2.2",
        before.contacts_assigned,
        "Penugasan: {actual} (perlu: {required}).",
        "Assignment: {actual} (required: {required}).",
    ),
    _check(
        "5.3.1",
        after.performed_as_planned,
        "Sesuai rencana: {actual} (perlu: {required}).",
        "As planned: {actual} (required: {required}).",
    ),
    _check(
        "5.3.2",
        after.attempts_logged,
        "Form pelaksanaan: {actual} (perlu: {required}).",
        "Execution form: {actual} (required: {required}).",
    ),
    _check(
        "5.3.3",
        after.forms_filled,
        "Form penilaian: {actual} (perlu: {required}).",
        "Evaluation form: {actual} (required: {required}).",
    ),
    _check(
        "5.3.4",
        after.forms_routed,
        "Form melalui jalurnya: {actual} (perlu: {required}).",
        "Forms by their route: {actual} (required: {required}).",
    ),
    _check(
        "5.4.1",
        after.report_published,
        "Rekap dan laporan: {actual}.",
        "Recap and report: {actual}.",
    ),
    _check(
        "5.4.1.1",
        partial(after.kpi_reported, Kpi.SOLUTION_ACCURACY),
        "Ketepatan solusi: {actual} (perlu: {required}).",
        "Solution accuracy: {actual} (required: {required}).",
    ),
    _check(
        "5.4.1.2",
        partial(after.kpi_reported, Kpi.COURTESY),
        "Kesopanan: {actual} (perlu: {required}).",
        "Courtesy: {actual} (required: {required}).",
    ),
    _check(
        "5.4.1.3",
        partial(after.kpi_reported, Kpi.COMMUNICATION),
        "Komunikasi: {actual} (perlu: {required}).",
        "Communication: {actual} (required: {required}).",
    ),
    _check(
        "5.5",
        after.follow_ups_done,
        "Tindak lanjut: {actual} (perlu: {required}).",
        "Follow-ups: {actual} (required: {required}).",
    ),
    _check(
        "5.6.1",
        after.nonconformities_noted,
        "Catatan ketidaksesuaian: {actual} (perlu: {required}).",
        "Nonconformity notes: {actual} (required: {required}).",
    ),
    _check(
        "5.6.2",
        after.nonconformities_handed_over,
        "Serah terima: {actual} (perlu: {required}).",
        "Hand-over: {actual} (required: {required}).",
    ),
)

RECORDS = _check(
    "6",
    after.records_kept,
    "Rekaman: {actual} (perlu: {required}).",
    "Records: {actual} (required: {required}).",
)
