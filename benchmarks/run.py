"""Runs the benchmarks and prints one table; called by ``python3 dev.py bench``."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

if not __package__:  # started as a file, which leaves the root off the path
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.counting import statements_of_a_command
from benchmarks.firing import firings
from benchmarks.growth import contacts_at_any_size
from benchmarks.importing import imports
from benchmarks.loading import cold_loads
from benchmarks.measure import QUICK, WHOLE, Size
from benchmarks.peers import beside_machines
from benchmarks.postgres import commands_on_postgres
from benchmarks.summing import indicators, summaries
from benchmarks.table import Row, absent, in_markdown
from benchmarks.telling import notifications
from benchmarks.writing import appends, commands, durable_commands, whole_cycles

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"

PEER = "eventsourcing"
NO_PEER = absent(PEER)


def beside_peer(gate: str, name: str) -> Callable[[Size], Iterable[Row]]:
    """Return a benchmark beside the peer, which is installed for the benchmarks alone."""

    def benchmark(size: Size) -> Iterable[Row]:
        if find_spec(PEER) is None:
            return [Row(gate, f"beside {PEER}").skipped(NO_PEER)]
        measure: Callable[[Size], Iterable[Row]] = getattr(import_module("benchmarks.versus"), name)
        return measure(size)

    return benchmark


def both(*benchmarks: Callable[[Size], Iterable[Row]]) -> Callable[[Size], Iterable[Row]]:
    """Return several benchmarks as one."""
    return lambda size: chain.from_iterable(benchmark(size) for benchmark in benchmarks)


BENCHMARKS: dict[str, Callable[[Size], Iterable[Row]]] = {
    "G1": beside_peer("G1", "held_cycles"),
    "G2": beside_peer("G2", "loaded_cycles"),
    "G3": appends,
    "G4": commands,
    "G5": both(durable_commands, commands_on_postgres),
    "G6": both(cold_loads, beside_peer("G6", "peer_loads")),
    "G7": contacts_at_any_size,
    "G8": summaries,
    "G9": indicators,
    "G10": firings,
    "G12": statements_of_a_command,
    "cycle": whole_cycles,
    "import": imports,
    "notices": notifications,
    "peers": beside_machines,
}


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, print the table, and write it into the page if asked to."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.write and options.only:
        parser.error("--write wants every benchmark: the page shows one table of one run")
    size = QUICK if options.quick else WHOLE
    rows = [row for name in options.only or BENCHMARKS for row in _run(name, size)]
    text = f"{conditions(size)}\n\n{in_markdown(rows)}"
    print(text)
    if options.write:
        write(text, page=PAGE)
        print(f"wrote {PAGE.name}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats of less work")
    parser.add_argument(
        "--only", action="append", choices=BENCHMARKS, help="one benchmark; may come again"
    )
    parser.add_argument("--write", action="store_true", help=f"update docs/{PAGE.name}")
    return parser


def _run(name: str, size: Size) -> Iterable[Row]:
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    return BENCHMARKS[name](size)


def conditions(size: Size) -> str:
    """Return under what conditions a table came about, in one line."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    extent = "whole" if size == WHOLE else "shortened"
    return (
        f"{python}, SQLite {sqlite3.sqlite_version}, {platform.system()} on {platform.machine()};"
        f" a {extent} run of {size.repeats} repeats, void rows tried {size.runs} times at most."
    )


def write(text: str, *, page: Path) -> None:
    """Put the text between the page's two marks."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
