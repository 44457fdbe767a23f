"""The contract every log keeps: what one writer and one reader may rely on."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mystery_shopping.errors import Conflict
from mystery_shopping.ports import EventLog, Recorded
from mystery_shopping.testing._place import (
    LogPlace,
    append_all,
    make_event,
    make_events,
    page_through,
)
from mystery_shopping.testing._rules import Contract

_TEXTS = (
    "pelanggan puas",
    "Ünïcödé é vs e\u0301",
    "日本語 한국어 العربية עברית",
    "👩🏽‍💻 \U0010ffff \u202etfel",
    "back\\slash \"quote' %s {brace} ; -- \x7f\t",
)

_BYTES = {
    "nothing": b"",
    "every byte": bytes(range(256)),
    "no UTF-8": b"\xff" * 3,
    "a million": b"x" * 1_000_000,
}
_MICROS = (0, -62_135_596_800_000_000, 253_402_300_799_999_999)


class LogContract(Contract):
    """One writer, one reader: order, versions, conflicts, retries, bytes, prefixes, disposal.

    Subclass it, and give a fixture `log_place` that returns a fresh, empty `LogPlace`.
    """

    __contract__ = True

    @pytest.fixture
    def log(self, log_place: LogPlace) -> Iterable[EventLog]:
        """The log at its place, closed afterwards."""
        opened = log_place.open()
        yield opened
        opened.close()

    def test_a_stream_reads_as_it_was_written(self, log: EventLog) -> None:
        """Events come back in order, versions from 1. If this fails: order by version."""
        events = make_events(3)

        version = log.append("cycle/a/2026-11", events, expected=0)

        rows = list(log.read("cycle/a/2026-11"))
        assert version == 3
        assert [row.version for row in rows] == [1, 2, 3]
        assert [_envelope(row) for row in rows] == [tuple(event) for event in events]

    def test_reading_begins_after_a_version(self, log: EventLog) -> None:
        """A kept fold reads only what is new. If this fails: `after` is exclusive."""
        log.append("s", make_events(5), expected=0)

        assert [row.version for row in log.read("s", after=3)] == [4, 5]
        assert list(log.read("s", after=5)) == []
        assert list(log.read("unknown")) == []

    def test_a_stale_writer_is_refused_and_leaves_nothing(self, log: EventLog) -> None:
        """Two writers never overwrite. If this fails: check the version as you write."""
        log.append("s", make_events(2), expected=0)
        before = list(log.read("s"))

        with pytest.raises(Conflict) as caught:
            log.append("s", [make_event()], expected=1)

        assert (caught.value.expected, caught.value.actual) == (1, 2)
        assert list(log.read("s")) == before

    def test_a_writer_ahead_is_refused(self, log: EventLog) -> None:
        """Versions have no gaps. If this fails: `expected` too high is a conflict, too."""
        log.append("s", make_events(1), expected=0)

        with pytest.raises(Conflict):
            log.append("s", [make_event()], expected=5)

        assert [row.version for row in log.read("s")] == [1]

    def test_a_refused_batch_leaves_none_of_its_events(self, log: EventLog) -> None:
        """All or nothing. If this fails: write a batch in one transaction, and check it first."""
        log.append("s", make_events(2), expected=0)
        before = list(log.tail())

        with pytest.raises(Conflict):
            log.append("s", make_events(4), expected=1)

        assert list(log.tail()) == before

    def test_the_same_events_again_are_written_once(self, log: EventLog) -> None:
        """A retry is harmless. If this fails: compare the ids at their place before you refuse."""
        events = make_events(3)
        first = log.append("s", events, expected=0)

        again = log.append("s", events, expected=0)

        assert (first, again) == (3, 3)
        assert len(list(log.read("s"))) == 3

    def test_a_lost_answer_can_be_asked_for_later(self, log: EventLog) -> None:
        """Others may have written since. If this fails: look at the ids after `expected` only."""
        events = make_events(2)
        log.append("s", events, expected=0)
        log.append("s", make_events(2), expected=2)

        assert log.append("s", events, expected=0) == 2
        assert len(list(log.read("s"))) == 4

    def test_a_batch_that_only_begins_alike_is_a_conflict(self, log: EventLog) -> None:
        """Half a match is no retry. If this fails: compare all ids of the batch."""
        first, second = make_events(2)
        log.append("s", [first, make_event()], expected=0)

        with pytest.raises(Conflict):
            log.append("s", [first, second], expected=0)

        assert len(list(log.read("s"))) == 2

    def test_an_empty_batch_changes_nothing(self, log: EventLog) -> None:
        """Nothing to write is no error. If this fails: answer with `expected`."""
        log.append("s", make_events(2), expected=0)

        assert log.append("s", [], expected=2) == 2
        with pytest.raises(Conflict):
            log.append("s", [], expected=1)
        assert len(list(log.read("s"))) == 2

    def test_bytes_come_back_exactly(self, log: EventLog) -> None:
        """The hash chain stands on them. If this fails: store bytes, not text."""
        for stream, data in _BYTES.items():
            event = make_event(data)

            log.append(stream, [event], expected=0)

            (row,) = log.read(stream)
            held = row.data == data, row.previous == event.previous, row.hash == event.hash
            assert held == (True, True, True), stream

    def test_every_text_comes_back_exactly(self, log: EventLog) -> None:
        """Names are people's own. If this fails: keep text as UTF-8, not normalised."""
        for text in _TEXTS:
            event = make_event(event_id=f"{text}/0", kind=text)._replace(actor=text, role=text)

            log.append(text, [event], expected=0)

            (row,) = log.read(text)
            assert (row.stream, *_envelope(row)) == (text, *event)

    def test_every_instant_comes_back_exactly(self, log: EventLog) -> None:
        """Time decides clauses. If this fails: 64-bit integers, no floats."""
        events = [make_event()._replace(recorded_at_micros=micros) for micros in _MICROS]

        log.append("s", events, expected=0)

        assert [row.recorded_at_micros for row in log.read("s")] == list(_MICROS)

    def test_a_long_stream_reads_in_order(self, log: EventLog) -> None:
        """A unit of thousands of contacts is one stream. If this fails: order by number."""
        events = make_events(10_000)

        append_all(log, "s", events)

        rows = list(log.read("s"))
        assert [row.version for row in rows] == list(range(1, 10_001))
        assert [row.event_id for row in rows] == [event.event_id for event in events]

    def test_streams_do_not_mix(self, log: EventLog) -> None:
        """Every unit has its own. If this fails: compare names exactly, case included."""
        names = [f"unit-{number}" for number in range(200)] + ["S", "s", "s ", "s%", "s_"]
        for name in names:
            log.append(name, [make_event(name.encode())], expected=0)

        for name in names:
            assert [row.data for row in log.read(name)] == [name.encode()]

    def test_streams_are_listed_by_prefix(self, log: EventLog) -> None:
        """A unit's months are found by name. If this fails: a prefix is no pattern."""
        for name in ("a/2", "a/1", "a%/1", "b/1", "a_/1"):
            log.append(name, make_events(2), expected=0)

        assert [info.stream for info in log.streams("a/")] == ["a/1", "a/2"]
        assert [tuple(info) for info in log.streams("a%")] == [("a%/1", 2)]
        assert len(list(log.streams())) == 5
        assert list(log.streams("z")) == []

    def test_the_tail_shows_every_event_once_in_order(self, log: EventLog) -> None:
        """Subscriptions read it page by page. If this fails: positions rise, pages follow on."""
        for number in range(7):
            log.append(f"s{number % 3}", make_events(2), expected=number // 3 * 2)

        positions = list(page_through(log, limit=4))

        assert len(positions) == 14
        assert positions == sorted(set(positions))
        assert [row.position for row in log.tail(limit=100)] == positions

    def test_a_page_of_the_tail_is_bounded(self, log: EventLog) -> None:
        """A reader decides how much it takes. If this fails: honour `limit`."""
        log.append("s", make_events(10), expected=0)

        assert len(log.tail(limit=3)) == 3
        assert list(log.tail(after=log.tail(limit=10)[-1].position)) == []

    def test_an_erased_stream_is_gone_and_may_begin_again(self, log: EventLog) -> None:
        """Disposal after retention. If this fails: delete rows, keep handing out new positions."""
        log.append("keep", make_events(1), expected=0)
        log.append("drop", make_events(3), expected=0)
        last = log.tail()[-1].position

        log.erase("drop", expected=3)

        assert list(log.read("drop")) == []
        assert [info.stream for info in log.streams()] == ["keep"]
        assert log.append("drop", make_events(1), expected=0) == 1
        assert log.tail()[-1].position > last

    def test_a_stale_disposal_is_refused(self, log: EventLog) -> None:
        """Nothing is erased unseen. If this fails: check the version in the erasing statement."""
        log.append("s", make_events(2), expected=0)

        with pytest.raises(Conflict):
            log.erase("s", expected=1)

        assert len(list(log.read("s"))) == 2


def _envelope(row: Recorded) -> tuple[object, ...]:
    return tuple(row[3:])
