"""After week II: recap, report, follow-ups, the deviation if there is one, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import mystery_shopping as ms
from mystery_shopping_cli.demo.play import Play
from mystery_shopping_cli.views.figures import weakest
from mystery_shopping_cli.wording import chosen, say

_SCENE = ms.Text("Laporan dan penutupan", "Report and closing")
_FINISHED = ms.Text(
    "pelaksanaan selesai; {n} form direkap", "execution finished; {n} forms in the recap"
)
_REPORTED = ms.Text(
    "laporan terbit, {n} tindak lanjut dibuka (5.5)", "report out, {n} follow-ups opened (5.5)"
)
_HANDED = ms.Text(
    "{n} ketidaksesuaian: QCA → SPV → TL (5.6.2)", "{n} nonconformities: QCA → SPV → TL (5.6.2)"
)
_COACHED = ms.Text("{agent}: {measure} oleh {who} (5.5)", "{agent}: {measure} by {who} (5.5)")
_REFUSED = ms.Text("penutupan ditolak ({code}): {why}", "closing is refused ({code}): {why}")
_WORKS = ms.Text("jalan keluar: {remedy}", "what works: {remedy}")
_DEVIATED = ms.Text(
    "deviasi {clause} dicatat {by}, disetujui {who}",
    "deviation from {clause} recorded by {by}, approved by {who}",
)
_CLOSED = ms.Text("siklus {state}", "the cycle is {state}")
_ANALYSIS = ms.Text(
    "{kpi} {share} ({ones} dari {count}); terlemah: {weakest}",
    "{kpi} {share} ({ones} of {count}); weakest: {weakest}",
)
_ADVICE = {
    ms.Kpi.SOLUTION_ACCURACY: ms.Text(
        "Segarkan jawaban kelima alasan kontak dalam briefing pekan depan.",
        "Refresh the answers to the five reasons in next week's briefing.",
    ),
    ms.Kpi.COURTESY: ms.Text(
        "Putar dua rekaman terbaik sebagai contoh di setiap tim.",
        "Play the two best recordings to every team.",
    ),
    ms.Kpi.COMMUNICATION: ms.Text(
        "Latih penutup yang memastikan pelanggan paham.",
        "Practise the closing question that makes sure it was understood.",
    ),
}
_MEASURE = {
    ms.Trigger.ZERO_ON_SOLUTION: ms.Measure.COACHING,
    ms.Trigger.SERVICE_BELOW_TARGET: ms.Measure.SMALL_GROUP_DISCUSSION,
}
_MEASURE_WORDS = {
    ms.Measure.COACHING: ms.Text("coaching", "coaching"),
    ms.Measure.SMALL_GROUP_DISCUSSION: ms.Text("diskusi kelompok kecil", "small group discussion"),
    ms.Measure.BOTH: ms.Text("coaching dan diskusi kelompok", "coaching and group discussion"),
}
_AGREED = ms.Text("latihan dua minggu, dicek QCA", "two weeks of practice, checked by the QCA")
_REASON = ms.Text(
    "Antrean penuh sepanjang bagian hari yang direncanakan; kontak baru tersambung sesudahnya.",
    "The queue was full throughout the planned day part; the contact got through only after it.",
)
_CORRECTION = ms.Text(
    "Jadwalkan percobaan pertama pada jam pertama bagian hari.",
    "Plan the first attempt for the first hour of the day part.",
)


def report(play: Play) -> None:
    """Finish, freeze the figures, publish the report, and hand everything over."""
    cast, clock = play.cast, play.clock
    play.stage.scene(say(_SCENE), "W-10 5.3.4, 5.4, 5.5, 5.6")
    play.order(ms.FinishExecution(), by=cast.qca, at=clock.after(2, "09:00"))
    cycle = play.order(ms.Recapitulate(), by=cast.qca, at=clock.after(2, "10:00"))
    assert cycle.recap is not None  # noqa: S101 - it was just frozen
    play.tell(clock.after(2, "10:00"), _FINISHED.fill(n=cycle.recap.sample_count))
    recommendations = tuple(_recommend(cycle, cycle.recap, kpi) for kpi in ms.Kpi)
    at = clock.after(3, "14:00")
    published = ms.PublishReport(recommendations)  # type: ignore[arg-type,unused-ignore]
    cycle = play.order(published, by=cast.qca, at=at)
    play.tell(at, _REPORTED.fill(n=len(cycle.follow_ups)))
    at = clock.after(4, "09:00")
    play.order(ms.HandOverNonconformities(), by=cast.qca, at=at)
    play.order(ms.PassOnNonconformities(), by=cast.supervisor, at=at + timedelta(hours=1))
    noted = len(cycle.recap.nonconformities) if cycle.recap else 0
    play.tell(at, _HANDED.fill(n=noted))


def follow_up(play: Play) -> None:
    """Take every follow-up from the QCA to the agent, and see that it worked."""
    cast, clock = play.cast, play.clock
    handed, passed, planned = (clock.after(4, hour) for hour in ("10:30", "11:00", "13:00"))
    day = clock.after(6, "10:00")
    for row in play.cycle.follow_ups:
        play.order(ms.HandOverFollowUp(row.number), by=cast.qca, at=handed)
    for row in play.cycle.follow_ups:
        play.order(ms.PassOnFollowUp(row.number), by=cast.supervisor, at=passed)
    for row in play.cycle.follow_ups:
        command = ms.ScheduleFollowUp(row.number, _measure(row), day.date())
        play.order(command, by=cast.leader_of(row.agent), at=planned)
    for row in play.cycle.follow_ups:
        command_ = ms.DeliverFollowUp(row.number, day.date(), say(_AGREED))
        play.order(command_, by=cast.leader_of(row.agent), at=day)
        facts = {"agent": row.agent.id, "measure": _MEASURE_WORDS[_measure(row)]}
        play.tell(day, _COACHED.fill(**facts, who=cast.leader_of(row.agent).id))
    for row in play.cycle.follow_ups:
        play.order(ms.VerifyFollowUp(row.number), by=cast.qca, at=clock.after(9, "09:00"))


def close(play: Play) -> None:
    """Close the month; what stands in the way goes on record as an approved deviation first."""
    cast, clock = play.cast, play.clock
    asked, approved, end = (clock.after(day, "10:00") for day in (9, 10, 10))
    unmet = play.program.check(play.cycle_id, ms.Close(), by=cast.qca, at=asked)
    for condition in unmet:
        facts = {"code": condition.code, "why": condition.sentence}
        play.tell(asked, _REFUSED.fill(**facts), _WORKS.fill(remedy=condition.remedy))
    verdict = play.program.verdict(play.cycle_id, as_of=asked)
    for number, condition in enumerate(unmet, 1):
        row = verdict.row(condition.clause)
        command = ms.RecordDeviation(
            row.clause,
            say(_REASON),
            say(_CORRECTION),
            required=say(row.required),
            actual=say(row.actual),
        )
        play.order(command, by=cast.qca, at=asked)
        play.order(ms.ApproveDeviation(number), by=cast.manager, at=approved)
        facts = {"clause": condition.clause, "by": cast.qca, "who": cast.manager}
        play.tell(approved, _DEVIATED.fill(**facts))
    last = ms.CloseWithDeviations() if unmet else ms.Close()
    cycle = play.order(last, by=cast.qca, at=end + timedelta(hours=5))
    play.tell(end, _CLOSED.fill(state=cycle.state.label))


def _measure(row: ms.FollowUp) -> ms.Measure:
    measures = {_MEASURE[trigger] for trigger in row.triggers}
    return measures.pop() if len(measures) == 1 else ms.Measure.BOTH


def _recommend(cycle: ms.Cycle, recap: ms.Recap, kpi: ms.Kpi) -> ms.Recommendation:
    share = recap.kpi(kpi).share
    facts = {"share": share.percent(chosen()), "ones": share.ones, "count": share.count}
    low = ", ".join(_weak_words(cycle, recap, kpi)) or "–"
    analysis = _ANALYSIS.fill(kpi=kpi.label, weakest=low, **facts)
    return ms.Recommendation(kpi, say(analysis), say(_ADVICE[kpi]))


def _weak_words(cycle: ms.Cycle, recap: ms.Recap, kpi: ms.Kpi) -> Iterator[str]:
    rows = {row.code: row for row in cycle.scorecard.parameters}
    for figure in weakest(recap, len(rows)):
        if cycle.policy.kpi_of(rows[figure.key]) is kpi:
            yield f"{figure.key} {figure.share.percent(chosen())}"
            return
