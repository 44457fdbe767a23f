"""The benchmarks at a tiny size: they run, both sides do the same work, and noise is called so."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

import mystery_shopping as ms
from benchmarks import measure, postgres, run
from benchmarks.desk import Desk, Refused, orders
from benchmarks.growth import count_calls_at_any_size
from benchmarks.measure import TINY, Batch, Measured, compare, race, total, typical
from benchmarks.month import DEWI, story
from benchmarks.peers import LIBRARIES, Library, check
from benchmarks.raw import in_batches, raw_writes
from benchmarks.run import BEGIN, BENCHMARKS, END, NO_PEER, PAGE, main, write
from benchmarks.table import ABSENT, HEAD, LAST, SKIPPED, Goal, Row, absent, duration, in_markdown
from mystery_shopping_postgres.testing import NoServer

QUIET = Measured(3.0, 2.0, (1.4, 1.5, 1.6), (0.98, 1.0, 1.01))
NOISY = Measured(3.0, 2.0, (1.4, 1.5, 1.6), (1.3, 1.2, 1.01))
NOTHING = "–"


@dataclass
class Journal:
    """Who did what, in order."""

    lines: list[str] = field(default_factory=list)

    @contextmanager
    def lane(self, _: Path, *, name: str, batches: int = 2) -> Iterator[Sequence[Batch]]:
        """Hand out batches that write their name down."""
        yield [partial(self.lines.append, name)] * batches


@pytest.mark.slow
@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_runs_and_both_sides_do_the_same_work(name: str) -> None:
    """The lanes compare what they left behind; a ratio of different work would say nothing."""
    rows = list(BENCHMARKS[name](TINY))

    measured = [row for row in rows if not row.rest.endswith(ABSENT)]
    assert {row.gate for row in rows} == {name}
    assert NOTHING not in {cell for row in measured for cell in (row.ours, row.theirs, row.control)}
    if measured != rows:
        pytest.skip(next(row.rest for row in rows if row not in measured))


def test_without_the_peer_the_rest_is_still_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The peer is installed for the benchmarks alone; a row that is left out says so."""
    monkeypatch.setattr(run, "find_spec", lambda _: None)

    (row,) = BENCHMARKS["G1"](TINY)

    assert (row.gate, row.reached, row.rest) == ("G1", SKIPPED, NO_PEER)
    assert NO_PEER in capsys.readouterr().err


def test_without_a_server_the_row_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hole in the table that nobody explains is taken for a result."""

    @contextmanager
    def missing() -> Iterator[str]:
        raise NoServer("none was found\nand more of it")
        yield ""

    monkeypatch.setattr(postgres, "_server", missing)

    row = postgres.on_a_server(Row("G5", "a command"), lambda row, _: row)

    assert (row.reached, row.rest) == (SKIPPED, "none was found")
    assert "none was found" in capsys.readouterr().err


def test_a_given_server_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the binaries do not run, the address of a server comes from outside."""
    monkeypatch.setenv(postgres.GIVEN, "postgresql://somewhere/else")

    with postgres._server() as url:
        assert url == "postgresql://somewhere/else"


def test_the_peer_refuses_what_is_out_of_place() -> None:
    """A peer that asks nothing would be faster for the wrong reason."""
    pytest.importorskip("eventsourcing", reason=NO_PEER)
    living, peer = import_module("benchmarks.living"), import_module("benchmarks.peer")
    stretch = story(40).whole()
    cycle, orders = peer.Cycle(opened={}), living.orders(stretch)
    performing = next(n for n, turn in enumerate(stretch.turns) if turn.kind is ms.PerformContact)
    turn = stretch.turns[performing]

    with pytest.raises(peer.Refused, match="in the phase opened"):
        cycle.note("execution.started", {}, by=turn.by, at=turn.at)
    for order in orders[:performing]:
        order(cycle)
    with pytest.raises(peer.Refused, match="is not dewi's"):
        cycle.perform(*turn.arguments, by=DEWI, at=turn.at)
    orders[performing](cycle)
    with pytest.raises(peer.Refused, match="is performed"):
        orders[performing](cycle)
    with pytest.raises(peer.Refused, match="mark"):
        cycle.evaluate(1, {}, (), by=turn.by, at=turn.at)


def test_a_peer_that_stops_half_way_is_refused() -> None:
    """It would be compared with a month it did not live."""
    pytest.importorskip("eventsourcing", reason=NO_PEER)
    living, peer = import_module("benchmarks.living"), import_module("benchmarks.peer")
    stretch = story(40).whole()
    cycle = peer.Cycle(opened={})

    for order in living.orders(stretch)[:-1]:
        order(cycle)

    with pytest.raises(AssertionError, match="as many events"):
        living._check(cycle, stretch)


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.what)
def test_a_peer_with_machines_refuses_what_is_out_of_place(
    library: Library, request: pytest.FixtureRequest
) -> None:
    """A machine whose tests nobody wired up would be faster for the wrong reason."""
    pytest.importorskip(library.imported, reason=absent(library.package))
    stretch = story(40).whole()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    request.addfinalizer(connection.close)
    desk, asked = Desk(library.peer(), connection), orders(stretch)
    performing = next(n for n, turn in enumerate(stretch.turns) if turn.kind is ms.PerformContact)

    with pytest.raises(Refused):
        asked[performing - 1](desk)
    for order in asked[:performing]:
        order(desk)
    with pytest.raises(Refused):
        desk.step(1, "perform_contact", by=DEWI.id, facts={})
    asked[performing](desk)
    with pytest.raises(Refused):
        asked[performing](desk)
    with pytest.raises(Refused):
        desk.step(1, "evaluate_contact", by=stretch.turns[performing].by.id, facts={"marks": {}})
    with pytest.raises(AssertionError, match="the same states"):
        check(desk, stretch)


