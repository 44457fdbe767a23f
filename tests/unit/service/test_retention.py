"""Records kept three years, held, and disposed of by command alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.codec import decode, encode
from mystery_shopping.memory import MemoryLog
from mystery_shopping.service.archive import export_log, import_log, verify_export
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.events.disposal import CycleDisposed, HoldPlaced, HoldReleased
from tests.months import AGENT, BUDI, DEWI, MAYA, RUDI, ZONE, Month, S, facts, nov

UNTIL = date(2029, 11, 23)
AFTER = datetime(2029, 11, 24, tzinfo=ZONE)
WHY = "three years are over"


def ended(start: str = "closing") -> tuple[Month, ms.Retention]:
    """Return a month of four contacts, closed on the 23rd, and its retention."""
    month = Month.of_four(retention_from=start).to(S.CLOSED)
    return month, ms.Retention(month.program)


def dispose(
    retention: ms.Retention,
    name: str = "malang/2026-11",
    *,
    by: ms.Person = DEWI,
    at: datetime = AFTER,
) -> ms.Certificate:
    """Dispose of the month."""
    return retention.dispose(name, by=by, at=at, reason=WHY)


def refused(call: Callable[[], object], log: ms.EventLog) -> list[tuple[str, str, str]]:
    """Return why a call is refused; the log stays as it is and both languages speak."""
    before = list(export_log(log))
    with pytest.raises(ms.CommandRefused) as caught:
        call()
    assert list(export_log(log)) == before
    for row in caught.value.unmet:
        assert all(text.id and text.en for text in (row.sentence, row.remedy, row.required))
        assert not row.waivable
    return facts(caught.value.unmet)


def test_records_are_due_on_the_day_after_their_keep_until_day() -> None:
    """Three years means the third anniversary is still kept (A16)."""
    _, retention = ended()

    assert retention.due(on=UNTIL) == ()
    assert retention.due(on=date(2029, 11, 24)) == (ms.DueCycle("malang/2026-11", UNTIL, None),)


def test_a_cycle_that_goes_on_is_never_due() -> None:
    """Whatever was forgotten half-way is evidence still."""
    month = Month.of_four().to(S.REPORTED)

    assert ms.Retention(month.program).due(on=date(2099, 1, 1)) == ()


def test_what_a_cancelled_cycle_left_is_due_three_years_after_its_end() -> None:
    """It is no complete record, but it tells of people: it may not stay for ever."""
    month = Month.of_four().to(S.EXECUTING).do(ms.Cancel("flood"), at=nov(12))
    retention = ms.Retention(month.program)

    due = retention.due(on=date(2029, 11, 13))

    assert [row.keep_until for row in due] == [date(2029, 11, 12)]
    assert dispose(retention).state is S.CANCELLED


@pytest.mark.parametrize(
    "start, until", [("form", date(2029, 11, 16)), ("year_end", date(2029, 12, 31))]
)
def test_the_pinned_policy_says_from_when_three_years_run(start: str, until: date) -> None:
    """The site that counts from the year's end must not lose its records in November."""
    _, retention = ended(start)

    assert [row.keep_until for row in retention.due(on=date(2030, 1, 1))] == [until]


def test_an_instant_is_no_day_to_be_due_on() -> None:
    """A datetime is a date to Python, and would decide by no site's clock."""
    _, retention = ended()

    with pytest.raises(ms.InvalidValue, match="on: must be a date"):
        retention.due(on=AFTER)


def test_disposal_leaves_a_certificate_and_no_records() -> None:
    """The one trace that is left must tell an auditor who, when, why, and of what."""
    month, retention = ended()
    head = month.program.verify(month.id)

    certificate = dispose(retention)

    assert certificate == ms.Certificate(
        cycle="malang/2026-11",
        state=S.CLOSED,
        clause="6",
        keep_until=UNTIL,
        head=head.head,
        event_count=head.event_count,
        contact_count=4,
        sample_count=4,
        reason=WHY,
        by=DEWI,
        at=AFTER.astimezone(UTC),
    )
    assert retention.certificates() == (certificate,)
    assert [info.stream for info in month.program.log.streams()] == ["disposals"]
    assert retention.due(on=date(2099, 1, 1)) == ()


