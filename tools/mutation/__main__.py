"""Tests the tests: changes the library in thousands of small ways and lists what nobody notices.

Called by ``python3 dev.py mutants``.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from types import CodeType

from tools.mutation.changes import LIBRARY, Key, Mutant, mutants_in
from tools.mutation.choosing import Tests
from tools.mutation.explained import explained, rows
from tools.mutation.running import is_noticed
from tools.place import ROOT
from tools.shell import Failure

LAYERS = ("values", "rules", "statistics", "workflow")
WATCHED = ROOT / "build" / "mutation.json"


def main(arguments: Sequence[str]) -> int:
    """Try every mutant of the layers asked for, and fail when one survives without a reason."""
    parser = argparse.ArgumentParser(prog="dev.py mutants", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", default=LAYERS, help="folders or modules of the package"
    )
    parser.add_argument("--most", type=float, default=15.0, help="seconds of tests for a mutant")
    parser.add_argument("--keep", action="store_true", help="use the last map of tests to lines")
    options = parser.parse_args(arguments)
    if not (options.keep and WATCHED.exists()):
        WATCHED.parent.mkdir(exist_ok=True)
        subprocess.run([sys.executable, "-m", "tools.mutation.watching", WATCHED], check=True)
    tests = Tests(WATCHED, most=options.most)
    mutants = list(mutants_in(options.parts))
    alive = try_all(mutants, tests)
    return report(mutants, alive)


def try_all(mutants: Sequence[Mutant], tests: Tests) -> set[Key]:
    """Return those that no test notices.

    Raises:
        Failure: when tests fail beside a module that was not changed.
    """
    with get_context("fork").Pool(initializer=_begin, initargs=(mutants, tests)) as pool:
        first = {mutant.key.module: place for place, mutant in reversed([*enumerate(mutants)])}
        for module, is_sound in zip(first, pool.map(_is_sound, first.values()), strict=True):
            if not is_sound:
                raise Failure(f"tests of {module} fail beside the module as it is")
        alive = set()
        tried = pool.imap(_survives, range(len(mutants)), chunksize=4)
        for mutant, survives in zip(mutants, tried, strict=True):
            if survives:
                words = ("survives", f"line {mutant.line}", *mutant.key)
                print(*words, sep="  ", file=sys.stderr, flush=True)
                alive.add(mutant.key)
    return alive


def _begin(mutants: Sequence[Mutant], tests: Tests) -> None:
    # A syntax tree is handed on by the fork, never as bytes.
    _work[:] = [(mutant, tests) for mutant in mutants]


_work: list[tuple[Mutant, Tests]] = []


def _is_sound(place: int) -> bool:
    mutant, tests = _work[place]
    file = LIBRARY / mutant.key.module
    right = compile(file.read_bytes(), file, "exec", dont_inherit=True)
    return _passes(file, mutant.line, right, tests)


def _survives(place: int) -> bool:
    mutant, tests = _work[place]
    return _passes(LIBRARY / mutant.key.module, mutant.line, mutant.compiled(), tests)


def _passes(file: Path, line: int, code: CodeType, tests: Tests) -> bool:
    return not any(
        is_noticed(file, code, batch.tests, seconds=20 + 5 * batch.seconds)
        for batch in tests.batches(file, line)
        if batch.tests
    )


def report(mutants: Sequence[Mutant], alive: set[Key]) -> int:
    """Print what came of it, and return the exit code."""
    reasons = explained()
    surprising = {key for key in alive if not any(map(key.is_meant_by, reasons))}
    tried = [reason for reason in reasons if any(m.key.is_meant_by(reason) for m in mutants)]
    idle = {reason for reason in tried if not any(key.is_meant_by(reason) for key in alive)}
    print(f"{len(mutants)} mutants: {len(mutants) - len(alive)} noticed, {len(alive)} survived,")
    print(f"{len(alive - surprising)} of them with a reason in docs/reference/mutants.md")
    if surprising:
        print("without a reason:", rows(surprising), sep="\n")
    if idle:
        print("with a reason, and noticed by now:", rows(idle), sep="\n")
    return 1 if surprising or idle else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        sys.exit(str(failure))
