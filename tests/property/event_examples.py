"""One example of every event, written down by hand, and where its golden bytes lie.

``python -m tests.property.event_examples`` writes the golden file anew; once a version is out,
that is only right together with a new schema number and an upcaster from the old one.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path

from mystery_shopping.codec import GENESIS, encode, seal
from mystery_shopping.errors import Text
from mystery_shopping.model import (
    Basis,
    ContactState,
    Dimension,
    Figure,
    Finding,
    FollowUp,
    Kind,
    Kpi,
    Material,
    Measure,
    NewProduct,
    Nonconformity,
    Outcome,
    Parameter,
    PlannedContact,
    Policy,
    ReasonCount,
    ReasonRanking,
    Recap,
    Recommendation,
    Report,
    ScenarioText,
    Scorecard,
    Trigger,
)
from mystery_shopping.ports import Recorded
from mystery_shopping.values import (
    CalendarRows,
    DayPart,
    DayPartTable,
    Period,
    Person,
    Role,
    Share,
    Window,
    to_micros,
)
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.commands import Assignment
from mystery_shopping.workflow.events import Event

# Of every schema that was ever written; the last is today's. A new one leaves the others alone.
ALL_GOLDEN = tuple(sorted((Path(__file__).parents[1] / "golden").glob("events-schema-*.json")))
GOLDEN = ALL_GOLDEN[-1]
STREAM = "cycle/malang/2026-11"

_AT = datetime(2026, 11, 9, 1, 2, 3, 456789, tzinfo=UTC)
_QCO = Person("bima", Role.QCO)
_LEADER = Person("sari", Role.TL, "tim: satu")
_AGENT = Person("a-1", Role.AGENT, "team-2")
_TEXT = ScenarioText(
    title="Tagihan ganda",
    basis=Basis.TRAINING,
    source="billing",
    brief='Ask "why twice?"\n— politely',
    solution="It is refunded in 3×24 h",
    skill="voice",
    held_on=date(2026, 10, 20),
)
_CARD = Scorecard(
    "short",
    2,
    (
        Parameter("answer", Text("Jawaban", "Answer"), Dimension.SOLUTION, critical=True),
        Parameter("tone", Text("Nada", "Tone"), Dimension.ATTITUDE, Kpi.COMMUNICATION),
    ),
)
_POLICY = Policy(
    qm_target=Fraction(165, 2),
    week_rule=CalendarRows(6, 4),
    day_parts=DayPartTable(
        (
            DayPart("day", time(6), time(18), Text("siang", "day")),
            DayPart("night", time(18), time(6)),
        ),
        time(6),
    ),
    hand_in_day=20,
)
_RECAP = Recap(
    sample_count=1,
    in_window_count=1,
    voided_count=0,
    total=Share(1, 2),
    parameters=(Figure("answer", 1, Share(0, 1)), Figure("tone", 1, Share(1, 1))),
    dimensions=(Figure("solution", 1, Share(0, 1)),),
    kpis=(Figure("courtesy", 0, Share(0, 0)),),
    day_parts=(),
    reasons=(Figure("billing", 1, Share(1, 2)),),
    contacters=(),
    agents=(),
    nonconformities=(Nonconformity(1, "answer", "wrong", "right", _QCO),),
)

EXAMPLES: tuple[Event, ...] = (
    e.CycleOpened("malang/2026-11", "malang", Period(2026, 11), _POLICY, _CARD),
    e.ReasonsCollected(
        ReasonRanking(
            Period(2026, 10),
            (
                ReasonCount(
                    "billing",
                    12,
                    Kind.COMPLAINT_SOLVED,
                    "voice",
                    "Tagihan",
                    ((Kind.COMPLAINT_SOLVED, 10), (Kind.REQUEST, 2)),
                    (("day", 7), ("night", 5)),
                ),
                ReasonCount("tariff", 3),
            ),
            "export.csv",
            (("date", "day first"),),
            (("no date", 4),),
        )
    ),
    e.NewProductsAdded((NewProduct("fiber", "Fiber 1 Gb", "voice"), NewProduct("tv", "TV"))),
    e.MaterialSelected(
        Material(("billing", "tariff"), from_new_products=False,
                 missing_kinds=(Kind.INFORMATION,), tied=("tariff", "roaming"))
    ),
    e.ScenarioDrafted(1, _TEXT, date(2026, 11, 3)),
    e.ScenarioRevised(1, 2, _TEXT, date(2026, 11, 4)),
    e.ScenariosApproved(),
    e.ContactsPlanned(
        1,
        (
            PlannedContact(1, date(2026, 11, 9), "day", _LEADER, "sakit", "team-2", "a-1"),
            PlannedContact(1, date(2026, 11, 10), "night"),
        ),
    ),
    e.ContactsAssigned((Assignment(2, _QCO), Assignment(3, _LEADER, "sakit")), complete=True),
    e.ContactReassigned(2, _QCO, date(2026, 11, 11), "day", None, "illness"),
    e.ExecutionStarted(),
    e.AttemptLogged(1, Outcome.NO_ANSWER, _AT, "engaged"),
    e.ContactPerformed(1, _AT, _AGENT, ""),
    e.ContactEvaluated(1, 0b10, 0b01, (Finding("answer", "wrong", "right"),)),
    e.FormSubmitted(1, ContactState.WITH_SUPERVISOR),
    e.FormForwarded(1),
    e.FormReturned(1, (("answer", "is it so?"),)),
    e.FormAccepted(1),
    e.ContactVoided(2, "recognised"),
    e.ExecutionFinished(),
    e.CycleRecapitulated(_RECAP),
    e.NonconformityNoted(Nonconformity(1, "tone", "curt", "calm", _QCO)),
    e.ReportPublished(Report((Recommendation(Kpi.COURTESY, "so", "train"),), "in short")),
    e.FollowUpsOpened(
        (FollowUp(1, _AGENT, (1, 4), (Trigger.ZERO_ON_SOLUTION, Trigger.SERVICE_BELOW_TARGET)),)
    ),
    e.NonconformitiesHandedOver(),
    e.NonconformitiesPassedOn(),
    e.FollowUpHandedOver(1),
    e.FollowUpPassedOn(1),
    e.FollowUpScheduled(1, Measure.SMALL_GROUP_DISCUSSION, date(2026, 11, 20)),
    e.FollowUpDelivered(1, date(2026, 11, 21), "agreed"),
    e.FollowUpVerified(1, ""),
    e.FollowUpWaived(1, 2),
    e.DeviationRecorded(1, "5.2.1.2", ">= 40", "38", "storm", "more QCOs", None),
    e.DeviationApproved(1),
    e.WindowMoveRequested(1, 2, Window(date(2026, 11, 15), date(2026, 11, 21)), "holidays"),
    e.WindowMoved(1),
    e.CycleClosed(),
    e.CycleClosedWithDeviations(),
    e.CycleCancelled("given up"),
)  # fmt: skip


def chained(events: tuple[Event, ...] = EXAMPLES) -> list[Recorded]:
    """Return events as a log would hold them: sealed, a second apart, by one QCA."""
    head, rows = GENESIS, []
    for version, event in enumerate(events, 1):
        name, schema, data = encode(event)
        facts = {
            "stream": STREAM,
            "version": version,
            "event_id": f"id-{version}/0",
            "type": name,
            "schema": schema,
            "recorded_at_micros": to_micros(_AT) + version * 1_000_000,
            "actor": "dewi",
            "role": "qca",
            "data": data,
        }
        following = seal(head, **facts)  # type: ignore[arg-type]
        rows.append(
            Recorded(position=version, previous=head, hash=following, **facts)  # type: ignore[arg-type]
        )
        head = following
    return rows


def golden() -> dict[str, object]:
    """Return what the golden file must hold."""
    return {
        "head": chained()[-1].hash.hex(),
        "events": [
            {"type": name, "schema": schema, "data": data.decode("ascii")}
            for name, schema, data in map(encode, EXAMPLES)
        ],
    }


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(golden(), indent=1) + "\n", encoding="utf-8")
