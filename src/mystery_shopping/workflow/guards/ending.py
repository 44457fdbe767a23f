"""Guards of report, feedback, deviations and the end of the month: W-10 5.4 to 5.6."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mystery_shopping.errors import Text
from mystery_shopping.model import Kpi, Shortfall
from mystery_shopping.rules import MECHANISM, ClauseRow, Status, View, mechanism_rows
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards._guard import FINE, Gap, necessity, obligation

_CHECKED = tuple(check.clause for check in MECHANISM)


@obligation(
    "MS381",
    "5.4.1",
    Text("rekomendasi untuk {required}: {actual}", "recommendations on {required}: {actual}"),
    Text(
        "beri satu analisa dan rekomendasi untuk {required}",
        "give one analysis and advice on {required}",
    ),
)
def kpi_without_recommendation(s: Situation) -> Iterable[Gap]:
    """Refuse a report that does not speak once of each of the three KPIs."""
    counts = Counter(row.kpi for row in s.command.recommendations)
    for kpi in Kpi:
        if counts[kpi] != 1:
            yield Gap(kpi.label, counts[kpi], path="recommendations", clause=kpi.clause)


@necessity(
    "MS382",
    "5.6.2",
    Text("SPV belum menerima rekap ketidaksesuaian", "the supervisor does not have them yet"),
    Text("QCA menyerahkan dulu kepada SPV", "have the QCA hand them over first"),
)
def not_handed_over_yet(s: Situation) -> Iterable[Gap]:
    """Refuse to pass on what was not handed over."""
    return FINE if s.cycle.find_step("hand_over_nonconformities") else (Gap("1", "0"),)


@necessity(
    "MS383",
    "5.5",
    Text("tanggal {actual} masih di depan {required}", "{actual} is still ahead of {required}"),
    Text("isi tanggal pelaksanaan yang sudah lewat", "give a day that has come"),
)
def delivered_in_the_future(s: Situation) -> Iterable[Gap]:
    """Refuse a coaching that has not taken place."""
    return FINE if s.command.on <= s.today else (Gap(s.today, s.command.on, path="on"),)


@necessity(
    "MS384",
    "5.5",
    Text(
        "tanggal {actual} sudah lewat; hari ini {required}", "{actual} is past; today is {required}"
    ),
    Text("pilih hari ini atau sesudahnya", "choose today or later"),
)
def scheduled_in_the_past(s: Situation) -> Iterable[Gap]:
    """Refuse to schedule a coaching for a day that is gone."""
    return FINE if s.command.on >= s.today else (Gap(s.today, s.command.on, path="on"),)


@necessity(
    "MS391",
    "5",
    Text(
        "klausul {actual} tidak diperiksa; yang diperiksa {required}",
        "clause {actual} is not checked; these are: {required}",
    ),
    Text("sebut salah satu dari {required}", "name one of {required}"),
)
def clause_not_checked(s: Situation) -> Iterable[Gap]:
    """Refuse a deviation from a clause that no check stands for."""
    if s.command.clause in _CHECKED:
        return FINE
    return (Gap(", ".join(_CHECKED), s.command.clause, path="clause"),)


@necessity(
    "MS392",
    "5.5",
    Text(
        "deviasi tindak lanjut harus dari klausul 5.5, bukan {actual}",
        "a follow-up deviates from 5.5, not from {actual}",
    ),
    Text("sebut klausul 5.5", "name clause 5.5"),
)
def follow_up_of_another_clause(s: Situation) -> Iterable[Gap]:
    """Refuse a follow-up's deviation under another clause; an unknown follow-up is not found."""
    if s.command.follow_up is None:
        return FINE
    s.cycle.follow_up(s.command.follow_up)
    return FINE if s.command.clause == "5.5" else (Gap("5.5", s.command.clause, path="clause"),)


@necessity(
    "MS393",
    "5",
    Text(
        "{actual} mengajukan sendiri; harus orang lain",
        "{actual} asked for it; somebody else must approve",
    ),
    Text("minta orang lain yang berwenang", "ask another person entitled to"),
)
def approver_is_the_author(s: Situation) -> Iterable[Gap]:
    """Refuse an approval by the one who asked for it."""
    author = _asked(s)[0]
    return (Gap(Text("orang lain", "another person"), author),) if author == s.by.id else FINE


