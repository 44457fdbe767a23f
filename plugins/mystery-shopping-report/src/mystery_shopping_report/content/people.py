"""What was conceded and what is followed up; people stand here by id, in no order of merit."""

from __future__ import annotations

from mystery_shopping.model import Deviation, FollowUp, WindowMove
from mystery_shopping.reporting import MonthReport
from mystery_shopping.service.dossier import Dossier
from mystery_shopping_report.content.facts import days
from mystery_shopping_report.paper import Cell, Column, Section, Table
from mystery_shopping_report.words import Speaker


def deviations_section(dossier: Dossier, speaker: Speaker) -> Section:
    """Return the recorded deviations, approved or not, and the weeks that were moved."""
    title = speaker.say("deviations")
    tables = (*_deviations(dossier, speaker), *_moves(dossier, speaker))
    notes = () if dossier.report.deviations else (speaker.say("no_deviations"),)
    return Section(id="deviations", title=title, notes=notes, tables=tables)


def follow_ups_section(report: MonthReport, speaker: Speaker) -> Section:
    """Return the follow-ups by number, each with a cue for the coaching.

    Whoever needs none is not in the report.

    Source: W-10 5.5 and form F-28.
    """
    title = speaker.say("follow_ups")
    if not report.follow_ups:
        return Section(id="follow-ups", title=title, notes=(speaker.say("no_follow_ups"),))
    cues = {row.person: speaker.title(row.words) for row in report.people}
    columns = {"agent": 2, "contacts": 2, "why": 3, "state": 2, "measure": 3, "cue": 4}
    table = Table(
        id="follow-ups-table",
        caption=title,
        columns=tuple(Column(speaker.say(name), weight=part) for name, part in columns.items()),
        rows=tuple(_follow_up(row, cues, speaker) for row in report.follow_ups),
    )
    note = speaker.say("cue_note")
    return Section(id="follow-ups", title=title, notes=(note,), tables=(table,))


def _deviations(dossier: Dossier, speaker: Speaker) -> tuple[Table, ...]:
    rows = dossier.report.deviations
    columns = ("clause", "required", "actual", "why", "corrective", "approved")
    table = Table(
        id="deviations-table",
        caption=speaker.say("deviations"),
        columns=tuple(Column(speaker.say(name)) for name in columns),
        rows=tuple(_deviation(row, speaker) for row in rows),
    )
    return (table,) if rows else ()


def _deviation(row: Deviation, speaker: Speaker) -> tuple[Cell, ...]:
    clause = row.clause
    if row.follow_up is not None:
        clause = speaker.say("waived_follow_up", clause=clause, number=row.follow_up)
    return (
        Cell(speaker.say("deviation_number", number=row.number, clause=clause)),
        Cell(row.required),
        Cell(row.actual),
        Cell(row.reason),
        Cell(row.corrective_action),
        Cell(row.approved_by.id if row.approved_by else speaker.say("not_approved")),
    )


def _moves(dossier: Dossier, speaker: Speaker) -> tuple[Table, ...]:
    rows = tuple(dossier.cycle.window_moves)
    table = Table(
        id="moves-table",
        caption=speaker.say("moves"),
        columns=tuple(
            Column(speaker.say(name)) for name in ("week", "moved_to", "why", "approved")
        ),
        rows=tuple(_move(row, speaker) for row in rows),
    )
    return (table,) if rows else ()


def _move(row: WindowMove, speaker: Speaker) -> tuple[Cell, ...]:
    return (
        Cell("I" * row.week),
        Cell(days(row.window, speaker)),
        Cell(row.reason),
        Cell(row.approved_by.id if row.approved_by else speaker.say("not_approved")),
    )


def _follow_up(row: FollowUp, cues: dict[str, str], speaker: Speaker) -> tuple[Cell, ...]:
    return (
        Cell(f"{row.number}. {row.agent.id}"),
        Cell(", ".join(map(str, row.contacts))),
        Cell("; ".join(speaker.text(trigger.label) for trigger in row.triggers)),
        Cell(speaker.text(row.state.label)),
        Cell(_measure(row, speaker)),
        Cell(cues.get(row.agent.id, "–")),
    )


def _measure(row: FollowUp, speaker: Speaker) -> str:
    if row.measure is None:
        return "–"
    measure = speaker.say(row.measure.value)
    if row.delivered_on is not None:
        return speaker.say("delivered", measure=measure, day=row.delivered_on)
    if row.scheduled_for is not None:
        return speaker.say("scheduled", measure=measure, day=row.scheduled_for)
    return measure