def test_a_warm_command_is_one_statement_and_decodes_nothing() -> None:
    """G12 is counted and cannot flicker, so here it is a test too."""
    rows = list(BENCHMARKS["G12"](TINY))

    assert [row.reached for row in rows] == ["yes", "yes"]


def test_a_contact_costs_the_same_calls_in_a_large_cycle() -> None:
    """G7 in calls: whoever scans or copies all contacts again is caught on any machine."""
    row = count_calls_at_any_size(TINY._replace(few=40, many=1_100))

    assert row.reached.startswith("yes")


def test_a_side_that_leaves_a_row_out_is_refused(tmp_path: Path) -> None:
    """A peer that does less would win."""
    stretch = story(40).contacts(2)

    with (
        pytest.raises(AssertionError, match="the same rows"),
        raw_writes(tmp_path, stretch=stretch, synchronous="NORMAL", batch=4) as batches,
    ):
        batches[0]()


def test_the_candidates_take_turns() -> None:
    """One after the other, there and back, so that a drift of the machine falls on both."""
    journal = Journal()

    race(partial(journal.lane, name="ours"), partial(journal.lane, name="theirs"))

    assert journal.lines == ["ours", "theirs", "theirs", "ours"]


def test_candidates_with_unequal_batches_are_refused() -> None:
    """The longer side would go on alone."""
    journal = Journal()

    with pytest.raises(ValueError, match="zip"):
        race(partial(journal.lane, name="ours"), partial(journal.lane, name="theirs", batches=3))


def test_the_control_is_theirs_beside_itself() -> None:
    """Three lanes a repeat: ours, theirs, and theirs again."""
    journal = Journal()

    compare(
        partial(journal.lane, name="ours", batches=1),
        partial(journal.lane, name="theirs", batches=1),
        size=TINY,
    )

    assert journal.lines == ["ours", "theirs", "theirs"]


@pytest.mark.parametrize(
    "results, runs, expected",
    [
        ([QUIET], 4, QUIET),
        ([NOISY, QUIET], 4, QUIET),
        ([NOISY, NOISY, NOISY, NOISY], 4, NOISY),
        ([NOISY], 1, NOISY),
    ],
)
def test_a_void_comparison_is_measured_again_a_few_times(
    monkeypatch: pytest.MonkeyPatch, results: list[Measured], runs: int, expected: Measured
) -> None:
    """On a restless machine the answer is VOID in the end, and never an endless run."""
    left = [[result] for result in results]
    monkeypatch.setattr(measure, "_measure", lambda *_, **__: left.pop(0))
    lane = partial(Journal().lane, name="either")

    (measured,) = compare(lane, lane, size=TINY._replace(runs=runs))

    assert measured == expected
    assert left == []


def test_a_row_says_what_was_reached() -> None:
    """Gate, stretch and void are told apart."""
    row = Row("G3", "append")

    reached = [
        row._replace(goal=goal).timed(measured, count=1).reached
        for goal, measured in (
            (Goal(1.5, 1.3), QUIET),
            (Goal(2.0, 1.6), QUIET),
            (Goal(1.4, 1.3), QUIET),
            (Goal(2.0, 1.6), NOISY),
            (None, QUIET),
        )
    ]

    assert reached == ["yes", "yes, stretch", "no", "VOID", NOTHING]


def test_an_outlier_moves_the_total_and_not_the_typical_time() -> None:
    """A checkpoint counts in the one estimate; another process must not count in the other."""
    times = [1.0, 1.0, 1.0, 9.0]

    assert (total(times), typical(times)) == (12.0, 4.0)


def test_every_item_is_in_one_batch() -> None:
    """The last batch is a short one."""
    done: list[int] = []

    for batch in in_batches(done.extend, [1, 2, 3, 4, 5], size=2):
        batch()

    assert done == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "seconds, text", [(2.5, "2.5 s"), (0.0125, "12.5 ms"), (4e-5, "40 µs"), (3e-7, "0.3 µs")]
)
def test_a_time_has_the_unit_it_reads_best_in(seconds: float, text: str) -> None:
    """Nobody counts the zeros of 0.0000003 s."""
    assert duration(seconds) == text


def test_the_table_has_a_cell_for_every_column() -> None:
    """A row that is short of a cell shifts the rest."""
    lines = in_markdown([Row("G3", "append").timed(QUIET, count=1)]).splitlines()

    assert [line.count("|") for line in lines] == [len((*HEAD, LAST)) + 1] * 3
    assert len({len(line) for line in lines}) == 1


def test_writing_replaces_only_what_is_between_the_marks(tmp_path: Path) -> None:
    """The page's own words survive every run."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")

    write("new", page=page)

    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"


def test_a_part_of_the_table_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Rows of two runs in one table would be compared, and cannot be."""
    with pytest.raises(SystemExit):
        main(["--only", "G12", "--write"])

    assert "--write wants every benchmark" in capsys.readouterr().err


def test_the_page_has_its_marks_once() -> None:
    """Without them `--write` would lose the page."""
    text = PAGE.read_text(encoding="utf-8")

    assert (text.count(BEGIN), text.count(END)) == (1, 1)