def test_nothing_answers_for_a_cycle_that_was_disposed_of() -> None:
    """The program keeps folded cycles; a kept one would show what no longer exists."""
    month, retention = ended()
    program = month.program
    assert month.cycle.version

    dispose(retention)

    for ask in (program.cycle, program.history, program.verify, program.verdict, program.missing):
        with pytest.raises(ms.NotFound):
            ask(month.id)
    with pytest.raises(ms.NotFound):
        program.execute(month.id, ms.Cancel("why not"), by=DEWI, at=AFTER)
    assert program.cycles() == ()


def test_the_certificate_holds_nothing_about_agents_and_contacters() -> None:
    """Disposal that kept the people in its own record would be none."""
    month, retention = ended()
    dispose(retention)

    rows = [row.data.decode() for row in month.program.log.read("disposals")]

    assert not any(word in row for row in rows for word in ("budi", '"a1', "agent"))


def test_only_a_qca_disposes() -> None:
    """Section 6 makes the QCA answer for all four records."""
    month, retention = ended()

    for by in (BUDI, RUDI, MAYA, AGENT):
        found = refused(lambda by=by: dispose(retention, by=by), month.program.log)  # type: ignore[misc]
        assert found == [("MS303", "6", "by")]


@pytest.mark.clause("6", "refusal")
def test_records_younger_than_three_years_stay() -> None:
    """The last day of the third year is a day on which somebody may still ask."""
    month, retention = ended()
    late = datetime(2029, 11, 23, 23, 59, tzinfo=ZONE)

    found = refused(lambda: dispose(retention, at=late), month.program.log)

    assert found == [("MS385", "6", "at")]


def test_a_cycle_that_goes_on_stays() -> None:
    """No age makes an open month disposable; whoever wants it gone cancels it first."""
    month = Month.of_four().to(S.EXECUTING)

    found = refused(lambda: dispose(ms.Retention(month.program)), month.program.log)

    assert found == [("MS302", "6", "")]


def test_a_hold_keeps_records_whatever_their_age() -> None:
    """A dispute runs on its own calendar."""
    month, retention = ended()
    hold = retention.hold(month.id, reason="case 17", holder="legal", by=MAYA, at=nov(30))

    found = refused(lambda: dispose(retention), month.program.log)

    assert found == [("MS386", "6", "")]
    assert hold == ms.Hold(month.id, "case 17", "legal", MAYA, nov(30).astimezone(UTC))
    assert retention.holds() == (hold,)
    assert [row.hold for row in retention.due(on=date(2030, 1, 1))] == [hold]


def test_every_reason_comes_at_once() -> None:
    """Whoever puts one right should not learn of the next a day later."""
    month, retention = ended()
    retention.hold(month.id, reason="case 17", holder="legal", by=DEWI, at=nov(30))

    found = refused(lambda: dispose(retention, by=BUDI, at=nov(30)), month.program.log)

    assert found == [("MS303", "6", "by"), ("MS385", "6", "at"), ("MS386", "6", "")]


def test_a_released_hold_lets_records_go() -> None:
    """The way on after the dispute."""
    month, retention = ended()
    retention.hold(month.id, reason="case 17", holder="legal", by=DEWI, at=nov(30))

    retention.release(month.id, reason="settled", by=MAYA, at=AFTER)

    assert retention.holds() == ()
    assert dispose(retention).cycle == month.id


def test_a_hold_stands_once() -> None:
    """Two holds and one release would leave nobody knowing whether it is held."""
    month, retention = ended()
    log = month.program.log

    def hold() -> object:
        return retention.hold(month.id, reason="case", holder="legal", by=DEWI, at=AFTER)

    hold()

    assert refused(hold, log) == [("MS386", "6", "")]
    retention.release(month.id, reason="settled", by=DEWI, at=AFTER)
    again = refused(lambda: retention.release(month.id, reason="x", by=DEWI, at=AFTER), log)
    assert again == [("MS387", "6", "")]


