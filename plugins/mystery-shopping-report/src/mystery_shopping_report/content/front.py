"""What a manager reads first: how the month stands, on what it rests, and the three KPIs."""

from __future__ import annotations

from collections.abc import Iterator

from mystery_shopping.model import CycleState
from mystery_shopping.reporting import Line, MonthReport, standing_of
from mystery_shopping.rules import ClauseRow, Status, Verdict
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.values import CLAUSES
from mystery_shopping_report.charts import Chart, share_bar
from mystery_shopping_report.paper import Card, Indicator, Mark
from mystery_shopping_report.words import Speaker

_INDICATORS = ("4.1", "4.2")
# Met says nothing more, and pending nothing yet.
_HOLDING = (Status.NOT_MET, Status.UNVERIFIABLE, Status.DEVIATED)


def mark_of(status: Status, speaker: Speaker) -> Mark:
    """Return a standing of the verdict as a mark."""
    return Mark(sign=status.value, words=speaker.text(status.label))


def counts_of(verdict: Verdict, speaker: Speaker) -> tuple[Mark, ...]:
    """Return how many clauses of sections 5 and 6 stand how, what none does left out."""
    return tuple(
        Mark(
            sign=status.value,
            words=speaker.say("counted", words=speaker.title(status.label), n=count),
        )
        for status in Status
        if (count := sum(row.status is status for row in _leaves(verdict)))
    )


def indicators_of(verdict: Verdict, speaker: Speaker) -> tuple[Indicator, ...]:
    """Return the indicators of section 4.

    Source: W-10 4.1, 4.2.
    """
    return tuple(_indicator(verdict.row(number), speaker) for number in _INDICATORS)


def holding_of(verdict: Verdict, speaker: Speaker) -> tuple[Indicator, ...]:
    """Return the clauses of sections 5 and 6 that are not met, not provable or deviated from."""
    return tuple(
        _indicator(row, speaker)
        for status in _HOLDING
        for row in _leaves(verdict)
        if row.status is status
    )


def basis_of(dossier: Dossier, speaker: Speaker) -> tuple[str, ...]:
    """Return on how many samples the figures rest, and whether they still move."""
    report, cycle = dossier.report, dossier.cycle
    told = [
        speaker.say(
            "as_of",
            moment=speaker.moment(report.header.as_of),
            state=speaker.text(cycle.state.label),
        ),
        speaker.say(
            "samples",
            count=report.sample_count,
            required=report.required_count,
            inside=report.in_window_count,
        ),
    ]
    if report.voided_count:
        told.append(speaker.say("voided", n=report.voided_count))
    if cycle.state is CycleState.CANCELLED:
        told.append(speaker.say("cancelled", reason=cycle.end_reason or "–"))
    told.append(speaker.say("frozen" if report.is_frozen else "provisional"))
    return tuple(told)


def cards_of(report: MonthReport, speaker: Speaker) -> tuple[Card, ...]:
    """Return the KPIs in the order of 5.4.1, each with its bar."""
    return tuple(_card(line, report, speaker) for line in report.kpis)


def _leaves(verdict: Verdict) -> Iterator[ClauseRow]:
    return (row for row in verdict if not row.is_heading and row.clause not in _INDICATORS)


def _indicator(row: ClauseRow, speaker: Speaker) -> Indicator:
    return Indicator(
        number=row.clause,
        title=speaker.text(CLAUSES[row.clause].title),
        mark=mark_of(row.status, speaker),
        sentence=speaker.text(row.sentence),
    )


def _card(line: Line, report: MonthReport, speaker: Speaker) -> Card:
    standing = standing_of(line, report.target)
    return Card(
        title=speaker.title(line.title),
        share=line.share.percent(speaker.language),
        mark=Mark(sign=standing.value, words=speaker.say(standing.value)),
        words=speaker.title(line.words),
        chart=_bar(line, report, speaker),
    )


def _bar(line: Line, report: MonthReport, speaker: Speaker) -> Chart:
    target = speaker.percent(report.target, digits=1)
    shown = line.share.percent(speaker.language)
    return share_bar(
        id=f"kpi-{line.key}",
        title=speaker.say("bar_title", title=speaker.title(line.title), share=shown),
        description=speaker.say("bar_description", words=speaker.title(line.words), target=target),
        value=line.share.fraction if line.share.is_defined else None,
        interval=line.interval,
        target=report.target,
        target_label=speaker.say("bar_target", target=target),
    )
