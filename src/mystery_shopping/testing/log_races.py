"""The contract every log keeps under fire: threads, processes, sudden death and reopening."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Thread

from mystery_shopping.errors import Conflict
from mystery_shopping.ports import EventLog
from mystery_shopping.testing._place import LogPlace, append_all, make_event, make_events
from mystery_shopping.testing._rules import Contract

_THREADS = 8
_SECONDS = 60
_BATCH = 3


class LogRaceContract(Contract):
    """Many writers, and the end of the process: winners, the tail's law, durability.

    Subclass it, and give a fixture `log_place` that returns a fresh, empty `LogPlace`.
    """

    __contract__ = True

    def test_what_is_waived_is_not_promised(self, log_place: LogPlace) -> None:
        """Hosts choose by capabilities. If this fails: promise what holds, waive what does not."""
        log = log_place.open()
        promised = log.capabilities
        log.close()

        assert promised.durable == ("a_log_opened_again_holds_everything" not in self.waived)
        assert promised.processes == ("two_processes_share_one_log" not in self.waived)

    def test_of_racing_threads_one_wins(self, log_place: LogPlace) -> None:
        """One place, one event. If this fails: let the store's own uniqueness decide."""
        log = log_place.open()
        for version in range(20):
            outcomes = _race(partial(_try, log, expected=version))

            assert sum(outcomes) == 1

        assert [row.version for row in log.read("s")] == list(range(1, 21))
        log.close()

    def test_the_tail_never_skips(self, log_place: LogPlace) -> None:
        """A position seen is final for all below it. If this fails: hand out in commit order."""
        log = log_place.open()
        seen: list[int] = []
        writers = [
            Thread(target=_write_alone, args=(log, f"stream-{number}", 60))
            for number in range(_THREADS)
        ]
        for writer in writers:
            writer.start()
        over = False
        while len(seen) < 60 * _THREADS and not over:
            over = not any(writer.is_alive() for writer in writers)  # before the last look
            page = log.tail(after=seen[-1] if seen else 0, limit=50)
            seen += [row.position for row in page]
            over = over and not page
        for writer in writers:
            writer.join()

        assert len(seen) == 60 * _THREADS, "a reader that followed the tail missed events"
        assert seen == [row.position for row in log.tail(limit=100_000)]
        log.close()

    def test_an_open_transaction_holds_the_tail_back(self, log_place: LogPlace) -> None:
        """The same law, shown with two transactions at once. If this fails: the later one waits."""
        hold = log_place.hold_append
        if hold is None:
            return
        first, second, reader = log_place.open(), log_place.open(), log_place.open()
        late = Thread(target=lambda: second.append("b", [make_event()], expected=0))

        with hold(first, "a", [make_event()]):
            late.start()
            late.join(timeout=0.5)
            seen_meanwhile = [row.stream for row in reader.tail()]
        late.join(timeout=_SECONDS)

        assert seen_meanwhile == []
        assert sorted(row.stream for row in reader.tail()) == ["a", "b"]
        for log in (first, second, reader):
            log.close()

    def test_a_log_opened_again_holds_everything(self, log_place: LogPlace) -> None:
        """Records are kept three years. If this fails: commit before you answer."""
        log = log_place.open()
        append_all(log, "s", make_events(50), batch=7)
        before = list(log.read("s"))
        log.close()

        again = log_place.open()

        assert list(again.read("s")) == before
        assert list(again.tail(limit=100)) == before
        again.close()

    def test_two_processes_share_one_log(self, log_place: LogPlace) -> None:
        """QCAs work side by side. If this fails: let the store check every version."""
        log = log_place.open()
        children = [_child(log_place, f"p{number}", "40") for number in range(2)]
        outputs = [child.communicate(timeout=_SECONDS)[0] for child in children]

        acknowledged = [line for output in outputs for line in output.splitlines()]

        stored = [row.event_id for row in log.read("s")]
        assert [child.returncode for child in children] == [0, 0]
        assert sorted(acknowledged) == sorted(stored)
        assert [row.version for row in log.read("s")] == list(range(1, 81))
        log.close()

    def test_what_was_acknowledged_survives_a_kill(self, log_place: LogPlace) -> None:
        """Power fails at any moment. If this fails: commit whole batches, then answer."""
        child = _child(log_place, "victim", "1000000", batch=_BATCH)
        assert child.stdout is not None
        acknowledged = [child.stdout.readline().strip() for _ in range(25)]
        child.kill()
        acknowledged += [
            line for line in child.communicate()[0].splitlines() if line.endswith("/0")
        ]

        log = log_place.open()

        stored = [row.event_id for row in log.read("s")]
        assert set(acknowledged) <= set(stored)
        assert len(stored) % _BATCH == 0, "a batch is whole, or it is not there"
        assert [row.version for row in log.read("s")] == list(range(1, len(stored) + 1))
        log.append("s", [make_event()], expected=len(stored))
        log.close()


def _race(run: Callable[[], bool]) -> list[bool]:
    barrier = Barrier(_THREADS)

    def start(_: int) -> bool:
        barrier.wait()
        return run()

    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(start, range(_THREADS)))


def _try(log: EventLog, *, expected: int) -> bool:
    try:
        log.append("s", [make_event()], expected=expected)
    except Conflict:
        return False
    return True


def _write_alone(log: EventLog, stream: str, count: int) -> None:
    for version in range(count):
        log.append(stream, [make_event()], expected=version)


def _child(place: LogPlace, name: str, count: str, *, batch: int = 1) -> subprocess.Popen[str]:
    module = "mystery_shopping.testing._child"
    command = [sys.executable, "-m", module, place.opener, place.url, name, count, str(batch)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
