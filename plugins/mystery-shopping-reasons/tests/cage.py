"""Reads mutated logs in a process that may use little memory and is ended when it hangs.

Called with a seed and a count; prints how many were read, understood in part, and refused.
"""

from __future__ import annotations

import io
import random
import resource
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from mystery_shopping.errors import MysteryShoppingError
from mystery_shopping.model import Policy
from mystery_shopping_reasons import inspect_file

MEMORY_BYTES = 512 << 20
WATCHDOG_SECONDS = 300  # for all of them; a sound run takes a few
POLICY = Policy(qm_target=85)
ROWS = [
    ("no", "waktu", "alasan", "terjawab"),
    *((n, f"{n % 28 + 1}/10/2026 9:{n:02}", "A", "Ya") for n in range(40)),
]
TOKENS = (
    b"\x00", b"\xff\xfe", b'"', b"\n", b"\r", b",;\t|", b"&a;", b"<!DOCTYPE a>", b"<c>", b"</row>",
    b"<f>1</f>", b'r="XFD1048576"', b't="s"', b"9" * 400, b"-1", b"nan", b"<row r='1e9'>",
    b"PK\x05\x06", b"x" * 70_000, b"\xef\xbb\xbf", b"31/02/2026", b"<is><t>", b"]]>", b"<![CDATA[",
)  # fmt: skip


def main(seed: int, count: int) -> None:
    """Read so many mutants; anything but a ranking or a coded error ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.alarm(WATCHDOG_SECONDS)
    chance = random.Random(seed)  # noqa: S311 - a fuzzer's
    ends: Counter[str] = Counter()
    makers = (_text, _packed, _inside)
    with TemporaryDirectory() as folder:
        for number in range(count):
            content, suffix = makers[number % len(makers)](chance)
            file = Path(folder) / f"log{suffix}"
            file.write_bytes(content)
            ends[_end_of(file)] += 1
    sys.stdout.write(f"{ends['read']} {ends['understood']} {ends['refused']}")


def _end_of(file: Path) -> str:
    try:
        seen = inspect_file(file, policy=POLICY)
    except MysteryShoppingError as error:
        return "refused" if error.say("id") else "silent"
    if seen.ranking is None:
        return "understood"
    dropped = sum(count for _, count in seen.ranking.dropped)
    assert int(dict(seen.choices)["rows"]) == seen.ranking.contact_count + dropped
    return "read"


def _text(chance: random.Random) -> tuple[bytes, str]:
    delimiter = chance.choice(",;\t|")
    text = "".join(delimiter.join(map(str, row)) + "\r\n" for row in ROWS)
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    return _mutated(text.encode(encoding), chance), chance.choice([".csv", ".txt", ".xlsx"])


def _packed(chance: random.Random) -> tuple[bytes, str]:
    return _mutated(_book(), chance), chance.choice([".xlsx", ".xlsm", ".csv"])


def _inside(chance: random.Random) -> tuple[bytes, str]:
    # Mutants of a part, packed soundly, so that it is the part that must be survived.
    return _book(lambda part: _mutated(part, chance) if chance.random() < 0.4 else part), ".xlsx"


def _book(change: Callable[[bytes], bytes] = bytes) -> bytes:
    book, whole, packed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(whole)
    with ZipFile(whole) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))
    return packed.getvalue()


def _mutated(content: bytes, chance: random.Random) -> bytes:
    mutant = bytearray(content)
    for _ in range(chance.randrange(5)):
        at, to = sorted(chance.choices(range(len(mutant) + 1), k=2))
        act = chance.randrange(4)
        if act == 0 and mutant:
            mutant[min(at, len(mutant) - 1)] = chance.randrange(256)
        elif act == 1:
            mutant[at:at] = chance.choice(TOKENS)
        elif act == 2:
            del mutant[at : min(to, at + 200)]
        else:
            mutant[at:at] = mutant[at : at + 300] * chance.randrange(1, 4)
    return bytes(mutant)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