def test_a_hold_is_placed_and_released_by_a_qca_or_a_manager() -> None:
    """Whoever coaches or performs contacts has no say in how long they are on record."""
    month, retention = ended()
    log = month.program.log

    for by in (BUDI, RUDI, AGENT):
        held = refused(
            lambda by=by: retention.hold(month.id, reason="r", holder="h", by=by, at=AFTER),  # type: ignore[misc]
            log,
        )
        assert held == [("MS303", "6", "by")]
        freed = refused(
            lambda by=by: retention.release(month.id, reason="r", by=by, at=AFTER),  # type: ignore[misc]
            log,
        )
        assert freed == [("MS303", "6", "by"), ("MS387", "6", "")]


def test_a_cycle_nobody_knows_is_not_found() -> None:
    """A slip in the id must not leave a certificate for nothing."""
    _, retention = ended()

    with pytest.raises(ms.NotFound):
        dispose(retention, "solo/2026-11")
    with pytest.raises(ms.NotFound):
        retention.hold("solo/2026-11", reason="r", holder="h", by=DEWI, at=AFTER)
    assert retention.certificates() == ()


@pytest.mark.parametrize("word", ["", "  "])
def test_nothing_happens_without_a_reason(word: str) -> None:
    """The certificate is read by people who were not there."""
    month, retention = ended()
    before = list(export_log(month.program.log))

    for call in (
        lambda: retention.dispose(month.id, reason=word, by=DEWI, at=AFTER),
        lambda: retention.hold(month.id, reason=word, holder="h", by=DEWI, at=AFTER),
        lambda: retention.hold(month.id, reason="r", holder=word, by=DEWI, at=AFTER),
        lambda: retention.release(month.id, reason=word, by=DEWI, at=AFTER),
    ):
        with pytest.raises(ms.InvalidValue):
            call()

    assert list(export_log(month.program.log)) == before


class Crash(Exception):
    """The process ended here."""


def crashed_disposal(monkeypatch: pytest.MonkeyPatch) -> tuple[Month, ms.Retention]:
    """Return a month whose certificate was written and whose records were not erased."""
    month, retention = ended()

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(month.program.log, "erase", crash)
        with pytest.raises(Crash):
            dispose(retention)
    return month, retention


def test_a_disposal_cut_short_is_ended_by_the_same_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificate first, then erase: what is between must neither stay nor be certified twice."""
    month, retention = crashed_disposal(monkeypatch)
    (written,) = retention.certificates()
    assert [row.cycle for row in retention.due(on=date(2030, 1, 1))] == [month.id]

    later = datetime(2030, 1, 1, tzinfo=ZONE)

    assert dispose(retention, at=later) == written
    assert retention.certificates() == (written,)
    assert month.program.cycles() == ()


def test_a_hold_stops_even_a_disposal_that_was_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as the records are there, a court's order can save them."""
    month, retention = crashed_disposal(monkeypatch)
    retention.hold(month.id, reason="case 17", holder="legal", by=DEWI, at=AFTER)

    assert refused(lambda: dispose(retention), month.program.log) == [("MS386", "6", "")]


def test_disposing_twice_returns_the_same_certificate() -> None:
    """Whoever lost the answer asks again."""
    _, retention = ended()
    first = dispose(retention)

    assert dispose(retention, at=datetime(2031, 1, 1, tzinfo=ZONE)) == first
    assert retention.certificates() == (first,)
    with pytest.raises(ms.CommandRefused):
        dispose(retention, by=BUDI)


def test_another_program_that_kept_the_cycle_learns_of_the_disposal() -> None:
    """Two machines share a log; the one that asks again forgets what is gone."""
    month, retention = ended()
    other = ms.Program(month.program.log)
    assert other.cycle(month.id).state is S.CLOSED
    first = dispose(retention)

    assert dispose(ms.Retention(other)) == first
    with pytest.raises(ms.NotFound):
        other.cycle(month.id)