@necessity(
    "MS394",
    "5",
    Text("sudah disetujui", "it is approved already"),
    Text("tidak ada yang perlu dilakukan", "nothing is left to do"),
)
def approved_already(s: Situation) -> Iterable[Gap]:
    """Refuse to approve twice."""
    return (Gap("0", "1"),) if _asked(s)[1] else FINE


def _asked(s: Situation) -> tuple[str, bool]:
    if s.command.trigger == "approve_deviation":
        deviation = s.cycle.deviation(s.command.deviation)
        return deviation.recorded_by.id, deviation.is_approved
    move = s.cycle.window_move(s.command.move)
    return move.requested_by.id, move.is_approved


@necessity(
    "MS395",
    "5.2.1.3",
    Text(
        "{actual} tidak seluruhnya dalam bulan {required}",
        "{actual} does not lie inside {required}",
    ),
    Text("pilih hari dalam {required}", "choose days of {required}"),
)
def window_outside_the_month(s: Situation) -> Iterable[Gap]:
    """Refuse a week moved out of its month (A1)."""
    window, period = s.command.window, s.cycle.period
    inside = window.first in period and window.last in period
    return FINE if inside else (Gap(period, window, path="window"),)


@necessity(
    "MS396",
    "4.1",
    Text("pemeriksaan {actual}", "check {actual}"),
    Text(
        "penuhi, atau tutup dengan deviasi yang disetujui",
        "meet it, or close with an approved deviation",
    ),
)
def check_not_met(s: Situation) -> Iterable[Gap]:
    """Refuse to close while any check is not green."""
    return tuple(_gap(row) for row in _red_rows(s))


@obligation(
    "MS397",
    "4.1",
    Text("pemeriksaan {actual}", "check {actual}"),
    Text(
        "penuhi, atau minta deviasi untuk klausul ini",
        "meet it, or have a deviation from it approved",
    ),
)
def check_without_deviation(s: Situation) -> Iterable[Gap]:
    """Refuse to close while a red check has no approved deviation."""
    return tuple(_gap(row) for row in _red_rows(s) if row.status is not Status.DEVIATED)


@necessity(
    "MS398",
    "4.1",
    Text(
        "semua pemeriksaan terpenuhi; tidak ada deviasi",
        "every check is met; there is no deviation",
    ),
    Text("tutup dengan Close", "use Close"),
)
def nothing_deviates(s: Situation) -> Iterable[Gap]:
    """Refuse to close with deviations what can be closed clean."""
    return FINE if _red_rows(s) else (Gap(">= 1", "0"),)


@necessity(
    "MS399",
    "5.2.1.2",
    Text(
        "{actual} sample, perlu {required}; kebijakan tidak mengizinkan deviasi",
        "{actual} samples, {required} needed; the policy allows no deviation",
    ),
    Text(
        "penuhi, atau batalkan siklus dengan alasan", "meet it, or cancel the cycle with a reason"
    ),
)
def shortfall_blocks(s: Situation) -> Iterable[Gap]:
    """Refuse to close short of the samples where the policy blocks it (A6)."""
    least, count = s.cycle.policy.minimum_samples, len(View(s.cycle, s.at).samples)
    if s.cycle.policy.shortfall is not Shortfall.BLOCK or count >= least:
        return FINE
    return (Gap(f">= {least}", count),)


def _red_rows(s: Situation) -> tuple[ClauseRow, ...]:
    rows = mechanism_rows(View(s.cycle, s.at))
    return tuple(row for row in rows if row.status is not Status.MET)


def _gap(row: ClauseRow) -> Gap:
    actual = Text("{clause} {status}: {sentence}", "{clause} {status}: {sentence}").fill(
        clause=row.clause, status=row.status.label, sentence=row.sentence
    )
    return Gap(row.required, actual, clause=row.clause)
