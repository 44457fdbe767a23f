"""A log as JSON Lines: exported, verified by a stranger, imported again."""

import hashlib
import json
from collections.abc import Callable

import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from mystery_shopping.service.archive import export_log, import_log, verify_export
from tests.months import DEWI, Month, S, nov

Lines = list[str]


@pytest.fixture(scope="module")
def month() -> Month:
    """Return a program with two units' months; nobody changes it."""
    month = Month.of_four().to(S.ASSIGNED)
    month.program.open_cycle(unit="solo", period="2026-11", by=DEWI, at=nov(1))
    return month


@pytest.fixture(scope="module")
def lines(month: Month) -> Lines:
    """Return the export of that program's log."""
    return list(export_log(month.program.log))


def test_an_export_holds_every_event_as_a_line_and_a_seal_at_its_end(
    month: Month, lines: Lines
) -> None:
    """One event, one line: the file can be read with any editor."""
    events = [json.loads(line) for line in lines[:-1]]

    assert [(row["stream"], row["version"]) for row in events] == [
        *((f"cycle/{month.id}", n + 1) for n in range(month.cycle.version)),
        ("cycle/solo/2026-11", 1),
    ]
    assert set(json.loads(lines[-1])["heads"]) == {row["stream"] for row in events}


def test_a_stranger_can_verify_the_chain_with_the_standard_library(lines: Lines) -> None:
    """The format is the promise; this test is its description in code."""
    previous: dict[str, str] = {}
    for line in lines[:-1]:
        row = json.loads(line)
        names = ("stream", "version", "event_id", "type", "schema", "recorded_at_micros")
        head = "".join(f"{row[name]}\n" for name in (*names, "actor", "role"))
        before = bytes.fromhex(previous.get(row["stream"], "00" * 32))
        found = hashlib.sha256(before + head.encode() + row["data"].encode()).hexdigest()
        assert (row["previous"], row["hash"]) == (before.hex(), found)
        previous[row["stream"]] = found

    assert json.loads(lines[-1])["heads"] == previous
    sealed = hashlib.sha256("".join(lines[:-1]).encode()).hexdigest()
    assert json.loads(lines[-1])["sha256"] == sealed


def test_a_verified_export_tells_every_streams_head(month: Month, lines: Lines) -> None:
    """What the printed F-27 is compared with."""
    reports = verify_export(lines)

    assert reports == (month.program.verify(month.id), month.program.verify("solo/2026-11"))


TOUCHES: dict[str, Callable[[Lines], Lines]] = {
    "a word changed": lambda rows: [rows[0].replace("dewi", "maya"), *rows[1:]],
    "a line dropped": lambda rows: rows[:3] + rows[4:],
    "two lines swapped": lambda rows: [rows[1], rows[0], *rows[2:]],
    "a line twice": lambda rows: [rows[0], *rows],
    "the last event dropped": lambda rows: [*rows[:-2], rows[-1]],
    "the seal dropped": lambda rows: rows[:-1],
    "a line after the seal": lambda rows: [*rows, rows[0]],
    "a blank put in": lambda rows: [rows[0].replace(",", ", ", 1), *rows[1:]],
    "no JSON": lambda rows: ["hello\n", *rows],
    "no event": lambda rows: ['{"stream":"x"}\n', *rows],
    "a number for text": lambda rows: [rows[0].replace('"data":"', '"data":7,"x":"'), *rows[1:]],
    "nothing at all": lambda _: [],
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES.keys())
def test_an_export_that_was_touched_is_found(lines: Lines, touch: Callable[[Lines], Lines]) -> None:
    """The file leaves the house; whatever happens to it there must show."""
    with pytest.raises(ms.ChainBroken):
        verify_export(touch(lines))


def test_an_export_comes_back_as_the_log_it_was(month: Month, lines: Lines) -> None:
    """A move to another storage loses nothing and changes no verdict."""
    log = MemoryLog()

    import_log(log, lines)

    assert list(export_log(log)) == lines
    assert ms.Program(log).cycle(month.id) == month.cycle


def test_importing_twice_writes_once(lines: Lines) -> None:
    """A move that broke off is simply done again."""
    log = MemoryLog()
    import_log(log, lines)

    import_log(log, lines)

    assert list(export_log(log)) == lines


def test_a_log_that_holds_something_else_under_the_name_is_left_alone(lines: Lines) -> None:
    """Two months of one name cannot be merged, and none may be lost."""
    other = Month()
    before = list(export_log(other.program.log))

    with pytest.raises(ms.Conflict):
        import_log(other.program.log, lines)

    assert list(export_log(other.program.log)) == before


def test_a_broken_export_imports_nothing(lines: Lines) -> None:
    """Not even the good months before the bad line."""
    log = MemoryLog()

    with pytest.raises(ms.ChainBroken):
        import_log(log, lines[:-1])

    assert list(log.streams()) == []


def test_a_part_of_the_log_may_be_exported(month: Month) -> None:
    """One unit's year for that unit's auditor."""
    part = list(export_log(month.program.log, prefix="cycle/solo/"))

    assert [report.stream for report in verify_export(part)] == ["cycle/solo/2026-11"]


def test_bytes_that_are_no_text_are_not_exported() -> None:
    """The export is text; a changed byte must be told as what it is, not fail as a decoder."""
    log = MemoryLog()
    log.append(
        "cycle/x",
        [ms.Envelope("1", "x.y", 1, 0, "dewi", "qca", b"\xff", bytes(32), bytes(32))],
        expected=0,
    )

    with pytest.raises(ms.ChainBroken) as caught:
        list(export_log(log))

    assert (caught.value.stream, caught.value.version) == ("cycle/x", 1)
    assert isinstance(caught.value.__cause__, UnicodeDecodeError)