def test_two_who_dispose_at_once_leave_one_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loser of the race decides anew and finds it done."""
    month, retention = ended()
    other = ms.Retention(ms.Program(month.program.log))
    append = month.program.log.append
    raced: list[ms.Certificate] = []

    def slow(stream: str, events: list[ms.Envelope], *, expected: int) -> int:
        monkeypatch.undo()
        raced.append(dispose(other))
        return append(stream, events, expected=expected)

    monkeypatch.setattr(month.program.log, "append", slow)

    assert dispose(retention) == raced[0]
    assert len(retention.certificates()) == 1


def test_a_hold_placed_in_between_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold and disposal meet in one stream, so the later of the two sees the earlier."""
    month, retention = ended()
    append = month.program.log.append

    def slow(stream: str, events: list[ms.Envelope], *, expected: int) -> int:
        monkeypatch.undo()
        retention.hold(month.id, reason="case 17", holder="legal", by=MAYA, at=AFTER)
        return append(stream, events, expected=expected)

    monkeypatch.setattr(month.program.log, "append", slow)

    with pytest.raises(ms.CommandRefused, match="MS386"):
        dispose(retention)
    assert month.cycle.state is S.CLOSED


def test_a_month_opened_anew_is_not_covered_by_the_old_certificate() -> None:
    """The id is free again; the same call must not erase what was never certified."""
    month, retention = ended()
    first = dispose(retention)
    month.program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=AFTER)

    assert refused(lambda: dispose(retention), month.program.log) == [("MS302", "6", "")]
    month.program.execute(month.id, ms.Cancel("opened by mistake"), by=DEWI, at=AFTER)
    second = dispose(retention, at=datetime(2033, 1, 1, tzinfo=ZONE))
    assert (second.event_count, retention.certificates()) == (2, (first, second))


def test_a_month_opened_anew_elsewhere_is_not_taken_for_the_old_one() -> None:
    """A program that still keeps the closed month must look again before it erases an open one."""
    month, retention = ended()
    other = ms.Program(month.program.log, policy=month.program.policy)
    assert other.cycle(month.id).state is S.CLOSED
    dispose(retention)
    month.program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=AFTER)

    found = refused(lambda: dispose(ms.Retention(other)), month.program.log)

    assert found == [("MS302", "6", "")]


def test_an_old_export_brought_back_is_disposed_of_again() -> None:
    """A backup must not undo a disposal for good."""
    month, retention = ended()
    backup = list(export_log(month.program.log))
    first = dispose(retention)
    import_log(month.program.log, backup)

    assert dispose(retention) == first
    assert month.program.cycles() == ()


def test_records_that_were_tampered_with_are_not_disposed_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Disposal would wipe out the trace, and certify a head that proves nothing."""
    month, retention = ended()
    rows = [row._replace(actor="nobody") for row in month.program.log.read(f"cycle/{month.id}")]
    monkeypatch.setattr(month.program.log, "read", lambda _, **__: rows)

    with pytest.raises(ms.ChainBroken):
        dispose(retention)


def test_records_that_were_tampered_with_can_be_held() -> None:
    """They are the first that somebody will want kept."""
    month, retention = ended()
    log = month.program.log
    assert isinstance(log, MemoryLog)
    rows = log._streams[f"cycle/{month.id}"]
    rows[0] = rows[0]._replace(actor="nobody")

    retention.hold(month.id, reason="who was it", holder="audit", by=MAYA, at=AFTER)

    assert [hold.holder for hold in retention.holds()] == ["audit"]


class KeepsAll(MemoryLog):
    """A log on a medium that is written once."""

    capabilities = ms.Capabilities(durable=False, processes=False, erases=False)


def test_a_log_that_cannot_erase_writes_no_certificate() -> None:
    """A certificate over records that are still there would be a lie."""
    month, _ = ended()
    log = KeepsAll()
    import_log(log, list(export_log(month.program.log)))
    retention = ms.Retention(ms.Program(log))

    with pytest.raises(ms.LogUnusable):
        dispose(retention)
    assert retention.certificates() == ()


def test_a_disposed_month_is_unverifiable_and_not_missing() -> None:
    """Who kept the rule for years must not read as in breach once the records may go."""
    month, retention = ended()
    dispose(retention)

    found = month.program.monthly_occurrence(
        unit="malang", first="2026-11", last="2026-11", as_of=AFTER
    )

    row = ms.MonthRow(ms.Period(2026, 11), ms.Status.UNVERIFIABLE, "malang/2026-11", 0)
    assert (found.rows, found.status, found.missing) == ((row,), ms.Status.UNVERIFIABLE, ())
    longer = month.program.monthly_occurrence(
        unit="malang", first="2026-10", last="2026-11", as_of=AFTER
    )
    assert (longer.status, longer.missing) == (ms.Status.NOT_MET, (ms.Period(2026, 10),))
    other = month.program.monthly_occurrence(
        unit="mal", first="2026-11", last="2026-11", as_of=AFTER
    )
    assert other.status is ms.Status.NOT_MET


def test_a_cancelled_month_stays_missing_after_disposal() -> None:
    """It never satisfied 4.2; its certificate must not soften that."""
    month = Month.of_four().to(S.EXECUTING).do(ms.Cancel("flood"), at=nov(12))
    dispose(ms.Retention(month.program))

    found = month.program.monthly_occurrence(
        unit="malang", first="2026-11", last="2026-11", as_of=AFTER
    )

    assert found.status is ms.Status.NOT_MET


def test_the_disposals_are_chained_and_exported_like_all_else(tmp_path: Path) -> None:
    """The certificate is worth what its chain is worth; SQLite keeps it as memory does."""
    month = Month.of_four()
    month.to(S.CLOSED)
    url = f"sqlite:///{(tmp_path / 'kept.db').as_posix()}"
    with ms.open_program(url) as program:
        import_log(program.log, list(export_log(month.program.log)))
        retention = ms.Retention(program)
        retention.hold(month.id, reason="case 17", holder="legal", by=DEWI, at=nov(30))
        retention.release(month.id, reason="settled", by=DEWI, at=AFTER)
        certificate = dispose(retention)
        lines = list(export_log(program.log))

    (report,) = verify_export(lines)
    assert (report.stream, report.event_count) == ("disposals", 3)
    with ms.open_program(url) as again:
        assert ms.Retention(again).certificates() == (certificate,)


GOLDEN: tuple[tuple[Event, str, bytes], ...] = (
    (
        HoldPlaced("malang/2026-11", "case 17", "legal"),
        "hold.placed",
        b'{"cycle":"malang/2026-11","reason":"case 17","holder":"legal"}',
    ),
    (
        HoldReleased("malang/2026-11", "settled"),
        "hold.released",
        b'{"cycle":"malang/2026-11","reason":"settled"}',
    ),
    (
        CycleDisposed("malang/2026-11", S.CLOSED, "6", UNTIL, "ab" * 32, 60, 41, 40, "over"),
        "cycle.disposed",
        b'{"cycle":"malang/2026-11","state":"closed","clause":"6","keep_until":"2029-11-23",'
        b'"head":"' + b"ab" * 32 + b'","event_count":60,"contact_count":41,"sample_count":40,'
        b'"reason":"over"}',
    ),
)


@pytest.mark.parametrize("event, name, data", GOLDEN, ids=lambda part: type(part).__name__)
def test_the_bytes_of_schema_1_stay_for_ever(event: Event, name: str, data: bytes) -> None:
    """A certificate outlives every release: what was written once must read in thirty years."""
    assert encode(event) == (name, 1, data)
    assert decode(name, schema=1, data=data) == event


def test_records_that_grew_in_between_are_not_passed_off_as_disposed_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The certificate counts what it saw: what came after it must stay, and be told."""
    month, retention = ended()

    def grown(stream: str, *, expected: int) -> None:
        raise ms.Conflict(stream=stream, expected=expected, actual=expected + 1)

    monkeypatch.setattr(month.program.log, "erase", grown)

    with pytest.raises(ms.Conflict):
        dispose(retention)

    assert month.program.cycle(month.id).state is S.CLOSED
